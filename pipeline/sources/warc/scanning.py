"""Records of a WARC file as far as it goes: what each is, and its body."""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Iterator
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader

from pipeline.records import Hints
from pipeline.sources.sniff import OFFICE_TYPES, media_type
from pipeline.sources.web.addresses import canonical_url
from pipeline.sources.web.decoding import decoded
from pipeline.sources.web.failing import NoAnswerError

PAGES = ("text/html", "application/xhtml+xml")
FILES = (
    "application/pdf", "application/msword", "text/rtf", "text/plain", "text/markdown",
    *OFFICE_TYPES,
)  # fmt: skip
UNSAID = ("", "application/octet-stream", "binary/octet-stream", "application/force-download")
"""What servers say of files that they do not know."""
_FILE_ENDING = re.compile(r"\.(?:pdf|docx?|odt|rtf|epub|html?|md|txt)$", re.IGNORECASE)
_FURNITURE = re.compile(r"/(?:robots|ads|app-ads|humans|security|llms)\.txt$", re.IGNORECASE)
CHUNK = 1_000_000
_METHOD = "__wb_method="
"""In addresses of what was sent, not asked for."""


class Entry:
    """One record that may hold a page or a file, or lead to one."""

    def __init__(self, record: Any, url: str) -> None:
        """Read its headers.

        Args:
            record: Of warcio.
            url: Canonical.
        """
        self.url = url
        self.date: str = (record.rec_headers.get_header("WARC-Date") or "")[:19]
        """UTC, ISO 8601, to the second: when it was fetched."""
        self.digest: str = record.rec_headers.get_header("WARC-Payload-Digest") or ""
        self.refers_to = canonical_url(
            record.rec_headers.get_header("WARC-Refers-To-Target-URI") or ""
        )
        self.is_revisit = record.rec_type == "revisit"
        self._record, self._body = record, b""

    @property
    def status(self) -> str:
        """Return the answer's status; 200 of a record that is no answer."""
        headers = self._record.http_headers
        return str(headers.get_statuscode()) if headers is not None else "200"

    @property
    def may_be_wanted(self) -> bool:
        """Tell of a revisit whether it may be a page: its type is not always stated."""
        has_type = self._record.http_headers is not None and bool(self._type())
        return self.is_page or self.is_wanted or not has_type

    @property
    def location(self) -> str:
        """Return where an answer leads, as written; "" where it does not."""
        return self._said("location") if self.status.startswith("3") else ""

    @property
    def is_page(self) -> bool:
        """Tell what its server calls a page."""
        return self._type() in PAGES

    @property
    def is_wanted(self) -> bool:
        """Tell pages and files from what pages are made of, as far as their server says."""
        path = self.url.partition("?")[0]
        is_unsaid = self._type() in UNSAID and _FILE_ENDING.search(path) is not None
        return self.status == "200" and (self._type() in (*PAGES, *FILES) or is_unsaid)

    def body(self, most: int) -> bytes:
        """Return the body without its codings.

        Raises:
            NoAnswerError: It is too large, or its packed data are cut off or damaged.
        """
        if not self._body:
            self._body = _without_codings(self._packed(most), self._said("content-encoding"), most)
        return self._body

    def hints(self) -> Hints:
        """Return when it was fetched, and when it was last changed as its server says."""
        found = (("last-modified", self._said("last-modified")), ("warc-date", self.date))
        return tuple((name, value) for name, value in found if value)

    def is_whole(self) -> bool:
        """Read to the end, and tell whether the file does not end before."""
        stream = self._record.raw_stream
        try:
            while stream.read(CHUNK):
                pass
        except Exception:  # of a library: no archive has what its length says
            return False
        return not getattr(stream, "limit", 0)

    def _packed(self, most: int) -> bytes:
        stream = self._record.raw_stream
        if self._said("transfer-encoding").strip().lower() == "chunked":
            stream = ChunkedDataReader(stream)
        body: bytes = stream.read(most + 1)
        if len(body) > most:
            raise NoAnswerError("too_large", f"has more than max_item_bytes {most:,}")
        return body

    def _type(self) -> str:
        stated = self._said("content-type") or ""
        return stated.partition(";")[0].strip().lower()

    def _said(self, name: str) -> str:
        headers = self._record.http_headers or self._record.rec_headers
        return headers.get_header(name) or ""


def entries_in(stream: io.BufferedReader) -> Iterator[Entry]:
    """Yield the answers, resources and revisits of an archive, each to be read before the next.

    Raises:
        OSError: It cannot be read on.
    """
    records = iter(ArchiveIterator(stream))
    while True:
        try:
            with contextlib.redirect_stderr(io.StringIO()):  # where warcio warns of lengths
                record = next(records)
        except StopIteration:
            return
        except Exception as error:  # of a library: there is no list of what may be raised
            raise OSError(str(error).strip().partition("\n")[0]) from error
        yield Entry(record, _address(record))


def _without_codings(body: bytes, coding: str, most: int) -> bytes:
    """Unpack a body; some programs store it unpacked and leave the header that says it was not."""
    try:
        return decoded(body, [coding], most)
    except NoAnswerError as error:
        type_ = media_type(body, "")
        is_plain = error.reason == "broken" and type_ != "application/octet-stream"
        if is_plain or (error.reason == "cut" and type_.startswith("text/")):
            return body
        raise


def is_furniture(url: str, media_type: str) -> bool:
    """Tell files that are there for machines."""
    return media_type == "text/plain" and _FURNITURE.search(url.partition("?")[0]) is not None


def _address(record: Any) -> str:
    """Return the canonical address of what may be a page; "" of all other records."""
    uri = record.rec_headers.get_header("WARC-Target-URI") or ""
    if record.rec_type not in ("response", "resource", "revisit") or _METHOD in uri:
        return ""
    return canonical_url(uri.strip("<>"))
