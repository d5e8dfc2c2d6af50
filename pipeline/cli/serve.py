"""The web API, started."""

from __future__ import annotations

import importlib
import logging

import click

from pipeline.cli import common

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8000


@click.command()
@click.option(
    "--host",
    default=DEFAULT_HOST,
    show_default=True,
    help="Where to listen; any but this machine's loopback needs tokens.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=DEFAULT_PORT,
    show_default=True,
    help="0 for any free one.",
)
def serve(host: str, port: int) -> None:
    """Serve the web API until Ctrl-C."""
    running = importlib.import_module("pipeline.web.running")  # a sibling, so known by name only
    workspace = common.workspace()
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logging.getLogger("culturescope").addHandler(handler)
    running.serve(workspace, host, port, _say)


def _say(address: str) -> None:
    """Tell where the server is; machines that started it read the first line."""
    click.echo(f"listening at {address}")
    click.echo(f"what it can do: {address}/   state: {address}/api/v1/health/ready   end: Ctrl-C")
