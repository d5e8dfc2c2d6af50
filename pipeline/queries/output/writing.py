"""Write an answer in any format."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from pipeline.errors import UsageError
from pipeline.queries.output.about import About
from pipeline.queries.output.plain import as_csv, as_json, as_parquet
from pipeline.queries.output.text import as_text
from pipeline.replacing import replacing

FORMATS = ("table", "csv", "json", "parquet", "svg", "png", "html")
BINARY = ("parquet", "png")
"""Formats that belong in a file, not on a terminal."""
ENDINGS = {f".{name}": name for name in FORMATS[1:]} | {".txt": "table", ".htm": "html"}


def render(frame: pd.DataFrame, format: str, about: About) -> bytes:
    """Return an answer in a format; the same answer gives the same bytes.

    Args:
        frame: Of any columns; those of trends and comparisons get charts.
        format: table (plain text), csv (defused for spreadsheets), json, parquet, svg, png (charts)
            or html (one page with chart, table and citation that asks nothing of the network).
        about: Title, notes, citation, snapshot.

    Raises:
        UsageError: The format is unknown, or the answer holds nothing that a chart could show.
    """
    if format not in FORMATS:
        raise UsageError(f"{format}: no such format; there are {', '.join(FORMATS)}")
    about = about.cleaned()
    if format == "table":
        return as_text(frame, about)
    if format == "csv":
        return as_csv(frame)
    if format == "json":
        return as_json(frame, about)
    if format == "parquet":
        return as_parquet(frame, about)
    from pipeline.queries.output.charts import as_html, as_png, as_svg  # matplotlib takes a second

    return {"svg": as_svg, "png": as_png, "html": as_html}[format](frame, about)


def write(frame: pd.DataFrame, format: str, target: Path, about: About) -> None:
    """Write an answer to a file; one that is there is replaced when the new one is whole.

    Raises:
        UsageError: As `render`; or the file cannot be written.
    """
    content = render(frame, format, about)
    try:
        with replacing(target) as file:
            file.write_bytes(content)
    except OSError as error:
        raise UsageError(
            f"{target}: cannot be written ({error.strerror}); name another file with --to"
        ) from error
