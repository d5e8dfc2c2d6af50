"""What a reader would see of a capture, line by line, before anything is cleaned."""

from __future__ import annotations

import json
import re

from pipeline.clean.decode import decode
from pipeline.clean.html.body import MAX_HTML
from pipeline.clean.markup import read_markup
from pipeline.clean.office import office_lines
from pipeline.clean.pdf.lines import plain
from pipeline.clean.pdf.reader import PdfText, read_pages
from pipeline.sources.sniff import MAIL, OFFICE_TYPES, office_type

_MARKUP = re.compile(r"</(?:p|div|li|h[1-6]|td|span|a|em|strong|b|i)>|<br\b", re.IGNORECASE)
"""Tells HTML from text in which "<" means less."""


def visible_lines(body: bytes, media_type: str) -> list[str]:
    """Return the visible lines of a capture; none where nothing in it can be seen as text.

    Args:
        body: As captured.
        media_type: As captured; a PDF is told by its bytes whatever it says.
    """
    if body.lstrip()[:5] == b"%PDF-" or media_type == "application/pdf":
        pdf = read_pages(body)
        pages = pdf.pages if isinstance(pdf, PdfText) else ()
        return [plain(line.text) for page in pages for line in page.lines]
    if media_type in OFFICE_TYPES or office_type(body) not in ("", MAIL):
        return office_lines(body, media_type)
    text = decode(body, is_html=media_type == "text/html") or ""
    if media_type == "text/html":
        shown = read_markup(text[:MAX_HTML], "html")
        return shown.split("\n\n") if isinstance(shown, str) else []
    if media_type == "application/json":
        return _record_lines(text)
    return text.splitlines()


def _record_lines(text: str) -> list[str]:
    """Return the fields of a record, text fields in their lines."""
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        return text.splitlines()
    if not isinstance(record, dict):
        return text.splitlines()
    return [line for value in record.values() for line in _value_lines(value)]


def _value_lines(value: object) -> list[str]:
    """Return the lines of a field: of HTML its text, of a list its entries."""
    if isinstance(value, list):
        return [line for entry in value for line in _value_lines(entry)]
    if not isinstance(value, str):
        return [json.dumps(value, ensure_ascii=False)]
    shown = read_markup(value[:MAX_HTML], "html") if _MARKUP.search(value) else value
    return shown.splitlines() if isinstance(shown, str) else []
