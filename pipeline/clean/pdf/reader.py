"""What a PDF holds, read in a child process with limits of time and memory."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.clean.confined import CONFINED, Confined
from pipeline.clean.parts import Problem
from pipeline.clean.pdf.lines import BOLD, ITALIC, Line, OutlineEntry, Page
from pipeline.clean.pdf.xmp import xmp_entries

CPU_S = 10  # of computing for a small file: 800 pages of text, so this is for the broken ones
CPU_S_A_MB = 5
MAX_CPU_S = 60
PATIENCE = 3.0  # times as long by the clock, on a machine that has other work


@dataclass(frozen=True, slots=True)
class PdfText:
    """What a PDF holds: its pages with their lines, what it says of itself, its outline."""

    pages: tuple[Page, ...]
    metadata: Mapping[str, str]
    """Information entries (Title, Author, CreationDate, ...) and those of pdf.xmp."""
    outline: tuple[OutlineEntry, ...] = ()


def read_pages(
    body: bytes,
    *,
    cpu_s: int | None = None,
    timeout_s: float | None = None,
    confined: Confined = CONFINED,
) -> PdfText | Problem:
    """Return what the file holds, or why it cannot be read.

    Args:
        body: The file.
        cpu_s: Seconds of computing allowed; by default CPU_S, and more for many megabytes.
        timeout_s: Seconds by the clock; by default PATIENCE times as many.
        confined: The child process that reads it.
    """
    cpu_s = cpu_s or min(MAX_CPU_S, CPU_S + CPU_S_A_MB * len(body) // 1_000_000)
    began = time.monotonic()
    answer = confined.call("pdf", body, timeout_s or PATIENCE * cpu_s, {"cpu_s": cpu_s})
    if answer == "timeout" or (answer == "died" and time.monotonic() - began >= cpu_s - 1):
        detail = f"Reading took over {timeout_s or cpu_s:g} s; split the file or print it anew."
        return Problem("timeout", detail)
    if isinstance(answer, str):
        return Problem("broken_pdf", "The file broke the PDF reader; print it to PDF anew.")
    return _outcome(answer, xmp_entries(body))


def _outcome(answer: dict[str, object], xmp: Mapping[str, str]) -> PdfText | Problem:
    if "large" in answer:
        return Problem("too_large", f"The file has {answer['large']}; split it and take the parts.")
    error = answer.get("error")
    if isinstance(error, str):
        if "password" in error.lower():
            return Problem("encrypted_pdf", "The file asks for a password; save it without one.")
        return Problem("broken_pdf", f"No PDF that can be opened ({error}); get the file anew.")
    pages, metadata, outline = answer["pages"], answer["metadata"], answer["outline"]
    if not (isinstance(pages, list) and isinstance(metadata, dict) and isinstance(outline, list)):
        return Problem("broken_pdf", "The PDF reader gave no pages; get the file anew.")
    return PdfText(
        tuple(_page(number, page) for number, page in enumerate(pages)),
        {**xmp, **{str(key): str(value) for key, value in metadata.items()}},
        tuple(OutlineEntry(*entry) for entry in outline),
    )


def _page(number: int, page: Sequence[Any]) -> Page:
    width, height, runs, _ = page
    return Page(width, height, tuple(_line(number, run) for run in runs))


def _line(number: int, run: Sequence[Any]) -> Line:
    text, x0, x1, y, size, style = run
    return Line(text, x0, x1, y, size, bool(style & BOLD), bool(style & ITALIC), number)
