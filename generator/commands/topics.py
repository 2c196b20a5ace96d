"""Commands on topics: explain one paper's, report on the vocabulary.

Where it stands: after `options`.
"""

from collections.abc import Iterable
from pathlib import Path

import click

from generator.commands.options import CONFIG, PATHS, bar, clearly
from generator.commands.sources import choose_sources
from generator.errors import BroadsheetError
from generator.findings import count
from generator.flow import Collection, collect
from generator.identity import fold
from generator.model import Paper
from generator.topics import Assignment
from generator.topics.coverage import Coverage, cover
from generator.topics.scores import Label, Scores, read_labels, score
from generator.yamlfile.mistakes import closest, quote

MOST_UNCLAIMED = 30
"""Phrases that no topic claims, as far as they are listed."""


@click.command()
@CONFIG
@click.argument("slug")
@clearly
def explain(config_file: Path, slug: str) -> None:
    """Say why a paper carries its topics.

    For each topic the phrases that spoke for it, where they stood, how often, and the weight of each. SLUG is the
    paper's address below papers/.

    \b
    Examples:
      broadsheet explain alignment-faking-in-large-language-models
    """
    collection = collect(choose_sources(config_file, ()), bar)
    paper = collection.library.papers.get(slug)
    if paper is None:
        near = closest(slug, collection.library.papers)
        todo = f"The closest is {quote(near)}" if near else "Take it from the paper's address"
        raise BroadsheetError(quote(slug), "no paper of this digest has that address", todo)
    click.echo(explanation(paper, collection))


def explanation(paper: Paper, collection: Collection) -> str:
    """Return the explanation of a paper's topics, a line each topic and each phrase."""
    found = {each.topic: each for each in collection.assignments[paper.slug]}
    lines = [paper.title.plain(), ""]
    for slug in paper.topics:
        name = collection.vocabulary.topics[slug].name
        lines += _explain(name, found[slug]) if slug in found else [f"{name}: set in curation.yml", ""]
    return "\n".join(lines).rstrip()


def _explain(name: str, found: Assignment) -> list[str]:
    if not found.evidence:
        return [f"{name}: nothing was found, so the vocabulary's fallback was taken", ""]
    lines = [f"{name}: {found.score:.1f}"]
    lines += [
        f"  {each.weight:+6.1f}  {each.phrase}  ({each.found_in}{f', {each.times} times' if each.times > 1 else ''})"
        for each in found.evidence
    ]
    return [*lines, ""]


@click.command()
@CONFIG
@PATHS
@click.option(
    "--labelled",
    type=click.Path(path_type=Path),
    help='A JSON list of {"title", "core": [topics], "either": [topics]} to score by.',
)
@clearly
def topics(config_file: Path, paths: tuple[Path, ...], labelled: Path | None) -> None:
    """Report how the vocabulary does.

    Papers per topic, papers without evidence, and frequent phrases that no topic claims; with --labelled, how well the
    topics agree with those that people gave. Without PATH, on the digest's own dumps; with PATH, on those alone.

    \b
    Examples:
      broadsheet topics
      broadsheet topics captures/ --labelled labels.json
    """
    collection = collect(choose_sources(config_file, paths), bar)
    papers = collection.library.papers
    if labelled:
        labels = read_labels(labelled, collection.vocabulary.topics)
        click.echo(report_scores(score(predict(papers.values(), labels), labels)))
        return
    # where the curator set the topics, nothing was looked for
    without = [
        slug for slug, found in collection.assignments.items() if found and not any(each.evidence for each in found)
    ]
    click.echo(report_coverage(cover(papers.values(), without, collection.vocabulary), len(papers)))


def predict(papers: Iterable[Paper], labels: Iterable[Label]) -> dict[str, tuple[str, ...]]:
    """Return the topics of labelled papers by the label's title; titles meet folded, as captures differ."""
    topics_of = {fold(paper.title.source): paper.topics for paper in papers}
    return {label.title: topics_of[fold(label.title)] for label in labels if fold(label.title) in topics_of}


def report_coverage(coverage: Coverage, papers: int) -> str:
    """Return the report on a library, for people."""
    width = max((len(slug) for slug in coverage.papers), default=0)
    lines = [f"{slug:{width}} {number:6,}" for slug, number in coverage.papers.items()]
    lines += ["", f"{count(len(coverage.without), 'paper')} of {papers:,} without evidence"]
    lines += [f"  {slug}" for slug in coverage.without]
    lines += ["", f"Frequent phrases that no topic claims ({len(coverage.unclaimed):,} in all)"]
    lines += [f"{number:6,}  {phrase}" for phrase, number in coverage.unclaimed[:MOST_UNCLAIMED]]
    return "\n".join(lines)


def report_scores(scores: Scores) -> str:
    """Return the scores, worst topic first, for people."""
    width = max((len(slug) for slug in scores.topics), default=0)
    rates = f"micro-F1 {scores.micro_f1:.3f}, macro-F1 {scores.macro_f1:.3f}, best guess right {scores.best_right:.3f}"
    lines = [f"{rates} ({count(scores.papers, 'labelled paper')})", "", f"{'':{width}}    F1 right wrong missed"]
    for slug, counts in sorted(scores.topics.items(), key=lambda item: (item[1].f1, item[0])):
        lines.append(f"{slug:{width}} {counts.f1:5.2f} {counts.right:5} {counts.wrong:5} {counts.missed:6}")
    return "\n".join(lines)
