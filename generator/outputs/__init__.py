"""What leaves the library beside its pages: files that stand in the site as they are made, not rendered by MkDocs.

Where it stands: after `pages`; the plugin writes what comes out. A family (feeds, citations, the search index) is one
function of the edition, and one line of FAMILIES.
"""

from collections.abc import Callable, Iterator, Mapping

from generator.outputs.app import make_app
from generator.outputs.artefact import Artefact
from generator.outputs.books import make_books
from generator.outputs.cards import make_cards
from generator.outputs.citations import make_citations
from generator.outputs.data import make_data
from generator.outputs.digests import make_digests
from generator.outputs.feeds import make_feeds
from generator.outputs.llms import make_llms
from generator.outputs.papers import make_papers
from generator.outputs.recent import make_recent
from generator.outputs.search import make_search
from generator.pages.edition import Edition

__all__ = ["FAMILIES", "Artefact"]

FAMILIES: Mapping[str, Callable[[Edition], Iterator[Artefact]]] = {
    "search": make_search,
    "data": make_data,
    "cards": make_cards,
    "feeds": make_feeds,
    "citations": make_citations,
    "books": make_books,
    "papers": make_papers,
    "digests": make_digests,
    "llms": make_llms,
    "recent": make_recent,
    "app": make_app,
}
"""Name of a family -> what yields its files, each path once; an equal edition gives equal files.

Those that take long stand first, so that helpers end together."""
