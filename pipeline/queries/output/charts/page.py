"""A page with chart, table and citation: one file that asks nothing of the network."""

from __future__ import annotations

import pandas as pd
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from pipeline.queries.output.about import About
from pipeline.queries.output.charts.image import svg_markup
from pipeline.queries.output.describing import left_out, read_picture
from pipeline.queries.output.picture import picture_of
from pipeline.queries.output.plain import records
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
        how_to_read=f"{read_picture(picture)} {left_out(picture)}" if picture else "",
        cells=readable(frame),
        links=[row["url"] for row in records(frame)] if _has_links(frame) else [],
        n_rows=len(frame),
    )
    return f"{page}\n".encode()


def _has_links(frame: pd.DataFrame) -> bool:
    """Tell whether titles can lead to addresses: then these need no column."""
    return {"title", "url"} <= set(frame.columns)


def _cell(text: str, source: str, link: str | None) -> Markup:
    """Return a cell: titles and addresses as links, hits marked."""
    address = text if source == "url" else link if source == "title" else None
    if address and address.startswith(LINKS):
        shown = text or "(no title)"
        return Markup('<a href="{}" rel="noopener noreferrer">{}</a>').format(address, shown)
    if source == "snippet":
        pieces = str(escape(text)).split(MARK)
        inside = (f"<mark>{piece}</mark>" if n % 2 else piece for n, piece in enumerate(pieces))
        return Markup("".join(inside))
    return escape(text)
