"""Languages, and what cannot be done for them."""

from __future__ import annotations

from babel import Locale

from pipeline.publish.nouns import LanguageRow, Unassessed
from pipeline.publish.tables import Tables
from pipeline.records import UNDETERMINED

MAX_LANGUAGES = 40


def read_languages(tables: Tables) -> tuple[LanguageRow, ...]:
    """Return every language with its documents, the most frequent first."""
    rows = tables.all(
        "SELECT language, count(*), sum(family_weight ORDER BY document_id) / "
        "(SELECT sum(family_weight ORDER BY document_id) FROM documents), coalesce(lacks, '') "
        "FROM documents GROUP BY language, lacks ORDER BY 2 DESC, 1"
    )
    return tuple(
        LanguageRow(code, _name(code), n, min(1.0, share), tuple(filter(None, lacks.split("; "))))
        for code, n, share, lacks in rows
    )


def _name(code: str) -> str:
    if code == UNDETERMINED:
        return "could not be told"
    name = Locale("en").languages.get(code)
    return f"{name} ({code})" if name else code


def unassessed(languages: tuple[LanguageRow, ...]) -> tuple[Unassessed, ...]:
    """Sum up for which share of all documents something was not done; equal shares together."""
    undone = dict.fromkeys(what for row in languages for what in row.lacks)
    shares: dict[float, list[str]] = {}
    for what in undone:
        share = sum(row.share for row in languages if what in row.lacks)
        shares.setdefault(min(1.0, share), []).append(what)
    return tuple(Unassessed(tuple(what), share) for share, what in shares.items())
