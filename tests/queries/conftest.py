"""Small snapshots to ask, from a few words about each document."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from pipeline.entities.salience import Named, salience
from pipeline.queries import Snapshot
from pipeline.snapshots import TABLES, write_snapshot
from pipeline.trends import TABLES as COMPUTED
from pipeline.trends import Dating, analyse, label_documents, name_series, rows

MIN_SCORE, MIN_DATE = 0.5, 0.5
COUNTRIES = {"SGP": "Singapore", "GBR": "United Kingdom", "CIV": "Côte d’Ivoire"}
REGIONS = {
    "SGP": ("South-eastern Asia", "East Asia & Pacific"),
    "GBR": ("Northern Europe", "Europe & Central Asia"),
    "CIV": ("Western Africa", "Sub-Saharan Africa"),
}
THEMES = {"heritage": "Cultural heritage", "inclusion": "Inclusion and access"}


@dataclass(frozen=True)
class Doc:
    """A document."""

    published: str | None = "1990"
    themes: dict[str, float] = field(default_factory=dict)
    """Scores; 1 is given by the publisher."""
    names: Sequence[str] = ()
    source: str = "letters"
    cells: dict[str, Any] = field(default_factory=dict)
    wording: str = ""
    """How it names what it names; empty: by name."""
    text: str = "Dear all. We went to {names}. Yours."


Make = Callable[..., Path]


def _row(table: str, **cells: object) -> dict[str, Any]:
    blank = {"integer": 0, "number": 0.0, "boolean": False}
    empty = {c.name: None if c.nullable else blank.get(c.type, "") for c in TABLES[table].columns}
    return {**empty, **cells}


def _date(text: str | None) -> dict[str, Any]:
    if not text:
        return {}
    precision = {4: "year", 7: "month"}.get(len(text), "day")
    whole = f"{text}-01-01"[:10] if precision != "month" else f"{text}-01"
    return {"published": dt.date.fromisoformat(whole), "published_precision": precision}


def _document(made: dict[str, list[dict[str, Any]]], at: int, doc: Doc) -> None:
    id_ = f"{at:016x}"
    said = [doc.wording or COUNTRIES[code] for code in doc.names]
    text = doc.text.format(names=", ".join(said) or "sea")
    cells = {"title": f"=Letter {at}", "text": text, "language": "en", "n_words": 9, "revision": 1}
    of = {"source_id": doc.source, "locator": id_, "media_type": "text/html", "quality": 1.0}
    family = {"family_id": id_, "family_weight": 1.0, "is_gone": False}
    made["documents"].append(
        _row("documents", document_id=id_, **cells, **of, **family, **_date(doc.published))
        | {"published_confidence": 1.0}
        | doc.cells
    )
    passage = {"passage_id": f"{id_}-000", "document_id": id_, "end": len(text), "text": text}
    made["passages"].append(_row("passages", **passage, n_words=9, language="en"))
    for theme, score in sorted(doc.themes.items()):
        origin = "publisher" if score == 1 else "suggested"
        evidence = {"evidence": None if score == 1 else f"{id_}-000", "is_calibrated": score < 1}
        tag = {"concept_id": theme, "label": THEMES.get(theme, theme), "score": score, **evidence}
        made["tags"].append(_row("tags", document_id=id_, scheme="themes", origin=origin, **tag))
    for ordinal, (code, name) in enumerate(zip(doc.names, said, strict=True)):
        start = text.index(name)
        span = {"start": start, "end": start + len(name), "text": name}
        named = {"type": "country", "entity_id": f"country:{code}", "via": "name"}
        made["mentions"].append(
            _row("mentions", document_id=id_, ordinal=ordinal, **span, **named, inside=None)
        )


def _entity(made: dict[str, list[dict[str, Any]]], code: str, name: str) -> dict[str, Any]:
    id_ = f"country:{code}"
    n = sum(one["entity_id"] == id_ for one in made["mentions"])
    counts = {"n_mentions": n, "n_documents": n, "is_known": True, "country": code}
    of = dict(zip(("un_region", "world_bank_region"), REGIONS[code], strict=True))
    return _row("entities", entity_id=id_, type="country", name=name, **counts, **of)


def _weigh(made: dict[str, list[dict[str, Any]]], document: dict[str, Any]) -> None:
    id_, text = document["document_id"], document["text"]
    named = [
        Named(one["entity_id"], one["start"], one["text"], stands=True)
        for one in made["mentions"]
        if one["document_id"] == id_
    ]
    names = {one["entity_id"]: one["name"] for one in made["entities"]}
    for one in salience(document["title"], len(text), named, names):
        made["document_entities"].append({"document_id": id_, **asdict(one)})


def _compute(made: dict[str, list[dict[str, Any]]], as_of: str | None) -> str | None:
    connection = duckdb.connect()
    for name in ("documents", "tags", "document_topics", "topics", "mentions", "entities"):
        schema = TABLES[name].schema
        connection.register(f"{name}_", schema.empty_table().from_pylist(made[name], schema))
        connection.execute(f"CREATE TABLE {name} AS FROM {name}_")
    connection.register("decisions", TABLES["decisions"].schema.empty_table())
    label_documents(connection, min_score=MIN_SCORE)
    unsure = [
        (t["concept_id"], t["document_id"], t["score"])
        for t in made["tags"]
        if t["score"] < MIN_SCORE
    ]
    for values in unsure:
        connection.execute("INSERT INTO series_documents VALUES ('theme', ?, ?, ?, FALSE)", values)
    name_series(connection)
    last = connection.execute("SELECT max(published) FROM documents").fetchone()
    day = dt.date.fromisoformat(as_of) if as_of else last[0] if last else None
    found = analyse(connection, Dating(MIN_DATE, day))
    for name in COMPUTED:
        made[name] = list(rows(getattr(found, name)))
    answer = connection.sql("FROM series_documents ORDER BY kind, id, document_id")
    made["series_documents"] = answer.to_arrow_table().to_pylist()
    return day.isoformat() if day else None


@pytest.fixture(scope="session")
def make_snapshot(tmp_path_factory: pytest.TempPathFactory) -> Make:
    """Return a function from documents to the folder of their snapshot; the n-th has id n."""

    def make(docs: Sequence[Doc], *, as_of: str | None = None) -> Path:
        made: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
        for at, doc in enumerate(docs):
            _document(made, at, doc)
        for code, name in sorted(COUNTRIES.items()):
            made["entities"].append(_entity(made, code, name))
        for document in made["documents"]:
            _weigh(made, document)
        for source in sorted({doc.source for doc in docs}):
            made["sources"].append(_row("sources", source_id=source, name=f"The {source}"))
        last_day = _compute(made, as_of)
        folder = tmp_path_factory.mktemp("asked") / "outputs" / "snapshots"
        settings = {"min_score": MIN_SCORE, "min_date_confidence": MIN_DATE}
        manifest = {"created": "2026-01-02T03:04:05Z", "as_of": last_day, "settings": settings}
        return folder / write_snapshot(folder, made, manifest=manifest)

    return make


CORPUS = [
    Doc("1990", {"heritage": 1.0}, ["SGP"]),
    Doc("1990", {}, ["SGP", "GBR"]),
    Doc("1990", {}),
    Doc("1992-05", {"inclusion": 0.8, "heritage": 0.4}, ["SGP"]),
    Doc("1993-06-07", {"heritage": 1.0}, source="post"),
    Doc("2001", {"heritage": 0.7, "inclusion": 1.0}, ["GBR"], source="post"),
    Doc(None, {"heritage": 1.0}, ["CIV"], cells={"language": "fr", "quality": 0.2}),
    Doc("1991", {}, cells={"published_confidence": 0.4, "lacks": "suggestions"}),
]


@pytest.fixture(scope="session")
def folder(make_snapshot: Make) -> Path:
    """CORPUS as a snapshot; read only."""
    return make_snapshot(CORPUS)


@pytest.fixture(scope="session")
def snapshot(folder: Path) -> Iterator[Snapshot]:
    with Snapshot(folder) as opened:
        yield opened


def by_year(series: pd.DataFrame) -> list[tuple[int, int, int]]:
    """Return (year, documents, documents of all) of a trend."""
    return [
        (row.period_start.year, row.n_documents, row.n_documents_all) for row in series.itertuples()
    ]


@pytest.fixture(scope="session", name="by_year")
def _by_year() -> Callable[[pd.DataFrame], list[tuple[int, int, int]]]:
    return by_year


@pytest.fixture(scope="session")
def doc() -> type[Doc]:
    return Doc
