"""Places for circles and their labels so that no label lies on another or on a circle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

CHARACTER, LINE = 6.1, 13.0
"""Width of a character and height of a line of the map's 11 px letters: rather too wide, since
another reader's font may be."""
GAP = 3.0
_SIDES = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1))
"""Where a label may stand beside its circle, the best first."""
_RINGS = (0.0, 14.0)
"""How far from it; from the second ring a line leads to it."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle with the text that should stand beside it."""

    x: float
    y: float
    radius: float
    text: str


@dataclass(frozen=True, slots=True)
class Label:
    """Where a circle's text stands."""

    x: float
    """Its middle."""
    y: float
    """Its base line."""
    is_far: bool
    """A line should lead to the circle."""


def place_labels(
    circles: Sequence[Circle], width: float, height: float
) -> tuple[Label | None, ...]:
    """Place the label of each circle, those of the first circles first; None: there is no room."""
    taken = [(c.x - c.radius, c.y - c.radius, c.x + c.radius, c.y + c.radius) for c in circles]
    placed: list[Label | None] = []
    for circle in circles:
        boxes = ((_box(circle, side, ring), ring > 0) for ring in _RINGS for side in _SIDES)
        free = ((box, far) for box, far in boxes if _is_free(box, taken, width, height))
        box, is_far = next(free, (None, False))
        if box is None:
            placed.append(None)
            continue
        taken.append(box)
        placed.append(Label((box[0] + box[2]) / 2, box[3] - GAP, is_far))
    return tuple(placed)


def _box(circle: Circle, side: tuple[int, int], ring: float) -> Box:
    wide = len(circle.text) * CHARACTER
    off = circle.radius + GAP + ring
    if side[0] and side[1]:
        off *= 0.75  # beside and above: the corner of the circle is empty
    left = circle.x + side[0] * off - (wide / 2 if not side[0] else wide if side[0] < 0 else 0)
    top = circle.y + side[1] * off - (LINE / 2 if not side[1] else LINE if side[1] < 0 else 0)
    return left, top, left + wide, top + LINE


def _is_free(box: Box, taken: Sequence[Box], width: float, height: float) -> bool:
    if box[0] < 0 or box[1] < 0 or box[2] > width or box[3] > height:
        return False
    return not any(_overlap(box, other) for other in taken)


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
