"""Has the corpus moved away from its topics? By this it is decided whether to fit again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from scipy.stats import beta

MOST_GROWTH = 1.5
"""Times as many passages as at the fit: by then a topic may have come that is too small a part of
the whole for the other two measures."""
MOST_MOVED = 0.13
"""A magazine of 46,000 passages was fitted up to 1955, 1970 and 1985 and then grew year by year:
by 1.5 times the passages 0.07 to 0.12 had moved, though every single year was 0.31 to 0.49 away,
for its issues have themes. Other kinds of sources are 0.56 to 0.77 away (speeches, diplomatic
papers, posts, treaties, debates), so that one of them as a quarter of the old corpus moves 0.11
to 0.15."""
MOST_FAR = 0.02
"""More than at the fit. The same magazine's later years had at most 0.011 more in all of a span,
0.034 in the worst year; of the other sources posts had 0.24 more, speeches 0.11, diplomatic
papers 0.08, treaties 0.014, debates 0.005: the last two are told by what has moved."""
TOO_FEW = 0.1
"""Of the average size of a topic: fewer far passages would make no topic, however sure they are."""
SURE = 0.95
"""Of the one-sided interval of the share that is far."""


@dataclass(frozen=True, slots=True)
class Placing:
    """How passages spread over standing topics."""

    sizes: Mapping[str, int]
    """Passages by topic id, "" for those in none."""
    n_far: int = 0
    """Passages in none among those that topics could have been learnt from."""
    n_clean: int = 0
    """All that topics could have been learnt from."""

    def __add__(self, other: Placing) -> Placing:
        """Count two sets of passages as one."""
        sizes = Counter(self.sizes) + Counter(other.sizes)
        n_far, n_clean = self.n_far + other.n_far, self.n_clean + other.n_clean
        return Placing(dict(sorted(sizes.items())), n_far, n_clean)

    @property
    def n(self) -> int:
        """Passages, all of them."""
        return sum(self.sizes.values())

    @property
    def n_topics(self) -> int:
        """Topics that have passages."""
        return sum(bool(topic_id) for topic_id in self.sizes)


@dataclass(frozen=True, slots=True)
class Drift:
    """How far a corpus has moved from the fit of its topics."""

    growth: float
    """Passages now over passages at the fit."""
    moved: float
    """0 to 1: part of the passages that would have to change their topic for the topics to have
    the shares that they had at the fit (total variation)."""
    far: float
    """0 to 1: part of the passages added since that are in no topic: what it is at least, surely
    enough (one-sided, SURE), so that a handful of odd passages decides nothing."""
    far_at_fit: float
    """0 to 1."""
    far_topics: float
    """Those in no topic that were added, over the average size of a topic at the fit."""


def measure(at_fit: Placing, now: Placing, added: Placing) -> Drift:
    """Compare a corpus with what it was at the fit.

    Args:
        at_fit: All passages of the fit.
        now: All passages of now.
        added: Those that came since the fit.
    """
    return Drift(
        growth=round(now.n / max(at_fit.n, 1), 4),
        moved=round(_moved(at_fit, now), 4),
        far=round(_at_least(added.n_far, added.n_clean), 4),
        far_at_fit=round(at_fit.n_far / max(at_fit.n_clean, 1), 4),
        far_topics=round(added.n_far * at_fit.n_topics / max(at_fit.n, 1), 4),
    )


def why_refit(drift: Drift) -> str:
    """Return the reason to fit again, for a person; empty where the topics still stand."""
    if drift.growth >= MOST_GROWTH:
        return f"the corpus has {drift.growth:.1f} times the passages of the last fit"
    if drift.far >= drift.far_at_fit + MOST_FAR and drift.far_topics >= TOO_FEW:
        return (
            f"at least {100 * drift.far:.0f} % of new passages are far from every topic, "
            f"at the fit {100 * drift.far_at_fit:.0f} %"
        )
    if drift.moved >= MOST_MOVED:
        return f"{100 * drift.moved:.0f} % of passages have moved from topic to topic"
    return ""


def _moved(at_fit: Placing, now: Placing) -> float:
    if not at_fit.n or not now.n:
        return float(at_fit.n != now.n)
    ids = sorted({*at_fit.sizes, *now.sizes})
    return (
        sum(abs(now.sizes.get(id_, 0) / now.n - at_fit.sizes.get(id_, 0) / at_fit.n) for id_ in ids)
        / 2
    )


def _at_least(n: int, of: int) -> float:
    """Return the lower end of the one-sided Clopper-Pearson interval."""
    return float(beta.ppf(1 - SURE, n, of - n + 1)) if n else 0.0
