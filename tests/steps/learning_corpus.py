"""A small corpus of four subjects, no two texts alike, and an editor who knows the answers."""

import datetime as dt
import hashlib
import random

from pipeline.records import Decision

WORDS = {
    "museums-collections": (
        "museum gallery curator collection exhibition paintings sculpture bronzes visitors "
        "galleries display vitrines conservators catalogue loan drawings prints rooms"
    ),
    "tourism": (
        "tourists hotel beach guides luggage ferries resorts travellers souvenirs season cruise "
        "hikers hostels itinerary airport holiday coaches sightseeing"
    ),
    "exchange-programmes": (
        "students exchange scholarship university semester abroad fellows alumni campus professors "
        "visiting agreement graduates placement hosts mobility degree tutors"
    ),
    "libraries-archives": (
        "library archive books readers librarians manuscripts shelves newspapers loans catalogue "
        "reading novels archivists records boxes parchment letters digitised"
    ),
}
VERBS = [
    "praised",
    "opened",
    "met",
    "joined",
    "moved",
    "described",
    "planned",
    "showed",
    "offered",
    "shared",
    "found",
    "brought",
]
PLACES = [
    "Riga",
    "Tartu",
    "Dakar",
    "Accra",
    "Lima",
    "Quito",
    "Hanoi",
    "Seoul",
    "Osaka",
    "Cork",
    "Bergen",
    "Turku",
    "Porto",
    "Leon",
]
DAY = dt.datetime(2024, 5, 1, tzinfo=dt.UTC)


def body(subject, number):
    """A text of about 150 words on a subject, the same on every machine."""
    chance = random.Random(f"{subject}-{number}")
    words = WORDS[subject].split()

    def sentence():
        a, b, c, d = chance.sample(words, 4)
        place, verb, other = chance.choice(PLACES), chance.choice(VERBS), chance.choice(VERBS)
        return f"In {place} the {a} and the {b} {verb} a {c}, and people {other} the {d} again."

    paragraphs = [" ".join(sentence() for _ in range(4)) for _ in range(3)]
    return "\n\n".join(paragraphs)


def files(n_each):
    """File names and texts; the name of a text tells its subject."""
    return {
        f"{subject}-{number:02d}.txt": (
            f"Notes from {PLACES[number % len(PLACES)]}, part {number}\n\n1 May 2020\n\n"
            f"{body(subject, number)}"
        )
        for subject in WORDS
        for number in range(n_each)
    }


def decision(document_id, concept_id, kind, **more):
    """One decision; its id says what it is about, so that a second one is the same."""
    key = f"{document_id} {concept_id} {kind} {sorted(more.items())}"
    values = {
        "id": hashlib.sha256(key.encode()).hexdigest()[:32],
        "document_id": document_id,
        "revision": 1,
        "scheme": "themes",
        "concept_id": concept_id,
        "kind": kind,
        "editor": "ada",
        "decided_at": DAY,
    }
    return Decision(**values | more)


def review(document_id, subject, **more):
    """What an editor says of a document whose only theme is its subject."""
    return [
        decision(document_id, subject, "add", **more),
        decision(document_id, "", "complete", **more),
    ]
