"""A world held out: fourteen institutions of cultural relations, as such places publish.

Written from general knowledge, with no look at how the findings work nor at what they say of the
other worlds; to be run at the end only: whoever mends a threshold by it must write another. All of
a place is drawn from the seed and its name, so that a change of one leaves the others as they are.
"""

from __future__ import annotations

import datetime as dt
import random

from tests.benchmarks.outages.later import occasional, offices
from tests.benchmarks.outages.later.desks import Draws
from tests.benchmarks.outages.rhythms import Place

MAKERS = (
    offices.ministry, offices.institute, occasional.centre, occasional.foundation,
    occasional.festival, offices.museums, occasional.translators, offices.body,
    occasional.think_tank, occasional.evaluations, offices.residencies, occasional.magazine,
    offices.city, offices.small_office,
)  # fmt: skip


def later(start: dt.date, seed: int) -> tuple[Place, ...]:
    """Return fourteen places of a year that begins on a day."""
    return tuple(
        make(Draws(start, random.Random(f"later {seed} {make.__name__}"))) for make in MAKERS
    )
