"""Lines that a page labels: DEADLINE, WEBSITE, Event date."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.clean.parts import claim
from pipeline.date_ranges import parse_range
from pipeline.dates import UnclearDate
from pipeline.records import DateClaim, DateKind

LABELLED_CONFIDENCE = 0.9  # the page says in a word which date it is
MAX_VALUE = 80  # characters of a date; a longer line is a sentence
READ_FROM = "label"

_NAMES: Mapping[str, str] = {
    "deadline": (
        r"(?:application |submission |entry |registration )?deadline(?: for [^:：]{3,40})?"
        r"|(?:closing|due) date|apply by|applications? (?:close|due)(?: on)?"
        r"|date limite(?: [^:：]{3,40})?|clôture des candidatures|bewerbungs(?:schluss|frist)"
        r"|einsendeschluss|anmeldeschluss|fecha límite(?: [^:：]{3,40})?|plazo(?: [^:：]{3,40})?"
        r"|prazo(?: [^:：]{3,40})?|scadenza|termin nadsyłania"
    ),
    "event": (
        r"(?:event |festival |exhibition |conference )?dates"
        r"|(?:event|festival|exhibition|conference|start) date"
        r"|dates? of (?:the )?(?:event|festival|exhibition|conference|meeting)|when"
        r"|wann|quand|cuándo|quando"
    ),
    "website": (
        r"(?:official )?web ?site|web page|homepage|site (?:web|internet)|sitio web|webseite"
    ),
}
_LABEL = re.compile(
    "(?:" + "|".join(f"(?P<{kind}>{names})" for kind, names in _NAMES.items()) + r")"
    r"\s*(?P<colon>[:：])?\s*(?P<value>.*)",
    re.IGNORECASE,
)
_TARGET = re.compile(r"\[[^\]\n]*\]\((?P<target>https?://[^)\s]+)\)")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>()\[\]]+[^\s<>()\[\].,;:!?]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label and the value that belongs to it."""

    kind: str
    """"deadline", "event" or "website"."""
    start: int
    """Index of the label's line."""
    end: int
    """Index of the last line of its value."""
    website: str = ""
    dates: tuple[DateClaim, ...] = ()


def find_labelled(lines: Sequence[str], marked: Sequence[str]) -> list[Labelled]:
    """Return labels with their values, in order, whoever's they are.

    Args:
        lines: Plain lines.
        marked: The same with the marks of links, whose targets count.
    """
    found = (_read(lines, marked, index) for index in range(len(lines)))
    return [labelled for labelled in found if labelled]


def _read(lines: Sequence[str], marked: Sequence[str], index: int) -> Labelled | None:
    label = _LABEL.fullmatch(lines[index]) if len(lines[index]) <= 2 * MAX_VALUE else None
    if label is None or label.lastgroup is None:
        return None
    kind = next(name for name in _NAMES if label[name])
    if label["value"]:
        # "when I was young" and "Website design 2011" are text
        is_label = label["colon"] or label[kind].isupper()
        return _value(kind, index, index, label["value"], marked[index]) if is_label else None
    below = next((at for at in range(index + 1, len(lines)) if lines[at]), index)
    return _value(kind, index, below, lines[below], marked[below])


def _value(kind: str, start: int, end: int, stated: str, marked: str) -> Labelled | None:
    if kind == "website":
        address = _address(marked)
        return Labelled(kind, start, end, website=address) if address else None
    when = read_when(stated, "deadline" if kind == "deadline" else "event")
    return Labelled(kind, start, end, dates=(when,)) if when else None


def _address(marked: str) -> str:
    """Return the target of a line's link, else the address that it is."""
    target = _TARGET.search(marked)
    if target:
        return target["target"]
    bare = _ADDRESS.fullmatch(re.sub(r"^.*?[:：]\s+", "", marked.strip()))
    if not bare:
        return ""
    # In capitals an address was so styled; scheme and host do not care, and most paths are lower.
    address = bare[0].lower() if bare[0].isupper() else bare[0]
    return address if address.startswith("http") else f"https://{address}"


def read_when(stated: str, kind: DateKind) -> DateClaim | None:
    """Read a date or a range of dates that a label states; None where it is neither."""
    if len(stated) > MAX_VALUE:
        return None
    bare = stated.strip(" ,;|-\u2013")
    found = parse_range(bare)
    if isinstance(found, UnclearDate):
        return claim(bare, LABELLED_CONFIDENCE, READ_FROM, kind)
    shown = " ".join(bare.split())
    return DateClaim(
        kind, found.start, found.precision, LABELLED_CONFIDENCE, READ_FROM, shown, found.end
    )


def own(
    found: Sequence[Labelled], lines: Sequence[str], text_end: int, blocks: Sequence[range]
) -> list[Labelled]:
    """Return the labels that are the document's, not those of others listed beside it.

    Args:
        found: In order.
        lines: Plain lines.
        text_end: Index at which other articles, label blocks or the footer begin.
        blocks: Lines of the publisher's label blocks; behind the text a label counts only right
            above or below one of them or of another that counts.
    """
    starts = {block.start for block in blocks}
    ends = {block.stop - 1 for block in blocks}
    ours: set[int] = set()
    for labelled in [*found, *reversed(found), *found]:
        below = next((at for at in range(labelled.end + 1, len(lines)) if lines[at]), -1)
        above = next((at for at in range(labelled.start - 1, -1, -1) if lines[at]), -1)
        if labelled.start < text_end or below in starts or above in ends:
            ours.add(labelled.start)
            starts.add(labelled.start)
            ends.add(labelled.end)
    return [labelled for labelled in found if labelled.start in ours]
