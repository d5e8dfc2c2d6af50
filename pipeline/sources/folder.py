"""Kind `folder`: every file below a folder is one document.

The card's author chooses the folder: it may lie outside the workspace ("../archive", "/data").
What lies in the folder may not: links and patterns that lead out of it are not followed.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from pipeline.declarations import Source
from pipeline.errors import DeclarationError
from pipeline.records import Item, Rejected, document_id
from pipeline.sources.globbing import found
from pipeline.sources.naming import printable, short
from pipeline.sources.sniff import media_type


def read(source: Source, root: Path, max_bytes: int) -> Iterator[Item | Rejected]:
    """Yield the files of a folder in order of their relative paths.

    Raises:
        DeclarationError: The folder does not exist, or a pattern cannot be used.
    """
    folder = root / source.path
    if not folder.is_dir():
        raise DeclarationError(
            f"source {source.id}: folder {printable(source.path)} does not exist in the workspace; "
            "mend 'path' in its card"
        )
    inside = folder.resolve()
    for relative in found(source, folder):
        if not any(part.startswith(".") for part in Path(relative).parts):
            yield from _read(source, folder / relative, relative, (inside, max_bytes))


def _read(
    source: Source, path: Path, relative: str, limits: tuple[Path, int]
) -> Iterator[Item | Rejected]:
    """Yield the one item or rejection of a path; nothing for a folder."""
    inside, max_bytes = limits
    try:
        if path.is_dir():
            return
        if not Path(os.path.realpath(path)).is_relative_to(inside):
            yield _rejected(source, relative, "outside", "is a link that leads out of the folder")
            return
        status = path.stat()
        body = path.read_bytes() if _is_readable(status, max_bytes) else b""
    except OSError as error:
        detail = f"cannot be read ({error.strerror}); mend or remove it"
        yield _rejected(source, relative, "unreadable", detail)
        return
    problem = _problem(status, body, max_bytes)
    yield _rejected(source, relative, *problem) if problem else _item(source, relative, body)


def _is_readable(status: os.stat_result, max_bytes: int) -> bool:
    """Tell files from pipes and devices, which would be waited for without end."""
    return stat.S_ISREG(status.st_mode) and status.st_size <= max_bytes


def _problem(status: os.stat_result, body: bytes, max_bytes: int) -> tuple[str, str] | None:
    if not stat.S_ISREG(status.st_mode):
        return "no_file", "is a pipe, socket or device; remove it"
    if status.st_size > max_bytes:
        found = f"has {status.st_size:,} bytes, more than max_item_bytes {max_bytes:,}"
        return "too_large", f"{found}; split it or raise the limit"
    if not body.strip():
        return "empty", "holds nothing; remove it or fetch it again"
    return None


def _item(source: Source, relative: str, body: bytes) -> Item:
    return Item(
        locator=_locator(source, relative),
        media_type=media_type(body, relative),
        body=body,
        url=_url(source, relative),
    )


def _url(source: Source, relative: str) -> str | None:
    return source.base_url + quote(os.fsencode(relative)) if source.base_url else None


def _locator(source: Source, relative: str) -> str:
    return short(_url(source, relative) or f"{source.id}:{relative}")


def _rejected(source: Source, relative: str, reason: str, detail: str) -> Rejected:
    locator = _locator(source, relative)
    return Rejected(
        stage="ingest",
        source_id=source.id,
        locator=locator,
        reason=reason,
        detail=f"{printable(f'{source.path}/{relative}')} {detail}",
        document_id=document_id(locator),
    )
