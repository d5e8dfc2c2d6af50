"""Files of office programs: read in the child process, joined to a document's parts here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from pydantic import TypeAdapter

from pipeline.clean.confined import CONFINED, Confined
from pipeline.clean.office.content import Content
from pipeline.clean.office.joining import office_parts
from pipeline.clean.parts import Known, Parts, Problem
from pipeline.sources.sniff import OLE, PPTX, XLSX, office_type

TIMEOUT_S = 7.0  # a file, within 10 s in all; 900 pages of docx take 1.5 s, starting the child 2 s
_NO_TEXT = {
    PPTX: "It is a PowerPoint presentation; save it as PDF and take that, or leave it out.",
    XLSX: "It is an Excel table, not a text; leave it out with the card's include patterns.",
}
_STREAMS = {
    "WordDocument": ("a Word file of before 2007", "docx"),
    "PowerPoint Document": ("a PowerPoint presentation of before 2007", "PDF"),
    "Workbook": ("an Excel table of before 2007", "text"),
    "__substg1.0_": ("a mail of Outlook", "eml"),
}
"""Streams that the old formats are known by: what each is, and what to save it as."""
_ANSWER = TypeAdapter(Content)
_ENCRYPTED = ("EncryptedPackage".encode("utf-16-le"), "EncryptionInfo".encode("utf-16-le"))


def read_office(body: bytes, media_type: str, latest: dt.date, known: Known) -> Parts | Problem:
    """Read a file of an office program, or a mail.

    Args:
        body: The whole file.
        media_type: One of `sniff.OFFICE_TYPES`; where the bytes say something else, they count.
        latest: Day of the capture; a later day among the first lines is not the document's own.
        known: Folded labels by kind (see segment.fold); keywords with a comma inside stay whole.
    """
    content = read_content(body, office_type(body) or media_type)
    if isinstance(content, Problem):
        return content
    parts = office_parts(content, latest, known)
    if not parts.text:
        detail = "It holds no text, perhaps only pictures; print it to PDF and run OCR over that."
        return Problem("no_body", detail)
    return parts


def office_lines(body: bytes, media_type: str) -> list[str]:
    """Return the paragraphs, rows and headings of a file as they are; none of an unreadable one."""
    content = read_content(body, office_type(body) or media_type)
    if isinstance(content, Problem):
        return []
    return [block.text for block in content.blocks if block.shown]


def read_content(
    body: bytes, media_type: str, *, timeout_s: float = TIMEOUT_S, confined: Confined = CONFINED
) -> Content | Problem:
    """Let the child read a file whose type is certain."""
    if media_type in _NO_TEXT:
        return Problem("not_text", _NO_TEXT[media_type])
    if media_type == OLE:
        return _old_format(body)
    answer = confined.call("office", body, timeout_s, {"media_type": media_type})
    if answer == "timeout":
        detail = f"Reading took over {timeout_s:g} s; split the file, or save its text alone."
        return Problem("timeout", detail)
    if isinstance(answer, str):
        detail = "The file broke the reader; open it in its program and save it anew."
        return Problem("broken_office", detail)
    return _outcome(answer)


def _old_format(body: bytes) -> Problem:
    if all(name in body for name in _ENCRYPTED):
        return Problem("encrypted_file", "It asks for a password; save it without one.")
    for stream, (what, how) in _STREAMS.items():
        if stream.encode("utf-16-le") in body:
            return Problem("not_text", f"It is {what}; save it as {how} and take that.")
    return Problem(
        "not_text", "It is a file of an old Office program; save it as docx or PDF and take that."
    )


def _outcome(answer: Mapping[str, object]) -> Content | Problem:
    problem = answer.get("problem")
    if isinstance(problem, list):
        reason, detail = map(str, problem)
        return Problem(reason, detail)
    if "error" in answer:
        detail = f"Reading it takes too much memory ({answer['error']}); split the file."
        return Problem("too_large", detail)
    return _ANSWER.validate_python(answer)
