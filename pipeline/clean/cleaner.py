"""From a capture to a document, whatever its format, or to the reason there is none."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.clean.dating.document import date_document
from pipeline.clean.decode import decode, recoded
from pipeline.clean.hints import with_hints
from pipeline.clean.html.reading import read_html
from pipeline.clean.language import choose_language, stated_language
from pipeline.clean.markdown import read_markdown
from pipeline.clean.ocr.mending import mend_parts
from pipeline.clean.office import read_office
from pipeline.clean.parts import Known, Parts, Problem, too_large
from pipeline.clean.pasted import read_pasted
from pipeline.clean.pdf.reading import read_pdf
from pipeline.clean.quality import text_quality
from pipeline.clean.record import read_record
from pipeline.clean.segment import fold
from pipeline.declarations import Source
from pipeline.records import Capture, Document, Rejected, Section
from pipeline.sources.sniff import MAIL, OFFICE_TYPES, office_type

CONTENT_TYPE = "http-type"
"""Hint that holds the header of the answer."""
MIN_CHARACTERS = 80  # as in settings; a headline and nothing else is shorter
MIN_RUN_IN_WORDS = 3  # a title of one or two words may be how the first sentence begins
_WORD = re.compile(r"[^\W_]{2}")
LabelScheme = Literal["themes", "disciplines", "countries"]

_MAGIC = (b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"PK\x03\x04", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf")


@dataclass(frozen=True, slots=True)
class Cleaner:
    """What cleaning needs to know, made once for many captures; can be pickled."""

    min_characters: int
    known: Known
    """Folded labels by kind (see segment.fold)."""

    def clean(self, capture: Capture, body: bytes, source: Source) -> Document | Rejected:
        """Return the document that a capture holds, or why it holds none."""
        outcome = self._parts(capture, as_utf8(capture, body), source)
        if isinstance(outcome, Parts):
            told = with_hints(outcome, capture.hints, capture.url, source.publisher)
            outcome = self._sound(_mended(source, told))
        if isinstance(outcome, Problem):
            return _rejected(capture, outcome)
        return _document(capture, outcome)

    def _parts(self, capture: Capture, body: bytes, source: Source) -> Parts | Problem:
        if not body.strip():
            return Problem("empty", "There is nothing in it; remove it or fill it.")
        if body.lstrip()[:5] == b"%PDF-" or capture.media_type == "application/pdf":
            return read_pdf(body, source.ocr)
        latest = capture.fetched_at.date()
        if capture.media_type in OFFICE_TYPES or office_type(body) not in ("", MAIL):
            return read_office(body, capture.media_type, latest, self.known)
        if body.startswith(_MAGIC):
            return _not_text(capture)
        readers: dict[str, Callable[[], Parts | Problem]] = {
            "text/html": lambda: read_html(body, source, capture.url, latest, self.known),
            "text/markdown": lambda: read_markdown(body, source, self.known),
            "application/json": lambda: read_record(body, source, self.known),
            "text/plain": lambda: _read_text(body, self.known),
        }
        reader = readers.get(capture.media_type)
        return reader() if reader else _not_text(capture)

    def _sound(self, parts: Parts) -> Parts | Problem:
        """Take the title out of the text, and tell what is too short."""
        text = _without_title(parts.text, parts.title)
        if not text:
            return Problem("no_body", "Only a title or page furniture was found; look at it.")
        if problem := too_large(text):
            return problem
        if not _WORD.search(text):
            return Problem("no_body", "It holds signs but no words; look at it.")
        if len(text) < self.min_characters:
            return Problem(
                "too_short",
                f"Its text has {len(text)} characters; lower min_characters "
                f"({self.min_characters}) if it should count.",
            )
        cut = parts.text.rindex(text)  # a text that repeats its title holds its end twice
        return replace(parts, text=text, sections=_shifted(parts.sections, cut))


def load_cleaner(
    *,
    min_characters: int = MIN_CHARACTERS,
    known_labels: Mapping[LabelScheme, tuple[str, ...]] | None = None,
) -> Cleaner:
    """Make a cleaner.

    Args:
        min_characters: Shorter texts are rejected.
        known_labels: Labels by kind, as anybody would write them: concepts of the vocabularies
            and names of countries and regions (`Gazetteers.country_labels`). They tell apart
            labels that a pasted page runs together; of a kind left out nothing is known, and
            its labels are taken line by line.
    """
    stated: Mapping[LabelScheme, tuple[str, ...]] = known_labels or {}
    known: dict[str, frozenset[str]] = {
        kind: frozenset(map(fold, texts)) - {""} for kind, texts in stated.items()
    }
    return Cleaner(min_characters, known)


def clean_capture(
    capture: Capture,
    body: bytes,
    source: Source,
    *,
    min_characters: int = MIN_CHARACTERS,
    known_labels: Mapping[LabelScheme, tuple[str, ...]] | None = None,
) -> Document | Rejected:
    """Clean one capture; for many, `load_cleaner` once and call its `clean`."""
    cleaner = load_cleaner(min_characters=min_characters, known_labels=known_labels)
    return cleaner.clean(capture, body, source)


def as_utf8(capture: Capture, body: bytes) -> bytes:
    """Return the bytes of a text in UTF-8 where only its server said in which encoding it is."""
    if not capture.media_type.startswith("text/"):
        return body
    said = dict(capture.hints).get(CONTENT_TYPE, "")
    return recoded(body, said, is_html=capture.media_type == "text/html") if said else body


def _read_text(body: bytes, known: Known) -> Parts | Problem:
    text = decode(body)
    if text is None:
        return Problem("not_text", "The file is no text in any known encoding; check the export.")
    return too_large(text) or read_pasted(text, known)


def _not_text(capture: Capture) -> Problem:
    return Problem(
        "not_text",
        f"It is {capture.media_type}, which holds no text that can be read; leave such items out "
        "with the card's include patterns, or export them as text, HTML or PDF.",
    )


def _without_title(text: str, title: str) -> str:
    """Take the title off the beginning; OCR runs it into the first paragraph."""
    if not title or not text.casefold().startswith(title.casefold()):
        return text
    rest = text[len(title) :]
    alone = not rest or rest.startswith("\n\n")
    run_in = len(title.split()) >= MIN_RUN_IN_WORDS and rest[:1] == " " and rest[1:2].isupper()
    return rest.strip() if alone or run_in else text


def _mended(source: Source, parts: Parts) -> Parts:
    """Settle the language, and mend what OCR did to words of it."""
    if too_large(parts.text):
        return parts  # rejected next
    stated = stated_language(parts.language)
    language = source.language or choose_language(stated, parts.text)
    return mend_parts(replace(parts, language=language), language)


def _shifted(sections: tuple[Section, ...], n_characters: int) -> tuple[Section, ...]:
    """Return sections of a text of which so many characters were cut off at its beginning."""
    return tuple(
        replace(section, start=max(0, section.start - n_characters)) for section in sections
    )


def _document(capture: Capture, parts: Parts) -> Document:
    dated = date_document(parts, capture, parts.language)
    published = dated.published
    return Document(
        id=capture.document_id,
        revision=capture.revision,
        source_id=capture.source_id,
        title=parts.title,
        text=parts.text,
        language=parts.language,
        url=capture.url or parts.url or None,
        authors=parts.authors,
        section=parts.section,
        published=published.start if published else None,
        published_precision=published.precision if published else None,
        published_confidence=published.confidence if published else 0.0,
        published_from=published.read_from if published else "",
        labels=parts.labels,
        dates=dated.claims,
        website=parts.website,
        sections=parts.sections,
        alternates=parts.alternates,
        gaps=parts.gaps,
        quality=text_quality(parts.text, parts.language),
    )


def _rejected(capture: Capture, problem: Problem) -> Rejected:
    return Rejected(
        stage="clean",
        source_id=capture.source_id,
        locator=capture.locator,
        reason=problem.reason,
        detail=problem.detail,
        document_id=capture.document_id,
    )
