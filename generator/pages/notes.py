"""The data notes: every finding in words, so that a reader can judge what was inferred, repaired or given up on.

Where it stands: after `edition`.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from generator.model import Finding, Severity
from generator.pages.addresses import NOTES
from generator.pages.edition import Edition
from generator.pages.page import Head, Page
from generator.pages.templates import count

_LONGEST = 100
"""Findings of one rule on the page: some 15 rules make a page of half a megabyte at worst."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule with how often it was applied."""

    name: str
    severity: Severity
    count: int
    shown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """What one rule found in one dump."""

    name: str
    findings: tuple[Finding, ...]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was found in one dump."""

    dump: str
    rules: tuple[Applied, ...]
    count: int


def render_notes(edition: Edition) -> Page:
    """Return the page of all findings: a table of the rules, then each dump's findings by rule.

    Of a rule that was applied more than 100 times the first 100 are written out; every count is whole.
    """
    findings = sorted(edition.library.findings, key=lambda finding: finding.sort_key)
    return edition.print(
        NOTES,
        "notes",
        Head(
            title="Data notes",
            description=f"{count(len(findings), 'finding')}: what was inferred, repaired or given up on in the dumps.",
        ),
        rules=_count_rules(findings),
        reports=list(_report(findings)),
    )


def _count_rules(findings: Sequence[Finding]) -> list[Rule]:
    """Return the rules, the gravest first, then the most frequent."""
    graveness = list(Severity)
    counts = Counter(finding.rule for finding in findings)
    gravest = {name: max((f.severity for f in findings if f.rule == name), key=graveness.index) for name in counts}
    rules = [
        Rule(name=name, severity=gravest[name], count=count, shown=min(count, _LONGEST))
        for name, count in counts.items()
    ]
    return sorted(rules, key=lambda rule: (-graveness.index(rule.severity), -rule.count, rule.name))


def _report(findings: Sequence[Finding]) -> Iterable[Report]:
    left = Counter(dict.fromkeys({finding.rule for finding in findings}, _LONGEST))
    for dump, group in groupby(findings, key=lambda finding: finding.place.dump):
        of_dump = list(group)
        rules = []
        for name in dict.fromkeys(finding.rule for finding in of_dump):
            of_rule = [finding for finding in of_dump if finding.rule == name]
            shown = of_rule[: left[name]]
            left[name] -= len(shown)
            rules.append(Applied(name=name, findings=tuple(shown), count=len(of_rule)))
        yield Report(dump=dump, rules=tuple(rules), count=len(of_dump))
