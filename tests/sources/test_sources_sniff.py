"""What files of office programs are told to be."""

import io
import zipfile

import pytest

from pipeline.sources.sniff import (
    DOCX,
    EPUB,
    MAIL,
    ODT,
    OFFICE_TYPES,
    OLE,
    PPTX,
    RTF,
    XLSX,
    media_type,
    office_type,
)

BINARY = "application/octet-stream"


def packed(*names: str, mimetype: str = "") -> bytes:
    """An archive without the time of day: bodies are part of the names of tests."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        if mimetype:
            archive.writestr(zipfile.ZipInfo("mimetype"), mimetype)
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), name * 9)
    return out.getvalue()


def ooxml(part: str, *more: str) -> bytes:
    return packed("[Content_Types].xml", part, *more)


@pytest.mark.parametrize(
    ("name", "body", "expected"),
    [
        ("a.zip", ooxml("word/document.xml"), DOCX),
        ("a.docx", ooxml("word/document2.xml", "word/embeddings/xl/workbook.xlsx"), DOCX),
        ("a.docx", ooxml("ppt/presentation.xml"), PPTX),
        ("a.docx", ooxml("xl/workbook.xml"), XLSX),
        ("a", packed(mimetype=ODT), ODT),
        ("a.odt", packed("content.xml", "META-INF/manifest.xml"), ODT),
        ("a.ods", packed("content.xml", "META-INF/manifest.xml"), BINARY),
        ("a.odt", packed("content.xml", mimetype="application/vnd.oasis.opendocument.x"), BINARY),
        ("a", packed(mimetype=EPUB), EPUB),
        ("a.zip", packed("META-INF/container.xml"), EPUB),
        ("a.zip", packed("a.txt"), BINARY),
        ("a.docx", ooxml("word/document.xml")[:60], DOCX),
        ("a.zip", ooxml("word/document.xml")[:60], BINARY),
        ("a.doc", rb"{\rtf1\ansi words}", RTF),
        ("a.txt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), OLE),
    ],
)
def test_archives_are_told_by_what_is_in_them(name: str, body: bytes, expected: str) -> None:
    assert media_type(body, name) == expected
    assert (office_type(body, name) in OFFICE_TYPES) is (expected != BINARY)


LETTER = b"From: Maria\nTo: Jo\nDate: 3 May 1931\nSubject: Puppets\n\nDear Jo,\n"
PROVEN = b"Received: by x;\n\tTue\nFrom: a@b.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n\r\nText"


@pytest.mark.parametrize(
    ("name", "body", "expected"),
    [
        ("a.txt", LETTER, "text/plain"),
        ("a.eml", LETTER, MAIL),
        ("a.txt", PROVEN, MAIL),
        ("a", b"\xef\xbb\xbf" + PROVEN, MAIL),
        ("a.eml", b"Dear all, this was saved as text.\n\nBye", "text/plain"),
        ("a.eml", b"From: only one header\n\nBye", "text/plain"),
        ("a.txt", b"Minutes\n" + PROVEN, "text/plain"),
        ("a.md", b"---\nfrom: x\n---\nText", "text/markdown"),
        ("a.txt", b"Message-ID and subject: words\n\nwords", "text/plain"),
    ],
)
def test_a_letter_is_no_mail(name: str, body: bytes, expected: str) -> None:
    assert media_type(body, name) == expected
