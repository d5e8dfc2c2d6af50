"""What snapshots say of entities, and what they keep to the store."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.records import EntityDecision, EntityLink
from pipeline.settings import Workspace, open_workspace
from pipeline.steps.explaining import explain
from pipeline.steps.named import entities_of
from pipeline.steps.published import published_tables
from pipeline.store import Store, schema
from pipeline.store.entity_decisions import append
from pipeline.store.linked import put_links

AT = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
Tables = dict[str, list[dict[str, Any]]]
Names = ("mentions", "entities", "document_entities", "entity_links", "entity_decisions")


def decision(number: int, kind: Any, editor: str, **cells: str) -> EntityDecision:
    given = {"subject": "", "target": "", "name": "", "note": f"note of {editor}"} | cells
    return EntityDecision(f"{number:032x}", number, kind, editor=editor, decided_at=AT, **given)


DECISIONS = (
    decision(1, "alias", "ada", target="organisation:unesco", name="The Organization"),
    decision(2, "reject", "bo", subject="person:wolof"),
    decision(3, "merge", "ada", subject="organisation:un-body", target="organisation:unesco"),
    decision(4, "undo", "bo", undoes=f"{3:032x}"),
    decision(5, "undo", "bo", undoes=f"{2:032x}"),
)
LINKS = (
    EntityLink("country:SEN", "organisation:unesco", "merge", "merged by ada, decision 3"),
    EntityLink("organisation:un-body", "organisation:unesco", "spelling", "likeness 97"),
    EntityLink("organisation:nobody", "organisation:nothing", "spelling", "likeness 98"),
    EntityLink("country:IDN", "", "reject", "no entity, decision 9"),
)


@pytest.fixture
def workspace(ran_root: Path) -> Workspace:
    """The tiny workspace with links and decisions of analysts."""
    workspace = open_workspace(ran_root, {})
    with Store(workspace.database_url) as store, store.write() as connection:
        append(connection, DECISIONS)
        put_links(connection, LINKS, {"organisation:unesco": "UNESCO of Paris"})
        connection.execute(schema.tags.delete().where(schema.tags.c.scheme == "countries"))
    return workspace


@pytest.fixture
def publish(workspace: Workspace) -> Callable[..., Tables]:
    def rows(**settings: Any) -> Tables:
        changed = workspace.settings.model_copy(update=settings)
        asked = Workspace(workspace.root, changed)
        with Store(workspace.database_url) as store, store.read() as connection:
            tables = published_tables(asked, connection)
            return {name: list(tables[name]) for name in Names}

    return rows


def test_entities_have_what_the_gazetteers_know(publish: Callable[..., Tables]) -> None:
    made = publish()
    known = {row["entity_id"]: row for row in made["entities"]}
    assert list(known) == sorted(known)
    assert known["country:SGP"]["un_region"] == "South-eastern Asia"
    assert known["country:SGP"]["country"] == "SGP"
    council = known["organisation:british-council"]
    assert (council["is_known"], council["country"]) == (True, "GBR")
    assert council["un_region"] == "Northern Europe"
    assert {row["entity_id"] for row in made["mentions"]} == set(known)


def test_links_decide_what_mentions_are(publish: Callable[..., Tables]) -> None:
    made = publish()
    assert not {"country:SEN", "country:IDN"} & {row["entity_id"] for row in made["mentions"]}
    (unesco,) = [row for row in made["entities"] if row["entity_id"] == "organisation:unesco"]
    assert unesco["name"] == "UNESCO of Paris"
    assert (unesco["n_mentions"], unesco["n_documents"]) == (2, 1)
    assert made["entity_links"] == [
        {
            "local_id": "country:SEN",
            "entity_id": "organisation:unesco",
            "reason": "merge",
            "evidence": "decision 3",
        },
        {
            "local_id": "organisation:un-body",
            "entity_id": "organisation:unesco",
            "reason": "spelling",
            "evidence": "likeness 97",
        },
    ]


def test_names_and_notes_of_analysts_and_persons_stay_in_the_store(
    publish: Callable[..., Tables],
) -> None:
    made = publish()
    told = [(row["number"], row["editor"], row["state"]) for row in made["entity_decisions"]]
    assert told == [(1, "a1", "counts"), (3, "a1", "undone"), (4, "a2", "counts")]
    assert not {"ada", "bo"} & set(str(made).replace("'", " ").split())
    assert "note of" not in str(made)
    assert "person" not in {row["type"] for row in made["entities"]}
    asked = publish(published_entities=("person", "place"))
    assert {row["type"] for row in asked["mentions"]} <= {"person", "place"}
    assert asked["mentions"]
    assert [row["number"] for row in asked["entity_decisions"]] == [2, 5]


def test_a_document_tells_what_it_is_about(
    workspace: Workspace, publish: Callable[..., Tables]
) -> None:
    made = publish()["document_entities"]
    keys = [(row["document_id"], row["entity_id"]) for row in made]
    assert keys == sorted(set(keys))
    (id_,) = {row["document_id"] for row in made if row["entity_id"] == "organisation:unesco"}
    types = workspace.settings.published_entities
    with Store(workspace.database_url) as store, store.read() as connection:
        told = entities_of(connection, id_, types)
        assert entities_of(connection, "0" * 16, types) == []
    assert told[0]["name"] == "UNESCO of Paris"
    assert told[0]["written"] == ["Senegal", "UNESCO"]
    shared = [{k: row[k] for k in made[0] if k != "document_id"} for row in told]
    mine = [{k: row[k] for k in made[0] if k != "document_id"} for row in made
            if row["document_id"] == id_]  # fmt: skip
    assert sorted(shared, key=lambda row: str(row["entity_id"])) == mine
    assert explain(workspace, id_)["entities"][0] == told[0]
