from __future__ import annotations

from dataclasses import replace

from pipeline.vocabulary import Concept, Vocabulary


def concept(id_: str, **more: object) -> Concept:
    return replace(Concept(id_, id_.title(), (("en", id_.title()),)), **more)


IN_USE = (concept("a"), concept("b"))
RETIRED = (
    concept("c", replaced_by="d"),
    concept("d", replaced_by="a"),
    concept("e"),
    concept("f", replaced_by="g"),
    concept("g", replaced_by="f"),
    concept("h", replaced_by="gone"),
)
VOCABULARY = Vocabulary("v", "V", IN_USE, RETIRED, "http://example.org/v")


def test_merges_are_followed_to_the_concept_in_use() -> None:
    resolved = {id_: VOCABULARY.resolve(id_) for id_ in "abcdefghz"}
    assert resolved == {"a": "a", "b": "b", "c": "a", "d": "a"} | dict.fromkeys("efghz", "")
    assert VOCABULARY.resolve("") == ""


def test_retired_concepts_are_found_but_not_offered() -> None:
    assert VOCABULARY.find("c") is RETIRED[0]
    assert VOCABULARY.find("a") is IN_USE[0]
    assert VOCABULARY.find("z") is None
    assert "c" not in VOCABULARY.by_id
    assert VOCABULARY.match_label("C") == ""


def test_hidden_labels_are_understood() -> None:
    hidden = replace(VOCABULARY, concepts=(concept("a", hidden_labels=("Aaa",)), concept("b")))
    assert hidden.match_label("aaa") == "a"
    assert hidden.digest != VOCABULARY.digest


def test_digest_counts_what_decides_tags_and_not_where_it_stands() -> None:
    plain = Vocabulary("v", "V", IN_USE)
    assert replace(plain, uri="http://example.org/v").digest == plain.digest
    moved = (replace(IN_USE[0], uri="http://example.org/a"), IN_USE[1])
    assert replace(plain, concepts=moved).digest == plain.digest
    assert replace(plain, retired=(concept("e"),)).digest == plain.digest
    assert replace(plain, retired=RETIRED).digest != plain.digest
    assert replace(plain, concepts=IN_USE[:1]).digest != plain.digest


def test_shipped_vocabularies_keep_their_digest_whatever_concepts_learn_to_hold() -> None:
    """Written down on 22 November 2026, over the fields that there were then."""
    vocabulary = Vocabulary("v", "V", (concept("a", alt_labels=("aa",), broader=("b",)),))
    assert vocabulary.digest.startswith("11d7d44f10e0dc21")
