"""A chart as SVG or PNG: the same bytes every time, with words for those who cannot see it."""

from __future__ import annotations

import io
import re
import textwrap
import warnings
from collections.abc import Mapping
from html import escape

import matplotlib
import pandas as pd
from matplotlib.figure import Figure

from pipeline.errors import UsageError
from pipeline.queries.output.about import About
from pipeline.queries.output.charts.bars import draw_bars
from pipeline.queries.output.charts.lines import draw_lines
from pipeline.queries.output.charts.style import SETTINGS, SOFT
from pipeline.queries.output.describing import describe_picture, left_out, read_picture
from pipeline.queries.output.nouns import Lines, Picture
from pipeline.queries.output.picture import picture_of

MAKER = "Culturescope"
TITLE_CHARACTERS, FOOT_CHARACTERS = 9.5, 18.0
"""So many letters of title and foot fill an inch."""
GAP = 0.18
"""Inches between words and drawing."""


def as_svg(frame: pd.DataFrame, about: About) -> bytes:
    """Return the chart as SVG, title and source in it, with title and desc for screen readers.

    Raises:
        UsageError: There is nothing to draw.
    """
    picture = _picture(frame)
    return svg_markup(picture, about, is_alone=True).encode()


def as_png(frame: pd.DataFrame, about: About) -> bytes:
    """Return the chart as PNG; what it shows stands in its metadata.

    Raises:
        UsageError: There is nothing to draw.
    """
    picture = _picture(frame)
    told = {"Title": about.title, "Description": describe_picture(picture), "Software": MAKER}
    return _drawn(picture, about, "png", told, is_alone=True)


def svg_markup(picture: Picture, about: About, *, is_alone: bool) -> str:
    """Return a chart as one svg element; `is_alone`: with its title and citation drawn in."""
    drawn = _drawn(picture, about, "svg", {"Date": None, "Creator": MAKER}, is_alone=is_alone)
    text = drawn.decode()
    inside = text[text.index("<svg") :]
    inside = re.sub(r"\s*<metadata>.*?</metadata>", "", inside, count=1, flags=re.DOTALL)
    head = inside.index(">")
    named = (
        f'{inside[:head]} role="img" aria-labelledby="chart-title chart-desc">\n'
        f'<title id="chart-title">{escape(about.title)}</title>\n'
        f'<desc id="chart-desc">{escape(describe_picture(picture))}</desc>'
    )
    return named + inside[head + 1 :]


def _picture(frame: pd.DataFrame) -> Picture:
    picture = picture_of(frame)
    if picture is None:
        raise UsageError(
            "this answer holds nothing that a chart could show; choose table, csv, json, "
            "parquet or html, or ask for counts, as 'search --count-by year' does"
        )
    return picture


def _drawn(
    picture: Picture,
    about: About,
    format: str,
    metadata: Mapping[str, str | None],
    *,
    is_alone: bool,
) -> bytes:
    file = io.BytesIO()
    with matplotlib.rc_context(SETTINGS), warnings.catch_warnings():
        # letters that the font lacks: in SVG the reader's fonts have them
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        figure = Figure()
        draw_lines(figure, picture) if isinstance(picture, Lines) else draw_bars(figure, picture)
        if is_alone:
            _frame_with_words(figure, about, picture)
        figure.savefig(file, format=format, metadata=metadata, bbox_inches="tight", pad_inches=0.15)
    return file.getvalue()


def _frame_with_words(figure: Figure, about: About, picture: Picture) -> None:
    """Write the title above the drawing, notes and citation below, flush with its left edge."""
    box = figure.get_tightbbox()
    width, height = figure.get_size_inches()
    left, top, bottom = box.x0 / width, box.y1 / height, box.y0 / height
    title = textwrap.fill(about.title, round(box.width * TITLE_CHARACTERS))
    figure.text(left, top + GAP / height, title, size=12.5, weight="bold", va="bottom")
    said = [read_picture(picture), left_out(picture), *about.notes, about.cite]
    lines = [textwrap.fill(line, round(box.width * FOOT_CHARACTERS)) for line in said if line]
    figure.text(left, bottom - GAP / height, "\n".join(lines), size=7, color=SOFT, va="top")
