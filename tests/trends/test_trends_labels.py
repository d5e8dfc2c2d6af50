import pandas as pd

from pipeline.trends import LABELS, TABLE_COLUMNS, label_documents


def tables(**found: list[tuple[object, ...]]) -> dict[str, pd.DataFrame]:
    return {
        name: pd.DataFrame(found.get(name, []), columns=list(columns)).astype(
            {column: float if column in ("score", "share") else object for column in columns}
        )
        for name, columns in TABLE_COLUMNS.items()
    }


def labels(**found: list[tuple[object, ...]]) -> list[tuple[str, ...]]:
    frame = label_documents(tables(**found), min_score=0.5)
    assert tuple(frame.columns) == LABELS
    return [tuple(row) for row in frame.itertuples(index=False)]


def test_nothing_gives_nothing() -> None:
    assert labels() == []


def test_weak_suggestions_do_not_count() -> None:
    found = labels(
        tags=[
            ("d1", "themes", "heritage", "Heritage", "suggested", 0.49),
            ("d2", "themes", "heritage", "Heritage", "suggested", 0.5),
            ("d2", "themes", "heritage", "Heritage", "editor", 1.0),
            ("d3", "disciplines", "dance", "Dance", "publisher", 1.0),
            ("d3", "keywords", "folk dance", "folk dance", "publisher", 1.0),
        ]
    )
    assert found == [
        ("d3", "discipline", "dance", "Dance"),
        ("d2", "theme", "heritage", "Heritage"),
    ]


def test_a_country_counts_when_named_or_labelled() -> None:
    found = labels(
        entities=[("country:SGP", "country", "Singapore"), ("region:asia", "region", "Asia")],
        mentions=[
            ("d1", "country:SGP", "name", None),
            ("d2", "country:SGP", "name", "organisation"),
            ("d3", "country:SGP", "demonym", None),
            ("d1", "region:asia", "name", None),
        ],
        tags=[("d4", "countries", "SGP", "SGP", "publisher", 1.0)],
    )
    assert found == [
        ("d1", "country", "country:SGP", "Singapore"),
        ("d4", "country", "country:SGP", "Singapore"),
    ]


def test_a_stray_passage_makes_no_topic() -> None:
    found = labels(
        topics=[("t0001", "museums")],
        document_topics=[("d1", "t0001", 0.19), ("d2", "t0001", 0.2)],
    )
    assert found == [("d2", "topic", "t0001", "museums")]


def test_a_rejected_country_does_not_count_though_it_is_named() -> None:
    found = labels(
        mentions=[
            *((id_, "country:SGP", "name", None) for id_ in ("d1", "d2", "d3", "d4")),
            ("d1", "country:FRA", "name", None),
            ("d1", "organisation:un", "name", None),
        ],
        entities=[
            ("country:SGP", "country", "Singapore"),
            ("country:FRA", "country", "France"),
            ("organisation:un", "organisation", "United Nations"),
        ],
        decisions=[
            ("d1", "countries", "SGP", "reject", "counts"),
            ("d2", "countries", "SGP", "reject", "undone"),
            ("d3", "countries", None, "complete", "counts"),
            ("d4", "countries", None, "complete", "counts"),
            ("d4", "countries", "SGP", "accept", "counts"),
            ("d1", "themes", "FRA", "reject", "counts"),
        ],
    )
    assert found == [
        ("d1", "country", "country:FRA", "France"),
        ("d2", "country", "country:SGP", "Singapore"),
        ("d4", "country", "country:SGP", "Singapore"),
        ("d1", "organisation", "organisation:un", "United Nations"),
    ]
