"""Datelines: short lines that readers see above an article, and what kind of date they state."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.date_ranges import find_ranges
from pipeline.dates import is_weekday
from pipeline.records import DateKind

MAX_LINE = 120  # characters; a longer line with a date is a sentence
MAX_BYLINE = 6  # words besides the date, where the line begins with "by"

_WORD = r"[^\W\d_]{3,12}"
DAY = re.compile(
    rf"\d{{1,2}}(?:st|nd|rd|th|er|[.º°])?[\s-](?:of |de )?{_WORD}\.?,?[\s-](?:de |del )?"
    r"\d{4}(?!\d)"
    rf"|{_WORD}\.?\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}}(?!\d)"
    r"|(?<![\d/.-])\d{4}(?P<a>[-/.])\d{1,2}(?P=a)\d{1,2}(?![\d/-])"
    r"|(?<![\d/.-])\d{1,2}(?P<b>[./-])\d{1,2}(?P=b)(?:\d{4}|\d\d)(?![\d/-])"
    r"|\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日"
)
_TRIFLE = re.compile(
    r"\d{1,2}\s?[:.h]\s?\d\d(?::\d\d)?|\d{1,2}(?=\s?(?i:[ap]\.?m))|\b(?i:[ap]\.?m)\b\.?"
    r"|\b(?:[A-Z]{1,3}[SD]?T|GMT|UTC|CEST|Uhr|hrs?|ist|local time)\b|[\W_]+"
)
_POSTED = re.compile(
    r"\b(?:posted|published|publi[ée]e?|publicado|pubblicato|publiziert|veröffentlicht|erschienen"
    r"|gepubliceerd|opublikowano|опубликовано|issued|released|created|date|datum|fecha|дата"
    r"|입력|기사입력|등록|발행|发布|发布时间|投稿日|公開日)\b",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"(?:first )?(?:posted|published)(?: on| date| in)?\b\s*(?P<colon>:)?\s*"
    r"(?P<date>\d{4}-\d\d|[^\W\d_]{3,10}\.? \d{4}|(?(colon)\d{4}))"
    r"(?=\s*(?:$|[|·•,;(<]|\bby\b|\bat\b))",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"\b(?:updated?|modified|changed|edited|revised|reviewed|aktualisiert|geändert|mis à jour"
    r"|modifié|actualizado|atualizado|aggiornato|обновлено|stand)\b",
    re.IGNORECASE,
)
# Words before a date that make it one of something else.
_OTHER = re.compile(
    r"\b(?:when|where|event|deadline|closing|closes?|apply|due|expires?|valid|starts?|begins?|ends?"
    r"|from|until|since|by:|air date|born|died|founded|retrieved|accessed|copyright|©|next|wann"
    r"|quand|cuándo)\b|©",
    re.IGNORECASE,
)
_BY = re.compile(r"\W*(?:by|von|par|por|di|door|written by|words by)\b", re.IGNORECASE)
_CUT = re.compile(r"[|·•(/]|[\u2013\u2014-]\s")
_BAR = re.compile(r"[|·•\u2013\u2014\uff0f/>\]\)]\s*$")
_FILLER = re.compile(  # Portuguese weekdays lose their hyphen here
    r"on|at|the|by|le|el|am|den|il|um|à|às|as|de|first|in|last|and|\d+"
    r"|segunda|terça|quarta|quinta|sexta|feira",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """A date that a line states of its document."""

    kind: DateKind
    stated: str
    is_said: bool
    """Whether the line says "posted" or the like; a date alone is a little less sure."""


def dateline(line: str, before: str = "") -> Dateline | None:
    """Read a line that is a date and little else; None where it is anything else.

    Besides the date it may hold a time, a day of the week, a byline, "posted", "updated";
    a sentence or a caption in which a date stands is none, nor is a range of days: "24-27 October
    2023" is when something takes place.

    Args:
        line: One piece of text, inner white space single.
        before: The piece before it: a label such as "Published:" may stand apart.
    """
    found = DAY.search(line) if len(line) <= MAX_LINE else None
    if found is None:
        return _coarse(line)
    if next(find_ranges(line), None) is not None:
        return None
    lead, rest = line[: found.start()], line[found.end() :]
    label = lead if lead.strip(" :|-") else before[-30:] if before.rstrip().endswith(":") else ""
    label = label or (before if len(before) <= 20 and _is_label(before) else "")
    if not (_is_lead(lead) and _is_rest(rest)) or _OTHER.search(label):
        return None
    changed, posted = _last(_CHANGED, label), _last(_POSTED, label)
    kind: DateKind = "modified" if changed > posted else "published"
    return Dateline(kind, found[0], is_said=posted >= 0 or changed >= 0)


def _coarse(line: str) -> Dateline | None:
    """Read "Published: April 1940 | News": months and years count only where a word says so."""
    found = _SAID.match(line)
    return Dateline("published", found["date"], is_said=True) if found else None


def _is_label(text: str) -> bool:
    return not _own_words(text) and bool(_POSTED.search(text) or _CHANGED.search(text))


def _is_lead(lead: str) -> bool:
    words = _own_words(lead)
    if not words or (_BY.match(lead) and len(words) <= MAX_BYLINE):
        return True
    return len(words) <= MAX_BYLINE and _BAR.search(lead) is not None


def _is_rest(rest: str) -> bool:
    first = _CUT.split(rest, maxsplit=1)[0]
    is_short = len(_own_words(rest)) <= 2 * MAX_BYLINE
    return is_short and (not _own_words(first) or _BY.match(rest) is not None)


def _own_words(text: str) -> list[str]:
    """Return the words that are no time, weekday, "posted" or filler."""
    bare = _CHANGED.sub(" ", _POSTED.sub(" ", text))
    words = _TRIFLE.sub(" ", bare).split()
    return [word for word in words if not _FILLER.fullmatch(word) and not is_weekday(word)]


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((found.start() for found in pattern.finditer(text)), default=-1)
