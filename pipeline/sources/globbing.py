"""Files of a card's folder, by its patterns."""

from __future__ import annotations

from pathlib import Path

from pipeline.declarations import Source
from pipeline.errors import DeclarationError


def found(source: Source, folder: Path) -> list[str]:
    """Return what the patterns of a card match below a folder, as relative paths in order.

    Raises:
        DeclarationError: A pattern cannot be used, or leads out of the folder.
    """
    paths = _matching(source, folder, source.include, "include")
    return sorted(paths - _matching(source, folder, source.exclude, "exclude"))


def _matching(source: Source, folder: Path, patterns: tuple[str, ...], key: str) -> set[str]:
    matching: set[str] = set()
    for pattern in patterns:
        try:
            if ".." in Path(pattern).parts:
                raise ValueError("leads out of the folder")
            matching.update(path.relative_to(folder).as_posix() for path in folder.glob(pattern))
        except (ValueError, NotImplementedError) as error:
            raise DeclarationError(
                f"source {source.id}: pattern {pattern!r} cannot be used ({error}); "
                f"mend '{key}' in its card"
            ) from error
    return matching
