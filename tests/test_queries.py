import datetime as dt
import json
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest

from pipeline.errors import SnapshotError, UsageError
from pipeline.queries import (
    Within,
    count_below,
    documents_of,
    export_table,
    open_snapshot,
    recompute_findings,
    trend_series,
)
from pipeline.snapshots import TABLES, write_snapshot
from pipeline.trends import DOCUMENTS, TABLE_COLUMNS, analyse, label_documents, rows

Row = dict[str, Any]

# year, has the theme heritage, names Singapore
CORPUS = [
    (1990, True, True),
    (1990, False, True),
    (1990, False, False),
    (1992, False, True),
    (1993, True, False),
    (2001, True, False),
]


SETTINGS = {"min_score": 0.5, "min_date_confidence": 0.5}


def document(at: int, year: int) -> Row:
    id_ = f"{at:016x}"
    return {
        **dict.fromkeys((column.name for column in TABLES["documents"].columns), None),
        **{"document_id": id_, "family_id": id_, "family_weight": 1.0, "revision": 1},
        **{"source_id": "letters", "locator": id_, "title": f"=Letter {at}", "text": "Dear all."},
        **{"language": "en", "n_words": 2, "published": dt.date(year, 1, 1)},
        **{"published_precision": "year", "published_confidence": 1.0, "quality": 1.0},
    }


def tag(id_: str) -> Row:
    return {
        **{"document_id": id_, "scheme": "themes", "concept_id": "heritage", "label": "Heritage"},
        **{"origin": "publisher", "score": 1.0, "is_calibrated": False},
        **{"evidence": None, "model": None},
    }


def mention(id_: str) -> Row:
    return {
        **{"document_id": id_, "ordinal": 0, "start": 0, "end": 4, "text": "Dear"},
        **{"type": "country", "entity_id": "country:SGP", "via": "name", "inside": None},
    }


def tables() -> dict[str, list[Row]]:
    made: dict[str, list[Row]] = {name: [] for name in TABLES}
    for at, (year, has_theme, names_it) in enumerate(CORPUS):
        made["documents"].append(document(at, year))
        id_ = f"{at:016x}"
        made["tags"] += [tag(id_)] if has_theme else []
        made["mentions"] += [mention(id_)] if names_it else []
    entity = {"entity_id": "country:SGP", "type": "country", "name": "Singapore"}
    made["entities"] = [{**entity, "n_mentions": 3, "n_documents": 3}]
    source = {"source_id": "letters", "name": "Letters", "publisher": None, "licence": None}
    made["sources"] = [{**source, "url": None, "n_documents": len(CORPUS)}]
    return made


def write(folder: Path, made: dict[str, list[Row]]) -> Path:
    manifest = {"created": "2026-01-02T03:04:05Z", "as_of": None, "settings": SETTINGS}
    return folder / write_snapshot(folder, made, manifest=manifest)


