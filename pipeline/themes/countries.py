"""Suggest countries: by how a text names them."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from pipeline.records import Mention, Passage
from pipeline.themes.evidence import Sentence
from pipeline.themes.scoring import DECIMALS, N_EVIDENCE, Suggestion
from pipeline.versions import THEMES

SCHEME = "countries"
VERSION = f"countries-{THEMES}"

WEAK = ("demonym", "capital")
"""Ways of naming a country that speak for it as little as its adjective."""
USUAL = -3.5
"""Log-odds of a country of which only the adjective stands in the text ("French"). On 99 documents
that are not part of this repository 1 of 53 such countries was one that readers had listed..."""
NAMED = 7.0
"""...and 230 of the 233 that are named at least once, whatever else (expected calibration error
0.009, F1 0.98). Readers listed whatever is named; what follows is small, and puts first what a
text is about."""
TIMES = 0.5
"""For every doubling of the times that it is named..."""
ADJECTIVES = 0.25
"""...or its adjective stands there."""
TITLE, LEAD = 1.0, 0.5
"""Where the title, or the first LEAD_SHARE of the text, names it."""
LEAD_SHARE = 0.1
ADJECTIVE_WEIGHT = 0.1
"""Of an adjective, where a sentence is looked for that names the country."""
ERROR_NAMED, ERROR_ADJECTIVE = 0.6, 1.0
"""Standard errors of the log-odds: from 3 wrong of 233, and 1 right of 53."""
WIDEST = 0.5
"""An interval that is wider says nothing."""


@dataclass(frozen=True, slots=True)
class _Named:
    """How one country stands in a text."""

    names: tuple[Mention, ...]
    """In order; an organisation's name that holds it counts, a programme's does not."""
    adjectives: tuple[Mention, ...]


def suggest_countries(
    mentions: Iterable[Mention],
    in_title: Collection[str],
    passages: Sequence[Passage],
    alpha3: Callable[[str], str],
) -> list[Suggestion]:
    """Rank the countries that a document names or whose adjective it uses.

    The probability is that of a logistic model with the constants above.

    Args:
        mentions: Of the whole document, in any order; those of no country do not matter.
        in_title: Alpha-3 codes of the countries that its title names.
        passages: Where evidence may lie.
        alpha3: From a country's entity id to its code, of a historical state to its successor's.

    Returns:
        Best first, equal probabilities in order of code; concept ids are ISO 3166-1 alpha-3.
    """
    found = _by_country(mentions, alpha3)
    n_signs = max((passage.end for passage in passages), default=0)
    suggested = [
        _judged(code, found.get(code, _Named((), ())), code in in_title, (passages, n_signs))
        for code in sorted({*found, *in_title})
    ]
    return sorted(suggested, key=lambda one: (-one.score, one.concept_id))


def weigher(
    mentions: Iterable[Mention], alpha3: Callable[[str], str]
) -> Callable[[Sentence, str], dict[str, float]]:
    """Return a function that tells how much a sentence names each country, for `naming`."""
    found = _by_country(mentions, alpha3)
    placed = sorted(
        (one.start, one.end, code, weight)
        for code, named in found.items()
        for weight, some in ((1.0, named.names), (ADJECTIVE_WEIGHT, named.adjectives))
        for one in some
    )
    starts = [row[0] for row in placed]

    def weigh(sentence: Sentence, text: str) -> dict[str, float]:
        del text
        weights: dict[str, float] = {}
        for _, end, code, weight in placed[bisect_left(starts, sentence.start) :]:
            if end > sentence.end:
                break
            weights[code] = weights.get(code, 0.0) + weight
        return weights

    return weigh


def _by_country(mentions: Iterable[Mention], alpha3: Callable[[str], str]) -> dict[str, _Named]:
    names: dict[str, list[Mention]] = {}
    adjectives: dict[str, list[Mention]] = {}
    for one in sorted(mentions, key=lambda each: each.start):
        code = alpha3(one.entity_id) if one.type == "country" else ""
        if code and one.inside != "programme":
            (adjectives if one.via in WEAK else names).setdefault(code, []).append(one)
    return {
        code: _Named(tuple(names.get(code, ())), tuple(adjectives.get(code, ())))
        for code in sorted({*names, *adjectives})
    }


def _judged(
    code: str, found: _Named, is_in_title: bool, where: tuple[Sequence[Passage], int]
) -> Suggestion:
    passages, n_signs = where
    lead = n_signs * LEAD_SHARE
    n_names = len(found.names) + is_in_title
    signals = {
        "names": NAMED + TIMES * math.log2(n_names) if n_names else 0.0,
        "adjectives": ADJECTIVES * math.log2(1 + len(found.adjectives)),
        "title": TITLE if is_in_title else 0.0,
        "lead": LEAD if any(one.start < lead for one in found.names) else 0.0,
        "usual": USUAL,
    }
    logit = sum(signals.values())
    spread = 1.96 * (ERROR_NAMED if n_names else ERROR_ADJECTIVE)
    low, high = _sigmoid(logit - spread), _sigmoid(logit + spread)
    return Suggestion(
        concept_id=code,
        score=_sigmoid(logit),
        evidence=tuple(_evidence(found, passages)),
        low=low,
        high=high,
        is_sure=high - low <= WIDEST,
        is_calibrated=True,
        signals={name: round(value, 3) for name, value in signals.items() if value},
    )


def _sigmoid(logit: float) -> float:
    return round(1.0 / (1.0 + math.exp(-logit)), DECIMALS)


def _evidence(found: _Named, passages: Sequence[Passage]) -> list[str]:
    """Return the passages that name it most, of equals the earlier first."""
    ordered = sorted(passages, key=lambda one: one.start)
    starts = [one.start for one in ordered]
    names = Counter(_place(one, ordered, starts) for one in found.names)
    adjectives = Counter(_place(one, ordered, starts) for one in found.adjectives)
    held = sorted({*names, *adjectives} - {-1}, key=lambda at: (-names[at], -adjectives[at], at))
    return [ordered[at].id for at in held[:N_EVIDENCE]]


def _place(mention: Mention, ordered: Sequence[Passage], starts: Sequence[int]) -> int:
    """Return the number of the passage that a mention lies in, -1 where it lies in none."""
    at = bisect_right(starts, mention.start) - 1
    return at if at >= 0 and mention.end <= ordered[at].end else -1
