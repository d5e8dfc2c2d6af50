"""Texts of the site: made from words of our own, each number always the same."""

from __future__ import annotations

import datetime as dt
import random

FIRST = ("Amina", "Jonas", "Mei", "Tomasz", "Lucía", "Kwame", "Ingrid", "Rafael", "Noor", "Élodie")
LAST = ("Okafor", "Lindqvist", "Tanaka", "Wójcik", "Herrera", "Mensah", "Sørensen", "Duarte")
PLACES = (
    "Jakarta", "Dakar", "Tbilisi", "Bogotá", "Hanoi", "Kraków", "Nairobi", "Lyon", "Seoul",
    "Casablanca", "Vilnius", "Manila", "Porto", "Accra", "Osaka", "Beirut",
)  # fmt: skip
THINGS = (
    "residency", "library", "dance company", "film festival", "museum", "translation prize",
    "choir", "theatre school", "craft market", "archive", "biennial", "radio play", "puppet show",
    "literature house", "sound studio", "photography fair",
)  # fmt: skip
DEEDS = (
    "opens its doors in", "moves to", "invites artists from", "closes its season in",
    "begins a partnership with", "lends its collection to", "pays for journeys to",
    "trains young curators from", "marks ten years in",
)  # fmt: skip
WHO = (
    "The curators", "Two ministries", "A jury of seven", "The volunteers", "Local schools",
    "The city's archive", "Several embassies", "An independent panel", "The musicians",
    "Neighbours of the hall", "The translators", "A group of students",
)  # fmt: skip
DID = (
    "weighed", "described", "paid for", "questioned", "recorded", "rehearsed", "published",
    "shared", "counted", "repaired", "translated", "postponed", "celebrated",
)  # fmt: skip
WHAT = (
    "the first drafts of the programme", "the cost of every journey", "a map of shared workshops",
    "letters from former guests", "the terms on which works travel", "a catalogue of it all",
    "the evaluation of the pilot year", "stories that visitors had told", "the list of open rooms",
    "a set of borrowed instruments", "the rules for future grants", "plans for a common stage",
)  # fmt: skip
WHY = (
    "because nobody had asked before", "so that small towns could join", "before the summer began",
    "although the budget had been halved", "while the building was under repair",
    "as the agreement had foreseen", "in order to learn from mistakes", "after a long debate",
    "with help from three foundations", "without waiting for an answer",
)  # fmt: skip
SECTIONS = ("news", "insights", "opportunities", "reports")
SENTENCES = 6
FIRST_DAY = dt.date(2015, 1, 5)


def title(seed: str) -> str:
    dice = random.Random(f"title {seed}")
    thing = dice.choice(THINGS)
    article = "An" if thing[0] in "aeiou" else "A"
    return f"{article} {thing} {dice.choice(DEEDS)} {dice.choice(PLACES)}"


def author(seed: str) -> str:
    dice = random.Random(f"author {seed}")
    return f"{dice.choice(FIRST)} {dice.choice(LAST)}"


def paragraphs(seed: str, n: int = 4) -> list[str]:
    """Return n paragraphs of about 70 words; two seeds have few sentences in common."""
    dice = random.Random(f"text {seed}")
    return [" ".join(_sentence(dice) for _ in range(SENTENCES)) for _ in range(n)]


def day(seed: str, number: int) -> dt.date:
    """Return a date that rises with the number, about one in nine days."""
    return FIRST_DAY + dt.timedelta(days=9 * number + random.Random(f"day {seed}").randrange(8))


def _sentence(dice: random.Random) -> str:
    parts = (dice.choice(WHO), dice.choice(DID), dice.choice(WHAT))
    where = f"in {dice.choice(PLACES)} {dice.choice(WHY)}"
    return f"{' '.join(parts)} {where}, and {dice.randrange(3, 980)} people came."
