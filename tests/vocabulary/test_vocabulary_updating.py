"""New versions of a vocabulary, from a publisher or from a spreadsheet."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import DeclarationError
from pipeline.vocabulary import Vocabulary
from pipeline.vocabulary.skos.editing import Editing
from pipeline.vocabulary.skos.files import parse, read
from pipeline.vocabulary.skos.history import Stamp, history_of
from pipeline.vocabulary.skos.parsing import Parsed, parse_turtle
from pipeline.vocabulary.skos.updating import Difference, keep_scheme, update
from pipeline.vocabulary.skos.writing import to_turtle


@pytest.fixture
def edited(garden: str, stamp: Stamp) -> str:
    """The garden with moss merged into trees."""
    parsed = parse_turtle(Path("garden.ttl"), garden)
    Editing(parsed, read(parsed, "garden").vocabulary, stamp).merge("moss", "tree")
    return to_turtle(parsed.graph)


def updated(
    old: str, new: str, stamp: Stamp, name: str = "garden.ttl", *, retire_missing: bool = False
) -> tuple[Vocabulary, Difference, Parsed]:
    versions = parse(Path("garden.ttl"), old), parse(Path(name), new)
    merged, found = update(*versions, "garden", stamp, retire_missing=retire_missing)
    text = to_turtle(merged.graph)
    assert to_turtle(parse_turtle(Path("garden.ttl"), text).graph) == text
    return read(merged, "garden").vocabulary, found, merged


def test_the_same_version_again_changes_nothing(garden: str, stamp: Stamp) -> None:
    after, found, _ = updated(garden, garden, stamp)
    assert after == read(parse_turtle(Path("garden.ttl"), garden), "garden").vocabulary
    assert found == Difference((), (), (), (), ())


def test_a_new_version_brings_concepts_and_keeps_history(
    garden: str, edited: str, stamp: Stamp
) -> None:
    new = garden.replace('"Oaks"@en', '"Oak trees of all kinds"@en') + (
        'plant:fern a skos:Concept ; skos:prefLabel "Ferns"@en .\n'
    )
    after, found, merged = updated(edited, new, stamp)
    assert (found.added, found.renamed) == (("fern",), ("oak",))
    assert after.match_label("Oaks") == "oak"
    assert after.resolve("moss") == "tree"  # an older file does not undo a merge
    whats = [each.what for each in history_of(merged.graph, "urn:culturescope:garden:oak")]
    assert whats == [
        "Divided from trees; once.",
        "Changed with an import: preferred labels, alternative labels; before: 'Oaks' (en)",
    ]
    notes = history_of(merged.graph, "urn:culturescope:garden:moss")
    assert [each.what for each in notes] == ["Merged into 'tree'"]


def without(garden: str, name: str) -> str:
    blocks = [block for block in garden.split("\n\n") if not block.startswith(f"plant:{name} ")]
    return "\n\n".join(blocks).replace(f"; skos:related plant:{name}", "")


def test_what_a_new_version_has_not_stays_unless_it_is_to_be_retired(
    garden: str, stamp: Stamp
) -> None:
    new = without(garden, "moss")
    after, found, _ = updated(garden, new, stamp)
    assert ("moss" in after.by_id, found.missing, found.retired) == (True, ("moss",), ())
    after, found, _ = updated(garden, new, stamp, retire_missing=True)
    assert (found.missing, found.retired) == ((), ("moss",))
    assert after.retired_by_id["moss"].examples == ("=Moss", "Moss; it grows on stone.")
    assert found.changed == ()  # that oak is no longer related to it is no change of oak


def test_a_table_changes_only_what_it_has_columns_and_rows_for(garden: str, stamp: Stamp) -> None:
    table = "id,label@fr,alt_labels\noak,Chênes divers,\n"
    after, found, _ = updated(garden, table, stamp, "garden.csv")
    oak = after.by_id["oak"]
    assert oak.labels == (("en", "Oaks"), ("fr", "Chênes divers"))
    assert set(oak.alt_labels) == {"chênaie", "Chênes"}  # the English column is empty
    assert (oak.hidden_labels, oak.broader) == (("oka",), ("tree",))
    assert (found.renamed, found.missing) == (("oak",), ("moss", "tree"))
    assert after.title == "Garden"


def test_a_table_from_before_restores_nothing(edited: str, stamp: Stamp) -> None:
    after, found, _ = updated(edited, "id,label,status\nmoss,Mosses,\n", stamp, "garden.csv")
    assert after.resolve("moss") == "tree"
    assert found.added == ()


def test_a_table_can_retire_and_add(garden: str, stamp: Stamp) -> None:
    table = "id,label,status,replaced_by\nmoss,Mosses,retired,tree\nfern,Ferns,,\n"
    after, found, _ = updated(garden, table, stamp, "garden.csv")
    assert (found.retired, found.added, after.resolve("moss")) == (("moss",), ("fern",), "tree")


def test_an_update_that_breaks_a_rule_is_refused(garden: str, stamp: Stamp) -> None:
    with pytest.raises(DeclarationError, match="'Trees' is the label of 'oak' too"):
        updated(garden, "id,label\noak,Trees\n", stamp, "garden.csv")


TWO = """\
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix x: <http://example.org/> .
x:s a skos:ConceptScheme . x:t a skos:ConceptScheme .
x:a a skos:Concept ; skos:inScheme x:s ; skos:prefLabel "A" ; skos:related x:b , x:c .
x:b a skos:Concept ; skos:inScheme x:t ; skos:prefLabel "B" ; skos:note [ skos:note "n" ] .
x:c a skos:Concept ; skos:inScheme x:s , x:t ; skos:prefLabel "C" .
"""


def test_one_scheme_of_several_is_taken_without_warnings() -> None:
    parsed = parse_turtle(Path("two.ttl"), TWO)
    keep_scheme(parsed, "http://example.org/s")
    reading = read(parsed, "two")
    assert ([each.id for each in reading.vocabulary.concepts], reading.warnings) == (["a", "c"], ())
    assert reading.vocabulary.by_id["a"].related == ("c",)
    with pytest.raises(DeclarationError, match=r"its schemes: <http://example.org/s>"):
        keep_scheme(parsed, "http://example.org/z")
