"""Files of office programs, books and mails made to swallow memory; the table of bad_input."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Mapping

from pipeline.sources.sniff import DOCX, EPUB, MAIL, ODT, OLE, RTF
from tests.benchmarks.bad_case import Case

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SENTENCE = "The puppets of the harbour travel by boat and by train. "
LAUGHS = (
    '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
CONTAINER = "<container><rootfiles><rootfile full-path='c.opf'/></rootfiles></container>"
Members = Mapping[str, str | bytes]


def packed(members: Members, **changed: int) -> bytes:
    """Zip members; with `flags` those of each member are set, as for encryption."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    body = out.getvalue()
    if "flags" in changed:  # in the local header and in the table of contents
        at = body.index(b"PK\x01\x02", body.index(b"word/document.xml"))
        body = body[:6] + bytes([changed["flags"]]) + body[7:]
        for _ in members:
            body = body[: at + 8] + bytes([changed["flags"]]) + body[at + 9 :]
            at = body.find(b"PK\x01\x02", at + 4)
            if at < 0:
                break
    return body


def word(document: str | bytes, **changed: int) -> bytes:
    """Return a docx with this main part."""
    return packed({"[Content_Types].xml": "<Types/>", "word/document.xml": document}, **changed)


def content(text: str) -> str:
    """Return a main part of one paragraph."""
    return f"<w:document {W}><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"


def stream(*names: str) -> bytes:
    """Return an old binary file that has these streams."""
    return OLE_MARK + bytes(512) + b"".join(name.encode("utf-16-le") for name in names)


def _many_paragraphs(n_bytes: int, paragraph: str) -> bytes:
    chance = random.Random(9)
    n = n_bytes // (len(paragraph) + 8)
    body = "".join(paragraph.replace("#", f"{chance.randrange(10**8):08d}") for _ in range(n))
    return word(f"<w:document {W}><w:body>{body}</w:body></w:document>")


def _book(n_members: int) -> bytes:
    pages = {
        f"p{n}.xhtml": f"<html><body><p>{n} {SENTENCE}</p></body></html>" for n in range(n_members)
    }
    items = "".join(f"<item id='i{n}' href='{name}'/>" for n, name in enumerate(pages))
    refs = "".join(f"<itemref idref='i{n}'/>" for n in range(n_members))
    package = (
        "<package xmlns='http://www.idpf.org/2007/opf'>"
        f"<manifest>{items}</manifest><spine>{refs}</spine></package>"
    )
    return packed({"META-INF/container.xml": CONTAINER, "c.opf": package, **pages})


def _one_page_book(page: str) -> bytes:
    package = (
        "<package xmlns='http://www.idpf.org/2007/opf'><manifest><item id='a' href='a.xhtml'/>"
        "</manifest><spine><itemref idref='a'/></spine></package>"
    )
    return packed({"META-INF/container.xml": CONTAINER, "c.opf": package, "a.xhtml": page})


def _mail(rest: str, head: str = "") -> bytes:
    return (
        f"From: Anna Example <a@b.example>\nSubject: Puppets\nMessage-ID: <1@b.example>\n{head}"
        f"MIME-Version: 1.0\n{rest}"
    ).encode()


def _nested_mail(n_deep: int) -> bytes:
    heads = "".join(
        f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(n_deep)
    )
    return _mail(heads + "\n" + SENTENCE * 5)


def _mail_in_mail(n_deep: int) -> bytes:
    return _mail("Content-Type: message/rfc822\n\nSubject: x\n" * n_deep + "\n" + SENTENCE * 5)


def _many_parts(n: int) -> bytes:
    part = f"--b\nContent-Type: text/plain\n\n{SENTENCE}\n"
    return _mail('Content-Type: multipart/mixed; boundary="b"\n\n' + part * n + "--b--\n")


def _html_mail(page: str) -> bytes:
    return _mail("Content-Type: text/html; charset=utf-8\n\n" + page)


def _odt(body: str) -> bytes:
    space = "urn:oasis:names:tc:opendocument:xmlns"
    return packed(
        {
            "mimetype": ODT,
            "META-INF/manifest.xml": "<x/>",
            "content.xml": f"<o:document-content xmlns:o='{space}:office:1.0' "
            f"xmlns:t='{space}:text:1.0'><o:body><o:text>{body}</o:text></o:body>"
            "</o:document-content>",
        }
    )


