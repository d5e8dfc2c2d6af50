"""Thesauri from elsewhere: what is mended with a warning, what is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import DeclarationError
from pipeline.vocabulary import Reading, read_vocabulary

Write = Callable[[str, str | bytes], Path]

HEAD = """\
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xl: <http://www.w3.org/2008/05/skos-xl#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix x: <http://example.org/v/> .
x: a skos:ConceptScheme ; skos:prefLabel "Foreign"@en .
x:a a skos:Concept ; skos:prefLabel "Apples"@en-GB .
"""


@pytest.fixture
def read(write: Write) -> Callable[[str], Reading]:
    return lambda text: read_vocabulary(write("foreign.ttl", HEAD + text))


def test_uris_of_any_shape_give_ids_fit_for_addresses_and_files(
    read: Callable[[str], Reading],
) -> None:
    reading = read(
        """
<http://example.org/v#c_12.3-B> a skos:Concept ; skos:prefLabel "Bees"@en .
<http://example.org/v/?id=7&x=1> a skos:Concept ; skos:prefLabel "Cows"@en .
<http://example.org/v/Café%20noir> a skos:Concept ; skos:prefLabel "Coffee"@en .
<http://example.org/v/книга> a skos:Concept ; skos:prefLabel "Books"@en .
<http://example.org/v/4000001-2/> a skos:Concept ; skos:prefLabel "Numbers"@en .
"""
    )
    ids = {concept.uri: concept.id for concept in reading.vocabulary.concepts}
    assert ids == {
        "http://example.org/v/a": "a",
        "http://example.org/v#c_12.3-B": "c_12.3-B",
        "http://example.org/v/?id=7&x=1": "id-7-x-1-3306711f",
        "http://example.org/v/Café%20noir": "Cafe-20noir-34b28633",
        "http://example.org/v/книга": "concept-2e247754",
        "http://example.org/v/4000001-2/": "4000001-2",
    }
    assert reading.warnings == ()
    assert (reading.vocabulary.scheme_id, reading.vocabulary.title) == ("foreign", "Foreign")


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("x:b a skos:Concept .", r"^foreign\.ttl, line 8: concept 'b': skos:prefLabel is missing.*"
         "left out"),
        ('x:b a skos:Concept ; skos:prefLabel "B"@en ; skos:broader x:no .',
         r"line 8: concept 'b': 'no' is no concept of this file: not followed"),
        ('x:b a skos:Concept ; skos:prefLabel "APPLES!"@en .',
         r"concept 'b': 'APPLES!' is the label of 'a' too"),
        ('x:b a skos:Concept ; skos:prefLabel "C"@en , "B"@en-US .', r"two skos:prefLabel"),
        (f'x:b a skos:Concept ; skos:prefLabel "B"@en ; skos:altLabel "{"y" * 301}"@en .',
         r"a label of more than 300 characters"),
        (f'x:b a skos:Concept ; skos:prefLabel "B"@en ; skos:definition "{"y" * 10_001}"@en .',
         r"a text of more than 10,000 characters"),
        ('[] a skos:Concept ; skos:prefLabel "B"@en .', r"a concept without URI"),
        ('x:other a skos:ConceptScheme .', r"2 schemes; .* that of <http://example.org/v/>"),
        ('x:b a skos:Concept ; skos:prefLabel "B" ; owl:deprecated true ; dct:isReplacedBy x:no .',
         r"is replaced by what is no concept of this file: not followed"),
        ('x:b a skos:Concept ; skos:prefLabel "B" ; owl:deprecated true ; '
         'dct:isReplacedBy x:a , x:c . x:c a skos:Concept ; skos:prefLabel "C" .',
         r"is replaced by several concepts"),
        ('x:b a skos:Concept ; skos:prefLabel "B" ; owl:deprecated true ; dct:isReplacedBy x:b .',
         r"which leads to no concept in use"),
    ],
)  # fmt: skip
def test_what_cannot_be_mended_at_its_origin_is_a_warning(
    read: Callable[[str], Reading], text: str, warning: str
) -> None:
    import re

    reading = read(text)
    assert len(reading.warnings) == 1
    assert re.search(warning, reading.warnings[0]), reading.warnings
    assert "a" in reading.vocabulary.by_id


def test_of_two_preferred_labels_the_first_counts_and_the_other_is_an_alternative(
    read: Callable[[str], Reading],
) -> None:
    concept = read(
        'x:b a skos:Concept ; skos:prefLabel "Cod"@en , "Cob"@en-US ; skos:altLabel "Cad"@en .'
    ).vocabulary.by_id["b"]
    assert concept.labels == (("en", "Cob"),)
    assert concept.alt_labels == ("Cad", "Cod")
    assert concept.alt_languages == ("en", "en")


def test_labels_that_are_things_of_their_own_and_missing_english(
    read: Callable[[str], Reading],
) -> None:
    vocabulary = read(
        """
