"""From bytes to text: which encoding it really is, and mojibake undone."""

from __future__ import annotations

import codecs
import re

import ftfy
from charset_normalizer import from_bytes
from ftfy.badness import BADNESS_RE, is_bad

# Declared in a page's head; browsers look no further than this either.
_HEAD_BYTES = 4096
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_\-:.]{2,30})""")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ASCII = bytes(range(0x80))
_HARMLESS = frozenset("\u2018\u2019“”\u2013—…•·«»©®\xa0")  # no mojibake is made of them alone
_RANGES = re.findall("([^\x00-\x7f])-([^\x00-\x7f])", BADNESS_RE.pattern)
_IN_RANGES = (chr(code) for a, b in _RANGES for code in range(ord(a), ord(b) + 1))
_TELLING = {char for char in BADNESS_RE.pattern if not char.isascii()}.union(_IN_RANGES) - _HARMLESS
_SEPARATOR = re.compile(rb"[\n <]")
_CONTROLS = bytes([*range(0x00, 0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20)])
MAX_CONTROLS = 0.01  # share; text copied out of old systems has a few, binaries 10 % and more
MAX_BROKEN = 0.1  # share of broken characters among the non-ASCII ones of a damaged UTF-8 text
MIN_GUESSED = 16  # non-ASCII bytes; with fewer, statistics cannot tell one code page from another
MAX_GUESSED = 300_000  # bytes looked at; statistics of more change no answer and cost seconds
MAX_REPAIRED = 1_000_000  # characters of broken lines; ftfy takes 2 s for them
MIN_WESTERN = 0.95  # share of special characters common in Windows-1252 of Western Europe
_WESTERN = frozenset(
    "àâäáãåæçéèêëíîïñóôöõøœúùûüßÀÂÄÁÅÆÇÉÈÊËÍÎÑÓÔÖØÚÛÜ\u2018\u2019“”«»\u2013—…•€£°·§©®¿¡\xa0"
)
# Code pages the web is written in; statistics over all of them would take DOS and Mac ones too.
_CODE_PAGES = (
    "cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp874 koi8_r iso8859_2 "
    "gb18030 big5 shift_jis euc_jp euc_kr"
)
# Only what undoes wrong decoding; quotes, widths and HTML entities stay as they were written.
_REPAIR = ftfy.TextFixerConfig(
    unescape_html=False,
    remove_terminal_escapes=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
)


def decode(body: bytes, *, is_html: bool = False) -> str | None:
    """Decode bytes of unknown or wrongly declared encoding, and undo mojibake.

    In this order: byte order mark, strict UTF-8, the declared encoding (HTML), UTF-8 with few
    broken places, the most likely code page, Windows-1252.

    Returns:
        The text, or None where the bytes are no text.
    """
    text = _decoded(body, is_html)
    if text is None or _n_controls(text) > MAX_CONTROLS * len(text):
        return None
    return repair(text)


def _n_controls(text: str) -> int:
    written = text.encode("utf-8", "surrogatepass")  # bytes are counted three times as fast
    return len(written) - len(written.translate(None, _CONTROLS))


def repair(text: str) -> str:
    """Undo mojibake line by line ("cafÃ©" becomes "café"); curly quotes stay curly.

    A text with megabytes of it is left as it is.
    """
    if not _is_suspect(text):
        return text
    lines = text.split("\n")
    broken = {line for line in lines if _is_suspect(line)}
    if sum(map(len, broken)) > MAX_REPAIRED:
        return text
    return "\n".join(ftfy.fix_text(line, _REPAIR) if line in broken else line for line in lines)


def _is_suspect(text: str) -> bool:
    """Tell whether there may be mojibake in a text, by its words that are not ASCII alone.

    ftfy's pattern takes 2 s for the lines of pages that take 0.1 s this way. What it wants to see
    around a broken word is at most a small letter and a space, so they come between words.
    """
    special = text.encode("utf-8", "surrogatepass").translate(None, _ASCII)
    if _TELLING.isdisjoint(special.decode("utf-8", "replace")):
        return False
    lines = (line for line in text.split("\n") if not line.isascii())
    words = dict.fromkeys(word for line in lines for word in line.split(" ") if not word.isascii())
    return is_bad(" a ".join(("", *words, "")))


def _decoded(body: bytes, is_html: bool) -> str | None:
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body.decode(encoding, "replace")
    for encoding in ("utf-8", _declared(body) if is_html else "", _utf16_without_mark(body)):
        text = _strictly(body, encoding)
        if text is not None:
            return text
    return _damaged_utf8(body) or _guessed(body)


def recoded(body: bytes, content_type: str, *, is_html: bool = False) -> bytes:
    """Return bytes as UTF-8 where only the server said in which encoding they are.

    Everything that the bytes themselves say goes before it. Servers say Latin-1 of whatever they
    have; the statistics of `decode` find that as well, and the others too.

    Args:
        body: As fetched.
        content_type: Header of the answer: "text/html; charset=windows-1251".
        is_html: Whether the bytes may name their encoding.
    """
    encoding = _declared(content_type.encode("ascii", "ignore"))
    if encoding in ("", "utf-8", "cp1252") or body.startswith(tuple(mark for mark, _ in _BOMS)):
        return body
    for own in ("utf-8", _declared(body) if is_html else ""):
        if _strictly(body, own) is not None:
            return body
    text = _strictly(body, encoding)
    return body if text is None else text.encode("utf-8", "surrogatepass")


def _strictly(body: bytes, encoding: str) -> str | None:
    if not encoding:
        return None
    try:
        text = body.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None
    return None if "\x00" in text else text


def _declared(body: bytes) -> str:
    """Return the encoding named in the head; browsers read Latin-1 as Windows-1252."""
    found = _DECLARED.search(body[:_HEAD_BYTES])
    try:
        name = codecs.lookup(found[1].decode("ascii")).name if found else ""
    except LookupError:
        return ""
    return "cp1252" if name in ("iso8859-1", "ascii") else name


def _utf16_without_mark(body: bytes) -> str:
    """Tell UTF-16 by its zero bytes: every second one, in mostly Latin text."""
    zeros_even, zeros_odd = body[:2000:2].count(0), body[1:2000:2].count(0)
    half = max(1, len(body[:2000]) // 2)
    if zeros_odd > 0.5 * half and zeros_even < 0.1 * half:
        return "utf-16-le"
    return "utf-16-be" if zeros_even > 0.5 * half and zeros_odd < 0.1 * half else ""


def _damaged_utf8(body: bytes) -> str | None:
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    special = len(text) - len(text.encode("ascii", "ignore"))
    return text if broken <= MAX_BROKEN * special else None


def _guessed(body: bytes) -> str | None:
    if b"\x00" in body:
        return None
    western = body.decode("cp1252", "replace")
    special = [char for char in western if char > "\x7f"]
    n_western = sum(char in _WESTERN for char in special)
    if len(special) < MIN_GUESSED or n_western >= MIN_WESTERN * len(special):
        return western
    best = from_bytes(_sample(body), cp_isolation=_CODE_PAGES.split()).best()
    return western if best is None else body.decode(best.encoding, "replace")


def _sample(body: bytes) -> bytes:
    """Return the front of a body, up to a byte that is never part of a longer character."""
    found = _SEPARATOR.search(body, MAX_GUESSED)
    return body[: found.start()] if found else body
