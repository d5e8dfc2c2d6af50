"""Measure theme probabilities: ranking, decisions at one half, and calibration."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.evaluation.figures import Counts, mean, precision_recall_f1

TOP = 5
"""Suggestions an editor sees first."""
THRESHOLD = 0.5
COMMON = 2
"""Themes with fewer gold documents are left out of the macro average."""
N_BINS = 10
"""Equal bins of probability for the calibration error."""


@dataclass(slots=True)
class _Tally:
    ndcg: list[float] = field(default_factory=list)
    f1: list[float] = field(default_factory=list)
    pairs: list[tuple[float, bool]] = field(default_factory=list)
    micro: Counts = field(default_factory=Counts)
    by_theme: dict[str, Counts] = field(default_factory=dict)


def score_themes(
    gold: Mapping[str, Mapping[str, Any]], predictions: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    """Measure theme predictions.

    Args:
        gold: By document id, with `themes` (id to gain 1 or 2) and `themes_optional`.
        predictions: By document id, with `themes` (id to probability); both may be missing.

    Returns:
        The figures; None for one that has nothing to be measured on.
    """
    vocabulary = {theme for one in gold.values() for theme in one["themes"]}
    vocabulary |= {theme for one in predictions.values() for theme in one.get("themes", {})}
    themes = sorted(vocabulary)
    tally = _Tally(by_theme={theme: Counts() for theme in themes})
    for document_id, one in gold.items():
        probabilities = predictions.get(document_id, {}).get("themes", {})
        _decide(tally, themes, one, probabilities)
        if one["themes"]:
            _rank(tally, one, probabilities)
    return _figures(tally)


def _decide(
    tally: _Tally, themes: list[str], gold: Mapping[str, Any], probabilities: Mapping[str, float]
) -> None:
    optional = set(gold["themes_optional"])
    for theme in themes:
        if theme in optional:
            continue
        probability, true = probabilities.get(theme, 0.0), gold["themes"].get(theme, 0) > 0
        tally.pairs.append((probability, true))
        chosen = probability >= THRESHOLD
        for counts in (tally.micro, tally.by_theme[theme]):
            counts.add(chosen and true, chosen, true)


def _rank(tally: _Tally, gold: Mapping[str, Any], probabilities: Mapping[str, float]) -> None:
    optional, gains = set(gold["themes_optional"]), gold["themes"]
    ranked = sorted(probabilities, key=lambda theme: (-probabilities[theme], theme))
    top = [theme for theme in ranked if theme not in optional and probabilities[theme] > 0][:TOP]
    ideal = _discounted(sorted(gains.values(), reverse=True)[:TOP])
    tally.ndcg.append(_discounted([gains.get(theme, 0) for theme in top]) / ideal if ideal else 0.0)
    hits = sum(theme in gains for theme in top)
    tally.f1.append(2 * hits / (len(top) + len(gains)) if top else 0.0)


def _discounted(gains: list[float]) -> float:
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))


def _figures(tally: _Tally) -> dict[str, Any]:
    common = [
        precision_recall_f1(counts)["f1"]
        for counts in tally.by_theme.values()
        if counts.gold >= COMMON
    ]
    confident = [pair for pair in tally.pairs if pair[0] >= THRESHOLD]
    gap = _gap(confident) / len(confident) if confident else None
    return {
        "ndcg@5": mean(tally.ndcg),
        "f1@5": mean(tally.f1),
        "at_0.5": precision_recall_f1(tally.micro),
        "macro_f1_at_0.5": mean(common),
        "calibration_error": round(_calibration_error(tally.pairs), 4),
        "calibration_gap_above_0.5": None if gap is None else round(gap, 3),
    }


def _gap(pairs: list[tuple[float, bool]]) -> float:
    """Return how far the summed probabilities are from the number that is true."""
    return abs(sum(probability for probability, _ in pairs) - sum(true for _, true in pairs))


def _calibration_error(pairs: list[tuple[float, bool]]) -> float:
    """Return the expected calibration error; 0 without pairs."""
    error = 0.0
    for k in range(N_BINS):
        low, high = k / N_BINS, (k + 1) / N_BINS
        last = k == N_BINS - 1
        inside = [pair for pair in pairs if low <= pair[0] < high or (last and pair[0] == 1)]
        if inside:
            error += _gap(inside) / len(pairs)
    return error
