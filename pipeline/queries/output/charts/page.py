"""A page with chart, table and citation: one file that asks nothing of the network."""

from __future__ import annotations

import pandas as pd
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from pipeline.queries.output.about import About
from pipeline.queries.output.charts.image import svg_markup
from pipeline.queries.output.describing import describe_picture, read_picture
from pipeline.queries.output.picture import picture_of
from pipeline.queries.output.readable import readable

LINKS = ("http://", "https://")
MARK = "**"


def as_html(frame: pd.DataFrame, about: About) -> bytes:
    """Return a page: title, chart where there is one, notes, table, citation."""
    loader = PackageLoader("pipeline.queries.output.charts", "templates")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    environment.filters["cell"] = _cell
    picture = picture_of(frame)
    page = environment.get_template("answer.html.j2").render(
        about=about,
        chart=Markup(svg_markup(picture, about, is_alone=False)) if picture else "",
        described=describe_picture(picture) if picture else "",
        how_to_read=read_picture(picture) if picture else "",
        cells=readable(frame),
        n_rows=len(frame),
    )
    return f"{page}\n".encode()


def _cell(text: str, source: str) -> Markup:
    """Return a cell: addresses as links, hits marked."""
    if source == "url" and text.startswith(LINKS):
        return Markup('<a href="{0}" rel="noopener noreferrer">{0}</a>').format(text)
    if source == "snippet":
        pieces = str(escape(text)).split(MARK)
        inside = (f"<mark>{piece}</mark>" if n % 2 else piece for n, piece in enumerate(pieces))
        return Markup("".join(inside))
    return escape(text)