_CASES: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    "docx of a packed gigabyte": (DOCX, lambda: word(b" " * 1_000_000_000)),
    "docx of entities in entities": (DOCX, lambda: word(LAUGHS + content("&c;"))),
    "broken docx": (DOCX, lambda: word(content(SENTENCE * 900))[:900]),
    "docx of flipped bits": (
        DOCX,
        lambda: word(content(SENTENCE * 90)).replace(b"\x00\x00", b"\x00\x07"),
    ),
    "locked docx": (OLE, lambda: stream("EncryptionInfo", "EncryptedPackage") + bytes(20_000_000)),
    "docx of 100,000 levels": (DOCX, lambda: word("<a>" * 100_000)),
    "docx of 29 MB of paragraphs": (
        DOCX,
        lambda: _many_paragraphs(29_000_000, f"<w:p><w:r><w:t># {SENTENCE}</w:t></w:r></w:p>"),
    ),
    "docx of 29 MB of empty paragraphs": (
        DOCX,
        lambda: _many_paragraphs(29_000_000, '<w:p w:rsidR="#"/>'),
    ),
    "docx of 29 MB of one-letter runs": (
        DOCX,
        lambda: _many_paragraphs(29_000_000, '<w:r w:a="#"><w:t>a</w:t></w:r>'),
    ),
    "docx of 29 MB of cells": (
        DOCX,
        lambda: _many_paragraphs(
            29_000_000,
            '<w:tbl><w:tr><w:tc w:a="#"><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl>',
        ),
    ),
    "docx of nested tables": (
        DOCX,
        lambda: word(
            f"<w:document {W}><w:body>" + "<w:tbl><w:tr><w:tc>" * 80 + "<w:p/>"
            "" + "</w:tc></w:tr></w:tbl>" * 80 + "</w:body></w:document>"
        ),
    ),
    "odt of a million blanks": (ODT, lambda: _odt("<t:p>a<t:s t:c='1000000000'/>b</t:p>" * 1000)),
    "odt of 20 MB of paragraphs": (ODT, lambda: _odt(f"<t:p>{SENTENCE}</t:p>" * 70_000)),
    "odt of repeated cells": (
        ODT,
        lambda: _odt(
            "<b:table xmlns:b='urn:oasis:names:tc:opendocument:xmlns:table:1.0'>"
            "<b:table-row b:number-rows-repeated='1000000'><b:table-cell "
            "b:number-columns-repeated='1000000'><t:p>a</t:p></b:table-cell></b:table-row></b:table>"
        ),
    ),
    "epub of 19,900 members": (EPUB, lambda: _book(19_900)),
    "epub of 60,000 members": (EPUB, lambda: _book(60_000)),
    "epub of 100,000 levels": (EPUB, lambda: _one_page_book("<div>" * 100_000 + SENTENCE)),
    "epub page of 20 MB": (
        EPUB,
        lambda: _one_page_book(
            "<html>" + "".join(f"<p>{n} {SENTENCE}</p>" for n in range(290_000))
        ),
    ),
    "epub page shown 10,000 times": (
        EPUB,
        lambda: packed(
            {
                "META-INF/container.xml": CONTAINER,
                "c.opf": "<package xmlns='http://www.idpf.org/2007/opf'><manifest>"
                "<item id='a' href='a.xhtml'/></manifest><spine>"
                + "<itemref idref='a'/>" * 10_000
                + "</spine></package>",
                "a.xhtml": f"<html><p>{SENTENCE * 1000}</p></html>",
            }
        ),
    ),
    "RTF of a million braces": (RTF, lambda: rb"{\rtf1 " + b"{" * 1_000_000),
    "RTF of 20 MB of words": (RTF, lambda: rb"{\rtf1 " + SENTENCE.encode() * 360_000 + b"}"),
    "RTF of 20 MB of commands": (RTF, lambda: rb"{\rtf1 " + rb"\b a\b0 \par " * 1_700_000 + b"}"),
    "RTF of 20 MB of characters": (RTF, lambda: rb"{\rtf1 " + rb"\u233?\'e9" * 2_000_000 + b"}"),
    "RTF with 20 MB of a picture": (
        RTF,
        lambda: rb"{\rtf1 " + SENTENCE.encode() * 9 + rb"{\pict " + b"0f" * 10_000_000 + b"}}",
    ),
    "RTF of 24 MB of a binary that is none": (RTF, lambda: rb"{\rtf1\bin99999999999 " + b"x" * 24),
    "mail of 20 MB in one line": (MAIL, lambda: _mail("\n" + SENTENCE * 360_000)),
    "mail of 20 MB of lines": (MAIL, lambda: _mail("\n" + (SENTENCE + "\n") * 350_000)),
    "mail of 20 MB of quoted lines": (MAIL, lambda: _mail("\n" + "> quoted\n" * 2_200_000)),
    "mail of 20 MB of quote signs": (MAIL, lambda: _mail("\n" + ">" * 20_000_000)),
    "mail of 10,000 nested parts": (MAIL, lambda: _nested_mail(10_000)),
    "mail of 800 nested parts": (MAIL, lambda: _nested_mail(800)),
    "mail of 10,000 mails in mails": (MAIL, lambda: _mail_in_mail(10_000)),
    "mail of 200,000 parts": (MAIL, lambda: _many_parts(200_000)),
    "mail of 20,000 parts": (MAIL, lambda: _many_parts(20_000)),
    "mail with a header of 5 MB": (
        MAIL,
        lambda: _mail(f"\n{SENTENCE * 9}", f"X: {'=?' * 10**6}\n"),
    ),
    "mail with 300,000 addresses": (
        MAIL,
        lambda: _mail(f"\n{SENTENCE * 9}", "To: " + "a b <c@d.example>, " * 300_000 + "\n"),
    ),
    "mail with a subject of a million words": (
        MAIL,
        lambda: _mail(f"\n{SENTENCE * 9}").replace(b"Puppets", b"=?utf-8?q?a=20?= " * 300_000),
    ),
    "mail with a sender of a million brackets": (
        MAIL,
        lambda: _mail(f"\n{SENTENCE * 9}").replace(b"Anna", b"(" * 1_000_000),
    ),
    "mail of 20 MB of HTML": (MAIL, lambda: _html_mail(f"<p>{SENTENCE}</p>\n" * 300_000)),
    "mail of 100,000 nested div": (MAIL, lambda: _html_mail("<div>\n" * 100_000 + SENTENCE)),
    "mail of random bytes": (MAIL, lambda: _mail("\n") + random.Random(2).randbytes(2_000_000)),
    "mail of base64 of 20 MB": (
        MAIL,
        lambda: _mail("Content-Transfer-Encoding: base64\n\n" + "VGhl\n" * 4_000_000),
    ),
}
_QUICK = ("entities", "broken docx", "flipped", "locked", "levels", "200,000 parts", "binary")
CASES = tuple(
    Case(name, media_type, make, quick=any(word in name for word in _QUICK))
    for name, (media_type, make) in _CASES.items()
)
