"""Child process that reads PDFs: PDFium is native code, and broken files may hang or kill it.

Run as `python -m pipeline.clean.pdf_worker DESCRIPTOR`, where the descriptor is one end of a
`multiprocessing.Pipe`; gets the bytes of a file, answers with JSON, until the pipe closes.
"""

from __future__ import annotations

import json
import resource
import sys
from multiprocessing.connection import Connection

import pypdfium2 as pdfium

MAX_MEMORY = 2 * 1024**3  # bytes of address space; seven real files took 0.2 GB
MAX_PAGES = 3000
MAX_CHARACTERS = 10_000_000  # of text; beyond it pages are left out


def read(body: bytes) -> dict[str, object]:
    """Return {"pages": [text, ...], "metadata": {name: value}} or {"error": message}."""
    try:
        document = pdfium.PdfDocument(body)
        pages: list[str] = []
        for number in range(min(len(document), MAX_PAGES)):
            pages.append(_page_text(document, number))
            if sum(map(len, pages)) > MAX_CHARACTERS:
                break
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


def serve(connection: Connection) -> None:
    """Answer requests until the other end closes."""
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    while True:
        try:
            body = connection.recv_bytes()
        except EOFError:
            return
        connection.send_bytes(json.dumps(read(body)).encode())


if __name__ == "__main__":
    serve(Connection(int(sys.argv[1])))
