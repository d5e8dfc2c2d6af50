"""Reads PDFs, in a child process: PDFium is native code, and broken files may hang or kill it."""

from __future__ import annotations

import pypdfium2 as pdfium

MAX_PAGES = 3000
MAX_CHARACTERS = 10_000_000  # of text; a larger file is an archive of documents, not one


def read(body: bytes) -> dict[str, object]:
    """Return {"pages": [...], "metadata": {...}}, {"error": message} or {"large": measure}."""
    try:
        document = pdfium.PdfDocument(body)
        if len(document) > MAX_PAGES:
            return {"large": f"{len(document):,} pages, more than {MAX_PAGES:,}"}
        pages: list[str] = []
        n_characters = 0
        for number in range(len(document)):
            pages.append(_page_text(document, number))
            n_characters += len(pages[-1])
            if n_characters > MAX_CHARACTERS:
                return {"large": f"more than {MAX_CHARACTERS:,} characters"}
        return {"pages": pages, "metadata": document.get_metadata_dict(skip_empty=True)}
    except (pdfium.PdfiumError, MemoryError) as error:
        return {"error": str(error) or "out of memory"}


def _page_text(document: pdfium.PdfDocument, number: int) -> str:
    page = document[number]
    text_page = page.get_textpage()
    try:
        return str(text_page.get_text_range(errors="replace"))
    finally:
        text_page.close()
        page.close()
