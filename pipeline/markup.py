"""SVG elements, as text that is safe to stand in a page."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

XY = tuple[float, float]


def element(name: str, *children: str, **attributes: object) -> Markup:
    """Return an SVG element, children and attributes escaped; `stroke_width` is stroke-width."""
    pairs = ((key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items())
    inside = "".join(f' {key}="{escape(_plain(value))}"' for key, value in pairs)
    return Markup(f"<{name}{inside}>{''.join(escape(child) for child in children)}</{name}>")


def _plain(value: object) -> str:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)


def coordinates(some: Sequence[XY]) -> str:
    """Return the attribute `points` of a polygon or polyline."""
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in some)
