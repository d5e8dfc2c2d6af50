"""Which documents count for which series."""

import duckdb
import pytest

from pipeline.trends import TABLE_COLUMNS, add_uncertain, label_documents, name_series

TYPES = {"score": "DOUBLE", "share": "DOUBLE", "is_calibrated": "BOOLEAN", "probability": "DOUBLE"}
COLUMNS = {
    **TABLE_COLUMNS,
    "documents": ("document_id", "lacks"),
    "probabilities": ("document_id", "scheme", "concept_id", "probability"),
}


def connected(**found: list[tuple[object, ...]]) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    found.setdefault(
        "documents", [(f"d{number}", None) for number in range(1, 7)] + [("d7", "suggestions")]
    )
    for name, columns in COLUMNS.items():
        typed = ", ".join(f"{column} {TYPES.get(column, 'VARCHAR')}" for column in columns)
        connection.execute(f"CREATE TABLE {name} ({typed})")
        marks = ", ".join("?" * len(columns))
        if rows := found.get(name):
            connection.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)
    return connection


def labels(**found: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """Label, and return document, kind, id, label, probability of what counts."""
    connection = connected(**found)
    label_documents(connection, min_score=0.5)
    name_series(connection)
    rows = connection.execute(
        "SELECT document_id, kind, id, label, probability FROM series_documents "
        "JOIN series USING (kind, id) WHERE counts ORDER BY kind, id, document_id"
    ).fetchall()
    assert connection.execute("SELECT count(*) FROM series_documents").fetchall() == [(len(rows),)]
    return rows


def entity(id_: str, name: str, un: str = "", bank: str = "") -> tuple[object, ...]:
    return (id_, id_.partition(":")[0], name, un, bank)


def suggested(id_: str, score: float, is_calibrated: bool = True) -> tuple[object, ...]:
    return (id_, "themes", "heritage", "Heritage", "suggested", score, is_calibrated)


def test_nothing_gives_nothing() -> None:
    assert labels() == []


def test_suggestions_count_from_a_score_on_and_verdicts_wholly() -> None:
    found = labels(
        tags=[
            suggested("d1", 0.49996),
            suggested("d2", 0.5),
            ("d2", "themes", "heritage", "Heritage", "editor", 1.0, False),
            suggested("d4", 0.612349),
            suggested("d5", 0.7, is_calibrated=False),
            suggested("gone", 0.9),
            ("d3", "disciplines", "dance", "Dance", "publisher", 1.0, False),
            ("d3", "keywords", "folk dance", "folk dance", "publisher", 1.0, False),
        ]
    )
    assert found == [
        ("d3", "discipline", "dance", "Dance", 1.0),
        ("d2", "theme", "heritage", "Heritage", 1.0),
        ("d4", "theme", "heritage", "Heritage", 0.6123),
        ("d5", "theme", "heritage", "Heritage", 1.0),
    ]


def test_a_country_counts_when_named_or_labelled() -> None:
    found = labels(
        entities=[entity("country:SGP", "Singapore"), entity("region:asia", "Asia")],
        mentions=[
            ("d1", "country:SGP", "name", None),
            ("d1", "country:SGP", "alias", None),
            ("d2", "country:SGP", "name", "organisation"),
            ("d3", "country:SGP", "demonym", None),
            ("d5", "country:SGP", "capital", None),
            ("d1", "region:asia", "name", None),
            ("d2", "region:asia", "demonym", None),
        ],
        tags=[("d4", "countries", "SGP", "SGP", "publisher", 1.0, False)],
    )
    assert found == [
        ("d1", "country", "country:SGP", "Singapore", 1.0),
        ("d4", "country", "country:SGP", "Singapore", 1.0),
        ("d1", "region", "region:asia", "Asia", 1.0),
    ]


def test_a_document_counts_for_the_regions_of_its_countries() -> None:
    found = labels(
        entities=[
            entity("country:SEN", "Senegal", "Western Africa", "Sub-Saharan Africa"),
            entity("country:CIV", "Côte d’Ivoire", "Western Africa", "Sub-Saharan Africa"),
            entity("country:VAT", "Holy See", "Southern Europe"),
            entity("organisation:au", "African Union", "Eastern Africa", "Sub-Saharan Africa"),
        ],
        mentions=[
            ("d1", "country:SEN", "name", None),
            ("d1", "country:CIV", "name", None),
            ("d2", "country:SEN", "demonym", None),
            ("d3", "country:VAT", "name", None),
            ("d5", "organisation:au", "name", None),
        ],
        tags=[("d4", "countries", "CIV", "Côte d’Ivoire", "publisher", 1.0, False)],
    )
    assert [row for row in found if row[1] == "region"] == [
        (document, "region", id_, label, 1.0)
        for id_, label, documents in (
            ("un:africa", "Africa (UN)", ("d1", "d4")),
            ("un:europe", "Europe (UN)", ("d3",)),
            ("un:southern-europe", "Southern Europe (UN)", ("d3",)),
            ("un:sub-saharan-africa", "Sub-Saharan Africa (UN)", ("d1", "d4")),
            ("un:western-africa", "Western Africa (UN)", ("d1", "d4")),
            ("wb:sub-saharan-africa", "Sub-Saharan Africa (World Bank)", ("d1", "d4")),
        )
        for document in documents
    ]


@pytest.mark.parametrize(
    ("name", "label"), [(None, "museums"), ("", "museums"), ("Loans", "Loans")]
)
def test_a_stray_passage_makes_no_topic(name: str | None, label: str) -> None:
    found = labels(
        topics=[("t0001", "museums", name)],
        document_topics=[("d1", "t0001", 0.19), ("d2", "t0001", 0.2)],
    )
    assert found == [("d2", "topic", "t0001", label, 1.0)]


def test_a_rejected_country_does_not_count_though_it_is_named() -> None:
    found = labels(
        mentions=[
            *((id_, "country:SGP", "name", None) for id_ in ("d1", "d2", "d3", "d4")),
            ("d1", "country:FRA", "name", None),
            ("d1", "organisation:un", "name", None),
        ],
        entities=[
            entity("country:SGP", "Singapore"),
            entity("country:FRA", "France"),
            entity("organisation:un", "United Nations"),
        ],
        decisions=[
            ("d1", "countries", "SGP", "reject", "counts"),
            ("d2", "countries", "SGP", "reject", "undone"),
            ("d3", "countries", None, "complete", "counts"),
            ("d4", "countries", None, "complete", "counts"),
            ("d4", "countries", "SGP", "accept", "counts"),
            ("d1", "themes", "FRA", "reject", "counts"),
        ],
        tags=[("d4", "countries", "SGP", "Singapore", "editor", 1.0, False)],
    )
    assert [row[:3] for row in found] == [
        ("d1", "country", "country:FRA"),
        ("d2", "country", "country:SGP"),
        ("d4", "country", "country:SGP"),
        ("d1", "organisation", "organisation:un"),
    ]


def test_doubt_has_rows_of_its_own_until_an_editor_has_spoken() -> None:
    connection = connected(
        tags=[suggested("d1", 0.8), suggested("d2", 0.26)],
        probabilities=[
            *((f"d{number}", "themes", "heritage", 0.3) for number in range(1, 6)),
            ("d6", "themes", "heritage", 0.0049),
            ("d7", "themes", "heritage", 0.3),
            ("d6", "themes", "sport", 0.4),
            ("d6", "unknown", "heritage", 0.4),
        ],
        decisions=[
            ("d3", "themes", "heritage", "reject", "counts"),
            ("d4", "themes", None, "complete", "counts"),
            ("d5", "themes", "sport", "reject", "counts"),
        ],
    )
    label_documents(connection, min_score=0.5)
    add_uncertain(connection, floor=0.005)
    found = connection.execute("SELECT * FROM series_documents ORDER BY ALL").fetchall()
    assert found == [
        ("theme", "heritage", "d1", 0.8, True),
        ("theme", "heritage", "d2", 0.26, False),
        ("theme", "heritage", "d5", 0.3, False),
    ], "sport is a theme that no document counts for"
