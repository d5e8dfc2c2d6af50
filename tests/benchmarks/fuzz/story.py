"""A story: where it begins, what happens, and how it ends."""

from __future__ import annotations

import random
import shutil
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.fuzz.acts import HOUR_S, VISIT, WEIGHTS, Act, Stage, play
from tests.benchmarks.fuzz.cards import MANY, PATTERNS, Card
from tests.benchmarks.fuzz.missing import fresh
from tests.benchmarks.fuzz.oracle import in_the_end
from tests.benchmarks.fuzz.theatre import Theatre
from tests.benchmarks.fuzz.visits import after_visit, at_once_again
from tests.benchmarks.fuzz.web import Index, Site, Web

KINDS = ("feed", "sitemap", "listing", "wordpress", "oai", "urls")
CALM_DAYS = (2, 2, 9, 35, 40, 40)
"""Between the visits of the end: what has failed for long is tried once a month."""


@dataclass(frozen=True)
class Story:
    """What is told."""

    seed: int
    acts: tuple[Act, ...]


@dataclass
class Told:
    """What came of it."""

    problems: list[str]
    n_visits: int = 0


def made(seed: int) -> Story:
    """Return the story of a number."""
    dice = random.Random(f"story {seed}")
    names = sorted(WEIGHTS)
    weights = [WEIGHTS[name] for name in names]
    drawn = dice.choices(names, weights, k=dice.choice((8, 16, 30)))
    return Story(seed, tuple(Act(name, dice.randrange(10**6)) for name in drawn))


def told(story: Story, folder: Path) -> Told:
    """Tell a story to a workspace of its own; return what is wrong, the first of it only.

    Args:
        story: The story.
        folder: Where the workspace is made; the one of the story before is removed.
    """
    shutil.rmtree(folder / "workspace", ignore_errors=True)
    theatre = Theatre(folder, opened(story.seed), story.seed)
    result = Told([])
    try:
        _tell(theatre, story.acts, result)
    except Exception:  # no run may raise, whatever it is
        *where, what = traceback.format_exc(limit=-6).strip().splitlines()
        result.problems.append("\n    ".join((f"raised {what}", *where)))
    return result


def opened(seed: int) -> Stage:
    """Return the stage as a story begins."""
    dice = random.Random(f"opening {seed}")
    web = Web()
    for n in range(dice.choice((1, 1, 2, 3, 4))):
        base = f"https://h{n}.example"
        web.sites[base] = Site(
            base,
            has_canonical=dice.random() < 0.8,
            validators=dice.choice(("etag", "date", "none")),
        )
    stage = Stage(web, {})
    hosts = sorted(web.sites)
    for n in range(dice.choice((1, 2, 2, 3, 4, 5))):
        index = Index(
            f"s{n}", dice.choice(KINDS), dice.choice(hosts),
            dates=dice.choice(("true", "true", "none", "frozen")),
            tells_deleted=dice.random() < 0.6,
        )  # fmt: skip
        web.indexes[index.name] = index
        card = _card(index, dice, hosts)
        stage.cards[card.id] = card
    for index in web.indexes.values():
        for _ in range(dice.choice((1, 3, 6))):
            web.publish(index, dice, 0.0)
    return stage


def _card(index: Index, dice: random.Random, hosts: list[str]) -> Card:
    include, exclude = dice.choice(PATTERNS)
    is_api = index.kind in ("wordpress", "oai")
    return Card(
        index,
        content="page" if is_api and dice.random() < 0.5 else "",
        include=include,
        exclude=exclude,
        files=("pdf",) if dice.random() < 0.5 else (),
        hosts=tuple(hosts) if dice.random() < 0.4 else (),
        is_canonical=dice.random() < 0.85,
        max_requests=dice.choice((MANY, MANY, 12)),
        sweep_days=dice.choice((0.0, 6.0, 20.0)),
    )


def _tell(theatre: Theatre, acts: Sequence[Act], result: Told) -> None:
    for act in acts:
        if act.name == VISIT:
            _visit(theatre, act.number, result)
        else:
            play(theatre.stage, act)
        if result.problems:
            return
    _calm_down(theatre.stage)
    is_promised = fresh(theatre.stage)
    for n, days in enumerate(CALM_DAYS):
        theatre.stage.now += days * 24 * HOUR_S
        _visit(theatre, 0, result)
        if n == 1:
            result.problems += is_promised(theatre)
        if result.problems:
            return
    result.problems += in_the_end(theatre) or at_once_again(theatre)


def _visit(theatre: Theatre, number: int, result: Told) -> None:
    dice = random.Random(f"visit {number}")
    kill = None
    if number and dice.random() < 0.3:
        kill = dice.choice(("before", "after", "asked")), dice.choice((0, 1, 2, 5))
    is_whole = theatre.visit(kill)
    result.n_visits += 1
    result.problems += after_visit(theatre, is_whole=is_whole)


def _calm_down(stage: Stage) -> None:
    """Let servers be well from now on."""
    for site in stage.web.sites.values():
        site.weather = ("", 0.0, 0.0)
        site.robots = () if isinstance(site.robots, int) else site.robots
        site.validators = "etag" if site.validators == "wrong" else site.validators
    for index in stage.web.indexes.values():
        index.trouble = ""
    for card in stage.cards.values():
        card.max_requests = MANY
