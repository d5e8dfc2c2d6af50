"""PDFs that are broken, locked, endless or made to swallow memory; the table of bad_input."""

from __future__ import annotations

import functools
import random
import zlib
from collections.abc import Callable, Mapping

from fpdf import FPDF
from fpdf.enums import EncryptionMethod
from PIL import Image, ImageDraw, ImageFont

from tests.benchmarks.bad_case import Case

PDF = "application/pdf"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
TEXT = (
    b"BT /F1 10 Tf 1 0 0 1 50 700 Tm " + b"(Some words are here again) Tj 0 -12 Td " * 30 + b" ET"
)
CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
PAGE = (
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
    b"/Resources<</Font<</F1 5 0 R>>/XObject<</X 6 0 R>>>>>>"
)
SENTENCE = "The puppets of the harbour travel by boat and by train. "


def pdf(*objects: bytes) -> bytes:
    """Put numbered objects together; the first is the catalog."""
    out, places = [b"%PDF-1.7\n"], []
    at = len(out[0])
    for number, body in enumerate(objects, 1):
        places.append(at)
        out.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        at += len(out[-1])
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    trailer = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    return b"".join(out) + head + table + trailer % (len(objects) + 1, at)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """Return a stream object."""
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), entries, content)


def page_of(content: bytes, *more: bytes, entries: bytes = b"", page: bytes = PAGE) -> bytes:
    """Return a file of one page with this content."""
    pages = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return pdf(CATALOG, pages, page, stream(content, entries), FONT, *more)


def bomb() -> bytes:
    """Pack over a gigabyte of blanks twice."""
    press = zlib.compressobj(9, zlib.DEFLATED, -15)
    megabyte = press.compress(b" " * 1_000_000) + press.flush(zlib.Z_FULL_FLUSH)
    packed = b"\x78\xda" + megabyte * 1200 + b"\x03\x00"
    return page_of(zlib.compress(packed), entries=b"/Filter[/FlateDecode/FlateDecode]")


def text_bomb() -> bytes:
    """Pack 200 MB of words."""
    return page_of(
        zlib.compress(b"BT /F1 10 Tf " + b"(words) Tj 0 -1 Td " * 10_000_000 + b"ET"),
        entries=b"/Filter/FlateDecode",
    )


def page_loop() -> bytes:
    """Let the pages hold themselves."""
    again = b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R 3 0 R]/Count 5>>"
    return pdf(CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 5>>", again)


def many_pages(n_pages: int) -> bytes:
    """Show one page again and again."""
    kids = b"3 0 R " * n_pages
    pages = b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, n_pages)
    return pdf(CATALOG, pages, PAGE, stream(TEXT), FONT)


def form_tree() -> bytes:
    """Make forms that hold each other ten times over, twelve deep."""
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 600 700]/Resources<</XObject<</X %d 0 R>>>>"
    forms = [stream(b"/X Do " * 10, form % number) for number in range(7, 19)]
    return page_of(b"/X Do", *forms, stream(TEXT, form % 6))


def outline_loop() -> bytes:
    """Let the entries of the outline follow each other."""
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


def scattered(n_words: int) -> bytes:
    """Set words anywhere on a page, in any order."""
    chance = random.Random(1)
    words = (
        b"1 0 0 1 %d %d Tm (word%d) Tj " % (chance.randrange(600), chance.randrange(780), number)
        for number in range(n_words)
    )
    return page_of(b"BT /F1 6 Tf " + b"".join(words) + b"ET")


@functools.cache
def well_made(password: str = "", n_pages: int = 5) -> bytes:
    """Return a file as programs write it."""
    made = FPDF()
    if password:
        made.set_encryption(password, password, EncryptionMethod.RC4)
    made.set_font("Times", size=11)
    for _ in range(n_pages):
        made.add_page()
        made.multi_cell(0, 6, SENTENCE * 40)
    return bytes(made.output())


