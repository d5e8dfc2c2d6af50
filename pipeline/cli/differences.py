"""The differences of two snapshots, for a person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from pipeline.cli import common

if TYPE_CHECKING:
    from pipeline.snapshots.diff import Differences, DocumentChange, SeriesChange, TopicChange

DIGITS = 12
"""Of fingerprints, which are digests, so many are shown."""
CHANGES = {
    "added": "came",
    "removed": "went",
    "changed": "read otherwise",
    "gone": "are gone from their source",
    "back": "are back at their source",
}
EVENTS = {
    "born": "is new",
    "split": "split off from",
    "merged": "took up",
    "retired": "is gone; most of it is now in",
}


def print_differences(found: Differences, limit: int) -> None:
    """Print what differs: rows, documents, shares, topics, and what the runs say."""
    click.echo(f"from snapshot {found.before} to {found.after}")
    if not (found.tables or found.stated):
        click.echo("the rows of all tables are the same, and the runs say the same of themselves")
        return
    _print_tables(found)
    for change, said in CHANGES.items():
        of_it = [each for each in found.documents if each.change == change]
        _print_documents(f"documents that {said}", of_it, _n_documents(found, change), limit)
    if found.series:
        _print_series(found.series)
    if found.topics:
        _print_topics(found.topics)
    if found.stated:
        rows = [(s.what, _short(s.what, s.before), _short(s.what, s.after)) for s in found.stated]
        common.print_table("\nwhat the runs say", ("", found.before, found.after), rows)


def _print_tables(found: Differences) -> None:
    if not found.tables:
        click.echo("the rows of all tables are the same")
        return
    common.print_table(
        "\nrows",
        ("table", "#before", "#after", "#added", "#removed", "#changed"),
        [
            (t.table, t.n_before, t.n_after, t.n_added, t.n_removed, t.n_changed)
            for t in found.tables
        ],
    )


def _n_documents(found: Differences, change: str) -> int:
    counts = {t.table: t for t in found.tables}.get("documents")
    if counts is None:
        return 0
    return {"added": counts.n_added, "removed": counts.n_removed}.get(change, 0)


def _print_documents(title: str, listed: Sequence[DocumentChange], n: int, limit: int) -> None:
    if not listed:
        return
    of = f", {len(listed)} of {n:,}" if n > len(listed) else ""
    of = ", the first" if not n and len(listed) == limit else of
    rows = [(each.document_id, each.source_id, each.title) for each in listed]
    common.print_table(f"\n{title}{of}", ("document", "source", "title"), rows)


def _print_series(series: Sequence[SeriesChange]) -> None:
    rows = [
        (
            each.kind,
            each.label,
            f"{each.share_before:.2%}",
            f"{each.share_after:.2%}",
            f"{100 * each.difference:+.2f}",
            "beyond their intervals" if each.is_beyond else "",
        )
        for each in series
    ]
    columns = ("kind", "series", "#before", "#after", "#points", "")
    common.print_table("\nshares over all documents that differ most", columns, rows)


def _print_topics(topics: Sequence[TopicChange]) -> None:
    told = [topic for topic in topics if topic.kind in EVENTS]
    click.echo(f"\ntopics: {len(topics) - len(told)} go on, {len(told) or 'none'} did otherwise")
    rows = [
        (t.fit, t.topic_id, t.label, EVENTS[t.kind], f"{t.other_id} {t.other_label}") for t in told
    ]
    if rows:
        common.print_table("", ("#fit", "topic", "", "what", ""), rows)


def _short(what: str, value: str) -> str:
    return value[:DIGITS] if what.startswith("fingerprints.") else value
