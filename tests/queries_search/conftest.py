"""Small snapshots to search in."""

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from pipeline.snapshots import TABLES, write_snapshot

Text = tuple[str | None, int | None, Sequence[str]]
"""Title, year, passages."""

TEXTS: list[Text] = [
    ("Theatre in Dakar", 1990, ["A theatre opens.", "Its first play is on soft power."]),
    ("The soft voice", 1990, ["Power lies in a soft voice.", "Film and theatre share a house."]),
    ("Heritage", 2001, ["A museum of cross-border trade.", "The café’s owner paints."]),
    (None, None, ["Cultural relations and trade", "music, dance and trade", "music"]),
]


def _row(table: str, **cells: object) -> dict[str, Any]:
    empty: dict[str, Any] = {
        column.name: None
        if column.nullable
        else {"integer": 0, "number": 0.0, "boolean": False}.get(column.type, "")
        for column in TABLES[table].columns
    }
    return {**empty, **cells}


def _document(at: int, title: str | None, year: int | None, passages: Sequence[str]) -> Any:
    id_ = f"{at:016x}"
    dated = {"published": dt.date(year, 1, 1), "published_precision": "year"} if year else {}
    said = {"title": title, "text": "\n\n".join(passages) or "-", "language": "en"}
    of = {"source_id": "letters", "locator": f"letters/{at}", "media_type": "text/plain"}
    family = {"family_id": id_, "family_weight": 1.0, "revision": 1}
    return _row("documents", document_id=id_, **dated, **said, **of, **family)


def _passages(at: int, passages: Sequence[str]) -> list[dict[str, Any]]:
    id_ = f"{at:016x}"
    return [
        _row("passages", passage_id=f"{id_}-{n:03d}", document_id=id_, ordinal=n, text=text)
        | {"language": "en"}
        for n, text in enumerate(passages)
    ]


@pytest.fixture(scope="session")
def make_library(tmp_path_factory: pytest.TempPathFactory) -> Callable[[list[Text]], Path]:
    """Return a function from texts to the folder of their snapshot; text n has id n in hex."""

    def make(texts: list[Text]) -> Path:
        rows: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
        source = {"name": "Letters", "n_documents": len(texts)}
        rows["sources"] = [_row("sources", source_id="letters", **source)]
        rows["documents"] = [_document(at, *text) for at, text in enumerate(texts)]
        listed = [row for at, text in enumerate(texts) for row in _passages(at, text[2])]
        rows["passages"] = sorted(listed, key=lambda row: row["passage_id"])
        folder = tmp_path_factory.mktemp("library") / "outputs" / "snapshots"
        return folder / write_snapshot(folder, rows, manifest={})

    return make


@pytest.fixture(scope="session")
def library(make_library: Callable[[list[Text]], Path]) -> Path:
    """TEXTS as a snapshot; read only."""
    return make_library(TEXTS)
