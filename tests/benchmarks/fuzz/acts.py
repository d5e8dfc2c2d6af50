"""What happens between visits: each act is a name and a number that its dice are made of.

An act draws from what is there when it is told, so that a story stays one when acts are left out.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from tests.benchmarks.fuzz.cards import Card
from tests.benchmarks.fuzz.web import FORMS, Article, Index, Web

HOUR_S = 3600.0
WAITS_H = (1, 2, 6, 20, 26, 50, 120, 240, 900)
WEATHERS = (
    "500", "503", "503 40", "503 7200", "429", "429 30", "429 9000", "403", "timeout", "cut",
    "apology", "gone",
)  # fmt: skip
FORBIDDEN: tuple[tuple[str, ...] | int, ...] = (
    ("/blog/",), ("/news/", "/copy/"), ("/files/",), ("/",), 500, 429, (),
)  # fmt: skip
VISIT = "visit"


@dataclass(frozen=True)
class Act:
    """One thing that happens."""

    name: str
    number: int

    def __str__(self) -> str:
        return f"{self.name}:{self.number}"


@dataclass
class Stage:
    """What acts change."""

    web: Web
    cards: dict[str, Card]
    """By id."""
    now: float = 0.0


def play(stage: Stage, act: Act) -> None:
    """Let something happen."""
    dice = random.Random(f"{act.name} {act.number}")
    _PLAYS[act.name](stage, dice)


def _index(stage: Stage, dice: random.Random) -> Index:
    return stage.web.indexes[dice.choice(sorted(stage.web.indexes))]


def _article(stage: Stage, dice: random.Random) -> Article | None:
    key = dice.choice([*stage.web.articles, ""])
    return stage.web.articles.get(key)


def _publish(stage: Stage, dice: random.Random) -> None:
    index = _index(stage, dice)
    for _ in range(dice.choice((1, 1, 2, 4, 9))):
        stage.web.publish(index, dice, stage.now)


def _change(stage: Stage, dice: random.Random) -> None:
    if one := _article(stage, dice):
        one.version += 1
        one.changed = stage.now


def _frame(stage: Stage, dice: random.Random) -> None:
    for one in stage.web.articles.values():
        one.frame += dice.random() < 0.7


def _remove(stage: Stage, dice: random.Random) -> None:
    if one := _article(stage, dice):
        one.status, one.changed = dice.choice((404, 404, 410, 0)), stage.now
        if dice.random() < 0.5:
            for index in stage.web.indexes.values():
                _off(index, one.key, stage.now)


def _restore(stage: Stage, dice: random.Random) -> None:
    gone = [one for one in stage.web.articles.values() if one.status != 200]
    if gone:
        one = dice.choice(gone)
        one.status, one.changed = 200, stage.now
        if dice.random() < 0.3:
            one.version += 1


def _move(stage: Stage, dice: random.Random) -> None:
    one = _article(stage, dice)
    if one is None:
        return
    old = [one.url]
    if dice.random() < 0.3:
        old.append(one.copy)
        one.host = dice.choice(sorted(stage.web.sites))
        old = [url for url in old if url != one.copy]
    one.section = dice.choice((one.section, "news", "blog"))
    one.path = f"/{one.section}/{one.key}-m{len(one.old) + 1}"
    one.old += old
    one.changed = stage.now


def _off(index: Index, key: str, now: float) -> None:
    if any(one.key == key for one in index.entries):
        index.entries = [one for one in index.entries if one.key != key]
        index.stamps[key] = now


def _unlist(stage: Stage, dice: random.Random) -> None:
    index = _index(stage, dice)
    for _ in range(dice.choice((1, 1, 3))):
        if index.entries:
            _off(index, dice.choice(index.entries).key, stage.now)


def _list(stage: Stage, dice: random.Random) -> None:
    index, one = _index(stage, dice), _article(stage, dice)
    if one and (one.host == index.host or index.kind == "urls"):
        stage.web.enter(index, one.key, dice.choice(FORMS))
        index.stamps[one.key] = stage.now
        if dice.random() < 0.5:
            index.entries.append(index.entries.pop(0))


def _reorder(stage: Stage, dice: random.Random) -> None:
    index = _index(stage, dice)
    dice.shuffle(index.entries)


def _reform(stage: Stage, dice: random.Random) -> None:
    for entry in _index(stage, dice).entries:
        entry.form = dice.choice(FORMS)


def _canonical(stage: Stage, dice: random.Random) -> None:
    site = stage.web.sites[dice.choice(sorted(stage.web.sites))]
    way = dice.random()
    if way < 0.2:
        site.has_canonical = not site.has_canonical
    elif way < 0.35:
        site.is_lying = not site.is_lying
    elif one := _article(stage, dice):
        one.is_home_copy = not one.is_home_copy


def _file(stage: Stage, dice: random.Random) -> None:
    one = _article(stage, dice)
    if one is None:
        return
    if not one.files or dice.random() < 0.4:
        stage.web.link_file(one, dice)
    elif dice.random() < 0.3:
        one.files.pop()
    else:
        file = dice.choice(one.files)
        file.version += dice.random() < 0.5
        file.status = dice.choice((200, 200, 404))


def _weather(stage: Stage, dice: random.Random) -> None:
    site = stage.web.sites[dice.choice(sorted(stage.web.sites))]
    hours = dice.choice((0.02, 0.5, 5, 30, 300))
    site.weather = (dice.choice(WEATHERS), stage.now + HOUR_S * hours, dice.choice((0.2, 0.6, 1)))


def _robots(stage: Stage, dice: random.Random) -> None:
    stage.web.sites[dice.choice(sorted(stage.web.sites))].robots = dice.choice(FORBIDDEN)


def _validators(stage: Stage, dice: random.Random) -> None:
    site = stage.web.sites[dice.choice(sorted(stage.web.sites))]
    site.validators = dice.choice(("etag", "date", "none", "wrong"))


def _trouble(stage: Stage, dice: random.Random) -> None:
    _index(stage, dice).trouble = dice.choice(("500", "404", "broken", "empty", "", ""))


def _card(stage: Stage, dice: random.Random) -> None:
    card = stage.cards[dice.choice(sorted(stage.cards))]
    card.edit(dice, sorted(stage.web.sites))


def _rename(stage: Stage, dice: random.Random) -> None:
    card = stage.cards.pop(dice.choice(sorted(stage.cards)))
    card.n_renamed += 1
    stage.cards[card.id] = card


def _wait(stage: Stage, dice: random.Random) -> None:
    stage.now += HOUR_S * dice.choice(WAITS_H) * dice.uniform(0.8, 1.2)


_PLAYS = {
    "publish": _publish, "change": _change, "frame": _frame, "remove": _remove,
    "restore": _restore, "move": _move, "unlist": _unlist, "list": _list, "reorder": _reorder,
    "reform": _reform, "canonical": _canonical, "file": _file, "weather": _weather,
    "robots": _robots, "validators": _validators, "trouble": _trouble, "card": _card,
    "rename": _rename, "wait": _wait,
}  # fmt: skip
WEIGHTS = {
    "publish": 6, "change": 4, "frame": 1, "remove": 4, "restore": 3, "move": 3, "unlist": 2,
    "list": 2, "reorder": 1, "reform": 1, "canonical": 2, "file": 2, "weather": 4, "robots": 2,
    "validators": 1, "trouble": 2, "card": 3, "rename": 1, "wait": 10, VISIT: 22,
}  # fmt: skip
