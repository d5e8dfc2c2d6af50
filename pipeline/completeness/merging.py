"""One finding a cause: what follows from another finding is not told of beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pipeline.declarations import Seen
from pipeline.records import Finding

VOLUME = ("silent", "shrinking")
"""Follow from anything that keeps news from being seen."""
FOLLOWS = {
    "new_within_days": ("failing", "silent", "empty"),
    "documents": ("no_document",),
    "median_words": ("few_words",),
    "titles": ("no_title",),
    "dates": ("no_date",),
}
"""Expectations of a card, by name, and what they follow from: kinds, or faults of a layout."""
OF_A_NETWORK = frozenset(
    ("no_host", "timeout", "broken", "cut", "certificate", "not_asked", "robots_unreachable")
)
"""Reasons that may lie here as well as there; who answers with an error has been reached."""
MOST_TOGETHER = 3
"""From so many sources on, and no other that does well, it is not the sources that fail."""


def merged(findings: Iterable[Finding], known: Mapping[Finding, Seen]) -> tuple[Finding, ...]:
    """Return the findings of one source, without those that follow from another.

    Args:
        findings: Of one kind the surest first.
        known: Those that somebody knows of, each with what its card says of it. They keep no other
            finding of their kind from being told.

    A source that fails or lists nothing is neither silent nor shrinking besides; of one that is
    silent no part is, and it does not shrink, nor does one of which a part is silent; a card's
    expectation is left out where a finding tells the same.
    """
    held = list(findings)
    causes = {cause for finding in held for cause in _causes(finding)}
    return tuple(finding for finding in _once(held, known) if not _follows(finding, causes))


def _may_be_here(finding: Finding) -> bool:
    reasons = dict(finding.evidence).get("reasons", "")
    return bool(reasons) and OF_A_NETWORK.issuperset(reasons.split(", "))


def _once(held: Sequence[Finding], known: Mapping[Finding, Seen]) -> list[Finding]:
    """Leave out a second finding of the same kind, but of expectations."""
    kept: dict[object, Finding] = {}
    for finding in held:
        is_own = finding.kind == "expectation"
        kept.setdefault(finding if is_own else known.get(finding, finding.kind), finding)
    return list(kept.values())


def _causes(finding: Finding) -> set[str]:
    names = {name for name, _ in finding.evidence}
    if finding.kind != "layout":
        kind = "part" if "part" in names else finding.kind
        return {kind} if kind != "expectation" else set()
    return {"empty"} if "visits_in_a_row" in names else names


def _follows(finding: Finding, causes: set[str]) -> bool:
    if "part" in dict(finding.evidence):
        return bool(causes & {"silent", "failing", "empty"})
    if finding.kind in VOLUME:
        is_silent = finding.kind == "shrinking" and bool(causes & {"silent", "part"})
        return is_silent or bool(causes & {"failing", "empty"})
    name = dict(finding.evidence).get("card", "")
    return finding.kind == "expectation" and bool(causes & set(FOLLOWS.get(name, ())))


def together(findings: Sequence[Finding], on_the_web: Mapping[str, str]) -> list[Finding]:
    """Return findings, with one in the place of many where every place on the web fails at once.

    Args:
        findings: Of all sources.
        on_the_web: Host of each source on the web that has been visited, by its id. Where all of
            them stand on one host, it is that host that fails.
    """
    failing = [f for f in findings if f.kind == "failing" and f.source_id in on_the_web]
    is_all = len(failing) >= max(MOST_TOGETHER, len(on_the_web))
    is_one_host = len(set(on_the_web.values())) < 2
    if not is_all or is_one_host or not all(map(_may_be_here, failing)):
        return list(findings)
    first = min(failing, key=lambda finding: (finding.since, finding.source_id))
    names = ", ".join(finding.source_id for finding in failing)
    line = (
        f"not one of {len(failing):,} sources on the web can be read: look at this machine's own "
        f"network, name service and clock before the sources ({names})"
    )
    evidence = (("sources", str(len(failing))), *first.evidence)
    one = replace(first, source_id="", line=line, evidence=evidence)
    return [one, *(finding for finding in findings if finding not in failing)]
