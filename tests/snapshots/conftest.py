"""A tiny snapshot's rows."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from pipeline.snapshots import TABLES
from pipeline.snapshots.nouns import Column

Rows = dict[str, list[dict[str, Any]]]

SHARE = {
    "n_documents": 1,
    "n_documents_all": 2,
    "n_unassessed": 0,
    "weight": 1.0,
    "weight_all": 2.0,
    "weight_unassessed": 0.0,
    "n_effective": 2.0,
    "share": 0.5,
    "share_low": 0.1,
    "share_high": 0.9,
    "share_counted": 0.5,
}
SURE = {"probability": 1.0, "counts": True}


def document(document_id: str, **changes: object) -> dict[str, Any]:
    row = {
        "document_id": document_id,
        "revision": 1,
        "source_id": "letters",
        "locator": f"https://example.org/{document_id}",
        "media_type": "text/html",
        "family_id": document_id,
        "family_weight": 1.0,
        "part_of": None,
        "is_gone": False,
        "url": None,
        "title": "",
        "text": 'First paragraph.\n\nSecond, with a "quote" and a comma.',
        "language": "en",
        "authors": "A. Writer; B. Writer",
        "section": None,
        "published": dt.date(1936, 5, 1),
        "published_precision": "month",
        "published_confidence": 0.9,
        "published_from": "byline",
        "quality": 1.0,
        "website": None,
        "gaps": None,
        "lacks": None,
        "n_words": 9,
    }
    return {**row, **changes}


@pytest.fixture
def rows() -> Callable[..., Rows]:
    """Return a function from titles to the rows of all tables."""

    def build(*titles: str) -> Rows:
        ids = [f"{at:016x}" for at in range(len(titles))]
        pairs = zip(ids, titles, strict=True)
        kind = {"kind": "theme", "id": "heritage"}
        named = {**kind, "label": "Heritage"}
        period = {"granularity": "year", "period_start": dt.date(1936, 1, 1), "is_open": False}
        source = {"source_id": "letters", "name": "Letters", "publisher": None, "licence": None}
        return {
            "sources": [{**source, "kind": None, "url": None, "n_documents": len(titles)}],
            "documents": [document(id_, title=title) for id_, title in pairs],
            "passages": [],
            "sections": [],
            "dates": [],
            "relations": [],
            "mentions": [],
            "entities": [],
            "document_entities": [],
            "entity_links": [],
            "entity_decisions": [],
            "topics": [],
            "topic_events": [],
            "document_topics": [],
            "tags": [],
            "decisions": [],
            "series": [{**named, **SHARE}],
            "series_documents": [{**kind, "document_id": id_, **SURE} for id_ in ids],
            "trends": [{**named, **period, **SHARE}],
            "slopes": [],
            "changes": [],
            "movers": [],
            "rejected": [],
        }

    return build


IDS = ("0" * 15 + "0", "0" * 15 + "1")
REFERRED = {
    "document_id": IDS,
    "first_id": IDS,
    "second_id": IDS,
    "family_id": IDS,
    "part_of": IDS,
    "source_id": ("letters", "post"),
    "topic_id": ("t0001", "t0002"),
    "entity_id": ("country:FRA", "country:SGP"),
    "id": ("heritage", "inclusion"),
}


@pytest.fixture
def full_rows() -> Rows:
    """Two rows in each table: one with all cells filled, one with all empty that may be."""
    return {
        name: [{column.name: cell(column, at) for column in table.columns} for at in (0, 1)]
        for name, table in TABLES.items()
    }


def cell(column: Column, at: int) -> object:
    if column.nullable and at:
        return None
    if column.name in REFERRED:
        return REFERRED[column.name][at]
    if column.enum:
        return column.enum[0]
    values: dict[str, object] = {
        "string": f'{column.name} {at}, "=x"\nand more',
        "integer": at + 1,
        "number": (0.5, 1.0)[at],
        "boolean": at == 0,
        "date": dt.date(2019, 3, 12 + at),
    }
    return values[column.type]
