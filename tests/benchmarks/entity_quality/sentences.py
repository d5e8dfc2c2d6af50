"""Sentences with ambiguous names of countries: which are read right."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.entities import find_mentions
from pipeline.entities.recogniser import Recogniser
from pipeline.records import Document
from tests.benchmarks.entity_quality.nouns import Found, Row

WEAK = ("demonym", "capital")
"""Ways of recognising that name no country outright."""


def measure(recogniser: Recogniser) -> Iterator[Row]:
    """Yield how many sentences give the countries that they name, and no other.

    The peer is the model's GPE where it is a country's name.
    """
    # The tests' own sentences, so that there is one opinion on what is right.
    from tests.entities.test_entities_countries import AMBIGUOUS

    ours, peer = Found(), Found()
    for text, expected in AMBIGUOUS:
        (mentions,) = find_mentions([Document("d", 1, "s", "", text, "en")], recogniser)
        named = [
            one.entity_id.partition(":")[2]
            for one in mentions
            if one.type in ("country", "region") and one.via not in WEAK
        ]
        found = [
            recogniser.gazetteers.country_of(text[one.start : one.end])
            for one in recogniser.read(text)
            if one.label == "GPE"
        ]
        ours.add(sorted(named) == sorted(expected), 1, 1)
        peer.add(sorted(filter(None, found)) == sorted(expected), 1, 1)
    yield Row("own sentences", "ambiguous countries", ours, peer)
