"""Broken and hostile PDFs: a result or a reason, soon, and the next file is read as ever."""

import random
import time
import zlib

import pytest
from fpdf import FPDF

from pipeline.clean.parts import Parts, Problem
from pipeline.clean.pdf.reader import read_pages
from pipeline.clean.pdf.reading import read_pdf

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
TEXT = (
    b"BT /F1 10 Tf 1 0 0 1 50 700 Tm " + b"(Some words are here again) Tj 0 -12 Td " * 30 + b" ET"
)
CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
PAGE = (
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
    b"/Resources<</Font<</F1 5 0 R>>/XObject<</X 6 0 R>>>>>>"
)
MAX_SECONDS = 30  # three times the limit, for machines that have other work


def pdf(*objects: bytes) -> bytes:
    out = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    trailer = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    return out + head + table + trailer % (len(objects) + 1, len(out))


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), entries, content)


def page_of(content: bytes, *more: bytes, entries: bytes = b"", page: bytes = PAGE) -> bytes:
    pages = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return pdf(CATALOG, pages, page, stream(content, entries), FONT, *more)


def bomb() -> bytes:
    press = zlib.compressobj(9, zlib.DEFLATED, -15)
    megabyte = press.compress(b" " * 1_000_000) + press.flush(zlib.Z_FULL_FLUSH)
    packed = b"\x78\xda" + megabyte * 1200 + b"\x03\x00"
    return page_of(zlib.compress(packed), entries=b"/Filter[/FlateDecode/FlateDecode]")


def page_loop() -> bytes:
    again = b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R 3 0 R]/Count 5>>"
    return pdf(CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 5>>", again)


def many_pages(n_pages: int) -> bytes:
    kids = b"3 0 R " * n_pages
    pages = b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, n_pages)
    return pdf(CATALOG, pages, PAGE, stream(TEXT), FONT)


def form_tree() -> bytes:
    """Make forms that hold each other ten times over, twelve deep."""
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 600 700]/Resources<</XObject<</X %d 0 R>>>>"
    forms = [stream(b"/X Do " * 10, form % number) for number in range(7, 19)]
    return page_of(b"/X Do", *forms, stream(TEXT, form % 6))


def outline_loop() -> bytes:
    entry = b"<</Title(%s)/Parent 6 0 R/Dest[3 0 R/Fit]/Next %d 0 R/First %d 0 R>>"
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R/Outlines 6 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        PAGE,
        stream(TEXT),
        FONT,
        b"<</Type/Outlines/First 7 0 R/Last 8 0 R/Count 2>>",
        entry % (b"A", 8, 8),
        entry % (b"B", 7, 7),
    )


def well_made() -> bytes:
    made = FPDF()
    made.set_font("Times", size=11)
    for _ in range(5):
        made.add_page()
        made.multi_cell(0, 6, "The puppets of the harbour travel by boat and by train. " * 40)
    return bytes(made.output())


def flipped(body: bytes, seed: int) -> bytes:
    chance = random.Random(seed)
    broken = bytearray(body)
    for place in chance.sample(range(len(broken)), max(1, len(broken) // 1000)):
        broken[place] ^= 1 << chance.randrange(8)
    return bytes(broken)


CASES = {
    "a stream of a gigabyte": bomb,
    "pages in a circle": page_loop,
    "a hundred thousand pages": lambda: many_pages(100_000),
    "an outline in a circle": outline_loop,
    "arrays in arrays": lambda: b"%PDF-1.4\n1 0 obj" + b"[" * 200_000 + b"endobj",
    "two thousand million pages": lambda: page_of(TEXT).replace(b"Count 1", b"Count 2000000000"),
    "a page of a hundred kilometres": lambda: page_of(
        TEXT, page=PAGE.replace(b"612 792", b"99999999 99999999")
    ),
    "half a file": lambda: well_made()[: len(well_made()) // 2],
    "nearly a whole file": lambda: well_made()[:-40],
    "junk before and behind": lambda: b"junk\n" + well_made() + b"\x00" * 5000,
    **{f"flipped bits {seed}": (lambda seed=seed: flipped(well_made(), seed)) for seed in range(6)},
}


@pytest.mark.parametrize("name", CASES)
def test_a_result_or_a_reason(name: str) -> None:
    body = CASES[name]()
    began = time.monotonic()
    outcome = read_pdf(body)
    assert time.monotonic() - began < MAX_SECONDS
    if isinstance(outcome, Problem):
        assert outcome.reason in {"broken_pdf", "too_large", "timeout", "needs_ocr"}
        assert outcome.detail.endswith(".")
    assert isinstance(read_pdf(page_of(TEXT)), Parts), "the next file is read as ever"


def test_what_takes_too_long_is_ended() -> None:
    outcome = read_pages(form_tree(), cpu_s=1)
    assert isinstance(outcome, Problem)
    assert outcome.reason in {"timeout", "broken_pdf"}
    assert isinstance(read_pdf(page_of(TEXT)), Parts), "the next file is read as ever"


def test_words_in_disorder_are_read_in_time() -> None:
    chance = random.Random(1)
    words = (
        b"1 0 0 1 %d %d Tm (word%d) Tj " % (chance.randrange(600), chance.randrange(780), number)
        for number in range(8000)
    )
    outcome = read_pdf(page_of(b"BT /F1 6 Tf " + b"".join(words) + b"ET"))
    assert isinstance(outcome, Parts)
    assert outcome.text.count("word") == 8000
