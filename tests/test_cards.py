"""Every shipped card of a place on the web, walked: nobody has tried them where they were made."""

import re
import tomllib
from collections import defaultdict
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from pipeline.declarations import load_source, load_sources

SOURCES = Path(__file__).resolve().parents[1] / "corpus" / "sources"
PATHS = sorted(path for path in SOURCES.glob("*.toml") if not path.stem.startswith("sample_"))
FEWEST = 30
PLACES = [
    "culture360.asef.org", "unesco.org", "eunicglobal.eu", "britishcouncil.org", "goethe.de",
    "ifa.de", "institutfrancais.com", "jpf.go.jp", "uscpublicdiplomacy.org", "on-the-move.org",
    "culture.ec.europa.eu", "ifacca.org", "wiltonpark.org.uk", "coe.int",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_card_of_a_place_nobody_tried_says_so(path):
    card = load_source(path)
    assert card.is_web
    assert not card.enabled
    assert not card.verified
    assert card.schedule
    assert card.group
    assert card.publisher
    assert all(address.startswith("https://") for address in card.url)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_its_comment_tells_what_is_known_guessed_and_unknown(path):
    text = path.read_text("utf-8")
    comment = " ".join(line[2:].strip() for line in text.splitlines() if line.startswith("#"))
    assert re.search(r"(Known|Guessed)[^:]*: ", comment), "tell what is known, what is guessed"
    told = "licence" in tomllib.loads(text) or "Unknown: the licence" in comment
    assert told, "give the licence where it is known, else say that it is not"
    assert not tomllib.loads(text).get("min_documents"), "nobody knows how many there are"


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_its_patterns_and_turning_stay_within_its_site(path):
    card = load_source(path)
    hosts = {urlsplit(address).hostname for address in card.url}
    assert not any(pattern.startswith(("/", "http")) for pattern in card.include + card.exclude)
    assert not card.listing.pages or urlsplit(card.listing.pages).hostname in hosts


def test_the_places_of_the_field_are_there():
    sources, broken = load_sources(SOURCES)
    hosts = {urlsplit(address).hostname or "" for one in sources.values() for address in one.url}
    missing = [place for place in PLACES if not any(host.endswith(place) for host in hosts)]
    assert not broken
    assert not missing
    assert len(PATHS) >= FEWEST


def test_sources_of_one_group_are_scheduled_together():
    groups = defaultdict(set)
    for path in PATHS:
        card = load_source(path)
        groups[card.group].add((card.schedule, card.time_zone))
    assert {name: len(times) for name, times in groups.items()} == dict.fromkeys(groups, 1)
