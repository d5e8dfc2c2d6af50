"""Tokens of the web API."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pipeline.cli import common

if TYPE_CHECKING:
    from pipeline.store import Store

ROLES = ("reader", "editor", "admin")


def _store() -> Store:
    from pipeline.store import Store

    return Store(common.workspace().database_url)


@click.group()
def tokens() -> None:
    """Make, list and revoke the tokens that clients of the web API show.

    Roles: reader (suggest, read), editor (decide and teach too), admin (vocabularies too).
    """


@tokens.command("add")
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), required=True, help="What it may do.")
@common.json_option
def add(name: str, role: str) -> None:
    """Make a token for NAME and show it, this once.

    NAME becomes the editor of all decisions made with the token.
    """
    from pipeline.steps import tokens as step

    with _store() as store:
        token = step.add(store, name, step.ROLES[ROLES.index(role)])
    if common.as_json():
        common.print_json({"name": name, "role": role, "token": token})
        return
    click.echo(token)
    click.echo(
        f"Token of {name}, role {role}. Keep it now: only its digest is stored, and it cannot be "
        "shown again. Clients send it as 'Authorization: Bearer ...', or as password.",
        err=True,
    )


@tokens.command("list")
@common.json_option
def list_() -> None:
    """List the tokens; what was revoked too."""
    from pipeline.steps import tokens as step

    with _store() as store:
        rows = step.listed(store)
    columns = ["name", "role", "id", "made_at", "revoked_at"]
    if common.as_json():
        common.print_json([{key: getattr(row, key) for key in columns} for row in rows])
    elif rows:
        common.print_table("", columns, [[getattr(row, key) for key in columns] for row in rows])
    else:
        click.echo(
            "no tokens: 'culturescope serve' answers only this machine; "
            "'culturescope tokens add NAME --role editor' makes one"
        )


@tokens.command("revoke")
@click.argument("name")
@click.option("--forget", is_flag=True, help="Take it from the list too.")
@common.json_option
def revoke(name: str, forget: bool) -> None:
    """Let the token of NAME (or of its id) work no more, on running servers too, at once.

    As long as the list holds any token, also a revoked one, every caller needs a token.
    """
    from pipeline.steps import tokens as step

    with _store() as store:
        gone = step.revoke(store, name, forget=forget)
    if common.as_json():
        common.print_json([{"name": one.name, "role": one.role, "id": one.id} for one in gone])
        return
    for one in gone:
        click.echo(f"{'forgotten' if forget else 'revoked'}: {one.name}, {one.role}, {one.id}")
