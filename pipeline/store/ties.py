"""Files and the pages that link them, as captures say, where both have become documents."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.kinship import Tie
from pipeline.settings import digest
from pipeline.store import ledger
from pipeline.store.kin_schema import signatures
from pipeline.store.schema import captures, families

STAGE = "ties"
"""Under which the ledger holds what families were last told with."""
_FILE, _PAGE = signatures.alias("file"), signatures.alias("page")
_FILE_ID, _PAGE_ID = _FILE.c.document_id, _PAGE.c.document_id
_TIED = captures.join(_FILE, captures.c.document_id == _FILE_ID).join(
    _PAGE, captures.c.part_of == _PAGE_ID
)
_IS_TIE = captures.c.is_current & (captures.c.part_of != "") & (_FILE_ID != _PAGE_ID)


def load_ties(connection: Connection) -> list[Tie]:
    """Return the ties of all files, in order of file."""
    columns = (
        _FILE_ID.label("file_id"),
        _PAGE_ID.label("page_id"),
        _FILE.c.text_key.label("file_key"),
        _PAGE.c.text_key.label("page_key"),
        _FILE.c.language,
    )
    query = sa.select(*columns).select_from(_TIED).where(_IS_TIE).order_by(_FILE_ID)
    return [Tie(**row._mapping) for row in connection.execute(query)]


def is_told(connection: Connection, ties: Sequence[Tie]) -> bool:
    """Tell whether families were last told with just these ties."""
    known = ledger.entry(connection, STAGE)
    return known[0] == _digest(ties) if known else not ties


def mark_told(connection: Connection, ties: Sequence[Tie]) -> None:
    """Note that families have been told with these ties."""
    ledger.mark(connection, STAGE, "", [(ledger.WHOLE_CORPUS, _digest(ties), "done")])


def _digest(ties: Sequence[Tie]) -> str:
    return digest([[tie.file_id, tie.page_id] for tie in ties])


def tied_to(connection: Connection, document_id: str) -> dict[str, bool]:
    """Return the files of a page, or the page of a file.

    Returns:
        By document id whether it is the asked document that is the file.
    """
    is_page, is_file = captures.c.part_of == document_id, captures.c.document_id == document_id
    files = sa.select(_FILE_ID).select_from(_TIED).where(_IS_TIE, is_page).order_by(_FILE_ID)
    page = sa.select(_PAGE_ID).select_from(_TIED).where(_IS_TIE, is_file)
    found = dict.fromkeys(connection.scalars(files), False)
    return found | dict.fromkeys(connection.scalars(page), True)


def tie_rows(connection: Connection) -> list[tuple[str, str, bool]]:
    """Return (file, page, whether they are of one family) of all ties."""
    of_file, of_page = families.alias(), families.alias()
    joined = _TIED.join(of_file, of_file.c.document_id == _FILE_ID).join(
        of_page, of_page.c.document_id == _PAGE_ID
    )
    is_one = of_file.c.family_id == of_page.c.family_id
    query = sa.select(_FILE_ID, _PAGE_ID, is_one).select_from(joined).where(_IS_TIE)
    return [(file, page, bool(one)) for file, page, one in connection.execute(query)]
