"""Changes of concepts: nothing that was said is lost, and each is noted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, SKOS, XSD

from pipeline.errors import MissingError, UsageError
from pipeline.vocabulary import Vocabulary
from pipeline.vocabulary.skos.editing import Editing, NewConcept
from pipeline.vocabulary.skos.files import read
from pipeline.vocabulary.skos.history import Stamp, history_of
from pipeline.vocabulary.skos.parsing import parse_turtle
from pipeline.vocabulary.skos.writing import to_turtle

Act = Callable[[Editing], None]
GARDEN_URI = "urn:culturescope:garden"


class Plot:
    """A vocabulary that is changed, written and read again after each change."""

    def __init__(self, text: str, stamp: Stamp) -> None:
        self.text, self.stamp, self.path = text, stamp, Path("garden.ttl")

    def change(self, act: Act) -> Vocabulary:
        parsed = parse_turtle(self.path, self.text)
        act(Editing(parsed, read(parsed, "garden").vocabulary, self.stamp))
        self.text = to_turtle(parsed.graph)
        return self.vocabulary

    @property
    def vocabulary(self) -> Vocabulary:
        return read(parse_turtle(self.path, self.text), "garden").vocabulary

    def history(self, id_: str) -> list[tuple[str, str, str, str]]:
        graph = parse_turtle(self.path, self.text).graph
        found = history_of(graph, f"{GARDEN_URI}:{id_}")
        return [(each.at, each.editor, each.what, each.reason) for each in found]


@pytest.fixture
def plot(garden: str, stamp: Stamp) -> Plot:
    return Plot(garden, stamp)


def test_a_renamed_concept_keeps_its_id_and_goes_on_being_found(plot: Plot) -> None:
    oak = plot.change(lambda editing: editing.rename("oak", "en", "Oak family")).by_id["oak"]
    assert (oak.label, oak.uri) == ("Oak family", f"{GARDEN_URI}:oak")
    assert oak.labels == (("en", "Oak family"), ("fr", "Chênes"))
    assert "Oaks" in oak.alt_labels
    assert plot.vocabulary.match_label("OAKS") == "oak"
    assert plot.history("oak") == [
        ("", "", "Divided from trees; once.", ""),
        (
            "2026-03-01T12:00:00+00:00",
            "Ann Editor",
            "Preferred label (en) is now 'Oak family', before: 'Oaks' (alternative)",
            "as readers say",
        ),
    ]


@pytest.mark.parametrize(
    ("old", "alt", "hidden"), [("hidden", False, True), ("dropped", False, False)]
)
def test_a_label_that_was_wrong_is_hidden_or_dropped(
    plot: Plot, old: str, alt: bool, hidden: bool
) -> None:
    oak = plot.change(lambda editing: editing.rename("oak", "en", "Oak", old)).by_id["oak"]
    assert ("Oaks" in oak.alt_labels, "Oaks" in oak.hidden_labels) == (alt, hidden)


def test_a_label_in_a_new_language_is_added_and_one_renamed_back_is_no_double(plot: Plot) -> None:
    oak = plot.change(lambda editing: editing.rename("oak", "de", "Eichen")).by_id["oak"]
    assert dict(oak.labels) == {"de": "Eichen", "en": "Oaks", "fr": "Chênes"}
    plot.change(lambda editing: editing.rename("oak", "en", "Quercus"))
    oak = plot.change(lambda editing: editing.rename("oak", "en", "Oaks")).by_id["oak"]
    assert (oak.label, "Oaks" in oak.alt_labels, "Quercus" in oak.alt_labels) == (
        "Oaks",
        False,
        True,
    )


def test_an_added_concept_is_noted_and_linked(plot: Plot) -> None:
    new = NewConcept(
        "fern", {"en": " Ferns ", "fr": "Fougères"}, [("en", "bracken")], "Spore plants.",
        ["tree"], ["moss"],
    )  # fmt: skip
    fern = plot.change(lambda editing: editing.add(new)).by_id["fern"]
    assert (fern.label, fern.alt_labels, fern.definition) == (
        "Ferns",
        ("bracken",),
        "Spore plants.",
    )
    assert (fern.broader, fern.related, fern.uri) == (("tree",), ("moss",), f"{GARDEN_URI}:fern")
    assert [what for _, _, what, _ in plot.history("fern")] == ["Added"]


def test_a_merged_concept_stays_and_leads_to_its_successor(plot: Plot) -> None:
    before = plot.vocabulary
    after = plot.change(lambda editing: editing.merge("tree", "oak"))
    assert [concept.id for concept in after.concepts] == ["moss", "oak"]
    assert after.resolve("tree") == "oak"
    tree = after.retired_by_id["tree"]
    assert tree.labels == before.by_id["tree"].labels
    oak = after.by_id["oak"]
    assert {"Trees", "Arbres", "timber plants"} < set(oak.alt_labels)
    assert after.match_label("trees") == "oak"
    assert oak.broader == ()  # its wider concept is what it took over
    graph = parse_turtle(plot.path, plot.text).graph
    node = URIRef(f"{GARDEN_URI}:tree")
    assert (node, OWL.deprecated, Literal(True)) in graph
    assert (node, DCTERMS.isReplacedBy, URIRef(f"{GARDEN_URI}:oak")) in graph
    at = Literal("2026-03-01T12:00:00+00:00", datatype=XSD.dateTime)
    assert (node, DCTERMS.modified, at) in graph
    assert plot.history("tree")[0][2] == "Merged into 'oak'"
    assert plot.history("oak")[1][2].startswith("Takes over 'tree', with the labels 'Trees'")


def test_merges_follow_one_another_and_relations_follow_them(plot: Plot) -> None:
    plot.change(lambda editing: editing.merge("moss", "tree"))
    assert plot.vocabulary.by_id["oak"].related == ("tree",)
    after = plot.change(lambda editing: editing.merge("tree", "oak"))
    assert {id_: after.resolve(id_) for id_ in ("moss", "tree", "oak")} == dict.fromkeys(
        ("moss", "tree", "oak"), "oak"
    )
    assert after.match_label("mosses") == "oak"


def test_labels_that_both_have_are_not_doubled(garden: str, stamp: Stamp) -> None:
    plot = Plot(garden.replace('"timber plants"@en', '"OAK  TREES"@en'), stamp)
    oak = plot.change(lambda editing: editing.merge("tree", "oak")).by_id["oak"]
    assert [label.casefold() for label in oak.alt_labels].count("oak trees") == 1


def test_a_retired_concept_is_neither_offered_nor_matched_nor_related(plot: Plot) -> None:
    after = plot.change(lambda editing: editing.retire("moss"))
    assert (after.resolve("moss"), after.match_label("mosses")) == ("", "")
    assert after.by_id["oak"].related == ()
    assert after.find("moss") is not None


@pytest.mark.parametrize("act", ["retire", "merge"])
def test_restoring_undoes_retiring_and_merging(plot: Plot, act: str) -> None:
    before = plot.vocabulary
    if act == "retire":
        plot.change(lambda editing: editing.retire("tree"))
    else:
        plot.change(lambda editing: editing.merge("tree", "oak"))
    assert plot.vocabulary != before
    assert plot.change(lambda editing: editing.restore("tree")) == before
    assert len(plot.history("tree")) == 2


@pytest.mark.parametrize(
    ("act", "error", "message"),
    [
        (lambda e: e.rename("no", "en", "No"), MissingError, "'no' is no concept of garden"),
        (lambda e: e.rename("oak", "en", "TREES"), UsageError, "is the label of 'tree' already"),
        (lambda e: e.rename("oak", "en", "Oaks "), UsageError, "is called 'Oaks' already"),
        (lambda e: e.rename("oak", "en", "?!"), UsageError, "a label has letters"),
        (lambda e: e.rename("oak", "en", "o" * 301), UsageError, "at most 300"),
        (lambda e: e.rename("oak", "English", "Oak"), UsageError, "'English' is no language"),
        (lambda e: e.merge("oak", "oak"), UsageError, "merged into itself"),
        (lambda e: e.merge("oak", "no"), MissingError, "'no' is no concept"),
        (lambda e: e.restore("oak"), UsageError, "'oak' is no retired concept"),
        (lambda e: e.add(NewConcept("oak", {"en": "New"})), UsageError, "never used again"),
        (lambda e: e.add(NewConcept("New", {"en": "New"})), UsageError, "'New' is no id"),
        (lambda e: e.add(NewConcept("new", {})), UsageError, "needs a preferred label"),
        (lambda e: e.add(NewConcept("n" * 101, {"en": "New"})), UsageError, "is no id"),
        (lambda e: e.add(NewConcept("n\n", {"en": "New"})), UsageError, "is no id"),
        (lambda e: e.add(NewConcept("new", {"e n": "New"})), UsageError, "'e n' is no language"),
        (lambda e: e.add(NewConcept("n", {"en": "N"}, [("", "M")])), UsageError, "is no language"),
        (lambda e: e.add(NewConcept("n", {"en": "N"}, (), "d" * 10_001)), UsageError, "10,000"),
        (lambda e: e.add(NewConcept("new", {"en": "oaks"})), UsageError, "label of 'oak'"),
        (lambda e: e.add(NewConcept("new", {"en": "N"}, broader=["no"])), MissingError, "'no'"),
    ],
)
def test_what_makes_no_sense_changes_nothing(
    plot: Plot, act: Act, error: type[UsageError], message: str
) -> None:
    text = plot.text
    with pytest.raises(error, match=message):
        plot.change(act)
    assert plot.text == text


def test_the_id_of_a_retired_concept_is_never_used_again(plot: Plot) -> None:
    plot.change(lambda editing: editing.merge("tree", "oak"))
    with pytest.raises(UsageError, match="never used again: restore it"):
        plot.change(lambda editing: editing.add(NewConcept("tree", {"en": "New"})))
    with pytest.raises(UsageError, match="is retired; use 'oak'"):
        plot.change(lambda editing: editing.rename("tree", "en", "New"))
    # ... but its name is free, and then the old concept cannot come back under it.
    plot.change(lambda editing: editing.add(NewConcept("wood", {"en": "Trees"})))
    with pytest.raises(UsageError, match="is the label of 'wood' already"):
        plot.change(lambda editing: editing.restore("tree"))


def test_a_label_that_is_a_thing_of_its_own_follows(stamp: Stamp) -> None:
    plot = Plot(
        """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xl: <http://www.w3.org/2008/05/skos-xl#> .
