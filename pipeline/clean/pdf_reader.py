"""What a PDF holds, read in a child process with limits of time and memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.clean.confined import CONFINED, Confined
from pipeline.clean.parts import Problem

TIMEOUT_S = 60.0  # a file; seven real ones took 1.3 s at most, so this is for the broken ones


@dataclass(frozen=True, slots=True)
class PdfText:
    """What a PDF holds: the text of each page with line breaks, and its information entries."""

    pages: tuple[str, ...]
    metadata: Mapping[str, str]


def read_pages(
    body: bytes, *, timeout_s: float = TIMEOUT_S, confined: Confined = CONFINED
) -> PdfText | Problem:
    """Return what the file holds, or why it cannot be read."""
    answer = confined.call("pdf", body, timeout_s)
    if answer == "timeout":
        detail = f"Reading took over {timeout_s:g} s; split the file or print it anew."
        return Problem("timeout", detail)
    if isinstance(answer, str):
        return Problem("broken_pdf", "The file broke the PDF reader; print it to PDF anew.")
    return _outcome(answer)


def _outcome(answer: dict[str, object]) -> PdfText | Problem:
    if "large" in answer:
        return Problem("too_large", f"The file has {answer['large']}; split it and take the parts.")
    error = answer.get("error")
    if isinstance(error, str):
        if "password" in error.lower():
            return Problem("encrypted_pdf", "The file asks for a password; save it without one.")
        return Problem("broken_pdf", f"No PDF that can be opened ({error}); get the file anew.")
    pages, metadata = answer["pages"], answer["metadata"]
    if not isinstance(pages, list) or not isinstance(metadata, dict):
        return Problem("broken_pdf", "The PDF reader gave no pages; get the file anew.")
    return PdfText(tuple(pages), {str(key): str(value) for key, value in metadata.items()})
