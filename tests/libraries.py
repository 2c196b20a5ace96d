"""Small libraries for tests of what is made from one."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache

from generator.flow import Collection
from generator.markup import Markup, link
from generator.model import Appearance, Digest, Finding, Library, Paper, Place, Severity, YearBasis
from generator.related import Related
from generator.topics import Assignment
from generator.topics.vocabulary import Vocabulary, read_vocabulary

DAY = date(2025, 11, 5)


def make_paper(slug: str, *, on: Sequence[date] = (DAY,), position: int = 1, **fields: object) -> Paper:
    """Return a paper that stood in the digests of the days `on`, with an abstract of two sentences."""
    values: dict[str, object] = {
        "title": Markup(slug.replace("-", " ").capitalize()),
        "abstract": Markup(f"We study {slug}. It works."),
        "topics": ("reasoning",),
        "appearances": tuple(
            Appearance(
                digest=day,
                position=position,
                dump=f"{day}.txt",
                line=10 * position,
                year_basis=YearBasis.STATED,
                comments=2,
            )
            for day in sorted(on)
        ),
        **fields,
    }
    return Paper(slug=slug, **values)  # type: ignore[arg-type]


def make_library(
    papers: Iterable[Paper], *, findings: Iterable[Finding] = (), digests: Iterable[Digest] = ()
) -> Library:
    """Return the library of `papers`, with a digest for each day that one appeared on, unless it is given."""
    by_slug = {paper.slug: paper for paper in sorted(papers, key=lambda paper: paper.slug)}
    made = {digest.date: digest for digest in digests}
    days = {seen.digest for paper in by_slug.values() for seen in paper.appearances if seen.digest}
    for day in days - set(made):
        listed = sorted(
            (seen.position, slug) for slug, paper in by_slug.items() for seen in paper.appearances if seen.digest == day
        )
        made[day] = Digest(
            date=day,
            year_basis=YearBasis.STATED,
            reason="Its file's name says so.",
            dumps=(f"{day}.txt",),
            slugs=tuple(slug for _, slug in listed),
        )
    return Library(
        papers=by_slug,
        digests=tuple(made[day] for day in sorted(made, reverse=True)),
        findings=tuple(findings),
    )


def make_finding(line: int, rule: str = "cut-off-entry", **fields: str) -> Finding:
    """Return a note on a line of one dump."""
    return Finding(
        place=Place(dump=fields.get("dump", "a.txt"), line=line),
        rule=rule,
        severity=Severity.NOTE,
        found=fields.get("found", "The title is followed by nothing."),
        done=fields.get("done", "The entry was left out."),
    )


@cache
def read_shipped() -> Vocabulary:
    """Return the vocabulary of the package."""
    return read_vocabulary()


def make_collection(
    library: Library,
    *,
    assignments: Mapping[str, Sequence[Assignment]] | None = None,
    related: Mapping[str, Sequence[Related]] | None = None,
) -> Collection:
    """Return the library with the package's vocabulary; what is not given of a paper is nothing."""
    collection = Collection(
        library=library,
        vocabulary=read_shipped(),
        assignments={slug: tuple((assignments or {}).get(slug, ())) for slug in library.papers},
    )
    # what would be found on the first wish
    vars(collection)["related"] = {slug: tuple((related or {}).get(slug, ())) for slug in library.papers}
    return collection


def make_sample() -> Library:
    """Return a library with something of everything that pages show."""
    march = date(2025, 3, 20)
    early = date(2024, 12, 30)
    papers = [
        make_paper(
            "tidy-formulas",
            on=(march, DAY),
            title=Markup("Tidy formulas in $O(n \\log n)$ and R^{m}"),
            abstract=Markup("We tidy formulas. Code: https://github.com/example/tidy_formulas and more."),
            author_count=12,
            topics=("reasoning", "theory"),
            links=(link("https://github.com/example/tidy_formulas"), link("https://example.org/a?b=1&copy=2")),
            note="See also [the topic](topics/theory.md) and [their page](https://example.org/).",
            pinned=True,
            aliases=("tidy-formulae",),
            published=date(2025, 3, 17),
            upvotes=8,
        ),
        make_paper("two-names", on=(march,), position=2, authors=("Ada Lovelace", "Charles Babbage"), topics=("code",)),
        make_paper("a-house", on=(DAY,), position=2, organization="Analytical Engines", arxiv_id="2506.08007"),
        make_paper(
            "quiet-one",
            on=(early,),
            appearances=(Appearance(digest=early, position=1, dump="b.txt", line=7, year_basis=YearBasis.SHOWN),),
        ),
    ]
    inferred = Digest(
        date=early,
        year_basis=YearBasis.SHOWN,
        reason="Its latest explicit year is 2023.",
        dumps=("b.txt",),
        slugs=("quiet-one",),
        note="A [quiet](topics/index.md) day.",
    )
    return make_library(papers, findings=[make_finding(3), make_finding(9, "near-match")], digests=[inferred])
