"""Statements of a PDF's date: on its first and last page, and in the entries of the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from pipeline.clean.parts import claim
from pipeline.clean.pdf.lines import Line, plain
from pipeline.records import DateClaim, DateKind, Precision

FIRST_PAGE = "first page"
LAST_PAGE = "last page"
FILE = "pdf"

# how sure, by precision, a date is that stands on a line of its own
ALONE: dict[Precision, float] = {"day": 0.7, "month": 0.6, "year": 0.35}
STATED = 0.8  # "Published: May 2019", "Distr.: General 26 October 2018"
SIGNED = 0.45  # on the last lines, under a name
FILE_CONFIDENCE = 0.2  # the day the file was made; often decades after the text
MAX_LINES = 60  # of the first page
LAST_LINES = 4
MAX_LINE = 120  # characters
MAX_DATE = 40

_STATED = re.compile(
    r"(?:\b(?:published|publi[ée]e?|issued|released|date of (?:issue|publication|release)|"
    r"date|distr\.?(?:ibution)?:? general|embargo(?:ed until)?|"
    r"last (?:updated|revised)|updated|revised)"
    r"(?:\s+(?:on|in|le))?\s*:?\s+)(?P<date>\S.{3,40})$",
    re.IGNORECASE,
)
_MODIFIED = re.compile(r"(?:last )?(?:updated|revised)", re.IGNORECASE)
_GENERAL = re.compile(
    r"\bdistr(?:\.|ibution)?\s*:?\s*(?:general|limited|restricted)$", re.IGNORECASE
)
_VOLUME = re.compile(r"(?:vol(?:ume|\.)?|no|nr|issue|number)\b.*?[,:|–—-]\s*", re.IGNORECASE)
_PIECES = re.compile(r"\s*[|•·/–—]\s+|\s{2,}|,\s+(?=\d{1,2}(?:st|nd|rd|th)?\s+\w+\s+\d{4}$)")
_PDF_DATE = re.compile(r"D?:?\s*(\d{4})-?(\d\d)?-?(\d\d)?")
_TITLE_YEAR = re.compile(r"[;,(]\s*(\d{4})\s*\)?$")
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright)\s*(?:©|\(c\))?\s*(?P<date>\d{4})\b", re.IGNORECASE)


def date_claims(
    first: Sequence[Line], last: Sequence[Line], metadata: Mapping[str, str], size: float = 0.0
) -> tuple[DateClaim, ...]:
    """Return every statement of the document's date, in the order met.

    Args:
        first: Runs of the first page that holds any.
        last: Lines of the last page, where there is more than one.
        metadata: Entries of the file: CreationDate and ModDate count little.
        size: Of the body's font (points); years in smaller print belong to notes.
    """
    claims = [*_first_page(first, size), *_signed(last), *_of_file(metadata)]
    seen: dict[tuple[object, ...], DateClaim] = {}
    for one in claims:
        seen.setdefault((one.kind, one.start, one.precision, one.read_from), one)
    return tuple(seen.values())


def is_date(line: Line) -> bool:
    """Tell a line that is nothing but a day or a month."""
    found = _read(plain(line.text), 1.0, FIRST_PAGE) if len(line.text) <= MAX_DATE else None
    return found is not None and found.precision != "year"


def _first_page(lines: Sequence[Line], size: float) -> Iterable[DateClaim]:
    before = ""
    for line in lines[:MAX_LINES]:
        text = plain(line.text)
        if len(text) <= MAX_LINE:
            found = _of_line(text, before)
            yield from (a for a in found if a.precision != "year" or line.size >= 0.95 * size)
        before = text


def _of_line(text: str, before: str) -> Iterable[DateClaim]:
    stated = _STATED.search(text)
    if stated is not None:
        kind: DateKind = "modified" if _MODIFIED.match(stated[0]) else "published"
        found = _read(stated["date"], STATED, FIRST_PAGE, kind)
        if found is not None:
            yield found
            return
    for piece in dict.fromkeys((text, *_PIECES.split(text), _VOLUME.sub("", text))):
        found = _read(piece, 0.0, FIRST_PAGE)
        if found is not None:
            sure = STATED if _GENERAL.search(before) else ALONE[found.precision]
            yield _read(piece, sure, FIRST_PAGE) or found
            return
    marked = _COPYRIGHT.search(text)
    if marked is not None and (found := _read(marked["date"], ALONE["year"], FIRST_PAGE)):
        yield found


def _signed(lines: Sequence[Line]) -> Iterable[DateClaim]:
    for line in lines[-LAST_LINES:]:
        found = _read(plain(line.text), SIGNED, LAST_PAGE)
        if found is not None and found.precision != "year":
            yield found


def _of_file(metadata: Mapping[str, str]) -> Iterable[DateClaim]:
    """Read the entries of the file: a year that ends its title, the days it was made and saved."""
    titled = _TITLE_YEAR.search(metadata.get("Title", ""))
    if titled is not None and (found := _read(titled[1], ALONE["year"], "title")):
        yield found
    kinds: tuple[tuple[str, DateKind], ...] = (
        ("CreationDate", "published"),
        ("XmpCreationDate", "published"),
        ("ModDate", "modified"),
    )
    for name, kind in kinds:
        stated = metadata.get(name, "")
        match = _PDF_DATE.match(stated.strip())
        if match is not None:
            iso = "-".join(part for part in match.groups() if part)
            found = _read(iso, FILE_CONFIDENCE, FILE, kind)
            if found is not None:
                yield DateClaim(kind, found.start, found.precision, FILE_CONFIDENCE, FILE, stated)


def _read(
    stated: str, confidence: float, read_from: str, kind: DateKind = "published"
) -> DateClaim | None:
    return claim(stated.strip(" .,;:()[]"), confidence, read_from, kind)
