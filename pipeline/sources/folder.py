"""Kind `folder`: every file below a folder is one document."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from pipeline.declarations import Source
from pipeline.errors import DeclarationError
from pipeline.records import Item, Rejected, document_id
from pipeline.sources.sniff import media_type


def read(source: Source, root: Path, max_bytes: int) -> Iterator[Item | Rejected]:
    """Yield the files of a folder in order of their relative paths.

    Raises:
        DeclarationError: The folder does not exist.
    """
    folder = root / source.path
    if not folder.is_dir():
        raise DeclarationError(
            f"source {source.id}: folder {source.path} does not exist in the workspace; "
            "mend 'path' in its card"
        )
    inside = folder.resolve()
    paths = {path for pattern in source.include for path in folder.glob(pattern)}
    for path in sorted(paths, key=lambda path: path.relative_to(folder).as_posix()):
        relative = path.relative_to(folder).as_posix()
        if any(part.startswith(".") for part in Path(relative).parts) or path.is_dir():
            continue
        if not path.resolve().is_relative_to(inside):
            yield _rejected(source, relative, "outside", "is a link that leads out of the folder")
        else:
            yield _read_file(source, path, relative, max_bytes)


def _read_file(source: Source, path: Path, relative: str, max_bytes: int) -> Item | Rejected:
    try:
        size = path.stat().st_size
        if size > max_bytes:
            reason = f"has {size:,} bytes, more than max_item_bytes {max_bytes:,}"
            return _rejected(
                source, relative, "too_large", f"{reason}; split it or raise the limit"
            )
        body = path.read_bytes()
    except OSError as error:
        return _rejected(source, relative, "unreadable", f"cannot be read ({error.strerror})")
    if not body.strip():
        return _rejected(source, relative, "empty", "holds nothing; remove it or fetch it again")
    return Item(
        locator=_locator(source, relative),
        media_type=media_type(body, path.name),
        body=body,
        url=_url(source, relative),
    )


def _url(source: Source, relative: str) -> str | None:
    return source.base_url + quote(relative) if source.base_url else None


def _locator(source: Source, relative: str) -> str:
    return _url(source, relative) or f"{source.id}:{relative}"


def _rejected(source: Source, relative: str, reason: str, detail: str) -> Rejected:
    locator = _locator(source, relative)
    return Rejected(
        stage="ingest",
        source_id=source.id,
        locator=locator,
        reason=reason,
        detail=f"{source.path}/{relative} {detail}",
        document_id=document_id(locator),
    )
