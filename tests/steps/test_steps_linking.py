"""Ids are linked over the whole corpus, whatever the order and the parts it comes in."""

import itertools

import pytest

from pipeline.records import EntityDecision
from pipeline.steps import declared, linking
from pipeline.steps.context import Context, utc_now
from pipeline.store import Store, entity_decisions, linked
from pipeline.store.entities import load_entities
from tests.steps import entity_workspace
from tests.steps.entity_workspace import BOARD, CLUB, CORPUS, opened

EXPECTED = {
    "organisation:abc": ("organisation:arts-board-of-chad", "acronym"),
    "organisation:arts-board-of-chads": ("organisation:arts-board-of-chad", "spelling"),
}


def links(store: Store) -> dict[str, tuple[str, str]]:
    with store.read() as connection:
        return {one.local_id: (one.entity_id, one.reason) for one in linked.load_links(connection)}


@pytest.mark.parametrize("n_first", [0, 3, 5])
def test_in_parts_or_at_once_and_in_any_order_the_same_links(tmp_path, n_first):
    titles = list(reversed(CORPUS)) if n_first == 5 else list(CORPUS)
    first = {title: CORPUS[title] for title in titles[:n_first]}
    root = entity_workspace.make(tmp_path / "ws", first)
    with opened(root) as (workspace, store):
        entity_workspace.put(store, {title: CORPUS[title] for title in titles[n_first:]})
        told = linking.link(Context(workspace, store, "run"))
        assert told == "2 ids linked (acronym 1, spelling 1)"
        assert links(store) == EXPECTED


def test_what_is_as_it_was_is_not_computed_again(tmp_path, monkeypatch):
    root = entity_workspace.make(tmp_path / "ws")
    with opened(root) as (workspace, store):
        context = Context(workspace, store, "run")
        monkeypatch.setattr(linking, "inputs", None)
        assert linking.link(context) == "2 ids linked (acronym 1, spelling 1)"
        entity_workspace.put(store, {"One more": [entity_workspace.NAMES_CLUB]})
        with pytest.raises(TypeError):
            linking.link(context)


@pytest.mark.parametrize("n_others", [1, 9])
def test_who_decides_while_links_are_computed_is_not_passed_over(tmp_path, monkeypatch, n_others):
    root = entity_workspace.make(tmp_path / "ws")
    with opened(root) as (workspace, store):
        compute, others = linking.Inputs.linked, iter(range(n_others))

        def disturbed(given):
            for number in itertools.islice(others, 1):
                with store.write() as connection:
                    merge = EntityDecision(
                        f"{number:032x}", 0, "merge", CLUB, BOARD, "", "ada", utc_now()
                    )
                    entity_decisions.append(connection, [merge])
            return compute(given)

        monkeypatch.setattr(linking.Inputs, "linked", disturbed)
        linking.relink(workspace, store)
        assert links(store)[CLUB] == (BOARD, "merge")
        assert len(list(others)) == max(0, n_others - linking.ATTEMPTS)


def test_what_is_tentative_counts_only_where_it_is_vouched_for(tmp_path):
    root = entity_workspace.make(tmp_path / "ws")
    with opened(root) as (_, store), store.read() as connection:
        found = {row["entity_id"]: row for row in load_entities(connection)}
    assert set(found) == {
        "organisation:arab-book-club",
        "organisation:arts-board-of-chad",
        "organisation:asia-europe-foundation",
        "person:jane-doe",
    }
    board = found["organisation:arts-board-of-chad"]
    assert (board["name"], board["n_mentions"], board["n_documents"]) == (
        "Arts Board of Chad", 7, 5
    )  # fmt: skip


def test_an_id_that_no_document_gives_any_more_keeps_standing_for_its_entity(tmp_path):
    root = entity_workspace.make(tmp_path / "ws")
    with opened(root) as (workspace, store), store.read() as connection:
        gazetteers = declared.gazetteers(workspace)
        gone = linking.stands_for(connection, gazetteers, "organisation:arab-book-clubs")
        assert gone == "organisation:arab-book-club"
        known = linking.stands_for(connection, gazetteers, "organisation:asia-europ-foundation")
        assert known == "organisation:asia-europe-foundation"
        assert not linking.stands_for(connection, gazetteers, "organisation:never-heard-of")
