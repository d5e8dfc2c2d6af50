"""From what a database says to what a person can do about it."""

from __future__ import annotations

import sqlalchemy as sa

from pipeline.errors import StoreError

HINTS = {
    "is full": "free some space and run again; nothing stored is harmed",
    "disk i/o error": "the disk cannot be written or is full; free some space and run again",
    "readonly": "the file system is read-only; use a workspace that can be written",
    "unable to open": "see that the workspace can be written",
    "locked": "another program holds the database; wait for it to end and run again",
    "lock timeout": "another program holds the database; wait for it to end and run again",
    "malformed": "the file is damaged; restore it from a backup",
    "not a database": "the file is damaged; restore it from a backup",
    "no space left": "free some space on the server and run again; nothing stored is harmed",
    "password": "mend user and password in the URL",
    "does not exist": "make it on the server, or mend the URL",
    "connect": "see that the server runs and can be reached, then run again",
}
OTHERWISE = "mend that and run again"


def store_error(url: str, error: sa.exc.DBAPIError) -> StoreError:
    """Return one line: which database (without its password), what it says, what to do."""
    shown = sa.engine.make_url(url).render_as_string(hide_password=True)
    said = " ".join(str(error.orig).split())
    hint = next((hint for mark, hint in HINTS.items() if mark in said.lower()), OTHERWISE)
    return StoreError(f"store {shown}: {said}; {hint}")


def is_of_surroundings(error: sa.exc.DBAPIError) -> bool:
    """Tell a database that cannot work from a statement that is wrong: the latter is our fault."""
    return isinstance(error, sa.exc.OperationalError) or type(error) is sa.exc.DatabaseError
