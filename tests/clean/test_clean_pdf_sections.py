import datetime as dt

import pytest
from fpdf import FPDF

from pipeline.clean.parts import Parts
from pipeline.clean.pdf.lines import OutlineEntry
from pipeline.clean.pdf.reading import read_pdf
from pipeline.clean.pdf.sections import Block, outline_sections
from pipeline.records import Document

N_CHAPTERS = 6
PROSE = "In the {} year the theatre lent its puppets to the islands and had them back by spring. "
YEARS = ("first", "second", "third", "fourth", "fifth", "sixth")


def report(*, pages_a_chapter: int, outline: bool, numbered: bool = False) -> bytes:
    pdf = FPDF()
    pdf.set_creation_date(dt.datetime(2019, 5, 6, tzinfo=dt.UTC))
    pdf.add_page()
    pdf.set_font("Times", "B", 24)
    pdf.cell(0, 12, "The Long Report on Puppets", new_x="LMARGIN", new_y="NEXT")
    for number in range(N_CHAPTERS):
        title = f"{number + 1}. Of the {YEARS[number]} year"
        title = title if numbered else title[3:]
        for page in range(pages_a_chapter):
            pdf.add_page()
            if not page:
                pdf.set_font("Times", "B", 18)
                if outline:
                    pdf.start_section(title)
                pdf.cell(0, 12, title, new_x="LMARGIN", new_y="NEXT")
            pdf.set_font("Times", size=11)
            pdf.multi_cell(0, 5.5, f"Part {'abcdefgh'[page]}. " + PROSE.format(YEARS[number]) * 9)
    return bytes(pdf.output())


@pytest.mark.parametrize(
    ("outline", "numbered", "pages"), [(True, False, 2), (True, True, 2), (False, True, 4)]
)
def test_chapters_begin_with_their_headings(outline: bool, numbered: bool, pages: int) -> None:
    parts = read_pdf(report(pages_a_chapter=pages, outline=outline, numbered=numbered))
    assert isinstance(parts, Parts)
    assert parts.title == "The Long Report on Puppets"
    assert len(parts.sections) == N_CHAPTERS
    for section in parts.sections:
        assert parts.text[section.start :].startswith(f"{section.title}\n\nPart a.")
        assert section.level == 1


def test_headings_without_numbers_prove_no_chapters() -> None:
    parts = read_pdf(report(pages_a_chapter=4, outline=False))
    assert isinstance(parts, Parts)
    assert parts.sections == ()


def test_sections_of_a_document_begin_where_they_say(clean: object) -> None:
    assert callable(clean)
    outcome = clean(report(pages_a_chapter=1, outline=True), "application/pdf")
    assert isinstance(outcome, Document)
    assert [outcome.text[s.start :][: len(s.title)] for s in outcome.sections] == [
        section.title for section in outcome.sections
    ]


def test_entries_that_lead_nowhere_or_back_are_left_out() -> None:
    blocks = [Block("Preface", 0, 0, 12, True), Block("The sea is wide.", 9, 1, 10, False)]
    entries = [
        OutlineEntry(1, "Preface", 0),
        OutlineEntry(2, "The sea", 1),
        OutlineEntry(1, "Preface", 0),
        OutlineEntry(1, "Lost", 77),
    ]
    found = outline_sections(entries, blocks)
    assert [(section.start, section.level) for section in found] == [(0, 1), (9, 2)]


def test_a_heading_may_bear_a_number_that_its_entry_lacks() -> None:
    blocks = [
        Block("It rains.", 0, 3, 10, False),
        Block("2.2 Naming", 11, 3, 12, True),
        Block("Names are many.", 23, 3, 10, False),
    ]
    (section,) = outline_sections([OutlineEntry(2, "Naming", 3)], blocks)
    assert section.start == 11
