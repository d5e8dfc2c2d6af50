"""Raw captures as WARC records: the archive other tools can read (ISO 28500)."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import IO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.warcwriter import WARCWriter

from pipeline.errors import StoreError


class WarcFile:
    """The WARC file of one run, opened for appending at the first record."""

    def __init__(self, path: Path) -> None:
        """Name the file; nothing is created before something is written."""
        self.path = path
        self._out: IO[bytes] | None = None
        self._writer: WARCWriter | None = None

    def append(self, uri: str, body: bytes, media_type: str, at: dt.datetime) -> int:
        """Write one resource record and return its offset in bytes."""
        if self._out is None or self._writer is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._out = self.path.open("ab")
            self._writer = WARCWriter(self._out, gzip=True)
        offset = self._out.tell()
        record = self._writer.create_warc_record(
            uri,
            "resource",
            payload=BytesIO(body),
            length=len(body),
            warc_content_type=media_type,
            warc_headers_dict={"WARC-Date": at.strftime("%Y-%m-%dT%H:%M:%SZ")},
        )
        self._writer.write_record(record)
        return offset

    def flush(self) -> None:
        """Hand everything to the operating system: an index entry never points at nothing."""
        if self._out is not None:
            self._out.flush()

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
            return body
    except (OSError, StopIteration, ArchiveLoadFailed) as error:
        raise StoreError(
            f"{path.name}: no capture at byte {offset} ({error or 'end of file'}); restore the "
            "file in corpus/store/warc from a backup, then 'culturescope retry'"
        ) from error
