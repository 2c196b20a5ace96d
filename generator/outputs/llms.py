"""`llms.txt`: where a program that reads text begins (https://llmstxt.org).

Where it stands: after `artefact`.
"""

from collections.abc import Iterator
from typing import Final

from generator.files import encode
from generator.outputs.artefact import Artefact, finished
from generator.pages.addresses import digest_url, topic_url
from generator.pages.data import SHELVES
from generator.pages.edition import Edition
from generator.pages.templates import count, name_day

_NEWEST: Final = 10


def make_llms(edition: Edition) -> Iterator[Artefact]:
    """Yield the one file."""
    yield finished("llms.txt", encode("\n".join(_lines(edition))))


def _lines(edition: Edition) -> Iterator[str]:
    site, library, address = edition.site, edition.library, edition.site.address
    yield f"# {site.name}\n"
    yield f"> {' '.join(site.description.split()) or 'Papers of the day, kept.'}\n"
    papers, digests = count(len(library.papers), "paper"), count(len(library.digests), "digest")
    yield f"{papers} in {digests}, each with a page of its own."
    if edition.offer.paper_json or edition.offer.paper_markdown:
        forms = [("index.json", edition.offer.paper_json), ("index.md", edition.offer.paper_markdown)]
        names = " and ".join(f"`{name}`" for name, offered in forms if offered)
        yield f"Beside a paper's page, `papers/<slug>/`, stand {names}."
    yield "Titles and abstracts belong to the papers' authors.\n"
    yield "## Newest digests\n"
    for digest in library.digests[:_NEWEST]:
        name, path = name_day(digest.date), f"{digest_url(digest.date)}index.json"
        yield f"- [{name}]({address}{path}): {count(len(digest.slugs), 'paper')}"
    yield "\n## Topics\n"
    for slug, carriers in edition.by_topic.items():
        if carriers:
            topic = edition.vocabulary.topics[slug]
            yield f"- [{topic.name}]({address}{topic_url(slug)}): {topic.description}"
    yield "\n## Optional\n"
    for shelf in SHELVES:
        for download in shelf.downloads:
            yield f"- [{download.name}]({address}{download.path}): {download.about}"
    yield ""
