"""Topics on a plane: near topics lie near each other, the larger the more documents."""

from __future__ import annotations

import math
from collections.abc import Sequence

from markupsafe import Markup

from pipeline.markup import element
from pipeline.publish.charts.layout import Circle, Label, place_labels
from pipeline.publish.nouns import TopicCard
from pipeline.publish.standing import is_carried
from pipeline.publish.words import counted, percent

WIDTH, HEIGHT, MARGIN = 900, 560, 40
SMALLEST, LARGEST = 5.0, 28.0
"""Radius; areas are in proportion to shares between them."""
MAX_TEXT = 30
FEWEST = 3
"""Two topics are apart, and that is all a map of them could say."""


def topic_map(cards: Sequence[TopicCard]) -> Markup:
    """Draw topics with their labels; where there is no room for one its number stands instead.

    Args:
        cards: In the order of the table beside the map, whose numbers from 1 are the topics'.
    """
    placed = [(card, card.x, card.y) for card in cards if card.x is not None and card.y is not None]
    if len({(x, y) for _, x, y in placed}) < FEWEST:
        return Markup("")
    largest = max(card.series.share for card in cards)
    circles = [
        Circle(x, y, _radius(card, largest), _short(card.series.label))
        for (card, _, _), x, y in zip(placed, *_spread(placed), strict=True)
    ]
    parts = [
        element("title", "Map of topics"),
        element("desc", "Near topics lie near each other. The table below names them all."),
    ]
    labels = place_labels(circles, WIDTH, HEIGHT)
    for (card, _, _), circle, label in zip(placed, circles, labels, strict=True):
        parts.append(_circle(card, circle))
        parts += _text(circle, label, list(cards).index(card) + 1)
    return element("svg", *parts, viewBox=f"0 0 {WIDTH} {HEIGHT}", role="img", class_="map")


def _spread(placed: Sequence[tuple[TopicCard, float, float]]) -> tuple[list[float], list[float]]:
    """Stretch the places over the whole canvas, the second axis upwards."""
    x = _scaled([x for _, x, _ in placed], WIDTH)
    y = _scaled([-y for _, _, y in placed], HEIGHT)
    return x, y


def _scaled(values: Sequence[float], length: float) -> list[float]:
    low, high = min(values), max(values)
    room = (length - 2 * MARGIN) / (high - low) if high > low else 0.0
    return [MARGIN + (value - low) * room if room else length / 2 for value in values]


def _radius(card: TopicCard, largest: float) -> float:
    part = math.sqrt(card.series.share / largest) if largest else 0.0
    return max(SMALLEST, LARGEST * part)


def _short(text: str) -> str:
    return text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1].rstrip(" ,") + "\u2026"


def _circle(card: TopicCard, circle: Circle) -> Markup:
    series, slope = card.series, card.series.slope
    moves = "still"
    if slope is not None and is_carried(series):
        moves = "rises" if slope.slope > 0 else "falls"
    tip = (
        f"{series.label}: {percent(series.share)}, {counted(series.n_documents, 'document')}; "
        f"{', '.join(card.terms[:5])}"
    )
    where = {"cx": circle.x, "cy": circle.y, "r": circle.radius}
    drawn = element("circle", element("title", tip), **where, class_=moves)
    return element("a", drawn, href=f"#{series.anchor}", aria_label=series.label)


def _text(circle: Circle, label: Label | None, number: int) -> list[Markup]:
    if label is None:
        place = {"x": circle.x, "y": circle.y + 3.5, "text_anchor": "middle"}
        return [element("text", str(number), **place, class_="number")]
    text = element("text", circle.text, x=label.x, y=label.y, text_anchor="middle")
    if not label.is_far:
        return [text]
    ends = {"x1": circle.x, "y1": circle.y, "x2": label.x, "y2": label.y - 4}
    return [element("line", **ends, class_="lead"), text]
