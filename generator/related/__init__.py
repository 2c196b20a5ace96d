"""Related papers: what a reader at the end of a paper may want next, and why.

Where it stands: after `topics`, on the finished library; pages and exports show what is found here. It looks at the
library as a whole and keeps nothing. `relating` finds them; it is imported when they are wished for, since its
libraries take a second and most commands do without.
"""

from dataclasses import dataclass
from enum import StrEnum


class When(StrEnum):
    """How a related paper stands in time to the one that lists it, by the day published, else first listed."""

    EARLIER = "earlier"
    LATER = "later"
    SAME_DAY = "same day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """A paper worth reading next."""

    slug: str
    reason: str
    """What the two share, in words without a full stop."""
    when: When | None
    """None where one of the two has no date at all."""
