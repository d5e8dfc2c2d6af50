"""From what a snapshot answers to what a call prints or writes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from pipeline.cli.output import Output, emit

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.queries import Snapshot
    from pipeline.queries.output import About


def emit_all(frames: Sequence[pd.DataFrame], output: Output, snapshot: Snapshot) -> None:
    """Print a figure and what it rests on, or write them to the file that the call names.

    Tables stand below each other; JSON has the further ones under the names of what they list;
    every other format holds one table: the last, which is what was asked for besides the figure.
    """
    abouts = [_about(frame, snapshot) for frame in frames]
    if len(frames) == 1 or output.chosen not in ("table", "json") or output.target:
        emit(frames[-1], output, abouts[-1])
    elif output.chosen == "table":
        for at, (frame, about) in enumerate(zip(frames, abouts, strict=True)):
            if at:
                click.echo()
            emit(frame, output, about)
    else:
        click.echo(_together(frames, abouts))


def _about(frame: pd.DataFrame, snapshot: Snapshot) -> About:
    from pipeline.queries.output import About

    told = frame.attrs
    return About(told["title"], tuple(told["notes"]), told["cite"], snapshot.id)


def _together(frames: Sequence[pd.DataFrame], abouts: Sequence[About]) -> str:
    from pipeline.queries.output import render

    first, *others = (
        json.loads(render(frame, "json", about))
        for frame, about in zip(frames, abouts, strict=True)
    )
    for frame, other in zip(frames[1:], others, strict=True):
        first["passages" if "passage_id" in frame else "documents"] = other["records"]
    return json.dumps(first, ensure_ascii=False, indent=1)
