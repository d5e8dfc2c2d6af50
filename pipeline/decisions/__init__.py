"""Decisions of editors: what stands, what was undone, what is learnt from."""

from pipeline.decisions.standing import VERDICTS, Resolve, Standing, as_is, standing

__all__ = ["VERDICTS", "Resolve", "Standing", "as_is", "standing"]
