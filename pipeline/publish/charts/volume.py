"""Documents by period as bars, sources stacked."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from pipeline.markup import element
from pipeline.publish.nouns import Volume
from pipeline.publish.words import number, period_name

WIDE, TALL = 900, 260
LABEL_WIDTH = 60
"""Room that the name of a period takes."""


def volume_chart(volume: Volume) -> Markup:
    """Draw documents by period as bars, the largest source at the bottom."""
    if not volume.starts:
        return Markup("")
    totals = [sum(column) for column in zip(*volume.counts, strict=True)]
    top = max(totals)
    bottom, step = TALL - 30, (WIDE - 50) / len(totals)
    parts = [
        element("title", f"Documents by {volume.granularity} and source"),
        element("desc", f"Most in one {volume.granularity}: {number(top)}. The table says all."),
        *_scale(top, bottom),
    ]
    every = max(1, round(LABEL_WIDTH / step))
    for at, start in enumerate(volume.starts):
        x, name = 46 + at * step, period_name(start, volume.granularity)
        stack = [row[at] for row in volume.counts]
        parts += _stack(stack, volume.sources, name, (x, step * 0.86, (bottom - 16) / top, bottom))
        if at % every == 0:
            middle = x + step * 0.43
            parts.append(element("text", name, x=middle, y=bottom + 18, text_anchor="middle"))
    return element("svg", *parts, viewBox=f"0 0 {WIDE} {TALL}", role="img", class_="volume")


def _scale(top: int, bottom: float) -> list[Markup]:
    parts = []
    for n in range(0, top + 1, _tick(top)):
        y = bottom - n / top * (bottom - 16)
        parts.append(element("line", x1=44, x2=WIDE - 4, y1=y, y2=y, class_="grid"))
        parts.append(element("text", number(n), x=38, y=y + 4, text_anchor="end"))
    return parts


def _tick(top: int) -> int:
    """Return the round distance of about four lines of a scale up to `top` documents."""
    steps = (digit * int(f"1{'0' * power}") for power in range(12) for digit in (1, 2, 5))
    return next(step for step in steps if step * 4 >= top)


def _stack(
    counts: Sequence[int],
    names: Sequence[str],
    period: str,
    frame: tuple[float, float, float, float],
) -> list[Markup]:
    x, width, scale, y = frame
    parts = []
    for place, (n, name) in enumerate(zip(counts, names, strict=True)):
        if n:
            y -= n * scale
            tip = element("title", f"{period}, {name}: {number(n)}")
            size = {"x": x, "y": y, "width": width, "height": n * scale}
            parts.append(element("rect", tip, **size, class_=f"c{place}"))
    return parts
