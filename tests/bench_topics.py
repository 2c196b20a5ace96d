"""How good topics and related papers are, in figures: `make bench-topics`.

It reads the real dumps and the labels that two readers gave (../shared), which are not part of the project.
"""

import sys
from pathlib import Path

from generator.commands.topics import predict, report_scores
from generator.flow import Sources, collect
from generator.topics.scores import read_labels, score
from tests.related_figures import RelatedFigures, related_figures

SHARED = Path(__file__).resolve().parents[1].parent / "shared"


def main() -> int:
    """Print the figures; return 1 where the labels are not on this machine."""
    labelled = SHARED / "topics" / "labelled.json"
    if not labelled.is_file():
        sys.stderr.write(f"{labelled} is not there: no labels to measure by.\n")
        return 1
    collection = collect(Sources(dumps=(SHARED / "dumps",)))
    labels = read_labels(labelled, collection.vocabulary.topics)
    papers = collection.library.papers
    sys.stdout.write(f"Topics\n{report_scores(score(predict(papers.values(), labels), labels))}\n\n")
    sys.stdout.write(f"Related papers\n{report_related(related_figures(papers, collection.related, labels))}\n")
    return 0


def report_related(figures: RelatedFigures) -> str:
    """Return the figures a line each."""
    lines = [
        f"place {each.place}: listed for {each.listed} of {figures.papers} papers, judged by labels {each.judged}, "
        f"sharing a core topic {each.agreeing} ({each.share:.1%})"
        for each in figures.places
    ]
    lines.append(f"listed in return: {figures.returned:.0%}; most listings of one paper: {figures.most_listings}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
