"""The text of a mail without what it answers, signatures, and headers of what it passes on."""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree

from pipeline.clean.office.content import Block
from pipeline.clean.wrap import split_lines, unwrap

MIN_WORDS = 20  # of one's own; with less, what is quoted is the message
MAX_SIGNATURE = 12  # lines; a mark further up is a rule across the page
MAX_HEADER_LINES = 16  # of a mail that is passed on, blank ones too
MIN_HEADERS = 3  # that follow each other prove another mail without a line that announces it

_QUOTED = re.compile(r"^\s?>+ ?")
_SIGNATURE = re.compile(r"^-- ?$")
_WROTE = re.compile(
    r"^(?:on|am|le|el)\b.{6,200}\b(?:wrote|schrieb.*|a écrit|escribió)\s*:$", re.IGNORECASE
)
_ORIGINAL = re.compile(
    r"^\W{2,}\s*(?:original message|ursprüngliche nachricht|message d'origine|mensaje original)"
    r"\s*\W{2,}$",
    re.IGNORECASE,
)
_FORWARDED = re.compile(
    r"^\W{2,}\s*(?:forwarded message|weitergeleitete nachricht|message transféré|"
    r"mensaje reenviado).*\W{2,}$|^begin forwarded message:$",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"^(from|to|cc|bcc|date|sent|subject|reply-to|von|an|datum|gesendet|betreff|de|à|objet|"
    r"envoyé|fecha|para|asunto)\s?:\s*(.*)$",
    re.IGNORECASE,
)
_SERVICE = re.compile(
    r"\W*(?:unsubscribe|(?:view|read|open|see) (?:this|it|the)?.{0,30}\b(?:in|on) (?:your|a|the)? ?"
    r"(?:web )?browser|(?:update|manage|change) (?:your )?(?:e-?mail |subscription )*preferences|"
    r"you (?:are receiving|receive|received) this e?-?mail|this e?-?mail was sent to|"
    r"having trouble (?:viewing|reading)|abbestellen|newsletter abbestellen|se désabonner|"
    r"darse de baja|im browser (?:ansehen|öffnen)|voir (?:cet e-?mail )?dans (?:le|votre) "
    r"navigateur)\b.*",
    re.IGNORECASE,
)
MAX_SERVICE = 30  # words; a longer paragraph may be about unsubscribing
_DATES = ("date", "sent", "datum", "gesendet", "envoyé", "fecha")
_QUOTES = (
    "//blockquote[@type='cite' or contains(@class, 'gmail_quote')] | //*[@class='gmail_signature']"
    " | //*[@class='moz-signature']"
    " | //*[@class='moz-cite-prefix']"
)


def plain_blocks(text: str, *, is_forward: bool = False) -> tuple[tuple[Block, ...], str]:
    """Read the plain text of a mail.

    Args:
        text: As written.
        is_forward: Whether its subject says that it passes another mail on.

    Returns:
        Its paragraphs, and the date in the headers of the mail that it passes on, if it does.
    """
    lines, forwarded = _without_forwarding(_without_signature(split_lines(text)), is_forward)
    own = _own(lines)
    if sum(len(line.split()) for line in own) < MIN_WORDS:
        own = [_QUOTED.sub("", line) for line in lines]
    paragraphs = unwrap("\n".join(own)).split("\n\n")
    found = (Block(" ".join(each.split())) for each in paragraphs if each.strip())
    return tuple(block for block in found if not _is_service(block.text)), forwarded


def _is_service(text: str) -> bool:
    """Tell the lines at head and foot of newsletters."""
    return len(text.split()) <= MAX_SERVICE and _SERVICE.match(text) is not None


def _own(lines: list[str]) -> list[str]:
    """Return the lines that are no quotation, nor the line that announces one."""
    own: list[str] = []
    for line in lines:
        if _ORIGINAL.match(line.strip()):
            break
        if not _QUOTED.match(line) and not _WROTE.match(line.strip()):
            own.append(line)
    return own


def _without_signature(lines: list[str]) -> list[str]:
    for index in range(max(0, len(lines) - MAX_SIGNATURE), len(lines)):
        if _SIGNATURE.match(lines[index]):
            return lines[:index]
    return lines


def _without_forwarding(lines: list[str], is_forward: bool) -> tuple[list[str], str]:
    """Take the headers off that stand above a mail that is passed on; cut off one answered."""
    start = next((n for n, line in enumerate(lines) if _FORWARDED.match(line.strip())), None)
    if start is not None:
        end, date = _headers(lines, start + 1)
        return [*lines[:start], *lines[end:]], date
    start = next((n for n in range(len(lines)) if _begins_mail(lines, n)), None)
    if start is None:
        return lines, ""
    if not is_forward and sum(len(line.split()) for line in lines[:start]) >= MIN_WORDS:
        return lines[:start], ""
    end, date = _headers(lines, start)
    return [*lines[:start], *lines[end:]], date


def _begins_mail(lines: list[str], start: int) -> bool:
    filled = (line.strip() for line in lines[start : start + MAX_HEADER_LINES] if line.strip())
    found = [_HEADER.match(line) for line in islice(filled, MIN_HEADERS)]
    return len(found) == MIN_HEADERS and all(found) and bool(lines[start].strip())


def _headers(lines: list[str], start: int) -> tuple[int, str]:
    """Return where the headers end, and the date that they state."""
    end, date = start, ""
    while end < min(len(lines), start + MAX_HEADER_LINES):
        header = _HEADER.match(lines[end].strip())
        if lines[end].strip() and not header:
            break
        if header and header[1].casefold() in _DATES:
            date = date or header[2]
        end += 1
    return end, date


def without_quotes(tree: etree._Element) -> None:
    """Take quotations and signatures out of the HTML of a mail, unless little else is in it."""
    found = tree.xpath(_QUOTES)
    inside = {id(each) for quote in found for each in quote.iterdescendants()}
    outer = [quote for quote in found if id(quote) not in inside and quote is not tree]
    n_words = len(" ".join(tree.itertext()).split())
    n_quoted = sum(len(" ".join(quote.itertext()).split()) for quote in outer)
    if n_words - n_quoted < MIN_WORDS:
        return
    for quote in outer:
        quote.clear(keep_tail=True)
