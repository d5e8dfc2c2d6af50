"""Commands `entities list`, `entities explain` and `entities history`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import click

from pipeline.cli import common
from pipeline.cli.failures import one_line
from pipeline.cli.opening import opened

TYPES = ("organisation", "programme", "country", "region", "person", "place")
SHOWN = ("organisation", "country", "programme", "region")
"""Types that are listed where none is named."""


@click.command("list")
@click.option("--type", "types", type=click.Choice(TYPES), multiple=True, help="Only this type.")
@click.option("--text", default="", help="Only those whose name or id has this in it.")
@click.option("--unknown", is_flag=True, help="Only those that are not in the gazetteers.")
@click.option("--limit", default=50, show_default=True, help="Most rows to show; 0 for all.")
@common.json_option
def list_entities(types: Sequence[str], text: str, unknown: bool, limit: int) -> None:
    """List what documents name, the most widespread first.

    Adjectives ("French") and capitals count here; series and comparisons leave them out.
    """
    from pipeline.steps import entity_looking

    with opened() as (workspace, store):
        found = entity_looking.rows(workspace, store, types or SHOWN, text)
    if unknown:
        found = [row for row in found if not row["is_known"]]
    shown = found[:limit] if limit else found
    if common.as_json():
        common.print_json(shown)
        return
    if not found:
        click.echo("no entities")
        return
    click.echo("documents  mentions  id  name [not in the gazetteers]")
    for one in shown:
        told = f"{one['entity_id']}  {one['name']}{'' if one['is_known'] else '  [found in texts]'}"
        click.echo(one_line(f"{one['n_documents']:9,} {one['n_mentions']:9,}  {told}"))
    if len(shown) < len(found):
        click.echo(f"{len(found) - len(shown):,} more; --limit 0 shows all")


@click.command()
@click.argument("entity")
@click.option("--documents", default=10, show_default=True, help="Most documents to show.")
@common.json_option
def explain(entity: str, documents: int) -> None:
    """Tell everything of ENTITY, an id or a name: names, why they mean it, documents, decisions."""
    from pipeline.steps import entity_looking

    with opened() as (workspace, store):
        told = entity_looking.explained(workspace, store, entity, documents)
    if common.as_json():
        common.print_json(told)
        return
    for line in (*_head(told), *_ids(told), *_documents(told), *_decisions(told["decisions"])):
        click.echo(one_line(line))


def _head(told: Mapping[str, Any]) -> Iterator[str]:
    if told["asked"]:
        yield told["asked"]
    yield f"{told['entity_id']}  {told['name']}"
    dated = f", {told['first'][:10]} to {told['last'][:10]}" if told["first"] else ""
    yield f"  found      {told['n_mentions']:,} times in {told['n_documents']:,} documents{dated}"
    if not told["n_mentions"] and any(one["n_mentions"] for one in told["ids"]):
        yield "  proposed   its mentions count once 'culturescope entities accept' vouches for it"
    if not told["authority"]:
        yield "  gazetteer  not in it: found in texts"
    for name, value in told["authority"].items():
        shown = ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else value
        yield f"  {name.replace('_', ' '):<10} {shown}"
    if told["written"]:
        forms = (f"{one['text']} ({one['via']} {one['n_mentions']:,})" for one in told["written"])
        yield f"  written    {'; '.join(forms)}"


def _ids(told: Mapping[str, Any]) -> Iterator[str]:
    yield "  ids that stand for it"
    for one in told["ids"]:
        why = f"{one['reason']}: {one['evidence']}" if one["reason"] else "its own"
        yield f"    {one['local_id']}  {one['n_mentions']:,} in {one['n_documents']:,}  {why}"


def _documents(told: Mapping[str, Any]) -> Iterator[str]:
    if told["documents"]:
        yield "  most about it (salience, mentions)"
    for one in told["documents"]:
        title = one["title"] or "without title"
        where = f"{one['published'][:10]:<10} {title}  {one['url'] or one['document_id']}"
        yield f"    {one['salience']:.2f} {one['n_mentions']:4,}  {where}"


def _decisions(decisions: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if decisions:
        yield "  decisions"
    for one in decisions:
        state = "" if one["state"] == "counts" else f" [{one['state']}]"
        note = f": {one['note']}" if one["note"] else ""
        at = one["decided_at"][:16].replace("T", " ")
        yield f"    {one['number']} {at} {one['editor']}  {one['told']}{note}{state}"


@click.command()
@click.argument("entity", required=False, default="")
@common.json_option
def history(entity: str) -> None:
    """List who decided what on ENTITY, or on any, and what became of it."""
    from pipeline.steps import entity_log

    with opened() as (workspace, store):
        found = entity_log.history(workspace, store, entity)
    if common.as_json():
        common.print_json(found)
        return
    if not found:
        click.echo("no decisions")
        return
    rows = [
        (one["number"], one["decided_at"][:16].replace("T", " "), one["editor"], one["told"],
         one["note"], one["state"])
        for one in found
    ]  # fmt: skip
    common.print_table("", ["#", "decided (UTC)", "by", "decision", "note", "state"], rows)
