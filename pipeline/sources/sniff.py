"""Tell what bytes are from the bytes themselves; names and servers lie."""

from __future__ import annotations

import re
import struct

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"
EPUB = "application/epub+zip"
RTF = "application/rtf"
MAIL = "message/rfc822"
OLE = "application/x-ole-storage"
XML, JSON = "application/xml", "application/json"
OFFICE_TYPES = (DOCX, PPTX, XLSX, ODT, EPUB, RTF, MAIL, OLE)
"""What office programs write. Of presentations, tables and the old binary formats (OLE) no text
is read; they are told so that their rejection can say what to do."""

HTML_MARKS = re.compile(
    rb"<(!doctype\s+html|html|head|body|div|article|section|p|h[1-6]|table|meta|title)\b", re.I
)
BINARY_MARKS = (
    b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"\x7fELF",
    b"MZ", b"RIFF", b"\xd0\xcf\x11\xe0", b"7z\xbc\xaf", b"\xfd7zXZ", b"OggS", b"ID3",
)  # fmt: skip
HEAD = 4096
CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 27})
MOST_CONTROLS = 0.02
"""Text in any 8-bit or UTF-8 encoding holds practically no control bytes; images hold many."""

_ZIP, _ZIP_END, _OLE = b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAX_ZIP_END = 65_557  # bytes: the end record and the longest comment that may follow it
_OOXML_PARTS = (
    (b"word/document", DOCX), (b"ppt/presentation", PPTX), (b"xl/workbook", XLSX),
)  # fmt: skip
_OTHER_OPEN_DOCUMENTS = ("ods", "odp", "odg", "odf", "odb")
_SUFFIXES = {"docx": DOCX, "docm": DOCX, "odt": ODT, "epub": EPUB, "pptx": PPTX, "xlsx": XLSX}
_MAIL_HEAD = 65_536  # bytes; stamps of the servers on the way fill some thousand
_HEADER = re.compile(rb"([!-9;-~]+)[ \t]*:(?:[ \t]|\r?$)|[ \t]+\S")
_MAIL_HEADERS = frozenset((b"from", b"to", b"subject", b"date", b"message-id"))
_MAIL_PROOFS = frozenset((b"message-id", b"mime-version"))
MIN_MAIL_HEADERS = 2
_TAG = re.compile(rb"<([a-z][\w:.-]*)", re.I)
_BEFORE_ROOT = ((b"<?", b"?>"), (b"<!--", b"-->"), (b"<!", b">"))
_XML_ROOTS = (b"rss", b"feed", b"rdf", b"urlset", b"sitemapindex", b"oai-pmh", b"opml")
_JSON_START = re.compile(rb"\{\s*[\"}]|\[\s*[\[{\"\]]|\[\s*-?\d+(\.\d+)?\s*[],]")
_UTF_16 = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"<\0", "utf-16-le"),
           (b"\0<", "utf-16-be"))  # fmt: skip


def media_type(body: bytes, name: str) -> str:
    """Return the media type of a file, from its first bytes and then from its name.

    Returns:
        One of OFFICE_TYPES, application/pdf, text/html, text/markdown, text/plain or
        application/octet-stream.
    """
    head = body[:HEAD]
    if office := office_type(body, name):
        return office
    if b"%PDF-" in head[:1024]:
        return "application/pdf"
    if _is_binary(head):
        return "application/octet-stream"
    suffix = _suffix(name)
    if suffix in ("html", "htm", "xhtml"):
        return "text/html"
    if suffix in ("md", "markdown"):
        return "text/markdown"
    if suffix == "txt":
        return "text/plain"
    return "text/html" if HTML_MARKS.search(head) else "text/plain"


def web_type(body: bytes, name: str, declared: str) -> str:
    """Return the media type of what a server sent; what it declares decides only where bytes don't.

    Args:
        body: All of it, without content codings.
        name: The last part of its address, without query.
        declared: The header Content-Type; "" where there is none.

    Returns:
        As `media_type`, and application/xml (feeds, sitemaps, other XML that is no XHTML) or
        application/json.
    """
    found = media_type(body, name)
    start = _start(body)
    if found != "application/octet-stream":
        is_text = found.startswith("text/")
        return (
            _text_type(start, found, declared.partition(";")[0].strip().lower())
            if is_text
            else found
        )
    return XML if start.startswith(b"<?xml") else found  # UTF-16 without its mark


