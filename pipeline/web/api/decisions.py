"""Editors' decisions: recorded, undone, taken in bulk, listed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import StreamingResponse

from pipeline.decisions.lines import Format
from pipeline.decisions.wanted import checked_id
from pipeline.errors import OutdatedError
from pipeline.records import Decision
from pipeline.steps import deciding
from pipeline.steps.deciding.known import revisions
from pipeline.store import Store, decisions
from pipeline.web.answers import ALWAYS, WITH_BODY, answers
from pipeline.web.auth import Caller, require
from pipeline.web.problems import RefusedError
from pipeline.web.schemas import bulk
from pipeline.web.schemas import decisions as shapes
from pipeline.web.serving import Serving, serving

router = APIRouter(prefix="/api/v1/decisions", tags=["decisions"])
Shared = Annotated[Serving, Depends(serving)]
Reader = Annotated[Caller, Depends(require("reader"))]
Editor = Annotated[Caller, Depends(require("editor"))]
WRITING = ALWAYS | WITH_BODY | answers(404, 409)
VIA = "api"
MEDIA_TYPES: dict[Format, str] = {"jsonl": "application/x-ndjson", "csv": "text/csv"}
FILES = {media_type: {"schema": {"type": "string"}} for media_type in MEDIA_TYPES.values()}
FormatAsked = Annotated[Format, Query(description="jsonl holds taught texts too.")]
IN_MEMORY_BYTES = 2_000_000
PIECE_BYTES = 65_536


@router.post("", operation_id="decide", responses=WRITING)
async def decide(wanted: shapes.Decisions, caller: Editor, shared: Shared) -> shapes.Made:
    """Record decisions, all or none; they are on the disk when this is answered.

    Sent again under the same ids they are answered as they were recorded. A `revision` older than
    the document's current one means 409: fetch the document again and look at what changed.
    """
    asked = [deciding.Wanted(**one.model_dump()) for one in wanted.decisions]
    who = editor(caller, wanted.editor)

    def work() -> list[Decision]:
        _check_revisions(shared.store, asked)
        return deciding.decide(shared.workspace, shared.store, asked, editor=who, via=VIA)

    return _made(await shared.writing.run(work))


@router.post("/undo", operation_id="undo", responses=WRITING)
async def undo(wanted: shapes.Undo, caller: Editor, shared: Shared) -> shapes.Made:
    """Let a decision, or all of a batch, count no longer; an undo can itself be undone."""
    who = editor(caller, wanted.editor)
    made = await shared.writing.run(
        lambda: deciding.undo(shared.workspace, shared.store, wanted.id, editor=who, via=VIA)
    )
    return _made(made)


@router.post(
    "/bulk/preview", operation_id="previewBulk", responses=ALWAYS | WITH_BODY | answers(404)
)
async def preview(wanted: bulk.Filter, caller: Reader, shared: Shared) -> bulk.Preview:
    """Show what a filter means; nothing is changed."""
    del caller
    asked = deciding.Filter(**wanted.model_dump())
    found = await shared.gate.run(lambda: deciding.preview(shared.workspace, shared.store, asked))
    return bulk.Preview(
        n=found.n,
        n_documents=found.n_documents,
        n_decided=found.n_decided,
        concepts=[
            bulk.ConceptCount(scheme=scheme, concept_id=id_, label=label, n=n)
            for scheme, id_, label, n in found.concepts
        ],
        sources=[bulk.SourceCount(source_id=id_, n=n) for id_, n in found.sources],
        sample=[bulk.Candidate.model_validate(one) for one in found.sample],
        digest=found.digest,
    )


@router.post("/bulk/apply", operation_id="applyBulk", responses=WRITING)
async def apply(wanted: bulk.Bulk, caller: Editor, shared: Shared) -> bulk.Applied:
    """Decide on everything that a preview showed; 409 where that is no longer the same."""
    who = editor(caller, wanted.editor)
    asked = deciding.Bulk(
        deciding.Filter(**wanted.filter.model_dump()), wanted.kind, wanted.expected
    )
    made = await shared.writing.run(
        lambda: deciding.apply(shared.workspace, shared.store, asked, editor=who, via=VIA)
    )
    return bulk.Applied(batch=made[0].batch if made else "", n=len(made))


@router.get("", operation_id="listDecisions", responses=ALWAYS)
async def log(
    caller: Reader,
    shared: Shared,
    asked: Annotated[shapes.Asked, Query()],
) -> shapes.Log:
    """List decisions, the newest first, undone ones among them."""
    del caller
    wanted = deciding.Asked(**asked.model_dump(exclude={"before", "limit"}))
    page = deciding.Page(asked.before, asked.limit + 1)  # one more tells whether there is a next
    rows = await shared.gate.run(
        lambda: deciding.list_decisions(shared.workspace, shared.store, wanted, page)
    )
    shown = [shapes.Labelled.model_validate(row) for row in rows[: asked.limit]]
    return shapes.Log(decisions=shown, next=shown[-1].number if len(rows) > len(shown) else 0)


@router.get(
    "/export",
    operation_id="exportDecisions",
    response_class=StreamingResponse,
    responses=ALWAYS | {200: {"description": "The file.", "content": FILES}},
)
async def export(caller: Reader, shared: Shared, format: FormatAsked = "jsonl") -> Response:
    """Give the whole log as a file that 'culturescope decisions import' reads."""
    del caller
    pieces = _pieces(shared.store, format)
    await shared.gate.run(lambda: next(pieces))
    headers = {"Content-Disposition": f'attachment; filename="decisions.{format}"'}
    return StreamingResponse(pieces, media_type=MEDIA_TYPES[format], headers=headers)


def _pieces(store: Store, format: Format) -> Iterator[bytes]:
    """Write the log aside, say so with an empty piece, and give it: slow readers hold no store."""
    with tempfile.SpooledTemporaryFile(IN_MEMORY_BYTES) as file:
        file.writelines(line.encode() for line in deciding.export(store, format))
        file.seek(0)
        yield b""
        while piece := file.read(PIECE_BYTES):
            yield piece


def editor(caller: Caller, claimed: str) -> str:
    """Return in whose name a caller decides.

    Raises:
        RefusedError: 403: in the name of another without being admin.
    """
    if claimed and claimed != caller.name and caller.role != "admin":
        raise RefusedError(
            403, f"{caller.name} may not decide in another's name; leave 'editor' out"
        )
    return claimed or caller.name


def _check_revisions(store: Store, asked: list[deciding.Wanted]) -> None:
    """See that no editor saw an older revision; what was recorded already is not looked at."""
    ids = [checked_id(one.id) for one in asked]  # as they are stored
    with store.read() as connection:
        known = decisions.by_ids(connection, [id_ for id_ in ids if id_])
        current = revisions(connection, [one.document_id for one in asked])
    for id_, one in zip(ids, asked, strict=True):
        now = current.get(one.document_id, 0)
        if id_ not in known and 0 < one.revision < now:
            raise OutdatedError(
                f"document {one.document_id}: revision {one.revision} was seen, and the current "
                f"one is {now}"
            )


def _made(made: list[Decision]) -> shapes.Made:
    return shapes.Made(decisions=[shapes.Recorded.model_validate(one) for one in made])
