"""Small charts that stand in the cells of a table."""

from __future__ import annotations

from markupsafe import Markup

from pipeline.markup import coordinates, element
from pipeline.publish.nouns import Series, Step
from pipeline.publish.words import percent

WIDTH, MIDDLE = 200, 8
_SHAPE = {"viewBox": f"0 0 {WIDTH} 16", "preserveAspectRatio": "none"}


def bar(series: Series, ceiling: float) -> Markup:
    """Draw a share as a bar with its interval as a whisker; `ceiling` fills the width."""
    end, low, high = (WIDTH * value / ceiling for value in (series.share, series.low, series.high))
    parts = [
        element("title", f"{series.label}: {percent(series.share)}"),
        element("rect", x=0, y=3, width=end, height=10, class_="c0"),
        element("line", x1=low, x2=high, y1=MIDDLE, y2=MIDDLE, class_="whisker"),
    ]
    return element("svg", *parts, **_SHAPE, role="img", class_="bar")


def step_chart(step: Step, ceiling: float) -> Markup:
    """Draw a share before and after as an arrow; `ceiling` fills the width."""
    start, end = ((WIDTH - 10) * value / ceiling + 5 for value in (step.before, step.after))
    back = end - 6 if end > start else end + 6
    tip = coordinates([(end, MIDDLE), (back, MIDDLE - 4), (back, MIDDLE + 4)])
    parts = [
        element("title", f"{step.label}: {percent(step.before)}, then {percent(step.after)}"),
        element("line", x1=start, x2=start, y1=2, y2=14, class_="from"),
        element("line", x1=start, x2=back, y1=MIDDLE, y2=MIDDLE, class_="whisker"),
        element("polygon", points=tip, class_="to"),
    ]
    return element("svg", *parts, **_SHAPE, role="img", class_="bar")
