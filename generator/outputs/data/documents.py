"""What explains the downloads to programs: schemas of the records, and how the collection is cited.

Where it stands: after `artefact`.
"""

import yaml
from pydantic import TypeAdapter
from pydantic_core import to_json

from generator.pages.data import Download
from generator.pages.edition import Edition


def write_schema(record: type, edition: Edition, download: Download) -> bytes:
    """Return the JSON Schema (2020-12) of a kind of record, read off its type: the two can't differ."""
    schema = TypeAdapter(record).json_schema()
    address = {"$id": f"{edition.site.address}{download.path}"} if edition.site.address else {}
    return to_json({"$schema": "https://json-schema.org/draft/2020-12/schema", **address, **schema}, indent=1) + b"\n"


def write_citation(edition: Edition) -> bytes:
    """Return `CITATION.cff` (1.2.0) for the collection; its version and date are those of the newest digest."""
    newest = max(edition.counts, default=None)
    site = edition.site
    values = {
        "cff-version": "1.2.0",
        "message": "If you use this collection, please cite it; cite each paper by its own authors.",
        "type": "dataset",
        "title": site.name,
        "authors": [{"name": f"The editors of {site.name}"}],
        "abstract": site.description,
        "url": site.address,
        "version": newest.isoformat() if newest else "",
        "date-released": newest,
    }
    told = {key: value for key, value in values.items() if value}
    return yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=1_000_000).encode()
