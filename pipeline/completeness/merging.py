"""One finding a cause: what follows from another finding is not told of beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

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


def merged(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings of one source, without those that follow from another.

    A source that fails or lists nothing is neither silent nor shrinking besides; one that is
    silent, or of which a part is silent, does not shrink besides; a card's expectation is left out
    where a finding tells the same.
    """
    held = list(findings)
    causes = {cause for finding in held for cause in _causes(finding)}
    return tuple(finding for finding in _once(held) if not _follows(finding, causes))


def _may_be_here(finding: Finding) -> bool:
    reasons = dict(finding.evidence).get("reasons", "")
    return bool(reasons) and OF_A_NETWORK.issuperset(reasons.split(", "))


def _once(held: Sequence[Finding]) -> list[Finding]:
    """Leave out a second finding of the same kind, but of expectations."""
    kept: list[Finding] = []
    for finding in held:
        kinds = {each.kind for each in kept}
        if finding.kind == "expectation" or finding.kind not in kinds:
            kept.append(finding)
    return kept


def _causes(finding: Finding) -> set[str]:
    names = {name for name, _ in finding.evidence}
    if finding.kind != "layout":
        kind = "part" if "part" in names else finding.kind
        return {kind} if kind != "expectation" else set()
    return {"empty"} if "visits_in_a_row" in names else names


def _follows(finding: Finding, causes: set[str]) -> bool:
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
