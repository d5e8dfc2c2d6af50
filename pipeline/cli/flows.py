"""Commands of the service that keeps schedules: Prefect's server, a worker, deployments."""

from __future__ import annotations

import datetime as dt
import importlib
from typing import Any

import click

from pipeline.cli import common

COLUMNS = ("group", "schedule", "time zone", "next run", "last run", "ended", "#waiting", "sources")
DAY = click.DateTime(["%Y-%m-%d"])


@click.group()
def flows() -> None:
    """Keep the schedules of the cards: a Prefect server and a worker of this workspace."""


@flows.command("up")
@click.option("--foreground", is_flag=True, help="Stay until Ctrl-C or SIGTERM (for systemd).")
@common.json_option
def up(foreground: bool) -> None:
    """Start server and worker; they outlive the terminal."""
    workspace = common.workspace()
    if not common.as_json():
        click.echo("starting Prefect's server and a worker; this takes up to a minute", err=True)
    try:
        began = _control().up(workspace, foreground=foreground)
    except KeyboardInterrupt:
        if not foreground:
            click.echo("it goes on starting; 'culturescope flows down' ends it", err=True)
        raise
    if not foreground:
        _tell_up(began)


@flows.command("down")
@common.json_option
def down() -> None:
    """End worker and server; a run under way goes on at the next `flows up`."""
    was_up, n_under_way = _control().down(common.workspace())
    if common.as_json():
        common.print_json({"was_up": was_up, "interrupted": n_under_way})
    elif not was_up:
        click.echo("was not up")
    else:
        more = "; the run under way goes on at the next 'culturescope flows up'"
        click.echo("down" + more * bool(n_under_way))


@flows.command("status")
@common.json_option
def status() -> int:
    """Show server, worker, and each schedule with its last and next run."""
    told = importlib.import_module("flows.status").status(common.workspace())
    if common.as_json():
        common.print_json(told)
    else:
        _print_status(told)
        common.print_findings(told["findings"])
    return common.FINDINGS_EXIT if told["findings"] else 0


@flows.command("run")
@click.argument("group")
@click.option("--since", type=DAY, help="Only what was published or changed since this day.")
@click.option("--until", type=DAY, help="Only what was published or changed before this day.")
@common.json_option
def run(group: str, since: dt.datetime | None, until: dt.datetime | None) -> None:
    """Have GROUP visited now (or as soon as the worker is free), by the service."""
    ask = importlib.import_module("flows.asking").ask
    window = [moment.date() if moment else None for moment in (since, until)]
    name = ask(common.workspace(), group, *window)
    if common.as_json():
        common.print_json({"run": name})
    else:
        click.echo(f"{group} is on the list (run {name}); 'culturescope flows status' shows it")


def _control() -> Any:
    return importlib.import_module("flows.control")


def _tell_up(began: bool) -> None:
    url, login = _control().login(common.workspace())
    if common.as_json():
        common.print_json({"began": began, "url": url})
        return
    click.echo("up" if began else "was up already")
    _tell_page(url, login)


def _tell_page(url: str, login: str) -> None:
    click.echo(f"Prefect's page, on this machine only: {url} (login: {login})")


def _print_status(told: dict[str, Any]) -> None:
    state = "up" if told["worker_is_up"] else "starting" if told["is_up"] else "down"
    since = f" since {common.minute(told['since'])} UTC" if told["since"] else ""
    click.echo(f"service: {state}{since}")
    if told["is_up"]:
        _tell_page(*_control().login(common.workspace()))
    rows = [
        (
            row["group"], row["schedule"], row["time_zone"], row["next_at"], row["last_at"],
            f"{row['last_state']} {row['last_told']}".strip(), row["n_waiting"],
            ", ".join(row["sources"]),
        )
        for row in told["deployments"]
    ]  # fmt: skip
    if rows:
        common.print_table("", COLUMNS, rows)
    else:
        click.echo("no card has a schedule; give one 'schedule = \"0 4 * * *\"'")