def scan() -> bytes:
    """Return a page that is a picture of words."""
    image = Image.new("L", (1240, 1754), 255)
    pen = ImageDraw.Draw(image)
    for row in range(20):
        pen.text((100, 100 + 60 * row), SENTENCE, fill=0, font=ImageFont.load_default(32))
    made = FPDF()
    made.add_page()
    made.image(image, 0, 0, 210)
    return bytes(made.output())


def flipped(body: bytes, seed: int) -> bytes:
    """Turn over a bit in each thousandth byte."""
    chance = random.Random(seed)
    broken = bytearray(body)
    for place in chance.sample(range(len(broken)), max(1, len(broken) // 1000)):
        broken[place] ^= 1 << chance.randrange(8)
    return bytes(broken)


def _huge_image() -> bytes:
    """Pack a picture of 1.6 thousand million pixels."""
    press = zlib.compressobj(9)
    rows = b"".join(press.compress(b"\0" * 4_000_000) for _ in range(400)) + press.flush()
    picture = (
        b"/Type/XObject/Subtype/Image/Width 40000/Height 40000/ColorSpace/DeviceGray"
        b"/BitsPerComponent 8/Filter/FlateDecode"
    )
    return page_of(b"600 0 0 700 0 0 cm /X Do", stream(rows, picture))


_CASES: Mapping[str, Callable[[], bytes]] = {
    "PDF without a byte": lambda: b"",
    "PDF of its mark alone": lambda: b"%PDF-1.7\n",
    "PDF of random bytes": lambda: b"%PDF-1.7\n" + random.Random(5).randbytes(2_000_000),
    "random bytes called PDF": lambda: random.Random(5).randbytes(2_000_000),
    "half a PDF": lambda: well_made()[: len(well_made()) // 2],
    "99 % of a PDF": lambda: well_made()[: len(well_made()) * 99 // 100],
    "a PDF less 40 bytes": lambda: well_made()[:-40],
    "junk before and behind a PDF": lambda: b"junk\n" + well_made() + b"\x00" * 5000,
    "PDF with a password": lambda: well_made("secret"),
    "PDF of pages in a circle": page_loop,
    "PDF with an outline in a circle": outline_loop,
    "PDF of 100,000 pages": lambda: many_pages(100_000),
    "PDF of two thousand million pages": lambda: page_of(TEXT).replace(
        b"Count 1", b"Count 2000000000"
    ),
    "PDF page of a hundred kilometres": lambda: page_of(
        TEXT, page=PAGE.replace(b"612 792", b"99999999 99999999")
    ),
    "PDF of arrays in arrays": lambda: b"%PDF-1.4\n1 0 obj" + b"[" * 200_000 + b"endobj",
    "PDF of a packed gigabyte": bomb,
    **{f"PDF of flipped bits {n}": (lambda n=n: flipped(well_made(), n)) for n in range(6)},
}
_LONG_CASES: Mapping[str, Callable[[], bytes]] = {
    "PDF of 200 MB of words": text_bomb,
    "PDF of forms in forms": form_tree,
    "PDF of 8,000 words in disorder": lambda: scattered(8000),
    "PDF of 200,000 words in disorder": lambda: scattered(200_000),
    "PDF of 2,900 pages": lambda: many_pages(2900),
    "PDF of 2 million lines drawn": lambda: page_of(b"0 0 m 600 700 l S " * 2_000_000),
    "PDF with 24 MB of junk": lambda: well_made() + random.Random(7).randbytes(24_000_000),
    "PDF of 24 MB of dictionaries": lambda: b"%PDF-1.4\n" + b"1 0 obj<</A" * 2_200_000,
    "PDF of 300,000 objects": lambda: pdf(
        CATALOG,
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        PAGE,
        stream(TEXT),
        *[FONT] * 300_000,
    ),
    "PDF with a picture of 1.6 gigapixels": _huge_image,
    "scanned PDF": scan,
}
CASES = (
    *(Case(name, PDF, make, quick=True) for name, make in _CASES.items()),
    *(Case(name, PDF, make) for name, make in _LONG_CASES.items()),
    Case("scanned PDF, OCR asked for", PDF, scan, card={"ocr": "eng"}),
    Case("PDF with a huge picture, OCR asked for", PDF, _huge_image, card={"ocr": "eng"}),
)
