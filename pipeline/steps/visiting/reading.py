"""Read what came back, each body once: the work that needs no store."""

from __future__ import annotations

from pipeline.records import Answer, Lead, Reading, Rejected
from pipeline.sources import WEB
from pipeline.sources.web.essence import read_page
from pipeline.steps.visiting.nouns import Outcome, Read, Visiting

UNCHANGED = 304


def read(outcome: Outcome) -> Read:
    """Read an answer: an index by its kind, an item for what makes it itself."""
    result, task = outcome.result, outcome.task
    if not isinstance(result, Answer) or result.status == UNCHANGED:
        return Read(outcome)
    if task.address.role == "index":
        return Read(outcome, reading=_follow(task.visiting, task.address.lead, result))
    source = task.visiting.source
    return Read(outcome, page=read_page(result.body, result.media_type, source, result.url))


def _follow(visiting: Visiting, lead: Lead, answer: Answer) -> Reading:
    """Return what an index holds; what nobody foresaw in one must not stop a run."""
    source = visiting.source
    try:
        return WEB[source.kind].follow(source, lead, answer, visiting.window)
    except Exception as error:  # of a library or ours: there is no list of what may be raised
        detail = (
            f"{lead.url} cannot be read ({type(error).__name__}: {error}); please report it with "
            "the file, then 'culturescope retry'"
        )
        return Reading(rejected=(Rejected("ingest", source.id, lead.url, "unforeseen", detail),))
