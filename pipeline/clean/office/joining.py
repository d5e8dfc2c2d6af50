"""From the blocks of a file of an office program to the parts of a document."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.clean.dating.lines import dateline
from pipeline.clean.decode import repair
from pipeline.clean.head import is_generic, is_heading
from pipeline.clean.language import stated_language
from pipeline.clean.office.content import Block, Content
from pipeline.clean.office.properties import is_poor_title
from pipeline.clean.parts import Known, Parts, claim, labels
from pipeline.clean.segment import fold, split_parts
from pipeline.records import DateClaim, Section
from pipeline.text import normalise

FIRST_BLOCKS = 8  # among which title and day of a document stand
FIRST_BLOCKS_CONFIDENCE = 0.6  # as for the first page of a PDF
MAX_TITLE_BLOCKS = 4
MAX_DATE_LINE = 80  # characters
MAX_KEYWORD = 60  # characters; longer ones are sentences
_BY = re.compile(r"^(?:by|von|par|por)\b:?\s+", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*[,;]\s*")


def office_parts(content: Content, latest: dt.date, known: Known) -> Parts:
    """Join blocks to a text with sections; title and day of its first lines are lifted out.

    Args:
        content: As the format's reader found it.
        latest: Day of the capture; a later day in the first lines is not the document's own.
        known: Folded labels by kind (see segment.fold); those with a comma inside stay whole.
    """
    blocks = [replace(block, text=_sound(block.text)) for block in content.blocks]
    blocks = [block for block in blocks if block.text]
    title = _title(content, blocks)
    dated, when = _dated_line(blocks, latest)
    authors = tuple(map(_sound, content.authors))
    used = {*_title_lines(blocks, title), *dated, *_author_lines(blocks, authors)}
    text, sections = _joined([block for n, block in enumerate(blocks) if n not in used])
    stated = (claim(one.stated, one.confidence, one.read_from, one.kind) for one in content.dates)
    return Parts(
        text=text,
        title=title,
        authors=authors,
        dates=tuple(one for one in (when, *stated) if one is not None),
        labels=labels("keywords", list(_keywords(content.keywords, known))),
        language=stated_language(content.language),
        sections=sections,
        gaps=tuple(map(_sound, content.gaps)),
    )


def _sound(text: str) -> str:
    return normalise(repair(text))


def _title(content: Content, blocks: Sequence[Block]) -> str:
    """Return what is marked as the title, what properties and text agree on, or what begins it.

    Properties alone go before an unmarked first line, and after a heading that is alone of its
    level: they outlive the text that they were written for.
    """
    shown, stated = (_sound(text) for text in (content.shown_title, content.title))
    stated = "" if is_poor_title(stated) else stated
    if shown:
        return shown
    if stated and _title_lines(blocks, stated):
        return stated
    return _first_heading(blocks) or stated or _first_line(blocks)


def _first_heading(blocks: Sequence[Block]) -> str:
    shown = [block for block in blocks if block.shown]
    first = next((block for block in shown[:FIRST_BLOCKS] if block.level), None)
    alone = first and sum(block.level == first.level for block in shown) == 1
    return first.text if first and alone and not is_generic(first.text) else ""


def _first_line(blocks: Sequence[Block]) -> str:
    """Return a first line that could be a title, if text follows."""
    if len(blocks) < 2 or len(blocks[0].text.split()) < 2:
        return ""
    line = blocks[0].text
    is_title = is_heading(line) and not is_generic(line) and claim(line, 0.0, "") is None
    follows = any(len(block.text) > len(line) for block in blocks[1:FIRST_BLOCKS])
    return line if is_title and follows else ""


def _title_lines(blocks: Sequence[Block], title: str) -> list[int]:
    """Return which of the first blocks are the title, on the cover and again above the text.

    It may run over several blocks.
    """
    wanted = fold(title)
    found: list[int] = []
    for start in range(min(FIRST_BLOCKS, len(blocks)) if wanted else 0):
        for n_blocks in range(1, MAX_TITLE_BLOCKS + 1):
            here = blocks[start : start + n_blocks]
            if fold(" ".join(block.text for block in here)) == wanted:
                found += range(start, start + n_blocks)
                break
    return found


def _author_lines(blocks: Sequence[Block], authors: Sequence[str]) -> list[int]:
    """Return which of the first blocks are nothing but a stated author's name."""
    names = {fold(author) for author in authors} - {""}
    lines = (fold(_BY.sub("", block.text)) for block in blocks[:FIRST_BLOCKS])
    return [index for index, line in enumerate(lines) if line in names]


def _dated_line(blocks: Sequence[Block], latest: dt.date) -> tuple[range, DateClaim | None]:
    """Return the date that one of the first blocks states, and that block if it says no more."""
    for index, block in enumerate(blocks[:FIRST_BLOCKS]):
        if len(block.text) > MAX_DATE_LINE:
            continue
        found = claim(block.text, FIRST_BLOCKS_CONFIDENCE, "text")
        if found is not None and found.precision != "year" and found.start <= latest:
            return range(index, index + 1), found
        line = dateline(block.text)
        if line is not None:
            found = claim(line.stated, FIRST_BLOCKS_CONFIDENCE, "text", line.kind)
        if found is not None and found.precision != "year" and found.start <= latest:
            return range(0), found
    return range(0), None


def _joined(blocks: Sequence[Block]) -> tuple[str, tuple[Section, ...]]:
    """Return the text and its sections; the outermost level of headings is 1."""
    outermost = min((block.level for block in blocks if block.level), default=1)
    pieces: list[str] = []
    sections: list[Section] = []
    start = 0
    for block in blocks:
        if block.level:
            sections.append(Section(start, block.level - outermost + 1, block.text))
        if block.shown:
            pieces.append(block.text)
            start += len(block.text) + 2
    text = "\n\n".join(pieces)
    return text, tuple(section for section in sections if section.start < len(text))


def _keywords(stated: Sequence[str], known: Known) -> Iterator[str]:
    """Yield keywords; a single statement may be a list of them."""
    whole = frozenset[str]().union(*known.values())
    split = (
        stated
        if len(stated) > 1
        else [p for s in stated for p in split_parts(s, whole, _SEPARATOR)]
    )
    for keyword in map(_sound, split):
        if any(map(str.isalnum, keyword)) and len(keyword) <= MAX_KEYWORD:
            yield keyword
