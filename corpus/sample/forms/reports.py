"""PDF reports: related articles as chapters, with running heads, page numbers, cut words."""

from __future__ import annotations

import datetime as dt
import re

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from forms.articles import Article
from forms.plan import REPORTS, Report

MADE_ON = dt.datetime(2026, 1, 20, 12, tzinfo=dt.UTC)
"""Stands in the file as its date of making: fixed, or no two builds would be equal."""
FONT = "Times"  # one of the 14 fonts that every reader of PDF has; holds Latin-1
SOFT_HYPHEN = "\xad"
MIN_CUT = 7
"""Letters; shorter words are not cut at line ends."""
_LONG_WORD = re.compile(rf"[^\W\d_]{{{MIN_CUT},}}")
_ENDS, _STARTS = "bcdfgklmnprstvz", "bcdfgjkmnpqstvz"  # consonants; "pl" and "gr" stay together
_SYLLABLES = re.compile(
    rf"(?<=[a-z][aeiou][{_ENDS}])(?=[{_STARTS}][aeiou][a-z]{{2}})|(?<=[a-z]{{3}})(?=(?:tion|ment))"
)


class Sheet(FPDF):
    """A4 pages with a running head and a page number, the same bytes at every build."""

    def __init__(self, head: str) -> None:
        """Make an empty document.

        Args:
            head: Running head; empty: neither head nor page number.
        """
        super().__init__(format="A4", unit="mm")
        self.head = head
        self.set_compression(False)  # packed bytes differ between versions of zlib
        self.set_creation_date(MADE_ON)
        self.set_producer("Culturescope sample corpus")
        self.set_margins(25, 25)
        self.set_auto_page_break(True, margin=25)
        self.set_font(FONT, size=11)

    def header(self) -> None:
        """Write the running head, but not on the first page."""
        if self.head and self.page_no() > 1:
            self.set_font(FONT, "I", 9)
            self.set_y(14)
            self.cell(0, 5, self.head, align="R", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
            self.set_y(25)

    def footer(self) -> None:
        """Write the page number."""
        if self.head:
            self.set_font(FONT, size=9)
            self.set_y(-16)
            self.cell(0, 5, str(self.page_no()), align="C")

    def line_of(self, text: str, size: float, style: str = "", gap: float = 0) -> None:
        """Write a heading or a short line, with a gap of so many mm below it."""
        self.set_font(FONT, style, size)
        self.multi_cell(0, size * 0.5, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.ln(gap)


def reports(articles: list[Article]) -> dict[str, bytes]:
    """Return the reports: bytes by path.

    Args:
        articles: At least all that REPORTS names.

    Raises:
        ValueError: A text has a letter that the font lacks.
    """
    by_slug = {article.slug: article for article in articles}
    files: dict[str, bytes] = {}
    for number, report in enumerate(REPORTS, start=1):
        chapters = [by_slug[slug] for slug in report.chapters]
        files[f"reports/report-{number}.pdf"] = _pdf(number, report, chapters)
    return files


def _pdf(number: int, report: Report, chapters: list[Article]) -> bytes:
    for chapter in chapters:
        if strange := sorted({char for char in chapter.body + chapter.title if ord(char) > 255}):
            raise ValueError(f"{chapter.slug}: {FONT} lacks {strange}; put it into another form")
    title = f"Culturescope Report {number}: {report.title}"
    sheet = Sheet(head=title)
    sheet.set_title(title)
    sheet.set_author("Culturescope")
    _title_page(sheet, title, chapters)
    for ordinal, chapter in enumerate(chapters, start=1):
        _chapter(sheet, ordinal, chapter, report.n_columns)
    return bytes(sheet.output())


def _title_page(sheet: Sheet, title: str, chapters: list[Article]) -> None:
    """Write the first page: the date is that of the latest event reported."""
    latest = chapters[-1].written_date
    lead = "Published on" if len(latest.split()) == 3 else "Published:"
    sheet.add_page()
    sheet.line_of(title, 22, "B", gap=6)
    sheet.line_of(f"{lead} {latest}", 12, gap=10)
    sheet.line_of("Contents", 13, "B", gap=2)
    for ordinal, chapter in enumerate(chapters, start=1):
        sheet.line_of(f"{ordinal}. {chapter.title}", 11, gap=1)
    sheet.line_of("", 11, gap=8)
    sheet.line_of("Culturescope. This report is in the public domain (CC0 1.0).", 10)


def _chapter(sheet: Sheet, ordinal: int, chapter: Article, n_columns: int) -> None:
    sheet.add_page()
    sheet.line_of(f"{ordinal}. {chapter.title}", 16, "B", gap=2)
    sheet.line_of(chapter.written_date, 10, "I", gap=4)
    sheet.set_font(FONT, size=11)
    with sheet.text_columns(
        ncols=n_columns, gutter=8, balance=n_columns > 1, text_align="JUSTIFY", line_height=1.25
    ) as columns:
        for block in chapter.paragraphs:
            is_heading = block.startswith("## ")
            sheet.set_font(FONT, "B" if is_heading else "", 12 if is_heading else 11)
            text = block[3:] if is_heading else cuttable(block)
            with columns.paragraph(
                text_align="LEFT" if is_heading else "JUSTIFY", bottom_margin=2.5
            ) as paragraph:
                paragraph.write(text)


def cuttable(text: str) -> str:
    """Mark with soft hyphens where long words may be cut: between two syllables."""
    return _LONG_WORD.sub(lambda word: _SYLLABLES.sub(SOFT_HYPHEN, word[0]), text)
