"""What is to be done about runs that wait, and about runs that crashed. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

FLOW = "visit"
"""Name of the flow of scheduled runs."""
BY_HAND = "culturescope"
"""Name of the flow that "culturescope run" runs."""
TAG = "culturescope"
"""Of the deployments that stand for groups of cards."""
MOST_RESUMES = 3
"""A run that crashes again and again needs a person, not another start."""
RESUMES = "resumes-"
"""Begins the tag of a run that goes on after a crash: "resumes-2" is the second one in a row."""
HANDLED = "handled"
"""Tag of a crashed run that another one goes on after, or that was given up."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A run that is due and has not begun."""

    id: str
    work: str
    """What it is to do: deployment and parameters."""
    due_at: dt.datetime


def superseded(waiting: Sequence[Waiting]) -> list[tuple[str, str]]:
    """Return (run, the run that does its work) for all but the last due of the same work.

    A run takes up whatever is new, so one makes good any number of missed ones.
    """
    last: dict[str, Waiting] = {}
    for run in waiting:
        known = last.setdefault(run.work, run)
        if (run.due_at, run.id) > (known.due_at, known.id):
            last[run.work] = run
    return [(run.id, last[run.work].id) for run in waiting if run.id != last[run.work].id]


def n_resumes(tags: Sequence[str]) -> int:
    """Return how many crashes in a row a run stands for by its tags, 0 for an ordinary one."""
    counts = [tag.removeprefix(RESUMES) for tag in tags if tag.startswith(RESUMES)]
    return max((int(count) for count in counts if count.isdecimal()), default=0)
