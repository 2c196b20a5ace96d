"""Dumps of made papers, as many as wanted, for measuring: `python -m tests.bench.corpus FOLDER --papers 10000`.

Every sentence is put together from `grammar.yml` and the phrases of the shipped vocabulary. What counts for time is as
in abstracts of real papers: their length, the number of different terms, how many papers share one (`--count` prints
it). A paper depends on the seed and its own number alone, so that a larger corpus begins with the smaller one.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from random import Random
from typing import NamedTuple

import yaml

from generator.related.terms import TermReader
from generator.topics.vocabulary import Vocabulary, read_vocabulary

GRAMMAR = Path(__file__).with_name("grammar.yml")
FIRST_DAY = date(2022, 1, 3)
"""A Monday; a digest stands on every weekday from here on."""
_THREAD = 12
"""Papers that share a thread, about: a question that several groups work on."""
_FORMULAS = 0.15
"""The part of all abstracts that have one."""
_COINED = 60_000
"""Rare words there are."""
_SLOT = re.compile(r"\{(\w\w+)\}")
_ALTERNATIVES = re.compile(r"\(([^()]*)\)")
_HEADER = "new\nGet trending papers in your email inbox!\nSubscribe\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class MadePaper:
    """A paper that nobody wrote."""

    title: str
    abstract: str
    authors: tuple[str, ...]
    comments: int
    delay: int
    """Days between its publication and its digest."""


@dataclass(frozen=True, kw_only=True)
class Press:
    """Makes papers: each by its number, from 0."""

    seed: int
    lists: Mapping[str, Sequence[str]]
    vocabulary: Vocabulary

    @cached_property
    def phrases(self) -> tuple[tuple[str, ...], ...]:
        """The phrases of each topic, the most telling ones first; those with a gap or a beginning only left out."""
        return tuple(
            tuple(phrase for _, _, phrase in topic.evidence.each() if "..." not in phrase and "*" not in phrase)
            for topic in self.vocabulary.topics.values()
        )

    def make(self, number: int) -> MadePaper:
        """Return the paper of a number."""
        random = Random(f"{self.seed}:{number}")  # noqa: S311 (no secret)
        # what a paper shares with others comes from a thread that it is given
        thread = Random(f"{self.seed}:thread:{random.randrange(max(_THREAD, number + 1)) // _THREAD}")  # noqa: S311
        values = {
            "method": self._coin(Random(f"{self.seed}:method:{number}").randrange(10**7)).capitalize(),  # noqa: S311
            "owner": self._coin(random.randrange(2000)),
            "repository": self._coin(random.randrange(10**6)),
        }
        subjects = [self._phrase(source, pool) for source, pool in self._choose_subjects(random, thread)]
        threads = [self._coin(thread.randrange(_COINED)) for _ in range(2)]
        writer = _Writer(press=self, random=random, values=values, subjects=subjects, threads=threads)
        abstract = [
            *writer.write("openings", 1),
            *writer.write("middles", random.randint(5, 8)),
            *writer.write("formulas", int(random.random() < _FORMULAS)),
            *writer.write("findings", random.randint(2, 3)),
            *writer.write("endings", random.randint(0, 2)),
        ]
        return MadePaper(
            title=_capital(*writer.write("titles", 1)),
            abstract=" ".join(abstract),
            authors=tuple(
                f"{pick(self.lists['given'], random)} {self._coin(random.randrange(5000)).capitalize()}"
                for _ in range(1 + far(20, random))
            ),
            comments=far(60, random),
            delay=far(9, random),
        )

    def _choose_subjects(self, random: Random, thread: Random) -> Iterator[tuple[Random, tuple[str, ...]]]:
        """Yield where phrases come from: three of the thread's topic, two of it that are the paper's own, one more."""
        topic = self.phrases[far(len(self.phrases), thread)]
        yield from [(thread, topic)] * 3
        yield from [(random, topic)] * 2
        yield (random, self.phrases[far(len(self.phrases), random)])

    def _phrase(self, random: Random, phrases: Sequence[str]) -> str:
        return _ALTERNATIVES.sub(lambda group: random.choice(group[1].split("|")), pick(phrases, random))

    def _coin(self, number: int) -> str:
        """Return the coined word of a number."""
        starts, ends = self.lists["start"], self.lists["end"]
        number, first = divmod(number, len(starts))
        number, last = divmod(number, len(ends))
        word = starts[first]
        while number:
            number, middle = divmod(number, len(starts))
            word += starts[middle]
        return word + ends[last]

    def rare(self, random: Random) -> str:
        """Return a coined word that few papers have, some fewer than others."""
        return self._coin(far(_COINED, random))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Writer:
    """Writes the sentences of one paper."""

    press: Press
    random: Random
    values: Mapping[str, str]
    subjects: Sequence[str]
    threads: Sequence[str]

    def write(self, kind: str, number: int) -> Iterator[str]:
        """Yield so many sentences of a kind, no two of one make."""
        for sentence in self.random.sample(self.press.lists[kind], number):
            yield _SLOT.sub(self._fill, sentence)

    def _fill(self, slot: re.Match[str]) -> str:
        name = slot[1]
        return self._word(name) if name.islower() else _capital(self._word(name.lower()))

    def _word(self, name: str) -> str:
        if name == "nouns":
            return _plural(self._word("noun"))
        makers: Mapping[str, Callable[[], str]] = {
            "subject": lambda: self.random.choice(self.subjects),
            "thread": lambda: self.random.choice(self.threads),
            "rare": lambda: self.press.rare(self.random),
            "number": lambda: str(2 + far(90, self.random)),
        }
        if name in makers:
            return makers[name]()
        return self.values[name] if name in self.values else pick(self.press.lists[name], self.random)


def open_press(seed: int = 1) -> Press:
    """Return what makes the papers of a seed."""
    return Press(seed=seed, lists=yaml.safe_load(GRAMMAR.read_text("utf-8")), vocabulary=read_vocabulary())


def far(end: int, random: Random) -> int:
    """Return a number from 0 to `end` - 1, each about as often as Zipf has it: the n-th 1/n times the first."""
    return int((end + 1) ** random.random()) - 1


def pick(words: Sequence[str], random: Random) -> str:
    """Return one of the words, early ones more often."""
    return words[int(len(words) * random.random() ** 1.4)]


def list_days() -> Iterator[date]:
    """Yield the days of digests."""
    day = FIRST_DAY
    while True:
        yield day
        day += timedelta(days=3 if day.weekday() == 4 else 1)


def write_dumps(folder: Path, papers: int, *, seed: int = 1, per_day: int = 40, form: str = "listing") -> None:
    """Write the dumps of so many papers, named by their dates, `per_day` papers each; `form` is listing or api.

    One entry in thirty is of a paper of an earlier day, which stands there again beside the new ones.
    """
    press = open_press(seed)
    folder.mkdir(parents=True, exist_ok=True)
    days: list[date] = []
    for day, first in zip(list_days(), range(0, papers, per_day), strict=False):
        days.append(day)
        random = Random(f"{seed}:{day}")  # noqa: S311 (no secret)
        numbers = list(range(first, min(first + per_day, papers)))
        again = [random.randrange(first) for _ in range(len(numbers) // 30)] if first else []
        listed = [_Listed(number, press.make(number), days[number // per_day]) for number in {*numbers, *again}]
        if form == "api":
            path, text = folder / f"{day}.json", json.dumps([_row(each) for each in listed], indent=1)
        else:
            path, text = folder / f"{day}.txt", _listing(listed, day)
        path.write_text(text, "utf-8")


class _Listed(NamedTuple):
    """A paper in a digest."""

    number: int
    paper: MadePaper
    first: date
    """Its first digest."""

    @property
    def published(self) -> date:
        return self.first - timedelta(days=self.paper.delay)


def _listing(listed: Iterable[_Listed], day: date) -> str:
    """Return a text listing as a reader copies it off the page."""
    return _HEADER + f"Daily Papers\n{day:%b} {day.day}\n" + "".join(_block(each, day) for each in listed)


def _block(listed: _Listed, day: date) -> str:
    paper, published = listed.paper, listed.published
    year = f", {published.year}" if published.year != day.year else ""
    comments = f" {paper.comments}" if paper.comments else ""
    noun = "author" if len(paper.authors) == 1 else "authors"
    return (
        f"{paper.title}\n{paper.abstract}\n  • {len(paper.authors)} {noun}\n·\n"
        f"{published:%b} {published.day}{year}{comments}\n"
    )


def _row(listed: _Listed) -> dict[str, object]:
    """Return a row of the API."""
    paper, published = listed.paper, f"{listed.published}T08:00:00.000Z"
    months, within = divmod(listed.number, 90_000)
    return {
        "paper": {
            "id": f"{22 + months // 12:02}{1 + months % 12:02}.{10_000 + within}",
            "title": paper.title,
            "summary": paper.abstract,
            "authors": [{"name": name, "hidden": False} for name in paper.authors],
            "publishedAt": published,
            "upvotes": 3 * paper.comments,
        },
        "publishedAt": published,
        "title": paper.title,
        "numComments": paper.comments,
    }


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _plural(noun: str) -> str:
    if noun.endswith(("x", "ch", "s")):
        return f"{noun}es"
    return f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"


def count_terms(papers: int, seed: int) -> str:
    """Return what the corpus is like, a line a figure."""
    press, reader = open_press(seed), TermReader()
    made = [press.make(number) for number in range(papers)]
    terms = Counter(key for paper in made for key in {*reader.keys(paper.title), *reader.keys(paper.abstract)})
    words = sum(len(paper.abstract.split()) for paper in made)
    return "\n".join(
        [
            f"{words / papers:.0f} words in an abstract",
            f"{terms.total() / papers:.0f} terms in a paper",
            f"{len(terms):,} terms, {sum(number > 1 for number in terms.values()):,} of them in several papers",
            f"{sum(number**2 for number in terms.values()) / papers**2:.1f} terms that two papers share",
        ]
    )


def main() -> None:
    """Write the dumps that the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.corpus", description=main.__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--papers", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--per-day", type=int, default=40)
    parser.add_argument("--form", choices=("listing", "api"), default="listing")
    parser.add_argument("--count", action="store_true", help="count the terms instead of writing")
    asked = parser.parse_args()
    if asked.count:
        sys.stdout.write(f"{count_terms(asked.papers, asked.seed)}\n")
    else:
        write_dumps(asked.folder, asked.papers, seed=asked.seed, per_day=asked.per_day, form=asked.form)


if __name__ == "__main__":
    main()
