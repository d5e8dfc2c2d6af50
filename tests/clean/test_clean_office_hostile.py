"""Damaged, locked and hostile files of office programs: each ends as a reason, and soon."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from pipeline.clean.confined import Confined
from pipeline.clean.office.archive import MAX_MEMBERS
from pipeline.clean.office.reader import office_lines, read_content
from pipeline.clean.parts import Problem
from pipeline.records import Document, Rejected
from pipeline.sources.sniff import DOCX, EPUB, MAIL, ODT, OLE, PPTX, RTF, XLSX
from tests.benchmarks.bad_office import LAUGHS, content, packed, stream, word

Clean = Callable[..., Document | Rejected]

FILE_ENTITY = '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


def many_members() -> bytes:
    names = {f"word/{number}": "" for number in range(MAX_MEMBERS)}
    return packed({"[Content_Types].xml": "", "word/document.xml": content("x"), **names})


MANIFEST = "<manifest><encryption-data/></manifest>"
LOCKED = '<encryption><EncryptedData><EncryptionMethod Algorithm="x"/></EncryptedData></encryption>'
CASES = {
    "cut off": (word(content("words " * 99))[:300], DOCX, "broken_office"),
    "no archive": (b"no archive at all, but words", DOCX, "broken_office"),
    "damaged part": (
        word(content("words " * 99)).replace(b"PK\x03\x04", b"PK\x03\x04\xff\xff"),
        DOCX,
        "broken_office",
    ),
    "no main part": (packed({"[Content_Types].xml": "", "word/x": ""}), DOCX, "broken_office"),
    "no XML": (word("<w:document"), DOCX, "broken_office"),
    "deep": (word("<a>" * 100_000), DOCX, "broken_office"),
    "entities": (word(LAUGHS + content("&c;")), DOCX, "broken_office"),
    "entities in UTF-16": (
        word(
            ("<?xml version='1.0' encoding='utf-16'?>" + LAUGHS + content("&c;")).encode("utf-16")
        ),
        DOCX,
        "broken_office",
    ),
    "file entity": (word(FILE_ENTITY + content("&a;")), DOCX, "broken_office"),
    "bomb": (word(content(" " * 30_000_000)), DOCX, "too_large"),
    "members": (many_members(), DOCX, "too_large"),
    "password in zip": (word(content("words"), flags=1), DOCX, "encrypted_file"),
    "password": (stream("EncryptionInfo", "EncryptedPackage"), OLE, "encrypted_file"),
    "old Word": (stream("WordDocument"), OLE, "not_text"),
    "old unknown": (stream("Something"), OLE, "not_text"),
    "slides": (packed({"[Content_Types].xml": "", "ppt/presentation.xml": ""}), PPTX, "not_text"),
    "table": (packed({"[Content_Types].xml": "", "xl/workbook.xml": ""}), XLSX, "not_text"),
    "empty": (word(content("")), DOCX, "no_body"),
    "odt password": (
        packed({"META-INF/manifest.xml": MANIFEST, "content.xml": b"\x00\xff"}),
        ODT,
        "encrypted_file",
    ),
    "odt without text": (
        packed({"META-INF/manifest.xml": "", "content.xml": "<x/>"}),
        ODT,
        "not_text",
    ),
    "locked book": (
        packed({"META-INF/container.xml": "<x/>", "META-INF/encryption.xml": LOCKED}),
        EPUB,
        "encrypted_file",
    ),
    "book without package": (
        packed({"META-INF/container.xml": "<container/>"}),
        EPUB,
        "broken_office",
    ),
    "no RTF": (b"words that are no RTF", RTF, "broken_office"),
    "empty RTF": (rb"{\rtf1 }", RTF, "no_body"),
    "RTF of braces": (rb"{\rtf1 " + b"{" * 200_000, RTF, "no_body"),
    "mail without text": (b"From: a@b.example\nSubject: x\n\n", MAIL, "no_body"),
    "saved web page": (
        b"From: <Saved by Blink>\nSubject: x\nMIME-Version: 1.0\n\nMany words of a page",
        MAIL,
        "not_text",
    ),
    "mail in pieces": (
        b"Message-ID: <1>\nSubject: x\nContent-Type: multipart/mixed; boundary=\n\n--\n",
        MAIL,
        "no_body",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_bad_file_has_a_reason(clean: Clean, case: str) -> None:
    body, media_type, reason = CASES[case]
    began = time.monotonic()
    outcome = clean(body, media_type)
    assert isinstance(outcome, Rejected), outcome
    assert outcome.reason == reason, outcome.detail
    assert len(outcome.detail.split()) > 5
    assert time.monotonic() - began < 10


def test_what_lies_in_an_archive_decides_and_not_the_stated_type(clean: Clean) -> None:
    body = word(content("Many words about puppets that travel over the mountains by night."))
    for stated in ("application/octet-stream", "text/plain", RTF):
        assert isinstance(clean(body, stated), Document)


def test_damaged_properties_cost_only_themselves(clean: Clean) -> None:
    text = content("Many words about puppets that travel over the mountains by night.")
    parts = ("_rels/.rels", "docProps/core.xml", "word/styles.xml")
    damaged = {name: "<broken" for name in parts}
    body = packed({"[Content_Types].xml": "", "word/document.xml": text, **damaged})
    assert isinstance(clean(body, DOCX), Document)


def test_a_reader_that_hangs_is_ended() -> None:
    outcome = read_content(b"", DOCX, timeout_s=0.01, confined=Confined(module="timeit"))
    assert isinstance(outcome, Problem)
    assert outcome.reason == "timeout"


def test_a_reader_that_dies_breaks_nothing() -> None:
    outcome = read_content(b"", DOCX, confined=Confined(module="this"))
    assert isinstance(outcome, Problem)
    assert outcome.reason == "broken_office"


def test_the_lines_of_a_file_can_be_looked_at() -> None:
    assert office_lines(word(content("One line.")), DOCX) == ["One line."]
    assert office_lines(b"", DOCX) == []
