"""How charts look: the report's colours, readable in print and without colour."""

from __future__ import annotations

from typing import Any

INK, SOFT, RULE, PAPER = "#1c2430", "#5a6472", "#e2dfd6", "#ffffff"
COLOURS = ("#0b6b6b", "#c9740a", "#4a6fae", "#a2406a", "#5f7f22", "#6d727c")
"""The report's, a little darker on white; told apart by readers without red or green too, and
each line has its own mark besides."""
COLUMN = "#d3cfc3"
"""Columns behind the figures."""
MARKS = ("o", "s", "^", "D", "v", "P")

WIDTH = 8.0
"""Inches."""
DPI = 160
SETTINGS: Any = {
    "font.family": ["DejaVu Sans", "sans-serif"],
    "font.size": 9.0,
    "text.color": INK,
    "axes.edgecolor": RULE,
    "axes.labelcolor": SOFT,
    "axes.titlesize": 9.5,
    "axes.titlelocation": "left",
    "axes.titleweight": "bold",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "figure.subplot.left": 0.09,
    "figure.subplot.right": 0.99,
    "figure.subplot.bottom": 0.08,
    "figure.subplot.top": 0.98,
    "axes.axisbelow": True,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "grid.color": RULE,
    "grid.linewidth": 0.8,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "ytick.major.size": 0,
    "xtick.major.size": 3,
    "lines.linewidth": 1.6,
    "lines.solid_joinstyle": "round",
    "figure.facecolor": PAPER,
    "axes.facecolor": PAPER,
    "savefig.dpi": DPI,
    "svg.fonttype": "none",
    "svg.hashsalt": "culturescope",
    "axes.unicode_minus": True,
    "text.parse_math": False,
}
"""svg.hashsalt: ids in an SVG are the same every time. text.parse_math: a dollar in a label is a
dollar."""


def short(label: str, most: int) -> str:
    """Return a label of at most so many letters."""
    return label if len(label) <= most else f"{label[: most - 1].rstrip()}…"


def colour(at: int) -> str:
    """Return the colour of a series by its place."""
    return COLOURS[at % len(COLOURS)]


def mark(at: int) -> str:
    """Return the mark of a series by its place."""
    return MARKS[at % len(MARKS)]