def computed(folder: Path, made: dict[str, list[Row]]) -> Path:
    frames = {
        name: pd.DataFrame([[row[c] for c in columns] for row in made[name]], columns=columns)
        for name, columns in TABLE_COLUMNS.items()
    }
    documents = pd.DataFrame(made["documents"])[list(DOCUMENTS)]
    labels = label_documents(frames, min_score=0.5)
    found = analyse(documents, labels, min_date_confidence=0.5)
    for name in ("series", "series_documents", "trends", "slopes"):
        made[name] = list(rows(getattr(found, name)))
    return write(folder / "snapshots", made)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return computed(tmp_path_factory.mktemp("outputs"), tables())


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with an unsure date, a text that lacks suggestions, and a badly scanned one."""
    made = tables()
    made["documents"][0]["published_confidence"] = 0.4
    made["documents"][3]["lacks"] = "suggestions"
    made["documents"][4]["quality"] = 0.2
    return computed(tmp_path_factory.mktemp("damaged"), made)


def by_year(series: pd.DataFrame) -> list[tuple[int, int, int]]:
    return [
        (row.period_start.year, row.n_documents, row.n_documents_all) for row in series.itertuples()
    ]


def test_a_series_is_what_the_table_says(snapshot: Path) -> None:
    series = trend_series(snapshot, "theme", "heritage", Within("decade"))
    assert by_year(series) == [(1990, 2, 5), (2000, 1, 1)]


def test_time_is_cut_where_periods_overlap_it(snapshot: Path) -> None:
    within = Within("year", since=dt.date(1992, 6, 1), until=dt.date(1993, 1, 1))
    assert by_year(trend_series(snapshot, "theme", "heritage", within)) == [
        (1992, 0, 1),
        (1993, 1, 1),
    ]


def test_a_country_restricts_the_population(snapshot: Path) -> None:
    series = trend_series(snapshot, "theme", "Heritage", Within("year", country="sgp"))
    assert by_year(series) == [(1990, 1, 2), (1991, 0, 0), (1992, 0, 1)]
    assert series["share"].tolist()[0] == 0.5
    assert pd.isna(series["share"].tolist()[1])
    assert not series["is_open"].any(), "open is said of the whole corpus, which ends in 2001"


def test_an_unknown_id_names_the_nearest(snapshot: Path) -> None:
    with pytest.raises(UsageError, match="did you mean: heritage"):
        trend_series(snapshot, "theme", "heritige")
    with pytest.raises(UsageError, match="the most frequent are: country:SGP"):
        trend_series(snapshot, "theme", "heritage", Within(country="zzzz"))
    with pytest.raises(UsageError, match="none in this snapshot"):
        documents_of(snapshot, "topic", "t0001")


@pytest.mark.parametrize(
    ("kind", "within", "says"),
    [("planet", Within(), "there are theme"), ("theme", Within("week"), "year or decade")],
)
def test_odd_questions_are_refused(snapshot: Path, kind: str, within: Within, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        trend_series(snapshot, kind, "heritage", within)


def test_documents_of_a_series_come_newest_first(snapshot: Path) -> None:
    found = documents_of(snapshot, "theme", "heritage", limit=2)
    assert [day.year for day in found["published"]] == [2001, 1993]
    within = documents_of(snapshot, "theme", "heritage", within=Within(country="Singapore"))
    assert within["document_id"].tolist() == [f"{0:016x}"]


def test_quality_restricts_the_population(damaged: Path) -> None:
    assert by_year(trend_series(damaged, "theme", "heritage", Within("decade"))) == [
        (1990, 1, 4),
        (2000, 1, 1),
    ], "all texts; the unsure date of the first document does not count"
    clean = Within("decade", min_quality=0.5)
    assert by_year(trend_series(damaged, "theme", "heritage", clean)) == [
        (1990, 0, 3),
        (2000, 1, 1),
    ]
    within = documents_of(damaged, "theme", "heritage", within=clean)
    assert [day.year for day in within["published"]] == [2001, 1990]
    assert count_below(damaged, 0.5) == 1


def test_what_is_not_assessed_is_computed_afresh_too(damaged: Path) -> None:
    stated = trend_series(damaged, "theme", "heritage")
    afresh = trend_series(damaged, "theme", "heritage", Within("year", min_quality=0.01))
    pd.testing.assert_frame_equal(stated, afresh)
    assert afresh.set_index("period_start")["n_unassessed"].loc[dt.date(1992, 1, 1)] == 1


def test_forged_dates_and_languages_are_found(damaged: Path, tmp_path: Path) -> None:
    assert recompute_findings(damaged) == []
    made = {name: pq.read_table(damaged / f"{name}.parquet").to_pylist() for name in TABLES}
    made["documents"][3]["lacks"] = None
    made["documents"][0]["published_confidence"] = 0.9
    found = "\n".join(recompute_findings(write(tmp_path / "snapshots", made)))
    assert "cells of n_unassessed" in found
    assert "cells of n_documents_all" in found


def test_figures_follow_from_the_tables(snapshot: Path) -> None:
    assert recompute_findings(snapshot) == []


def test_forged_figures_are_found(snapshot: Path, tmp_path: Path) -> None:
    made = {name: pq.read_table(snapshot / f"{name}.parquet").to_pylist() for name in TABLES}
    made["trends"][0] |= {"share": 0.9}
    made["tags"] = made["tags"][1:]
    found = "\n".join(recompute_findings(write(tmp_path / "snapshots", made)))
    assert "trends.parquet: " in found
    assert "cells of share are not what its definition gives" in found
    assert "series_documents.parquet: 1 rows do not follow from" in found


def test_a_manifest_without_settings_cannot_prove(snapshot: Path, tmp_path: Path) -> None:
    made = {name: pq.read_table(snapshot / f"{name}.parquet").to_pylist() for name in TABLES}
    folder = tmp_path / "snapshots"
    made_id = write_snapshot(folder, made, manifest={})
    assert "settings.min_score" in recompute_findings(folder / made_id)[0]


def test_tables_are_copied_in_three_formats(snapshot: Path, tmp_path: Path) -> None:
    for name in ("csv", "jsonl", "parquet"):
        assert export_table(snapshot, "documents", name, tmp_path / f"documents.{name}") == 6
    first = json.loads((tmp_path / "documents.jsonl").read_text("utf-8").splitlines()[0])
    assert (first["title"], first["published"]) == ("=Letter 0", "1990-01-01")
    assert "'=Letter 0" in (tmp_path / "documents.csv").read_text("utf-8")
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".csv", ".jsonl", ".parquet"]


def test_odd_exports_are_refused(snapshot: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there are sources, documents"):
        export_table(snapshot, "letters", "csv", tmp_path / "letters.csv")
    with pytest.raises(UsageError, match="choose csv, jsonl, parquet"):
        export_table(snapshot, "tags", "xlsx", tmp_path / "tags.xlsx")
    with pytest.raises(UsageError, match="name another file"):
        export_table(snapshot, "tags", "csv", tmp_path / "none" / "tags.csv")
    with pytest.raises(SnapshotError, match="culturescope publish"):
        export_table(tmp_path, "tags", "csv", tmp_path / "tags.csv")


def test_no_other_file_can_be_read(snapshot: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("secret\n1\n", "utf-8")
    with open_snapshot(snapshot) as connection:
        with pytest.raises(duckdb.PermissionException):
            connection.execute(f"SELECT * FROM read_csv('{other}')")
        with pytest.raises(duckdb.Error):
            connection.execute("SET enable_external_access = true")


def test_a_folder_without_tables_is_no_snapshot(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match="is missing"), open_snapshot(tmp_path):
        pass
