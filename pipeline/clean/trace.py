"""What became of every line of a capture: the answer to "why is this not in the text?"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline.clean.aligned import making_up
from pipeline.clean.decode import decode
from pipeline.clean.parts import Known, LineFate
from pipeline.clean.pasted import trace_pasted
from pipeline.clean.pdf.reading import trace_pdf
from pipeline.clean.visible import visible_lines
from pipeline.records import Document, Rejected

PDF = b"%PDF-"
MAX_LINES = 5000  # a page of more is a book; its middle tells no more than its first lines
MIN_CHARACTERS = 3  # letters and digits; less is found again anywhere

_NO_LETTER = re.compile(r"[\W_]+")
_ADDRESS = re.compile(r"\]\([^()\s]*\)")  # in Markdown, of a link whose words stay in the text


def trace_capture(
    body: bytes, media_type: str, outcome: Document | Rejected, known: Known, ocr: str = ""
) -> tuple[LineFate, ...]:
    """Tell of every visible line of a capture whether it is in the text, and why not.

    Args:
        body: As captured.
        media_type: As captured.
        outcome: What cleaning made of it.
        known: Folded labels by kind (see segment.fold).
        ocr: As on the source's card.
    """
    if isinstance(outcome, Document) and media_type == "text/plain":
        return trace_pasted(decode(body) or "", known)[:MAX_LINES]
    traced = (
        trace_pdf(body, ocr) if isinstance(outcome, Document) and body.lstrip()[:5] == PDF else ()
    )
    if traced:
        return traced[:MAX_LINES]
    lines = visible_lines(body, media_type)
    if isinstance(outcome, Document):
        return fates(lines, outcome)
    seen = [line for line in (" ".join(line.split()) for line in lines) if line]
    why = f"rejected: {outcome.reason}"
    return tuple(LineFate(line, kept=False, why=why) for line in seen[:MAX_LINES])


def fates(lines: Iterable[str], document: Document) -> tuple[LineFate, ...]:
    """Compare what was read with what was kept.

    Args:
        lines: Visible lines of a capture in their order, as a reader sees them.
        document: What they became.

    Returns:
        One fate for each line that has a letter or digit, at most MAX_LINES.
    """
    whole = _letters(document.text)
    known = _known(document)
    filled = [line for line in (" ".join(line.split()) for line in lines) if _letters(line)]
    seen = filled[:MAX_LINES]
    own = [_letters(line) for line in seen]
    kept = making_up([_sought(letters, known) for letters in own], whole)
    return tuple(
        LineFate(line, kept=True, why="main text")
        if number in kept
        else LineFate(line, kept=False, why=known.get(letters) or _why(letters, whole))
        for number, (line, letters) in enumerate(zip(seen, own, strict=True))
    )


def _sought(letters: str, known: dict[str, str]) -> str:
    return letters if len(letters) >= MIN_CHARACTERS and letters not in known else ""


def _why(letters: str, whole: str) -> str:
    is_again = len(letters) >= MIN_CHARACTERS and letters in whole
    return "said again elsewhere in the text" if is_again else "not main text"


def _known(document: Document) -> dict[str, str]:
    """Return what was lifted out of the text, by its letters."""
    lifted: Sequence[tuple[str, Iterable[str]]] = (
        ("website", (document.website,)),
        ("section", (document.section,)),
        ("publisher's label", (label.text for label in document.labels)),
        ("author", document.authors),
        ("date", (claim.stated for claim in document.dates if claim.kind == "published")),
        ("title", (document.title,)),
    )
    return {_letters(text): why for why, texts in lifted for text in texts if _letters(text)}


def _letters(text: str) -> str:
    """Return what tells lines apart: letters and digits, without addresses of marked links."""
    return _NO_LETTER.sub("", _ADDRESS.sub("]", text)).casefold()
