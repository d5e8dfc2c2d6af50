"""Kind `urls`: a list of addresses, in a file of the workspace or in the card itself.

A text file has one address a line; what follows a "#" at the beginning of a line, or after a space,
is a comment. A CSV file has a column `url`, and may have `title` and `date`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from pipeline.declarations import Source
from pipeline.errors import DeclarationError
from pipeline.records import Lead, Reading, Window
from pipeline.sources.gathering import Gathering
from pipeline.sources.hinting import hints
from pipeline.sources.moments import is_wanted
from pipeline.sources.naming import printable

MAX_BYTES = 100_000_000
"""Of the file: a million addresses."""
TABLES = (".csv", ".tsv")
DATES = ("date", "published")
_COMMENT = re.compile(r"(?:^|\s)#.*")

Row = tuple[int, str, str, str]
"""Number of the line, address, title, date."""


def starts(source: Source, root: Path, window: Window) -> Reading:
    """Return every address of the list, and the lines that are none.

    Raises:
        DeclarationError: The file does not exist, cannot be read, or is a table without `url`.
    """
    gathering = Gathering(source, Lead("", "index"), "")
    rows = [(0, url, "", "") for url in source.url]
    rows.extend(_rows(source, root / source.path) if source.path.strip() else ())
    gathering.n_stated = len(rows)
    for number, href, title, date in rows:
        _take(source, gathering, (number, href, title, date), window)
    return gathering.reading()


def follow(source: Source, lead: Lead, *_: object, **__: object) -> Reading:
    """Return nothing: a list has no indexes."""
    del source, lead
    return Reading()


def _take(source: Source, gathering: Gathering, row: Row, window: Window) -> None:
    number, href, title, date = row
    url = gathering.address(href)
    if not url:
        where = f"{source.path} line {number:,}" if number else "url of the card"
        detail = f"{where}: {href[:200]!r} is no address with http:// or https://; mend the line"
        gathering.reject(f"{source.id}:{source.path}#line-{number}", "bad_address", detail)
    elif is_wanted(window, date):
        gathering.page(url, hints("urls", title=title, date=date), date)


def _rows(source: Source, path: Path) -> Iterator[Row]:
    text = _text(source, path)
    if path.suffix.lower() in TABLES:
        return _of_table(source, text, "\t" if path.suffix.lower() == ".tsv" else ",")
    return _of_lines(text)


def _text(source: Source, path: Path) -> str:
    where = f"source {source.id}: file {printable(source.path)}"
    try:
        if not path.is_file():
            raise DeclarationError(
                f"{where} does not exist in the workspace; mend 'path' in its card"
            )
        if path.stat().st_size > MAX_BYTES:
            raise DeclarationError(f"{where} has more than {MAX_BYTES:,} bytes; split it")
        return path.read_bytes().decode("utf-8-sig", "replace")
    except OSError as error:
        raise DeclarationError(f"{where} cannot be read ({error.strerror}); mend it") from error


def _of_lines(text: str) -> Iterator[Row]:
    for number, line in enumerate(text.splitlines(), start=1):
        written = _COMMENT.sub("", line).strip()
        if written:
            yield number, written, "", ""


def _of_table(source: Source, text: str, delimiter: str) -> Iterator[Row]:
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        yield from _of_rows(source, reader)
    except csv.Error as error:
        where = f"source {source.id}: {printable(source.path)} line {reader.line_num:,}"
        raise DeclarationError(f"{where} is no CSV ({error}); mend its quotes") from error


def _of_rows(source: Source, reader: csv.DictReader[str]) -> Iterator[Row]:
    names = {(name or "").strip().lower(): name for name in reader.fieldnames or ()}
    if "url" not in names:
        raise DeclarationError(
            f"source {source.id}: {printable(source.path)} has no column 'url'; its header is "
            f"{printable(', '.join(names))[:200]!r}: name the column of the addresses 'url'"
        )
    date = next((names[name] for name in DATES if name in names), "")
    for row in reader:
        if any(row.values()):
            url, title = row[names["url"]] or "", row.get(names.get("title", "")) or ""
            yield reader.line_num, url, title, row.get(date) or ""
