"""How to cite a snapshot, or one figure of it."""

from pipeline.snapshots.citing.formats import FORMATS
from pipeline.snapshots.citing.nouns import Citation, Figure
from pipeline.snapshots.citing.reading import read_citation, read_figure, read_period

__all__ = ["FORMATS", "Citation", "Figure", "read_citation", "read_figure", "read_period"]
