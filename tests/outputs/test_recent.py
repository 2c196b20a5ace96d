"""The newest digests in one small file."""

import gzip
import json
from datetime import timedelta
from typing import Any

from generator.outputs.recent import make_recent, mark
from generator.pages import Edition
from tests.converters import SITE
from tests.libraries import DAY, make_collection, make_library, make_paper


def read(*papers: Any) -> tuple[dict[str, Any], bytes]:  # noqa: ANN401 (papers, or none)
    """Return the file of a library of `papers`, read and as it stands."""
    [made] = make_recent(Edition(collection=make_collection(make_library(papers)), site=SITE))
    assert made.path == "assets/recent.json"
    return json.loads(made.content), made.content


def test_digests_with_marks_and_topics() -> None:
    """A digest tells its date, its papers' marks in order, and the topics of each."""
    found, _ = read(
        make_paper("late", on=(DAY,), position=2, topics=("agents",)),
        make_paper("early", on=(DAY,), position=1, topics=("reasoning", "agents")),
        make_paper("before", on=(DAY - timedelta(days=1),), topics=("reasoning",)),
    )
    agents, reasoning = ([slug for slug, *_ in found["topics"]].index(slug) for slug in ("agents", "reasoning"))
    assert found["digests"] == [
        {"date": "2025-11-05", "papers": mark("early") + mark("late"), "topics": [[reasoning, agents], [agents]]},
        {"date": "2025-11-04", "papers": mark("before"), "topics": [[reasoning]]},
    ]
    assert [name for _, name, _ in found["topics"]] == ["Agents & tool use", "Reasoning"]


def test_an_empty_library_has_none() -> None:
    """Without a digest the file is there, and says so."""
    assert read()[0] == {"topics": [], "digests": []}


def test_only_the_newest_digests() -> None:
    """Ten thousand papers make a file of less than 10 KB packed; digests in it are whole, the newest among them."""
    topics = ("reasoning", "agents", "efficiency", "alignment")
    many = [
        make_paper(f"p-{number}", on=(DAY - timedelta(days=number // 25),), topics=topics[: number % 4 + 1])
        for number in range(10_000)
    ]
    found, content = read(*many)
    assert len(gzip.compress(content)) < 10_000
    assert found["digests"][0]["date"] == DAY.isoformat()
    assert {len(digest["topics"]) for digest in found["digests"]} == {25}


def test_a_huge_digest_is_whole() -> None:
    """The newest digest is never cut, however long it is; the next one waits."""
    papers = [make_paper(f"p-{number}", position=number) for number in range(1, 900)]
    found, _ = read(*papers, make_paper("old", on=(DAY - timedelta(days=1),)))
    assert [len(digest["topics"]) for digest in found["digests"]] == [899]


def test_a_mark_is_six_digits() -> None:
    """A mark is short, the same in each build, and differs between papers."""
    assert mark("one-epoch-is-all-you-need") == mark("one-epoch-is-all-you-need")
    marks = {mark(f"paper-{number}") for number in range(1000)}
    assert len(marks) == 1000
    assert {len(each) for each in marks} == {6}