x:b a skos:Concept ; xl:prefLabel x:l1 , x:l2 ; xl:altLabel x:l3 .
x:l1 a xl:Label ; xl:literalForm "Brot"@de .
x:l2 a xl:Label ; xl:literalForm "Pain"@fr-CH .
x:l3 a xl:Label ; xl:literalForm "Laib"@de .
"""
    ).vocabulary
    bread = vocabulary.by_id["b"]
    assert (bread.label, bread.labels) == ("Brot", (("de", "Brot"), ("fr", "Pain")))
    assert vocabulary.match_label("laib") == "b"
    assert vocabulary.languages == ("de", "en", "fr")


def test_wider_concepts_are_read_from_either_side(read: Callable[[str], Reading]) -> None:
    vocabulary = read(
        'x:b a skos:Concept ; skos:prefLabel "B" ; skos:narrower x:a ; skos:related x:a , x:b .'
    ).vocabulary
    assert vocabulary.by_id["a"].broader == ("b",)
    assert vocabulary.by_id["b"].related == ("a",)


def test_signs_that_no_store_can_hold_vanish(read: Callable[[str], Reading]) -> None:
    concept = read(
        'x:b a skos:Concept ; skos:prefLabel "B\\u0000e\\u0301  \\n x\\uD800"@en .'
    ).vocabulary.by_id["b"]
    assert concept.label == "B é x"
    assert concept.label.encode()


def test_collections_are_no_concepts(read: Callable[[str], Reading]) -> None:
    vocabulary = read(
        'x:g a skos:Collection ; skos:prefLabel "Group"@en ; skos:member x:a .'
    ).vocabulary
    assert [concept.id for concept in vocabulary.concepts] == ["a"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('<http://other.org/a> a skos:Concept ; skos:prefLabel "B" .', "give the same id"),
        ('<b> a skos:Concept ; skos:prefLabel "B" .', "an address without beginning"),
        ("x:b skos:prefLabel " + "[" * 50_000, "no valid Turtle"),
        ('x:b skos:prefLabel """B', "no valid Turtle"),
    ],
)
def test_what_leaves_no_way_is_refused(
    read: Callable[[str], Reading], text: str, message: str
) -> None:
    with pytest.raises(DeclarationError, match=rf"foreign\.ttl.*{message}"):
        read(text)


@pytest.mark.parametrize(
    ("name", "body", "message"),
    [
        ("v.ttl", "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]>", "this is XML .*rdfpipe"),
        ("v.ttl", HEAD.encode("utf-16"), "not readable as UTF-8"),
        ("countries.ttl", HEAD, "'countries' is no vocabulary's name"),
        ("keywords.csv", "id,label\na,A\n", "'keywords' is no vocabulary's name"),
        ("Big Words.ttl", HEAD, "lower-case letters, digits, hyphens"),
    ],
)
def test_files_that_are_none(write: Write, name: str, body: str | bytes, message: str) -> None:
    with pytest.raises(DeclarationError, match=message):
        read_vocabulary(write(name, body))


def test_a_file_too_large_is_not_even_read(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.vocabulary.reading.MAX_BYTES", 100)
    with pytest.raises(DeclarationError, match=r"v\.ttl: [\d,]+ bytes, more than 100"):
        read_vocabulary(write("v.ttl", HEAD))


def test_nothing_that_a_file_names_is_fetched(
    read: Callable[[str], Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a vocabulary opened a connection")

    monkeypatch.setattr("socket.socket.connect", refuse)
    assert read("x: owl:imports <http://127.0.0.1:9/other.ttl> .").warnings == ()
