"""Raw captures as WARC records: the archive other tools can read (ISO 28500)."""

from __future__ import annotations

import datetime as dt
import os
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from http.client import responses
from io import BytesIO
from pathlib import Path
from string import punctuation
from types import TracebackType
from typing import IO
from urllib.parse import quote, urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordbuilder import RecordBuilder
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipeline.errors import StoreError

LEVEL = 6
"""Of compression: pages are 1 % larger than with 9, and take half the time."""
OF_TRANSFER = frozenset((
    "connection", "content-encoding", "content-length", "keep-alive", "proxy-authenticate",
    "proxy-authorization", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade",
))  # fmt: skip
"""Headers of one connection, and those that no longer hold of a body that is unpacked."""

Headers = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and what was answered, as it is kept."""

    url: str
    status: int
    headers: Headers
    """As received."""
    body: bytes
    """Unpacked."""
    at: dt.datetime
    """UTC."""
    user_agent: str


KEPT_TYPES = ("resource", "response")
"""Of records that hold a capture."""


class WarcFile:
    """The WARC file of one run, opened for appending at the first record."""

    def __init__(self, path: Path, about: Headers = ()) -> None:
        """Name the file; nothing is created before something is written.

        Args:
            path: Of the file.
            about: Fields of its first record, a `warcinfo`: software, contact, ...; without any,
                it has none.
        """
        self.path = path
        self._about = about
        self._out: IO[bytes] | None = None
        self._offset = 0
        self._builder = RecordBuilder()

    def append(self, uri: str, body: bytes, media_type: str, at: dt.datetime) -> int:
        """Write one resource record and return its offset in bytes."""
        self._open(at)
        record = self._builder.create_warc_record(
            uri,
            "resource",
            payload=BytesIO(body),
            length=len(body),
            warc_content_type=media_type,
            warc_headers_dict={"WARC-Date": _date(at)},
        )
        return self._write(record)

    def append_exchange(self, one: Exchange) -> int:
        """Write a response record and its request record; return the offset of the response."""
        self._open(one.at)
        line = f"{one.status} {responses.get(one.status, 'Unknown')}"
        kept = [(name, _plain(v)) for name, v in one.headers if name.lower() not in OF_TRANSFER]
        kept.append(("Content-Length", str(len(one.body))))
        response = self._builder.create_warc_record(
            one.url,
            "response",
            payload=BytesIO(one.body),
            length=len(one.body),
            http_headers=_head(line, kept),
            warc_headers_dict={"WARC-Date": _date(one.at)},
        )
        offset = self._write(response)
        self._write(self._request(one, response))
        return offset

    def _request(self, one: Exchange, response: ArcWarcRecord) -> ArcWarcRecord:
        parts = urlsplit(one.url)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        target = quote(target, safe=punctuation)
        sent = [("Host", parts.netloc), ("User-Agent", one.user_agent)]
        answered = response.rec_headers.get_header("WARC-Record-ID")
        return self._builder.create_warc_record(
            one.url,
            "request",
            payload=BytesIO(),
            length=0,
            http_headers=StatusAndHeaders(f"GET {target} HTTP/1.1", sent, is_http_request=True),
            warc_headers_dict={"WARC-Date": _date(one.at), "WARC-Concurrent-To": answered},
        )

    def _open(self, at: dt.datetime) -> None:
        if self._out is not None:
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._out = self.path.open("ab")
        self._offset = self._out.tell()
        if self._about and self._offset == 0:
            info = self._builder.create_warcinfo_record(self.path.name, dict(self._about))
            info.rec_headers.replace_header("WARC-Date", _date(at))
            self._write(info)

    def _write(self, record: ArcWarcRecord) -> int:
        """Write a record as a gzip member of its own; return where it begins."""
        plain = BytesIO()
        WARCWriter(plain, gzip=False).write_record(record)
        packer = zlib.compressobj(LEVEL, zlib.DEFLATED, zlib.MAX_WBITS + 16)
        packed = packer.compress(plain.getbuffer()) + packer.flush()
        assert self._out is not None
        self._out.write(packed)
        offset, self._offset = self._offset, self._offset + len(packed)
        return offset

    def flush(self) -> None:
        """Put everything on the disk: not even a power cut lets the index point at nothing."""
        if self._out is not None:
            self._out.flush()
            os.fsync(self._out.fileno())

    def __enter__(self) -> WarcFile:
        """Return the file itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Close the file."""
        if self._out is not None:
            self._out.close()


def _date(at: dt.datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _head(line: str, headers: Headers) -> StatusAndHeaders:
    """Return headers that are written byte for byte as they were received.

    warcio would write those outside ASCII in escapes, which changes what a server said, and cannot
    do it for all of them.
    """
    head = StatusAndHeaders(line, list(headers), "HTTP/1.1")
    written = head.to_str().encode("latin-1", "replace") + b"\r\n"
    head.to_ascii_bytes = lambda _=None: written
    return head


def _plain(value: str) -> str:
    """Return a header's value without line ends: it must not begin a header of its own."""
    return " ".join(value.splitlines())


def read_body(path: Path, offset: int) -> bytes:
    """Return the body of the record that starts at an offset.

    Raises:
        StoreError: The file is gone, or no record starts there.
    """
    try:
        with path.open("rb") as stream:
            stream.seek(offset)
            record = next(iter(ArchiveIterator(stream)))
            body: bytes = record.content_stream().read()
        if record.rec_type not in KEPT_TYPES or record.raw_stream.limit > 0:  # bytes still to come
            raise ArchiveLoadFailed("what starts there is no whole capture")
        return body
    except (OSError, StopIteration, ArchiveLoadFailed) as error:
        raise StoreError(
            f"{path.name}: no capture at byte {offset} ({error or 'end of file'}); restore the "
            "file in corpus/store/warc from a backup, then 'culturescope retry'"
        ) from error