@prefix x: <http://example.org/v/> .
x: a skos:ConceptScheme .
x:a a skos:Concept ; xl:prefLabel x:l1 , x:l2 .
x:l1 xl:literalForm "Apples"@en . x:l2 xl:literalForm "Pommes"@fr .
""",
        stamp,
    )
    concept = plot.change(lambda editing: editing.rename("a", "en", "Apple trees")).by_id["a"]
    assert concept.labels == (("en", "Apple trees"), ("fr", "Pommes"))
    assert concept.alt_labels == ("Apples",)


def test_a_new_concept_of_a_foreign_vocabulary_gets_an_address_like_the_others(
    stamp: Stamp,
) -> None:
    head = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    body = (
        "<http://x.org/v> a skos:ConceptScheme .\n"
        '<http://x.org/v#c1> a skos:Concept ; skos:prefLabel "One"@en .\n'
    )
    plot = Plot(head + body, stamp)
    after = plot.change(lambda editing: editing.add(NewConcept("C_2", {"en": "Two"})))
    assert after.by_id["C_2"].uri == "http://x.org/v#C_2"


def test_history_is_in_order_of_time(plot: Plot) -> None:
    for minute, label in enumerate(("B", "C", "D")):
        plot.stamp = Stamp("Bo", dt.datetime(2026, 4, 1, 9, 30 - minute, tzinfo=dt.UTC))
        plot.change(lambda editing, label=label: editing.rename("moss", "en", label))
    assert [at[14:16] for at, *_ in plot.history("moss")] == ["28", "29", "30"]
    graph = parse_turtle(plot.path, plot.text).graph
    assert len(list(graph.objects(URIRef(f"{GARDEN_URI}:moss"), SKOS.changeNote))) == 3
