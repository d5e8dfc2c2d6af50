"""A file that somebody shows us, cleaned as a document would be; nothing is stored."""

from __future__ import annotations

import datetime as dt
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from pipeline.declarations import Source
from pipeline.errors import UsageError
from pipeline.records import Capture, Document, Rejected, document_id
from pipeline.settings import Workspace
from pipeline.sources.sniff import media_type
from pipeline.steps import models
from pipeline.steps.cleaning import clean_body

STANDARD_INPUT = "-"


def read_given(workspace: Workspace, name: str) -> Document:
    """Read a file in any format that the clean stage reads.

    Args:
        workspace: Its settings say how much is too much.
        name: Path of the file, or "-" for standard input.

    Raises:
        UsageError: It cannot be opened, or the clean stage would reject it; says why.
    """
    body = _body(name, workspace.settings.max_item_bytes)
    source = Source(id="given", name="Given", kind="folder", path=".")
    cleaner = replace(models.cleaner(workspace), min_characters=1)
    outcome = clean_body(cleaner, _capture(name, body), body, source)
    if isinstance(outcome, Rejected):
        raise UsageError(f"{name}: {outcome.reason}: {outcome.detail}")
    return outcome


def _body(name: str, most: int) -> bytes:
    try:
        if name == STANDARD_INPUT:
            body = sys.stdin.buffer.read(most + 1)
        else:
            with Path(name).open("rb") as file:
                body = file.read(most + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UsageError(
            f"{name}: cannot be read ({reason}); name a file, or - to paste"
        ) from error
    if len(body) > most:
        raise UsageError(f"{name}: has more than {most:,} bytes, as max_item_bytes allows")
    return body


def _capture(name: str, body: bytes) -> Capture:
    return Capture(
        document_id=document_id(f"given:{name}"),
        revision=0,
        source_id="given",
        locator=name,
        media_type=media_type(body, name),
        sha256=sha256(body).hexdigest(),
        n_bytes=len(body),
        fetched_at=dt.datetime.now(dt.UTC),
        warc_file="",
        warc_offset=0,
    )