def _start(body: bytes) -> bytes:
    """Return the first bytes of a text as ASCII would have them, without mark and blanks."""
    head = body[:HEAD]
    for mark, encoding in _UTF_16:
        if head.startswith(mark):
            head = head[: len(head) // 2 * 2].decode(encoding, "ignore").encode()
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()


def _text_type(start: bytes, found: str, declared: str) -> str:
    if name := _root(start):
        is_xml = start.startswith(b"<?xml") or declared.endswith(("/xml", "+xml"))
        if name in _XML_ROOTS or (is_xml and name != b"html"):
            return XML
    if _JSON_START.match(start) and (found != "text/html" or declared.endswith("json")):
        return JSON
    if declared in ("text/html", "application/xhtml+xml"):
        return "text/html" if found == "text/plain" else found
    if declared == "text/plain" and not HTML_MARKS.match(start):
        return "text/markdown" if found == "text/markdown" else "text/plain"
    return found


def office_type(body: bytes, name: str = "") -> str:
    """Return which of OFFICE_TYPES bytes are; empty where they are none.

    Args:
        body: The whole file.
        name: Its name, which decides only where the bytes leave it open: an archive cut off
            before its table of contents, a mail without a Message-ID.
    """
    if body.startswith(_ZIP):
        return _zip_type(body, _suffix(name))
    if body.startswith(_OLE):
        return OLE
    if body.lstrip()[:5] == rb"{\rtf":
        return RTF
    return MAIL if _is_mail(body[:_MAIL_HEAD], _suffix(name)) else ""


def _root(start: bytes) -> bytes:
    """Return the name of a document's first element, lower case, without prefix; b"" for none."""
    at = 0
    while opened := next((pair for pair in _BEFORE_ROOT if start.startswith(pair[0], at)), None):
        closed = start.find(opened[1], at)
        subset = start.find(b"[", at, max(closed, 0)) if opened[0] == b"<!" else -1
        if subset >= 0:  # of a document type; its declarations hold ">" too
            closed = start.find(b">", max(start.find(b"]", subset), subset))
        if closed < 0:
            return b""
        at = closed + len(opened[1])
        at = len(start) - len(start[at:].lstrip())
    found = _TAG.match(start, at)
    return (found[1] or b"").lower().rpartition(b":")[2] if found else b""


def _suffix(name: str) -> str:
    return name.lower().rpartition(".")[2]


def _zip_type(body: bytes, suffix: str) -> str:
    """Tell by the first member "mimetype", else by the names of the members."""
    if body[30:38] == b"mimetype" and body[8:10] == b"\0\0":  # not compressed, as it should be
        return next((kind for kind in (ODT, EPUB) if body.startswith(kind.encode(), 38)), "")
    names = _member_names(body)
    if names is None:
        return _SUFFIXES.get(suffix, "")
    if b"[Content_Types].xml" in names:
        return next((kind for part, kind in _OOXML_PARTS if part in names), "")
    if b"META-INF/container.xml" in names:
        return EPUB
    is_open_document = b"META-INF/manifest.xml" in names and b"content.xml" in names
    return ODT if is_open_document and suffix not in _OTHER_OPEN_DOCUMENTS else ""


def _member_names(body: bytes) -> bytes | None:
    """Return an archive's table of contents as it stands; None where it is cut off."""
    end = body.rfind(_ZIP_END, max(0, len(body) - _MAX_ZIP_END))
    if end < 0 or len(body) < end + 20:
        return None
    size, start = struct.unpack_from("<II", body, end + 12)
    return body[start : start + size]


def _is_mail(head: bytes, suffix: str) -> bool:
    """Tell mails: headers alone before the first blank line, and proof that it is no letter."""
    names = set()
    for line in head.removeprefix(b"\xef\xbb\xbf").split(b"\n"):
        if not line.strip():
            break
        header = _HEADER.match(line)
        if header is None:
            return False
        names.add((header[1] or b"").lower())
    is_proven = suffix == "eml" or bool(names & _MAIL_PROOFS)
    return is_proven and len(names & _MAIL_HEADERS) >= MIN_MAIL_HEADERS


def _is_binary(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16 with its mark: every other byte is 0
        return False
    if head.startswith(BINARY_MARKS):
        return True
    return bool(head) and len(head) - len(head.translate(None, CONTROLS)) > MOST_CONTROLS * len(
        head
    )
