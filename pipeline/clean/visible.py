"""What a reader would see of a capture, line by line, before anything is cleaned."""

from __future__ import annotations

import json

from pipeline.clean.decode import decode
from pipeline.clean.html.body import MAX_HTML
from pipeline.clean.markup import read_markup
from pipeline.clean.office import office_lines
from pipeline.clean.pdf.lines import plain
from pipeline.clean.pdf.reader import PdfText, read_pages
from pipeline.sources.sniff import MAIL, OFFICE_TYPES, office_type


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
    shown = (value if isinstance(value, str) else json.dumps(value) for value in record.values())
    return [line for value in shown for line in value.splitlines()]
