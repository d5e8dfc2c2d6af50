"""Pasted text: articles out of pages that lost their mark-up, prose left as it is."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.clean.furniture import cut_line, is_below, is_trifle, recognised
from pipeline.clean.head import Head, has_dateline, read_head
from pipeline.clean.label_blocks import find_blocks, read_block
from pipeline.clean.labelled import Labelled, find_labelled, own
from pipeline.clean.lines.decode import (
    Chances,
    line_chances,
    looks_like_page,
    text_start,
    verdicts,
    weights,
)
from pipeline.clean.lines.model import LineModel
from pipeline.clean.parts import Known, LineFate, Parts
from pipeline.clean.sheet import Sheet, read_sheet
from pipeline.clean.wrap import unwrap
from pipeline.records import Label
from pipeline.text import normalise

# Characters and lines; a longer text is a book, and combing its lines would take minutes.
MAX_COMBED, MAX_LINES = 400_000, 5_000
MAX_UNPROVEN = 600  # lines; a longer text without any furniture of a known kind is a book
# Proofs of a pasted page; prose that OCR read has now and then one line that looks like one.
MIN_PROOFS_WRAPPED = 2


@dataclass(frozen=True, slots=True)
class _Page:
    """What rules know of a text: which of its lines are furniture, and whether it is a page."""

    proofs: int
    whys: dict[int, str]
    end: int
    """Index at which related lists, label blocks and the footer begin."""
    labels: tuple[Label, ...] = ()
    labelled: tuple[Labelled, ...] = ()


def read_prose(text: str) -> Parts:
    """Read text that is known to be one: only hard-wrapped lines are joined."""
    return Parts(text=normalise(unwrap(text)))


def read_pasted(text: str, known: Known, model: LineModel | None = None) -> Parts:
    """Read text pasted or saved from anywhere.

    Page furniture (cookie boxes, menus, share bars, advertisements, sponsors, related lists,
    label blocks, footers) is removed: by rules where it is of a known kind, by the line model
    where the text is a page; text without any is prose and stays whole.

    Args:
        text: Decoded text.
        known: Folded labels by kind (see segment.fold), for blocks without separators.
        model: Of lines; the package's own where none is given.
    """
    return _read(text, known, model)[0]


def trace_pasted(text: str, known: Known) -> tuple[LineFate, ...]:
    """Return what `read_pasted` makes of each line that is not blank, and why."""
    return _read(text, known, None)[1].fates()


def _read(text: str, known: Known, model: LineModel | None) -> tuple[Parts, Sheet]:
    if len(text) > MAX_COMBED or text.count("\n") > MAX_LINES:
        return _read_book(text)
    sheet = read_sheet(text)
    page = _by_rules(sheet, known)
    is_page = _is_proven(sheet, page)
    chances: Chances = ()
    if is_page or not (sheet.is_wrapped or len(sheet.lines) > MAX_UNPROVEN):
        chances = line_chances(sheet.seen(), model)
        is_page = is_page or looks_like_page(sheet.lines, chances)
    if is_page:
        page = _by_rules(sheet, known, chances)
        _drop_furniture(sheet, page)
    start = text_start(sheet.kept(), chances) if is_page else 0
    head = read_head(sheet.kept(), is_page=is_page, start=start)
    sheet.drop_all(head.used)
    if is_page:
        judged = verdicts(sheet.lines, sheet.kept(), chances)
        sheet.drop_all({at: why for at, why in judged.items() if at not in head.subtitles})
    is_plain = is_page or (sheet.has_markup and not sheet.is_wrapped)
    body = normalise(sheet.body(is_plain=is_plain))
    return _parts(body, head, page, is_page=is_page), sheet


def _read_book(text: str) -> tuple[Parts, Sheet]:
    """Lift title and date off a text that is too long to be a page."""
    sheet = read_sheet(text, is_joined=False)
    head = read_head(sheet.kept(), is_page=False)
    sheet.drop_all(head.used)
    body = normalise(sheet.body(is_plain=False))
    return _parts(body, head, _Page(0, {}, len(sheet.lines)), is_page=False), sheet


def _by_rules(sheet: Sheet, known: Known, chances: Chances = ()) -> _Page:
    """Find furniture of known kinds, label blocks and labelled lines."""
    lines = sheet.lines
    whys, proofs = recognised(lines)
    emptied = ["" if index in whys else line for index, line in enumerate(lines)]
    read = [(block, read_block(block, known)) for block in find_blocks(emptied)]
    likely = weights(emptied, chances)
    read = [(block, found) for block, found in read if found and is_below(block.start, likely)]
    blocks = [block for block, _ in read]
    end = min([cut_line(emptied, likely), *(block.start for block in blocks)])
    labels = tuple(label for _, block_labels in read for label in block_labels)
    ranges = [range(block.start, block.end) for block in blocks]
    labelled = own(find_labelled(lines, sheet.marked), lines, end, ranges)
    proofs += (end < len(lines)) + bool(labels) + has_dateline(emptied[:end])
    for block in blocks:
        whys.update(dict.fromkeys(range(block.start, block.end), "publisher's label"))
    return _Page(proofs, whys, end, labels, tuple(labelled))


def _is_proven(sheet: Sheet, page: _Page) -> bool:
    return page.proofs >= (MIN_PROOFS_WRAPPED if sheet.is_wrapped else 1)


def _drop_furniture(sheet: Sheet, page: _Page) -> None:
    sheet.drop_all(page.whys)
    for labelled in page.labelled:
        sheet.drop((labelled.start, labelled.end), labelled.kind)
    after = (at for at in range(page.end, len(sheet.lines)))
    sheet.drop(after, "related articles or footer")
    _drop_trifles(sheet)


def _drop_trifles(sheet: Sheet) -> None:
    """Drop hashtags, link-only lines and calls; not those that are headings of dropped links."""
    above_link = False
    for index, line in reversed(list(enumerate(sheet.kept()))):
        if not line:
            continue
        is_link = sheet.is_link(index)
        if is_link:
            sheet.drop([index], "link")
        elif is_trifle(line) and not above_link:
            sheet.drop([index], "hashtags or a call")
        above_link = is_link


def _parts(body: str, head: Head, page: _Page, *, is_page: bool) -> Parts:
    stated = tuple(date for labelled in page.labelled for date in labelled.dates)
    websites = [labelled.website for labelled in page.labelled if labelled.website]
    return Parts(
        text=body,
        title=normalise(head.title),
        authors=head.authors,
        section=normalise(head.section),
        dates=(*head.dates, *stated),
        labels=page.labels if is_page else (),
        website=next(iter(websites), ""),
    )
