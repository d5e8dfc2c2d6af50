"""What is worth a look among entities: mixed, nothing twice, every command one that is taken."""

import shlex
import shutil

import pytest

from pipeline.steps.entity_deciding import Wanted, decide
from pipeline.steps.entity_reviewing import review, reviewed
from tests.steps import entity_workspace
from tests.steps.entity_workspace import ASEF

CLOSE = ("Asia-Europe Foundation Trust", "organisation", "rule")
SITE, SENT = ("SITE", "organisation", "undefined"), ("ABCD", "organisation", "undefined")
BEIRUT = ("Beirut", "place", "model")
MONTH, PLACE = ("OCTOBER", "organisation", "undefined"), ("BEIRUT", "organisation", "undefined")
GARDENS = ("Royal Gardens Trust", "organisation", "rule")
MISREAD = ("Royal Gardens Trnst", "organisation", "model")
KNOWN = ("Asia-Europe Foundation", "organisation", "name")
SHUTTLE = ("Heritage Shuttle", "programme", "proposed")
CORPUS = {
    "One": [KNOWN, CLOSE, SENT, MONTH, BEIRUT, GARDENS, SHUTTLE],
    "Two": [KNOWN, CLOSE, SENT, MONTH, PLACE, BEIRUT, GARDENS, SHUTTLE],
    "Three": [KNOWN, SENT, ("ABCD", "organisation", "model"), GARDENS, MISREAD],
    "Four": [KNOWN, ("ABCD", "organisation", "model"), GARDENS, MISREAD],
    "Five": [("ABCD", "organisation", "model"), GARDENS],
    **{f"{n} more": [GARDENS] for n in range(30)},
}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return entity_workspace.make(tmp_path_factory.mktemp("entity_reviewing") / "ws", CORPUS)


@pytest.fixture
def desk(made, tmp_path):
    with entity_workspace.opened(shutil.copytree(made, tmp_path / "ws")) as found:
        yield found


def test_kinds_take_turns_and_nothing_is_asked_twice(desk):
    found = reviewed(*desk)
    assert [item.kind for item in found.items] == [
        "double", "acronym", "proposed", "link", "unknown",
    ]  # fmt: skip
    assert found.counts == dict.fromkeys(("double", "acronym", "proposed", "link", "unknown"), 1)
    subjects = [item.ids[0] for item in found.items]
    assert len(set(subjects)) == len(subjects)
    assert [item.ids[0] for item in found.items if "ABCD" in item.names] == ["organisation:abcd"]


def test_words_in_capitals_are_no_question(desk):
    named = {name for item in review(*desk, limit=99) for name in item.names}
    assert "ABCD" in named
    assert not named & {"OCTOBER", "BEIRUT"}


def test_a_double_is_led_to_the_known_entity(desk):
    (item,) = review(*desk, ["double"])
    assert item.ids == ("organisation:asia-europe-foundation-trust", ASEF)
    assert item.commands[0] == f"merge {item.ids[0]} {ASEF}"


def test_every_command_is_taken_and_settles_the_question(made, tmp_path):
    with entity_workspace.opened(made) as opened:
        items = review(*opened, limit=99)
    for at, item in enumerate(items):
        for nth, command in enumerate(item.commands):
            root = shutil.copytree(made, tmp_path / f"{at}-{nth}")
            with entity_workspace.opened(root) as opened:
                decide(*opened, _wanted(command), editor="ada")
                assert item.ids not in [one.ids for one in review(*opened, [item.kind])]


def _wanted(command):
    kind, first, *rest = shlex.split(command)
    if kind == "alias":
        return Wanted("alias", target=first, name=rest[0])
    return Wanted(kind, first, *rest)
