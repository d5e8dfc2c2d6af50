"""From pairs to families, without chains: everybody in a family is like one text of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from pipeline.kinship import Overlap, Relation

SURE_SHARE = 0.85
"""Texts that cover each other to so much are one, and what is like the one is like the other."""
COMMON_SHARE = 0.5
"""From here on two texts are like many others too: a large family, of which each text has been
compared with a few neighbours only, and must not be asked to be like one leader."""


def groups(told: Iterable[Relation], joined: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Put texts that are one publication into groups.

    Near-identical texts, language versions and large families are joined as they are connected.
    The others gather round a leader, the one with the most look-alikes: what is like a member but
    not like the leader stays out. So a calendar of which each issue repeats two thirds of the one
    before does not become one family of fifty.

    Args:
        told: Relations of texts; parts do not count.
        joined: Pairs of texts that belong together for another reason.

    Returns:
        For every text that is not alone the smallest key of its group. The order of the
        arguments has no influence.
    """
    alike = [one.overlap for one in told if one.kind != "part"]
    sure = [(one.smaller, one.larger) for one in alike if _is_sure(one)]
    core = components([*sure, *joined])
    near: defaultdict[int, set[int]] = defaultdict(set)
    for one in alike:
        a, b = core.get(one.smaller, one.smaller), core.get(one.larger, one.larger)
        if a != b:
            near[a].add(b)
            near[b].add(a)
    led = [(core_, leader) for core_, leader in _led(near).items() if core_ != leader]
    return components([*sure, *joined, *led])


def _is_sure(one: Overlap) -> bool:
    return min(one.containment, one.cover) >= SURE_SHARE or one.common >= COMMON_SHARE


def _led(near: Mapping[int, set[int]]) -> dict[int, int]:
    """Return the leader of each."""
    order: Sequence[int] = sorted(near, key=lambda one: (-len(near[one]), one))
    leader: dict[int, int] = {}
    for one in order:
        if one not in leader:
            leader |= {other: one for other in near[one] if other not in leader}
            leader[one] = one
    return leader


def components(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Join what is connected.

    Returns:
        For every number that occurs in a pair the smallest one it is connected with. The order
        of the pairs has no influence.
    """
    parents: dict[int, int] = {}
    for a, b in pairs:
        first, second = sorted((_root(parents, a), _root(parents, b)))
        parents[second] = first
    return {one: _root(parents, one) for one in sorted(parents)}


def _root(parents: dict[int, int], one: int) -> int:
    parents.setdefault(one, one)
    while parents[one] != one:
        parents[one] = parents[parents[one]]
        one = parents[one]
    return one
