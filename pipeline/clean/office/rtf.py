"""RTF: striprtf makes text of it, after what is no text has been cut out."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator

from striprtf import striprtf

from pipeline.clean.office.content import Block, Content, Stated, UnreadableError
from pipeline.clean.office.properties import PROPERTIES_CONFIDENCE, is_person, sound
from pipeline.clean.wrap import unwrap
from pipeline.records import DateKind

# Pictures and objects are megabytes of hexadecimal digits; the addresses of links would become
# text; deletions that are tracked and hidden text are no more seen by a reader.
_DROPPED = re.compile(
    r"\{\s*(?:\\\*\s*)?\\(?:pict|object|fldinst|themedata|datastore|colorschememapping|blipuid|"
    r"header[flr]?|footer[flr]?|footnote|annotation|shppict|nonshppict)(?![a-z])"
)
_HIDDEN = re.compile(r"\{(?:\\[a-z]+-?\d* ?)*\\(?:deleted|v)(?![a-z0-9])[^{}]*\}")
_TOKEN = re.compile(r"\\bin(\d{1,9}) ?|\\[\\{}]|[{}]")
_INFO = re.compile(r"\{\s*\\info(?![a-z])")
_FIELD = re.compile(r"\{\\(title|author|keywords)(?![a-z])\s?((?:[^{}\\]|\\[^{}]|\\[{}])*)\}")
_BROKEN = (ValueError, LookupError, TypeError, OverflowError)
_to_text: Callable[..., str] = striprtf.rtf_to_text
_TIME = re.compile(r"\{\\(creatim|revtim)\s*\\yr(\d{4})\s*\\mo(\d{1,2})\s*\\dy(\d{1,2})")
_CODE_PAGE = re.compile(r"\\ansicpg(\d{3,5})")
# Written as marks of our own, so that they are told from text.
_MARKED = re.compile(r"(?<!\\)\\(?:nest)?(cell|row|line)(?![a-z]) ?")
_CELL, _ROW, _LINE = "\ue000", "\ue001", "\ue002"
_MARKS = {"cell": _CELL, "row": _ROW, "line": _LINE}
_BULLET = re.compile(r"^(?:[•·▪■●\u2013*-]|o(?=\s{2}))\s+(?=\S)")


def read_rtf(body: bytes) -> Content:
    """Read RTF: text and tables row by row; no notes, pictures, heads or feet."""
    raw = body.lstrip().decode("latin-1")
    if not raw.startswith(r"{\rtf"):
        detail = "It is called RTF and is none; open it in its program and save it anew."
        raise UnreadableError("broken_office", detail)
    code_page = _code_page(raw)
    info = _info(raw)
    fields = {name: _plain(value, code_page) for name, value in _FIELD.findall(info)}
    author = fields.get("author", "")
    return Content(
        blocks=tuple(map(Block, _paragraphs(_text(raw, code_page)))),
        title=fields.get("title", ""),
        authors=(author,) if author and is_person(author) else (),
        dates=tuple(_dates(info)),
        keywords=(fields["keywords"],) if fields.get("keywords") else (),
    )


def _text(raw: str, code_page: str) -> str:
    """Return the text with our marks at ends of cells, rows and lines."""
    seen = _HIDDEN.sub("", _without_groups(raw))
    text = seen.encode("latin-1").decode(code_page, "replace")
    marked = _MARKED.sub(lambda found: _MARKS[found[1]], text)
    try:
        return sound(_to_text(marked, encoding=code_page, errors="replace"))
    except _BROKEN as error:
        detail = f"The file is no sound RTF ({error}); open it and save it anew."
        raise UnreadableError("broken_office", detail) from error


def _paragraphs(text: str) -> Iterator[str]:
    """Yield paragraphs and rows; the first cell of a row begins after the paragraph before it."""
    *rows, rest = text.split(_ROW)
    for row in rows:
        first, _, others = row.partition(_CELL)
        before, _, cell = first.strip().rpartition("\n")
        yield from _plain_paragraphs(before)
        yield from _filled(" ".join([cell, *others.split(_CELL)]).replace(_LINE, " "))
    yield from _plain_paragraphs(rest)


def _plain_paragraphs(text: str) -> Iterator[str]:
    for paragraph in text.replace(_CELL, "\n").split("\n"):
        for part in unwrap(_BULLET.sub("", paragraph.strip()).replace(_LINE, "\n")).split("\n\n"):
            yield from _filled(part)


def _filled(text: str) -> Iterator[str]:
    if line := " ".join(text.split()):
        yield line


def _code_page(raw: str) -> str:
    found = _CODE_PAGE.search(raw[:4096])
    name = f"cp{found[1]}" if found else "cp1252"
    try:
        return codecs.lookup("utf-8" if name == "cp65001" else name).name
    except LookupError:
        return "cp1252"


def _without_groups(raw: str) -> str:
    """Cut out the groups of _DROPPED, with the bytes of pictures that are no text at all."""
    kept: list[str] = []
    start = 0
    while found := _DROPPED.search(raw, start):
        kept.append(raw[start : found.start()])
        start = _group_end(raw, found.start())
    return "".join(kept) + raw[start:]


def _group_end(raw: str, start: int) -> int:
    """Return where the group ends that begins at an index."""
    depth, position = 0, start
    while found := _TOKEN.search(raw, position):
        position = found.end() + int(found[1] or 0)
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if depth == 0:
            return position
    return len(raw)


def _info(raw: str) -> str:
    found = _INFO.search(raw)
    return raw[found.start() : _group_end(raw, found.start())] if found else ""


def _plain(value: str, code_page: str) -> str:
    try:
        text = _to_text(f"{{\\rtf1 {value}}}", encoding=code_page, errors="replace")
    except _BROKEN:
        return ""
    return " ".join(sound(text).split())


def _dates(info: str) -> Iterator[Stated]:
    kinds: tuple[tuple[str, DateKind], ...] = (("creatim", "published"), ("revtim", "modified"))
    found = {name: (year, month, day) for name, year, month, day in _TIME.findall(info)}
    for name, kind in kinds:
        if name in found:
            year, month, day = found[name]
            stated = f"{year}-{int(month):02}-{int(day):02}"
            yield Stated(stated, PROPERTIES_CONFIDENCE, "properties", kind)
