"""Pages of many shapes: columns, notes, heads, tables, turned pages, scripts."""

import datetime as dt
import io
import random

import pypdf
import pytest
from fpdf import FPDF

from pipeline.clean.parts import Parts
from pipeline.clean.pdf.reading import read_pdf

NOUNS = ("harbour", "theatre", "workshop", "puppet", "market", "carpenter", "painter", "island")
VERBS = ("keeps", "repairs", "brings", "carries", "paints", "follows", "lends", "remembers")
LEADING = 5  # mm


def prose(n_words: int, seed: int) -> str:
    chance = random.Random(seed)
    sentences = []
    for _ in range(n_words // 12):
        a, b, c, d = (chance.choice(NOUNS) for _ in range(4))
        verb, other = chance.choice(VERBS), chance.choice(VERBS)
        sentences.append(f"The {a} {verb} every {b} that the {c} by the sea {other} for a {d}.")
    return " ".join(sentences)


def blank(**options: str) -> FPDF:
    pdf = FPDF(**options)
    pdf.set_creation_date(dt.datetime(2019, 5, 6, tzinfo=dt.UTC))
    pdf.set_auto_page_break(False)
    pdf.set_margin(20)
    pdf.set_font("Times", size=10)
    return pdf


def wrapped(pdf: FPDF, text: str, width: float) -> list[str]:
    found: list[str] = pdf.multi_cell(width, 5, text, dry_run=True, output="LINES", align="L")
    return found


def at(pdf: FPDF, x: float, y: float, text: str) -> None:
    pdf.set_xy(x, y)
    pdf.cell(0, LEADING, text)


def parts_of(pdf: FPDF) -> Parts:
    outcome = read_pdf(bytes(pdf.output()))
    assert isinstance(outcome, Parts), outcome
    return outcome


@pytest.mark.parametrize("n_columns", [2, 3])
@pytest.mark.parametrize("by_row", [False, True])
def test_columns_are_read_one_after_the_other(n_columns: int, *, by_row: bool) -> None:
    pdf = blank()
    pdf.add_page()
    pdf.set_font("Times", "B", 20)
    at(pdf, 20, 20, "Puppets of the Northern Harbour")
    pdf.set_font("Times", size=10)
    at(pdf, 20, 32, "12 March 2014")
    pdf.set_font("Times", "B", 13)
    at(pdf, 20, 40, "Chapter One")
    pdf.set_font("Times", size=10)
    width = (170 - 6 * (n_columns - 1)) / n_columns
    texts = [prose(120, seed) for seed in range(n_columns)]
    cells = [
        (row, column, line)
        for column, text in enumerate(texts)
        for row, line in enumerate(wrapped(pdf, text, width))
    ]
    for row, column, line in sorted(cells) if by_row else cells:
        at(pdf, 20 + column * (width + 6), 50 + row * LEADING, line)
    parts = parts_of(pdf)
    assert parts.title == "Puppets of the Northern Harbour"
    assert parts.dates[0].start == dt.date(2014, 3, 12)
    assert parts.text.split("\n\n") == ["Chapter One", *texts]


def test_notes_do_not_interrupt_a_sentence() -> None:
    pdf = blank()
    text = prose(600, 7)
    pdf.add_page()
    at(pdf, 20, 20, "Of Puppets")
    rows = wrapped(pdf, text, 170)
    for number, first in enumerate(range(0, len(rows), 20)):
        pdf.add_page()
        for row, line in enumerate(rows[first : first + 20]):
            at(pdf, 20, 20 + row * LEADING, line)
            if row == 3:
                pdf.set_font_size(6)
                at(pdf, 20 + pdf.get_string_width(line) / 0.6 + 0.5, 18.6 + row * LEADING, "1")
                pdf.set_font_size(10)
        pdf.set_font_size(8)
        at(pdf, 20, 250, f"1 See the ledger of the workshop, volume {number},")
        at(pdf, 20, 254, "where every puppet is entered.")
        pdf.set_font_size(10)
    whole = parts_of(pdf).text
    note = "1 See the ledger of the workshop, volume 0, where every puppet is entered."
    assert whole.split("\n\n")[:3] == ["Of Puppets", text, note]


def test_heads_of_left_and_right_pages_and_numbers_are_dropped() -> None:
    pdf = blank()
    for number in range(1, 9):
        pdf.add_page()
        pdf.set_font("Times", "I", 9)
        head = "Harbour Theatre Society" if number % 2 else "What the Puppets Saw"
        at(pdf, 130 if number % 2 else 20, 10, head)
        at(pdf, 180 if number % 2 else 20, 285, str(number + 10))
        pdf.set_font("Times", size=10)
        for row, line in enumerate(wrapped(pdf, prose(90, number), 170)):
            at(pdf, 20, 25 + row * LEADING, line)
    text = parts_of(pdf).text
    assert "Society" not in text
    assert "Saw" not in text
    assert text == "\n\n".join(prose(90, number) for number in range(1, 9))


def test_numbered_paragraphs_on_top_of_pages_are_no_page_numbers() -> None:
    pdf = blank()
    for number in range(1, 6):
        pdf.add_page()
        at(pdf, 20, 20, f"{number}.1")
        at(
            pdf,
            40,
            20,
            f"Rule {'abcdef'[number]} of the house is read aloud in spring to all of us.",
        )
    assert [line[:8] for line in parts_of(pdf).text.split("\n\n")][:2] == ["1.1 Rule", "2.1 Rule"]


def test_rows_of_a_table_stay_rows() -> None:
    pdf = blank()
    pdf.add_page()
    pdf.multi_cell(0, LEADING, prose(60, 1), new_x="LMARGIN", new_y="NEXT")
    with pdf.table() as table:
        for cells in (("Country", "Puppets"), ("Norway", "31"), ("Peru", "45"), ("Malta", "4")):
            row = table.row()
            for cell in cells:
                row.cell(cell)
    text = parts_of(pdf).text.split("\n\n")
    assert text[1:] == ["Country Puppets", "Norway 31", "Peru 45", "Malta 4"]


def test_paragraphs_headings_and_lists_are_kept_apart() -> None:
    pdf = blank()
    pdf.add_page()
    texts = [prose(50, 1), "Of the workshop and of all", prose(40, 2), prose(45, 3)]
    for number, text in enumerate(texts):
        pdf.set_font("Times", "B" if number == 1 else "", 10)
        for row, line in enumerate(wrapped(pdf, text, 160)):
            at(pdf, 25 if row == 0 and number == 3 else 20, pdf.y + LEADING, line)
    for item in ("1. the first puppet,", "2. the second puppet,", "3. and no third."):
        at(pdf, 20, pdf.y + LEADING, item)
    items = ["1. the first puppet,", "2. the second puppet,", "3. and no third."]
    assert parts_of(pdf).text.split("\n\n") == [*texts, *items]


def test_a_heading_and_a_date_do_not_run_into_the_text() -> None:
    pdf = blank()
    pdf.add_page()
    for number, chapter in enumerate(("Of harbours", "Of islands")):
        pdf.set_font("Times", "B", 16)
        at(pdf, 20, pdf.y + 10, chapter)
        pdf.set_font("Times", "I", 10)
        at(pdf, 20, pdf.y + 9, f"{number + 3} May 1999")
        pdf.set_y(pdf.y + 9)
        pdf.set_font("Times", "", 11)
        pdf.multi_cell(0, LEADING, prose(70, number), align="J", new_x="LMARGIN", new_y="NEXT")
    parts = parts_of(pdf)
    assert parts.title == "Of harbours"
    assert parts.text.split("\n\n") == [prose(70, 0), "Of islands", "4 May 1999", prose(70, 1)]


def test_notes_go_on_on_the_next_page() -> None:
    pdf = blank()
    rows = wrapped_rows(3)
    for number, note in enumerate(
        ("1 See the ledger of the harbour, the", "ledger of the islands.")
    ):
        pdf.add_page()
        for row, line in enumerate(rows[number * 10 : number * 10 + 10]):
            at(pdf, 20, 20 + row * LEADING, line)
        pdf.set_font_size(8)
        at(pdf, 20, 250, note)
        pdf.set_font_size(10)
    text = parts_of(pdf).text.split("\n\n")
    assert text[1] == "1 See the ledger of the harbour, the ledger of the islands."


def wrapped_rows(seed: int) -> list[str]:
    sheet = blank()
    sheet.add_page()
    return wrapped(sheet, prose(400, seed), 170)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_and_wide_pages_are_read(turn: int) -> None:
    pdf = blank(orientation="L")
    pdf.add_page()
    pdf.multi_cell(0, LEADING, prose(90, 1))
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(bytes(pdf.output())))
    writer.pages[0].rotate(turn)
    out = io.BytesIO()
    writer.write(out)
    outcome = read_pdf(out.getvalue())
    assert isinstance(outcome, Parts)
    assert outcome.text == prose(90, 1)


def test_sideways_tables_are_read_and_stamps_are_not() -> None:
    pdf = blank()
    pdf.add_page()
    for row, line in enumerate(wrapped(pdf, prose(60, 1), 170)):
        with pdf.rotation(90, x=30 + row * LEADING, y=250):
            pdf.text(30 + row * LEADING, 250, line)
    pdf.add_page()
    with pdf.rotation(45, x=60, y=200):
        pdf.text(60, 200, "DRAFT")
    with pdf.rotation(90, x=10, y=200):
        pdf.text(10, 200, "Stamped on the margin")
    pdf.set_y(20)
    pdf.multi_cell(0, LEADING, prose(60, 2))
    assert parts_of(pdf).text == f"{prose(60, 1)}\n\n{prose(60, 2)}"


def test_an_empty_page_between_breaks_no_sentence() -> None:
    pdf = blank()
    pdf.add_page()
    rows = wrapped(pdf, prose(90, 1), 170)
    for row, line in enumerate(rows[:3]):
        at(pdf, 20, 20 + row * LEADING, line)
    pdf.add_page()
    pdf.add_page()
    for row, line in enumerate(rows[3:]):
        at(pdf, 20, 20 + row * LEADING, line)
    assert parts_of(pdf).text == prose(90, 1)
