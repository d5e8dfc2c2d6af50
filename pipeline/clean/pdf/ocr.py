"""Pages without text recognised by the program `tesseract`, which a machine may or may not have."""

from __future__ import annotations

import base64
import functools
import os
import re
import shutil
import subprocess
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from statistics import median

from pipeline.clean.confined import CONFINED, Confined
from pipeline.clean.parts import Problem
from pipeline.clean.pdf.lines import Line, Page
from pipeline.clean.pdf.reader import PdfText

PROGRAM = "tesseract"
MIN_CHARACTERS = 20  # of a page; less is a page number or a stamp on a scan
MAX_PAGES = 500  # recognised in one file: about half an hour
DRAW_TIMEOUT_S = 10.0
PAGE_TIMEOUT_S = 60.0  # a newspaper page took 14 s, a page of prose 2 s
MIN_SURE = 30  # per cent, on average in a line; pictures read as letters have less
HEIGHT_OF_SIZE = 0.75  # height of a word's box, on average, in a font of size 1

_LANGUAGES = re.compile(r"[A-Za-z_]{3,20}(?:\+[A-Za-z_]{3,20})*")
_PGM_HEAD = re.compile(rb"P5 (\d+) (\d+) 255\n")
_LEVEL, _BLOCK, _LINE, _LEFT, _TOP, _WIDTH, _HEIGHT, _SURE, _TEXT = 0, 2, 4, 6, 7, 8, 9, 10, 11
_WORD_LEVEL = "5"


def pages_without_text(pdf: PdfText) -> list[int]:
    """Return the pages, from 0, that hold next to no text."""
    sizes = (sum(len(line.text) for line in page.lines) for page in pdf.pages)
    return [number for number, size in enumerate(sizes) if size < MIN_CHARACTERS]


def recognise(
    body: bytes, pdf: PdfText, languages: str, *, confined: Confined = CONFINED
) -> PdfText | Problem:
    """Return a PDF with the text of its scanned pages.

    Args:
        body: The file.
        pdf: What it holds.
        languages: As tesseract names them: "eng+fra".
        confined: The child process that draws the pages.

    Returns:
        The PDF, a page that could not be recognised as it was; or why nothing can be recognised.
    """
    bare = pages_without_text(pdf)
    problem = unable(languages) if bare else None
    if problem is not None:
        return problem
    if len(bare) > MAX_PAGES:
        detail = f"{len(bare)} pages are scanned, more than {MAX_PAGES}; split the file."
        return Problem("too_large", detail)
    pages = list(pdf.pages)
    for number in bare:
        lines = _page_lines(_drawn(body, number, confined), pages[number], number, languages)
        if sum(len(line.text) for line in lines) >= MIN_CHARACTERS:
            pages[number] = replace(pages[number], lines=tuple(lines))
    return replace(pdf, pages=tuple(pages))


@functools.cache
def program_version(languages: str) -> str:
    """Return which program, if any, would recognise these languages on this machine."""
    problem = unable(languages)
    if problem is not None:
        return problem.detail
    return _run([PROGRAM, "--version"], b"").decode(errors="replace").split("\n")[0]


def unable(languages: str) -> Problem | None:
    """Tell what is missing for recognising these languages; None: nothing."""
    program = shutil.which(PROGRAM)
    if program is None:
        detail = "Some pages are scans; install tesseract (Debian: apt install tesseract-ocr)."
        return Problem("needs_ocr", detail)
    if _LANGUAGES.fullmatch(languages) is None:
        detail = f"{languages[:40]!r} names no languages for OCR; write them like eng+fra."
        return Problem("needs_ocr", detail)
    listed = _run([program, "--list-langs"], b"").decode(errors="replace").split()
    missing = [one for one in languages.split("+") if one not in listed]
    if not missing:
        return None
    packages = " ".join(f"tesseract-ocr-{one.replace('_', '-').lower()}" for one in missing)
    detail = f"Tesseract lacks {', '.join(missing)}; install it (Debian: apt install {packages})."
    return Problem("needs_ocr", detail)


def _drawn(body: bytes, number: int, confined: Confined) -> bytes:
    answer = confined.call("pdf-page", body, DRAW_TIMEOUT_S, {"page": number})
    image = answer.get("image") if isinstance(answer, dict) else None
    return zlib.decompress(base64.b64decode(image)) if isinstance(image, str) else b""


def _page_lines(image: bytes, page: Page, number: int, languages: str) -> list[Line]:
    head = _PGM_HEAD.match(image)
    if head is None:
        return []
    scale = page.width / int(head[1])
    dpi = str(round(72 / scale)) if scale else "300"
    command = [PROGRAM, "stdin", "stdout", "-l", languages, "--dpi", dpi, "tsv"]
    table = _run(command, image).decode(errors="replace").splitlines()
    return list(tsv_lines(table, scale, number))


def _run(command: Sequence[str], given: bytes) -> bytes:
    """Run a program; b"" where it fails or takes too long."""
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(
            command, input=given, capture_output=True, timeout=PAGE_TIMEOUT_S, env=environment
        )
    except (subprocess.TimeoutExpired, OSError):
        return b""
    return done.stdout if done.returncode == 0 else b""


def tsv_lines(table: Iterable[str], scale: float, page: int) -> Iterator[Line]:
    """Read tesseract's table of words.

    Args:
        table: Its rows, tab-separated.
        scale: Points a pixel.
        page: Number of the page, from 0.
    """
    rows = [row for row in (line.split("\t") for line in table) if len(row) > _TEXT]
    words = [row for row in rows if row[_LEVEL] == _WORD_LEVEL and row[_TEXT].strip()]
    heights: dict[str, list[int]] = {}
    lines: dict[tuple[str, ...], list[list[str]]] = {}
    for row in words:
        heights.setdefault(row[_BLOCK], []).append(int(row[_HEIGHT]))
        lines.setdefault(tuple(row[_BLOCK : _LINE + 1]), []).append(row)
    for key, line in lines.items():
        if sum(float(row[_SURE]) for row in line) >= MIN_SURE * len(line):
            size = median(heights[key[0]]) / HEIGHT_OF_SIZE * scale
            yield _line(line, size, scale, page)


def _line(words: Sequence[Sequence[str]], size: float, scale: float, page: int) -> Line:
    lefts = [int(row[_LEFT]) for row in words]
    rights = [int(row[_LEFT]) + int(row[_WIDTH]) for row in words]
    feet = [int(row[_TOP]) + int(row[_HEIGHT]) for row in words]
    text = " ".join(row[_TEXT] for row in words)
    x0, x1, y = min(lefts) * scale, max(rights) * scale, median(feet) * scale
    return Line(text, round(x0, 1), round(x1, 1), round(y, 1), round(size, 1), page=page)
