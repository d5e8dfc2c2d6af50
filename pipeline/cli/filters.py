"""Options that say which documents a question is about, and what they mean."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

import click

from pipeline.cli import common
from pipeline.cli.common import F

if TYPE_CHECKING:
    from pipeline.queries import Filters, Snapshot

KINDS = ("theme", "discipline", "topic", "programme", "organisation", "country", "region")
"""In this order the first kind named is the series that is asked for."""
FIELDS = {
    "theme": "themes",
    "discipline": "disciplines",
    "topic": "topics",
    "programme": "programmes",
    "organisation": "organisations",
    "country": "countries",
    "region": "regions",
    "source": "sources",
    "language": "languages",
    "type": "media_types",
}
"""Options that may be repeated, with the fields of queries.Filters that they fill."""
_HELP = {
    "theme": "A theme, by id or label.",
    "discipline": "A discipline.",
    "topic": "A topic.",
    "programme": "A programme.",
    "organisation": "An organisation.",
    "country": "A country, by code or name; or a UN or World Bank region: any country of it.",
    "region": "A region that texts name (ASEAN), or one of the UN or World Bank by its countries.",
    "source": "Only documents of this source; repeated: of one of them.",
    "language": "Only documents in this language; repeated: in one of them.",
    "type": "Only documents captured as html, pdf, ...; repeated: as one of them.",
}
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_DECADE = re.compile(r"(\d{3}0)s")
_RANGE = re.compile(r"(\d{4})\s*[-–]\s*(\d{4})|(.+?)\s*(?:\.\.|/)\s*(.+)")

Range = tuple[dt.date | None, dt.date | None]

counted_option = click.option(
    "--counted",
    is_flag=True,
    help="Count documents that are tagged or named outright, each as one: a fixed rule. Without, "
    "doubtful suggestions count by their probability. Intervals know sampling, not wrong tags.",
)


def filter_options(*, text: bool = True) -> Callable[[F], F]:
    """Return a decorator that adds the options; the command gets them by their names.

    Args:
        text: Whether --text is among them.
    """
    named = [
        click.option(f"--{name}", multiple=True, callback=_names, metavar="NAME", help=_HELP[name])
        for name in FIELDS
    ]
    asked = click.option("--text", default="", metavar="QUERY", help="Full-text query, as search.")
    quality = click.option(
        "--min-quality",
        type=click.FloatRange(0.0, 1.0),
        default=0.0,
        help="Only documents whose text is at least so clean, 0 to 1.",
    )
    since = click.option("--since", callback=_edge, metavar="TIME", help="2010, 2010-06, a day.")
    until = click.option("--until", callback=_edge, metavar="TIME", help="To the end of that.")
    snapshot = click.option("--snapshot", help="Id of the snapshot.  [default: the latest]")

    def add(command: F) -> F:
        made: Any = command
        options = (*named, *((asked,) if text else ()), quality, since, until, snapshot)
        for option in reversed(options):
            made = option(made)
        return cast(F, made)

    return add


def _names(ctx: click.Context, param: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    """Refuse empty names: of a shell's variable that is not set they would ask for everything."""
    del ctx
    if not all(name.strip() for name in given):
        raise click.BadParameter(f"is empty; name a {param.name}, or leave the option out")
    return given


def series_from(wanted: Mapping[str, Any]) -> tuple[str, str, dict[str, Any]]:
    """Return kind and name of the series asked for, and the options that are left as filters.

    Without a theme, country, ... a full-text query is the series; without one, both are empty.
    """
    rest = dict(wanted)
    for kind in KINDS:
        if rest.get(kind):
            first, *others = rest[kind]
            return kind, first, rest | {kind: tuple(others)}
    if rest.get("text"):
        return "text", rest["text"], rest | {"text": ""}
    return "", "", rest


def filters_from(wanted: Mapping[str, Any]) -> Filters:
    """Return the filters that the options ask for."""
    from pipeline.queries import Filters

    named = {field: tuple(wanted.get(name) or ()) for name, field in FIELDS.items()}
    return Filters(
        **named,
        text=wanted.get("text") or "",
        min_quality=wanted.get("min_quality") or 0.0,
        since=wanted.get("since"),
        until=wanted.get("until"),
    )


@contextmanager
def asking(snapshot: str | None) -> Iterator[Snapshot]:
    """Open the snapshot that the call names, or the latest."""
    from pipeline.queries import Snapshot
    from pipeline.snapshots import find_snapshot

    folder = find_snapshot(common.workspace().snapshots_dir, snapshot)
    with Snapshot(folder, lambda line: click.echo(line, err=True)) as opened:
        yield opened


def time_range(text: str) -> Range:
    """Return the first and last day of "1990-1999", "1990s", "1990", "1990-05..1991-02".

    Either end of a range with two stops may be open: "2010..".

    Raises:
        click.BadParameter: It is none of these.
    """
    decade = _DECADE.fullmatch(text.strip())
    if decade:
        first = int(decade.group(1))
        return dt.date(first, 1, 1), dt.date(first + 9, 12, 31)
    both = _RANGE.fullmatch(text.strip() + ("*" if text.strip().endswith("..") else ""))
    if not both:
        return _days(text)
    start, end = both.group(1) or both.group(3), both.group(2) or both.group(4)
    return _days(start)[0], None if end == "*" else _days(end)[1]


def _edge(ctx: click.Context, param: click.Parameter, value: str | None) -> dt.date | None:
    del ctx
    return None if value is None else _days(value)[0 if param.name == "since" else 1]


def _days(text: str) -> tuple[dt.date, dt.date]:
    """Return the first and last day of a year, month or day."""
    found = _DAY.fullmatch(text.strip())
    try:
        year, month, day = (int(part or 0) for part in (found.groups() if found else ()))
        last = calendar.monthrange(year, month)[1] if month else 31
        return dt.date(year, month or 1, day or 1), dt.date(year, month or 12, day or last)
    except ValueError as error:
        raise click.BadParameter(
            f"'{text}' is no time; write a year, month or day: 1998, 1998-05, 1998-05-17"
        ) from error
