"""Editors' decisions: record them, take them back, many at once, teach, list, carry over."""

from pipeline.decisions import STATES, Candidate, Filter, Preview, Wanted
from pipeline.steps.deciding.acts import decide, undo
from pipeline.steps.deciding.bulk import BULK_KINDS, Bulk, apply, preview
from pipeline.steps.deciding.exchange import Imported, export, import_
from pipeline.steps.deciding.known import COUNTRIES, Known, resolver
from pipeline.steps.deciding.listing import (
    decisions_of,
    document_named,
    list_decisions,
    outdated,
)
from pipeline.steps.deciding.paging import Asked, Page
from pipeline.steps.deciding.teaching import Taught, example_id, teach

__all__ = [
    "BULK_KINDS",
    "COUNTRIES",
    "STATES",
    "Asked",
    "Bulk",
    "Candidate",
    "Filter",
    "Imported",
    "Known",
    "Page",
    "Preview",
    "Taught",
    "Wanted",
    "apply",
    "decide",
    "decisions_of",
    "document_named",
    "example_id",
    "export",
    "import_",
    "list_decisions",
    "outdated",
    "preview",
    "resolver",
    "teach",
    "undo",
]
