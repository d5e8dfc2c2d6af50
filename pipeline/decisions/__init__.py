"""Decisions of editors: what stands, what was undone, what is learnt from."""

from pipeline.decisions.bulk import Candidate, Filter, Preview, preview_of
from pipeline.decisions.effective import accepted, effective
from pipeline.decisions.standing import STATES, VERDICTS, Resolve, Standing, as_is, standing
from pipeline.decisions.wanted import KINDS, Wanted

__all__ = [
    "KINDS",
    "STATES",
    "VERDICTS",
    "Candidate",
    "Filter",
    "Preview",
    "Resolve",
    "Standing",
    "Wanted",
    "accepted",
    "as_is",
    "effective",
    "preview_of",
    "standing",
]
