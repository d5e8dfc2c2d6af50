"""Reads PDFs, in a child process: PDFium is native code, and broken files may hang or kill it."""

from __future__ import annotations

import base64
import resource
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice

import psutil
import pypdfium2 as pdfium

from pipeline.clean.pdf.words import page_runs

MAX_PAGES = 3000
MAX_CHARACTERS = 6_000_000  # of text; a larger file is an archive of documents, not one
MAX_OUTLINE = 5000  # entries; a broken one may go round in circles
MAX_PIXELS = 12_000_000  # of a page to be recognised: A4 at 300 dpi has 8.7 million
MAX_MEMORY = 600 * 1024**2  # bytes that reading one file may add; the rest fills 400 MB
MAX_CPU_S = 10
DOTS_PER_INCH = 300  # what tesseract's makers advise

_LIMITED = (resource.RLIMIT_AS, resource.RLIMIT_CPU)


def read(body: bytes, cpu_s: int = MAX_CPU_S) -> dict[str, object]:
    """Return what a PDF holds.

    Args:
        body: The file.
        cpu_s: Seconds of computing after which the child is ended.

    Returns:
        {"pages": [[width, height, runs, n_left_out], ...], "metadata": {...},
        "outline": [[level, title, page], ...]} (see pdf.words), {"error": message}, or
        {"large": measure}.
    """
    try:
        with _limits(cpu_s):
            return _read(body)
    except (pdfium.PdfiumError, MemoryError) as error:
        return {"error": str(error) or "out of memory"}


def _read(body: bytes) -> dict[str, object]:
    document = pdfium.PdfDocument(body)
    if len(document) > MAX_PAGES:
        return {"large": f"{len(document):,} pages, more than {MAX_PAGES:,}"}
    pages: list[object] = []
    n_characters = 0
    for number in range(len(document)):
        page, n_here = _page(document, number)
        pages.append(page)
        n_characters += n_here
        if n_characters > MAX_CHARACTERS:
            return {"large": f"over {MAX_CHARACTERS:,} characters of text"}
    metadata = document.get_metadata_dict(skip_empty=True)
    return {"pages": pages, "metadata": metadata, "outline": _outline(document)}


@contextmanager
def _limits(cpu_s: int) -> Iterator[None]:
    """Limit memory and computing: PDFium unpacks what a file of some kilobytes says it holds."""
    memory, computing = (resource.getrlimit(which) for which in _LIMITED)
    used = int(psutil.Process().memory_info().vms)
    spent = int(sum(resource.getrusage(resource.RUSAGE_SELF)[:2]))
    _limit(resource.RLIMIT_AS, used + MAX_MEMORY, memory)
    _limit(resource.RLIMIT_CPU, spent + cpu_s, computing)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, memory)
        resource.setrlimit(resource.RLIMIT_CPU, computing)


def _limit(which: int, wanted: int, now: tuple[int, int]) -> None:
    """Lower a soft limit, never above one that is set."""
    ends = [end for end in (wanted, *now) if end != resource.RLIM_INFINITY]
    resource.setrlimit(which, (min(ends), now[1]))


def draw(body: bytes, page: int) -> dict[str, object]:
    """Return a page as picture: {"image": base64 of a compressed PGM} or {"error": message}."""
    try:
        with _limits(MAX_CPU_S):
            image = _drawn(pdfium.PdfDocument(body)[page])
    except (pdfium.PdfiumError, MemoryError, IndexError) as error:
        return {"error": str(error) or "out of memory"}
    return {"image": base64.b64encode(zlib.compress(image, 1)).decode()}


def _drawn(page: pdfium.PdfPage) -> bytes:
    width, height = page.get_size()
    scale = min(DOTS_PER_INCH / 72, (MAX_PIXELS / max(1.0, width * height)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    head = f"P5 {bitmap.width} {bitmap.height} 255\n".encode()
    return head + bytes(bitmap.to_numpy().tobytes())


def _page(document: pdfium.PdfDocument, number: int) -> tuple[list[object], int]:
    """Return one page, empty where it alone is broken."""
    try:
        page = document[number]
    except pdfium.PdfiumError:
        return [0.0, 0.0, [], 0], 0
    try:
        width, height, runs, n_left_out = page_runs(page)
    finally:
        page.close()
    return [width, height, runs, n_left_out], sum(len(run[0]) for run in runs)


def _outline(document: pdfium.PdfDocument) -> list[tuple[int, str, int]]:
    return list(islice(_entries(document), MAX_OUTLINE))


def _entries(document: pdfium.PdfDocument) -> Iterator[tuple[int, str, int]]:
    for entry in document.get_toc():
        place = entry.get_dest()
        page = place.get_index() if place is not None else None
        title = " ".join(str(entry.get_title()).split())
        if page is not None and page >= 0 and title:
            yield entry.level + 1, title, page
