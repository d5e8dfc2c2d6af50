"""Names that are known beforehand: countries, regions, organisations, programmes.

One scan of a text finds them all; one look-up reads a publisher's country label.
"""

from pipeline.gazetteers.declared import Body, Country
from pipeline.gazetteers.entries import Entry
from pipeline.gazetteers.folding import fold
from pipeline.gazetteers.hits import Hit
from pipeline.gazetteers.known import Gazetteers
from pipeline.gazetteers.loading import load_gazetteers

__all__ = ["Body", "Country", "Entry", "Gazetteers", "Hit", "fold", "load_gazetteers"]
