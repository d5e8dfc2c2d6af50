"""Snapshots to report on, made from a few made-up documents."""

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipeline.publish import reports
from pipeline.snapshots import TABLES, write_snapshot
from pipeline.trends import DOCUMENTS, TABLE_COLUMNS, analyse, label_documents, rows

Row = dict[str, Any]
LABELS = {"heritage": "Heritage", "language": "Language & learning"}
COUNTRIES = {"country:SGP": "Singapore", "country:FRA": "France"}


def document(at: int, year: int | None, **changes: object) -> Row:
    id_ = f"{at:016x}"
    row = {
        "document_id": id_,
        "revision": 1,
        "source_id": "letters",
        "locator": f"letters:{at}.txt",
        "family_id": id_,
        "family_weight": 1.0,
        "url": f"https://example.org/{at}",
        "title": f"Letter {at}",
        "text": "Dear all. Yours.",
        "language": "en",
        "authors": None,
        "section": None,
        "published": dt.date(year, 1, 1) if year else None,
        "published_precision": "year" if year else None,
        "published_confidence": 0.9 if year else 0.0,
        "published_from": "byline" if year else None,
        "quality": 1.0,
        "website": None,
        "gaps": None,
        "lacks": None,
        "n_words": 3,
    }
    return {**row, **changes}


def tag(document_id: str, concept: str) -> Row:
    row = {"document_id": document_id, "scheme": "themes", "concept_id": concept}
    given = {"label": LABELS[concept], "origin": "publisher", "score": 1.0}
    return {**row, **given, "is_calibrated": False, "evidence": None, "model": None}


def mention(document_id: str, entity_id: str) -> Row:
    row = {"document_id": document_id, "ordinal": 0, "start": 0, "end": 4, "text": "Dear"}
    return {**row, "type": "country", "entity_id": entity_id, "via": "name", "inside": None}


def entity(entity_id: str, name: str) -> Row:
    return {
        "entity_id": entity_id,
        "type": "country",
        "name": name,
        "n_mentions": 1,
        "n_documents": 1,
    }


def _frame(found: Sequence[Row], columns: Sequence[str]) -> pd.DataFrame:
    return pd.DataFrame([[row[name] for name in columns] for row in found], columns=list(columns))


def _computed(tables: dict[str, list[Row]]) -> dict[str, list[Row]]:
    frames = {name: _frame(tables[name], columns) for name, columns in TABLE_COLUMNS.items()}
    documents = _frame(tables["documents"], DOCUMENTS)
    labels = label_documents(frames, min_score=0.5)
    found = analyse(documents, labels, min_date_confidence=0.5)
    names = ("series", "series_documents", "trends", "slopes")
    return {name: list(rows(getattr(found, name))) for name in names}


def _tables(specs: Sequence[Row]) -> dict[str, list[Row]]:
    """Turn (year, themes, countries, changes of the document) into rows."""
    tables: dict[str, list[Row]] = {name: [] for name in TABLES}
    for at, spec in enumerate(specs):
        changes = {k: v for k, v in spec.items() if k not in ("year", "themes", "countries")}
        row = document(at, spec.get("year"), **changes)
        tables["documents"].append(row)
        id_ = row["document_id"]
        tables["tags"] += [tag(id_, concept) for concept in spec.get("themes", ())]
        tables["mentions"] += [mention(id_, country) for country in spec.get("countries", ())]
    named = sorted({row["entity_id"] for row in tables["mentions"]})
    tables["entities"] = [entity(id_, COUNTRIES[id_]) for id_ in named]
    source = {"source_id": "letters", "name": "Letters", "publisher": None, "licence": None}
    tables["sources"] = [{**source, "url": None, "n_documents": len(specs)}]
    return tables


@pytest.fixture
def make_snapshot(tmp_path: Path) -> Callable[..., Path]:
    """Return a function from specs of documents, and rows of other tables, to a snapshot."""

    def make(*specs: Row, **others: list[Row]) -> Path:
        tables = _tables(specs) | others
        tables |= _computed(tables)
        for name, table in TABLES.items():
            tables[name].sort(key=lambda row, key=table.key: [row[part] for part in key])
        manifest = {
            "created": "2026-01-02T03:04:05Z",
            "version": "0.1.0",
            "as_of": None,
            "settings": {"min_score": 0.5, "min_date_confidence": 0.5},
        }
        folder = tmp_path / "outputs" / "snapshots"
        return folder / write_snapshot(folder, tables, manifest=manifest, reports=reports)

    return make
