from __future__ import annotations

import time
from pathlib import Path

import pytest

from pipeline.errors import DeclarationError
from pipeline.vocabulary import Vocabulary, load_vocabulary, normalise_label
from pipeline.vocabulary.skos.parsing import DECLARED

HEAD = """\
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix theme: <urn:culturescope:themes:> .

<urn:culturescope:themes> a skos:ConceptScheme ; dct:title "Temas"@es , "Themes"@en .
"""
STAGE = """
theme:stage a skos:Concept ;
    skos:prefLabel "Performing arts and theatre"@en , "Théâtre"@fr ;
    skos:altLabel "drama"@en , "puppetry"@en ;
    skos:definition "Plays and players"@en ;
    skos:scopeNote "Not for dance."@en ;
    skos:example "The company performed in a barn."@en ;
    skos:related theme:art-history .
"""
HISTORY = """
theme:art-history a skos:Concept ;
    skos:prefLabel "Arts & Heritage"@en ; skos:altLabel "old masters"@en ;
    skos:broader theme:stage .
"""


def load(tmp_path: Path, text: str) -> Vocabulary:
    path = tmp_path / "themes.ttl"
    path.write_text(text, "utf-8")
    return load_vocabulary(path)


def test_concepts_come_in_order_of_id_with_all_they_say(tmp_path: Path) -> None:
    vocabulary = load(tmp_path, HEAD + STAGE + HISTORY)
    assert (vocabulary.scheme_id, vocabulary.title) == ("themes", "Themes")
    assert [concept.id for concept in vocabulary.concepts] == ["art-history", "stage"]
    history, stage = vocabulary.concepts
    assert stage.label == "Performing arts and theatre"
    assert stage.labels == (("en", "Performing arts and theatre"), ("fr", "Théâtre"))
    assert stage.alt_labels == ("drama", "puppetry")
    assert stage.definition == "Plays and players"
    assert stage.scope_note == "Not for dance."
    assert stage.examples == ("The company performed in a barn.",)
    assert (stage.related, history.broader) == (("art-history",), ("stage",))
    assert vocabulary.by_id["stage"] is stage


@pytest.mark.parametrize(
    ("label", "concept_id"),
    [
        ("ARTS AND HERITAGE", "art-history"),
        ("arts & heritage", "art-history"),
        ("art-history", "art-history"),
        ("Art history", "art-history"),
        ("Theatre", "stage"),
        ("performing arts", "stage"),
        ("THEATRE ", "stage"),
        ("THÉÂTRE", "stage"),
        ("Puppetry", "stage"),
        ("Old   Masters!", "art-history"),
        ("dance", ""),
        ("theatres of war", ""),
        ("", ""),
        ("&", ""),
    ],
)
def test_labels_are_matched(tmp_path: Path, label: str, concept_id: str) -> None:
    assert load(tmp_path, HEAD + STAGE + HISTORY).match_label(label) == concept_id


def test_a_name_that_two_concepts_claim_matches_neither(tmp_path: Path) -> None:
    both = STAGE.replace("puppetry", "old masters") + HISTORY
    vocabulary = load(tmp_path, HEAD + both)
    assert vocabulary.match_label("old masters") == ""
    # ... but a preferred label goes before an alternative one.
    both = STAGE.replace("puppetry", "arts and heritage") + HISTORY
    assert load(tmp_path, HEAD + both).match_label("Arts & Heritage") == "art-history"


def test_digest_follows_the_content_alone(tmp_path: Path) -> None:
    digest = load(tmp_path, HEAD + STAGE + HISTORY).digest
    assert load(tmp_path, HEAD + "# note\n" + HISTORY + STAGE).digest == digest
    assert load(tmp_path, HEAD + STAGE.replace("barn", "shed") + HISTORY).digest != digest


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD + "theme:stage a skos:Concept ; skos:prefLabel oops .\n", r"line 6: no valid Turtle"),
        (HEAD + 'theme:stage a skos:Concept ;\n skos:prefLabel "half\n', r"line 7: no valid Turt"),
        (HEAD + "theme:stage a skos:Concept .\n", r"line 6: concept 'stage': .*prefLabel is miss"),
        (
            HEAD + '\ntheme:stage a skos:Concept ; skos:prefLabel "A"@en , "B"@en .',
            r"line 7: concept 'stage': two skos:prefLabel in one language",
        ),
        (HEAD + STAGE, r"line 7: concept 'stage': 'art-history' is no concept of this file"),
        (HEAD + STAGE + HISTORY + STAGE, r"line 19: concept 'stage': declared twice"),
        (
            HEAD + STAGE + HISTORY.replace("Arts & Heritage", "performing arts & THEATRE"),
            r"concept 'stage': 'Performing arts and theatre' is the label of 'art-history' too",
        ),
        (
            HEAD + 'theme:Stage a skos:Concept ; skos:prefLabel "Stage"@en .',
            r"line 6: concept 'Stage': ids hold lower-case letters",
        ),
        (HEAD, "no skos:Concept found"),
        ("", "0 skos:ConceptScheme found"),
    ],
)
def test_what_is_wrong_is_named_with_file_and_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(DeclarationError, match=rf"themes\.ttl.*{message}"):
        load(tmp_path, text)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", None])
def test_unreadable_files_are_named(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "themes.ttl"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(DeclarationError, match=r"themes\.ttl: not readable"):
        load_vocabulary(path)


@pytest.mark.parametrize("name", ["themes", "disciplines"])
def test_declared_vocabularies_load_fast_and_match_their_own_labels(name: str) -> None:
    started = time.process_time()
    vocabulary = load_vocabulary(Path(__file__).parents[2] / "models" / f"{name}.ttl")
    assert time.process_time() - started < 2
    assert vocabulary.scheme_id == name
    for concept in vocabulary.concepts:
        assert concept.definition
        for _, label in concept.labels:
            assert vocabulary.match_label(label.upper()) == concept.id


def test_normalised_labels() -> None:
    assert normalise_label("  Échange & Mobilité—2.0 ") == "echange and mobilite 2 0"


def test_lines_of_concepts_are_found_in_time_that_grows_with_the_file() -> None:
    text = f"{'a:' * 500_000}\n  c:one a c:Concept .\n\nc:two\n  rdf:type c:Concept .\n"
    began = time.process_time()
    found = [match[1] for match in DECLARED.finditer(text)]
    assert found == ["c:one", "c:two"]
    assert time.process_time() - began < 5
