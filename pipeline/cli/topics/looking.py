"""Commands `topics list`, `topics show` and `topics history`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli import common
from pipeline.cli.failures import one_line
from pipeline.cli.opening import opened

if TYPE_CHECKING:
    from pipeline.steps.topics.known import Known
    from pipeline.steps.topics.looking import TopicRow, TopicSheet
    from pipeline.store.topic_reading import DocumentOfTopic

N_THEMES = 2
"""Nearest themes shown in the list."""


@click.command("list")
@common.json_option
def list_topics() -> None:
    """List the topics: size, share of all passages, nearest themes, what last happened."""
    from pipeline.steps.topics import known, looking, telling

    with opened() as (workspace, store):
        found = known.load(store)
        rows = looking.rows(workspace, store, found)
    if common.as_json():
        common.print_json([_row_values(found, row) for row in rows])
        return
    if not rows:
        click.echo(
            "no topics; 'culturescope topics' finds them where there are English texts enough"
        )
        return
    columns = ["id", "name or label", "#passages", "#documents", "#share", "nearest themes", ""]
    table = [
        (
            row.topic.id,
            found.shown(row.topic.id),
            row.topic.n_passages,
            row.n_documents,
            f"{100 * row.share:.1f} %",
            ", ".join(label for label, _ in row.themes[:N_THEMES]),
            telling.last_change(found, row.topic.id),
        )
        for row in rows
    ]
    common.print_table("", columns, table)
    for row in rows:
        looks = found.looks_needed(row.topic.id)
        if looks:
            click.echo(f"{row.topic.id}: {telling.look_at_name(found, row.topic.id, looks)}")


def _row_values(found: Known, row: TopicRow) -> dict[str, Any]:
    from pipeline.steps.topics import telling

    return {
        **asdict(row.topic),
        "name": row.topic.name,
        "shown": found.shown(row.topic.id),
        "n_documents": row.n_documents,
        "share": round(row.share, 4),
        "nearest_themes": [{"label": label, "cosine": cosine} for label, cosine in row.themes],
        "last_change": telling.last_change(found, row.topic.id),
        "name_needs_look": bool(found.looks_needed(row.topic.id)),
    }


@click.command()
@click.argument("topic_id", metavar="ID")
@common.json_option
def show(topic_id: str) -> None:
    """Show the topic ID: terms, phrases, themes, example sentences, past, newest documents."""
    from pipeline.steps.topics import looking

    with opened() as (workspace, store):
        found, sheet = looking.sheet(workspace, store, topic_id)
    if common.as_json():
        common.print_json(_sheet_values(found, sheet))
        return
    for line in (*_head(found, sheet), *_past(found, sheet), *_newest(sheet)):
        click.echo(one_line(line))


def _sheet_values(found: Known, sheet: TopicSheet) -> dict[str, Any]:
    return {
        "topic_id": sheet.topic_id,
        "is_retired": sheet.row is None,
        "shown": found.shown(sheet.topic_id),
        "topic": _row_values(found, sheet.row) if sheet.row else None,
        "history": _history_values(found, sheet),
        "names": [asdict(one) for one in sheet.given],
        "examples": [
            {"sentence": sentence, "document": asdict(document) if document else None}
            for sentence, document in sheet.examples
        ],
        "newest_documents": [asdict(one) for one in sheet.newest],
    }


def _head(found: Known, sheet: TopicSheet) -> Iterator[str]:
    yield f"{sheet.topic_id} {found.shown(sheet.topic_id)}"
    if sheet.topic_id in found.names:
        yield f"  label     {found.label(sheet.topic_id)}"
    if sheet.row is None:
        yield "  retired: the last fit did not find it again"
        return
    row, topic = sheet.row, sheet.row.topic
    part = f"{100 * row.share:.1f} % of all"
    yield f"  size      {topic.n_passages:,} passages ({part}) in {row.n_documents:,} documents"
    yield f"  terms     {', '.join(term for term, _ in topic.terms)}"
    if topic.phrases:
        yield f"  phrases   {'; '.join(topic.phrases)}"
    if row.themes:
        yield f"  themes    {', '.join(f'{label} ({cosine:.2f})' for label, cosine in row.themes)}"
    for sentence, document in sheet.examples:
        yield f"  example   {sentence}"
        if document:
            yield f"            {_document(document)}"


def _past(found: Known, sheet: TopicSheet) -> Iterator[str]:
    from pipeline.steps.topics import telling

    yield "  history"
    for event in sheet.past:
        share = found.share(sheet.topic_id, event.fit)
        part = "" if not share else f" ({100 * share:.1f} % of all passages)"
        yield f"    fit {event.fit}{part}: {telling.told_of(found, sheet.topic_id, event)}"
    for one in sheet.given:
        said = f'named "{one.name}"' if one.name else "name taken back"
        note = f": {one.note}" if one.note else ""
        yield f"    {one.given_at[:16].replace('T', ' ')}: {said} by {one.editor}{note}"
    looks = telling.look_at_name(found, sheet.topic_id, found.looks_needed(sheet.topic_id))
    if looks:
        yield f"    {looks}"


def _newest(sheet: TopicSheet) -> Iterator[str]:
    if sheet.newest:
        yield "  newest documents"
    for one in sheet.newest:
        yield f"    {one.dated:<10} {100 * one.share:3.0f} %  {_document(one)}"


def _document(one: DocumentOfTopic) -> str:
    return f"{one.title or 'without title'}  {one.url or one.document_id}"


@click.command()
@click.argument("topic_id", metavar="ID")
@common.json_option
def history(topic_id: str) -> None:
    """Tell the past of the topic ID, also of a retired one: fits and names."""
    from pipeline.steps.topics import looking

    with opened() as (workspace, store):
        found, sheet = looking.sheet(workspace, store, topic_id)
    if common.as_json():
        names = [asdict(one) for one in sheet.given]
        common.print_json({"events": _history_values(found, sheet), "names": names})
        return
    click.echo(one_line(f"{sheet.topic_id} {found.shown(sheet.topic_id)}"))
    for line in _past(found, sheet):
        click.echo(one_line(line))


def _history_values(found: Known, sheet: TopicSheet) -> list[dict[str, Any]]:
    from pipeline.steps.topics import telling

    return [
        asdict(event)
        | {
            "label": found.label(sheet.topic_id, event.fit),
            "share": found.share(sheet.topic_id, event.fit),
            "told": telling.told_of(found, sheet.topic_id, event),
        }
        for event in sheet.past
    ]
