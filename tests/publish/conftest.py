"""Snapshots to report on, made from a few made-up documents and counted here by hand."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from pipeline.publish.reading.heat import wilson
from pipeline.publish.words import MONTHS
from pipeline.snapshots import TABLES, write_snapshot

Row = dict[str, Any]
Reports = Callable[[Path], Mapping[str, str]]
LABELS = {
    "heritage": "Heritage",
    "language": "Language & learning",
    "country:SGP": "Singapore",
    "country:FRA": "France",
}
EXACT = {"month": ("day", "month"), "quarter": ("day", "month")}


def document(at: int, year: int | None, **changes: object) -> Row:
    id_ = f"{at:016x}"
    row = {
        "document_id": id_,
        "revision": 1,
        "source_id": "letters",
        "locator": f"letters:{at}.txt",
        "media_type": "text/plain",
        "family_id": id_,
        "family_weight": 1.0,
        "part_of": None,
        "is_gone": False,
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


def passage(document_id: str, ordinal: int, text: str, **changes: object) -> Row:
    row = {"passage_id": f"{document_id}-{ordinal:03}", "document_id": document_id}
    row |= {"ordinal": ordinal, "start": 0, "end": len(text), "n_words": 3, "language": "en"}
    row |= {"section": None, "topic_id": None, "topic_score": None, "text": text}
    return {**row, **changes}


def tag(document_id: str, concept: str, **changes: object) -> Row:
    row = {"document_id": document_id, "scheme": "themes", "concept_id": concept}
    row |= {"label": LABELS[concept], "origin": "publisher", "score": 1.0}
    return {**row, "is_calibrated": False, "evidence": None, "model": None, **changes}


def mention(document_id: str, entity_id: str) -> Row:
    row = {"document_id": document_id, "ordinal": 0, "start": 0, "end": 4, "text": "Dear"}
    row |= {"type": "country", "entity_id": entity_id, "via": "name"}
    return {**row, "inside": None, "edition": None}


def entity(entity_id: str) -> Row:
    empty = {c.name: None for c in TABLES["entities"].columns if c.nullable}
    row = {"entity_id": entity_id, "type": "country", "name": LABELS[entity_id]}
    return {**empty, **row, "n_mentions": 1, "n_documents": 1, "is_known": True}


def topic(topic_id: str, **changes: object) -> Row:
    row = {"topic_id": topic_id, "label": "stage", "name": None, "terms": "stage 0.5; puppet 0.4"}
    row |= {"phrases": None, "themes": None, "examples": None, "example_sentences": None}
    return {**row, "n_passages": 2, "n_documents": 1, "x": 0.0, "y": 0.0, **changes}


def slope(id_: str, value: float, q: float = 0.001, **changes: object) -> Row:
    """A slope of `value` a decade, its interval a tenth of it to both sides."""
    row = {"kind": "theme", "id": id_, "label": LABELS[id_], "granularity": "year"}
    row |= {"variant": "all", "n_periods": 14, "slope": value, "p": q, "p_counts": q, "q": q}
    row |= {"slope_low": value - abs(value) / 10, "slope_high": value + abs(value) / 10}
    return {**row, **changes}


def difference(id_: str, before: float, after: float, **changes: object) -> Row:
    """A change, or with `direction` a mover; the interval is 0.1 to both sides."""
    apart, later = after - before, "recent" if "direction" in changes else "after"
    row = {"kind": "theme", "id": id_, "label": LABELS[id_], "share_before": before, "q": 0.001}
    row |= {f"share_{later}": after, "difference": apart}
    return {**row, "difference_low": apart - 0.1, "difference_high": apart + 0.1, **changes}


def _start(published: dt.date, granularity: str) -> dt.date:
    month = 12 * published.year + published.month - 1
    month -= month % MONTHS[granularity]
    return dt.date(month // 12, month % 12 + 1, 1)


def _share(having: Sequence[Row], whole: Sequence[Row]) -> Row:
    weight, all_ = (sum(row["family_weight"] for row in rows) for rows in (having, whole))
    row = {"n_documents": len(having), "n_documents_all": len(whole), "n_unassessed": 0}
    row |= {"weight": weight, "weight_all": all_, "weight_unassessed": 0.0, "n_effective": all_}
    if not whole:
        return row | dict.fromkeys(("share", "share_low", "share_high", "share_counted"))
    share = min(1.0, weight / all_)
    low, high = wilson(share, all_)
    return row | {"share": share, "share_low": low, "share_high": high, "share_counted": share}


def _figures(tables: dict[str, list[Row]], as_of: dt.date | None) -> dict[str, list[Row]]:
    documents = {row["document_id"]: row for row in tables["documents"]}
    having: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for row in tables["tags"]:
        having["theme", row["concept_id"], row["label"]].add(row["document_id"])
    for row in tables["mentions"]:
        having["country", row["entity_id"], LABELS[row["entity_id"]]].add(row["document_id"])
    names = {row["topic_id"]: row["name"] or row["label"] for row in tables["topics"]}
    for row in tables["document_topics"]:
        having["topic", row["topic_id"], names[row["topic_id"]]].add(row["document_id"])
    dated = [row for row in documents.values() if row["published_confidence"] >= 0.5]
    dated = [row for row in dated if not as_of or row["published"] <= as_of]
    out: dict[str, list[Row]] = {"series": [], "series_documents": [], "trends": []}
    for (kind, id_, label), ids in having.items():
        key = {"kind": kind, "id": id_}
        own = [documents[each] for each in ids]
        whole = list(documents.values())
        out["series"].append({**key, "label": label, **_share(own, whole)})
        sure = {"probability": 1.0, "counts": True}
        out["series_documents"] += [{**key, "document_id": each, **sure} for each in ids]
        for row in _trend(dated, ids, as_of):
            out["trends"].append({**key, "label": label, **row})
    return out


def _trend(dated: list[Row], ids: set[str], as_of: dt.date | None) -> list[Row]:
    if not dated:
        return []
    days = [row["published"] for row in dated]
    years = max(days).year - min(days).year
    published = {"year": True, "decade": years > 20, "quarter": years <= 12, "month": years <= 5}
    found = []
    for granularity in [name for name, is_told in published.items() if is_told]:
        exact = EXACT.get(granularity, ("day", "month", "year"))
        groups: dict[dt.date, list[Row]] = defaultdict(list)
        for row in dated:
            if row["published_precision"] in exact:
                groups[_start(row["published"], granularity)].append(row)
        for start in sorted(groups):
            own = [row for row in groups[start] if row["document_id"] in ids]
            is_open = dt.date(start.year, 12, 31) > (as_of or max(days))
            row = {"granularity": granularity, "period_start": start, "is_open": is_open}
            found.append({**row, **_share(own, groups[start])})
    return found


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
    tables["entities"] = [entity(id_) for id_ in named]
    ids = sorted({row["source_id"] for row in tables["documents"]})
    card = {"publisher": None, "licence": None, "kind": None}
    card |= {"url": None, "n_documents": 1}
    tables["sources"] = [{"source_id": id_, "name": id_.capitalize(), **card} for id_ in ids]
    return tables


@pytest.fixture
def make_snapshot(tmp_path: Path) -> Callable[..., Path]:
    """Return a function from specs of documents, and rows of other tables, to a snapshot."""

    def make(
        *specs: Row, as_of: str | None = None, pages: Reports | None = None, **others: list[Row]
    ) -> Path:
        tables = _tables(specs) | {k: v for k, v in others.items() if k != "tags"}
        tables["tags"] = others.get("tags", tables["tags"])
        day = dt.date.fromisoformat(as_of) if as_of else None
        tables |= {k: v for k, v in _figures(tables, day).items() if k not in others}
        for name, table in TABLES.items():
            tables[name].sort(key=lambda row, key=table.key: [row[part] for part in key])
        manifest = {
            "created": "2026-01-02T03:04:05Z",
            "version": "0.1.0",
            "as_of": as_of,
            "settings": {"min_score": 0.5, "min_date_confidence": 0.5, "as_of": as_of},
        }
        folder = tmp_path / "outputs" / "snapshots"
        return folder / write_snapshot(folder, tables, manifest=manifest, reports=pages)

    return make


@pytest.fixture
def rows() -> SimpleNamespace:
    """Return the functions that make rows of other tables."""
    return SimpleNamespace(
        passage=passage, tag=tag, topic=topic, slope=slope, difference=difference
    )
