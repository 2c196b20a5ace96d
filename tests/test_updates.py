"""When pages changed, by the digests alone."""

from datetime import date

import pytest

from generator.pages import Edition, Site
from generator.pages.updates import list_places
from tests.libraries import DAY, make_collection, make_sample

ADDRESS = "https://example.org/digest/"
MARCH = date(2025, 3, 20)
EARLY = date(2024, 12, 30)


@pytest.mark.parametrize(
    ("page", "day"),
    [
        ("", DAY),
        ("papers/tidy-formulas/", DAY),
        ("papers/two-names/", MARCH),
        ("papers/quiet-one/", EARLY),
        ("papers/by-year/2024/", DAY),
        ("topics/code/", MARCH),
        ("topics/reasoning/2024/", DAY),
        ("topics/robotics-and-driving/", None),
        ("topics/", DAY),
        ("dates/2024/12/30/", EARLY),
        ("dates/2025/03/20-2/", MARCH),
        ("dates/2025/03/", MARCH),
        ("dates/2024/", EARLY),
        ("dates/", DAY),
        ("trends/", DAY),
        ("data/", DAY),
        ("about/", None),
    ],
)
def test_a_page_changes_with_its_newest_digest(page: str, day: date | None) -> None:
    """Not with the build: of a page that no digest changes, no date is told."""
    edition = Edition(collection=make_collection(make_sample()), site=Site(name="A", address=ADDRESS))
    (place,) = list_places(edition, [ADDRESS + page])
    assert (place.address, place.updated) == (ADDRESS + page, day)


def test_former_addresses_are_not_listed() -> None:
    """A page that only leads to another is none that a search engine should keep."""
    edition = Edition(collection=make_collection(make_sample()), site=Site(name="A", address=ADDRESS))
    assert list(list_places(edition, [f"{ADDRESS}papers/tidy-formulae/"])) == []
