"""Charts as inline SVG: what was promised and kept, and bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from pipeline.evaluation.report.words import number, percent
from pipeline.evaluation.tagging.calibration import N_BINS, Bin
from pipeline.markup import element

THIN = 10
"""Bins of fewer pairs are hollow: one pair more or less moves them by 10 points."""
SIDE = 300
LEFT, RIGHT, TOP, BOTTOM = 40, 8, 8, 40
BAR_WIDTH, BAR_HEIGHT = 200, 18


@dataclass(frozen=True, slots=True)
class Frame:
    """Where figures lie on a canvas."""

    width: float
    height: float
    x_top: float
    """Figure at the right edge; 0 is at the left."""
    y_low: float
    y_high: float

    def x(self, value: float) -> float:
        """Return where a figure lies from the left."""
        return LEFT + (self.width - LEFT - RIGHT) * value / self.x_top

    def y(self, value: float) -> float:
        """Return where a figure lies from the top."""
        share = (value - self.y_low) / (self.y_high - self.y_low)
        return TOP + (self.height - TOP - BOTTOM) * (1 - min(1.0, max(0.0, share)))

    def grid(self, values: Sequence[float], labels: Sequence[str]) -> list[Markup]:
        """Draw level lines with their labels."""
        parts = []
        for value, label in zip(values, labels, strict=True):
            y = self.y(value)
            right = self.width - RIGHT
            parts.append(element("line", x1=LEFT, x2=right, y1=y, y2=y, class_="grid"))
            parts.append(element("text", label, x=LEFT - 5, y=y + 3.5, text_anchor="end"))
        return parts

    def below(self, x: float, label: str, line: int = 0) -> Markup:
        """Write a label below the bottom."""
        y = self.height - BOTTOM + 15 + 15 * line
        return element("text", label, x=self.x(x), y=y, text_anchor="middle")


def reliability_chart(bins: Sequence[Bin], name: str) -> Markup:
    """Draw the share that is right over the probability that was promised."""
    frame = Frame(SIDE, SIDE, 1.0, 0.0, 1.0)
    fifths = [n / 5 for n in range(6)]
    parts = [
        element("title", f"{name}: share of tags that are right, by promised probability"),
        element("desc", _described(bins)),
        *frame.grid(fifths, [percent(value).replace("\u202f", "") for value in fifths]),
        *(frame.below(value, f"{100 * value:.0f}%") for value in fifths),
        element("line", x1=frame.x(0), y1=frame.y(0), x2=frame.x(1), y2=frame.y(1), class_="ideal"),
        frame.below(0.5, "promised probability", line=1),
    ]
    for one in bins:
        parts += _dot(one, frame)
    return element("svg", *parts, viewBox=f"0 0 {SIDE} {SIDE}", role="img", class_="reliability")


def _described(bins: Sequence[Bin]) -> str:
    told = [one for one in bins if one.n >= THIN]
    if not told:
        return "Too few tags to tell."
    worst = max(told, key=lambda one: abs((one.mean or 0.0) - (one.share or 0.0)))
    return (
        f"On the diagonal promises are kept. Of the bins with {THIN} tags or more, that of "
        f"{percent(worst.low)} to {percent(worst.high)} is farthest from it: promised "
        f"{percent(worst.mean)}, right {percent(worst.share)} of {number(worst.n)}."
    )


def _dot(one: Bin, frame: Frame) -> list[Markup]:
    if one.mean is None or one.share is None:
        return []
    low, high = one.share_low or 0.0, one.share_high or 0.0
    x, kind = frame.x(one.mean), "full" if one.n >= THIN else "thin"
    tip = (
        f"promised {percent(one.mean)}, right {percent(one.share)}: "
        f"{number(one.n_right)} of {number(one.n)}"
    )
    return [
        element("line", x1=x, x2=x, y1=frame.y(low), y2=frame.y(high), class_="whisker"),
        element("circle", element("title", tip), cx=x, cy=frame.y(one.share), r=4, class_=kind),
    ]


def counts_chart(bins: Sequence[Bin], name: str) -> Markup:
    """Draw how many tags were promised each probability; each step of height is ten times more."""
    height = 64
    most = max((len(str(one.n)) for one in bins), default=1)
    step = (SIDE - LEFT - RIGHT) / N_BINS
    parts = [
        element("title", f"{name}: number of tags by promised probability"),
        element("desc", "The table beside says all numbers."),
    ]
    for place, one in enumerate(bins):
        tall = 40 * _magnitude(one.n) / most
        x = LEFT + place * step
        tip = element("title", f"{percent(one.low)} to {percent(one.high)}: {number(one.n)} tags")
        size = {"x": x + 1, "y": 56 - tall, "width": step - 2, "height": tall}
        parts.append(element("rect", tip, **size, class_="c0 pale"))
        middle = {"x": x + step / 2, "y": 52 - tall, "text_anchor": "middle"}
        parts.append(element("text", number(one.n), **middle, class_="tiny"))
    return element("svg", *parts, viewBox=f"0 0 {SIDE} {height}", role="img", class_="counts")


def _magnitude(n: int) -> float:
    """Return how many digits a number has, and how far it is on its way to the next."""
    if n <= 0:
        return 0.0
    digits = len(str(n))
    return digits - 1 + n / float(10**digits)


def bar(values: Sequence[tuple[str, float | None]], label: str) -> Markup:
    """Draw shares as bars one below the other; `values` are (name, share)."""
    told = ", ".join(f"{name} {'none' if v is None else f'{v:.2f}'}" for name, v in values)
    tall = BAR_HEIGHT / len(values)
    parts = [element("title", f"{label}: {told}")]
    for place, (_, value) in enumerate(values):
        if value is not None:
            size = {"x": 0, "y": place * tall + 0.5, "width": BAR_WIDTH * value}
            parts.append(element("rect", **size, height=tall - 1, class_=f"s{place}"))
    shape = {"viewBox": f"0 0 {BAR_WIDTH} {BAR_HEIGHT}", "preserveAspectRatio": "none"}
    return element("svg", *parts, **shape, role="img", class_="bar")
