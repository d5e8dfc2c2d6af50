"""The entities stage: find what a document names.

The recogniser stands apart in its module: whoever only weighs or links names loads no spaCy.
"""

from pipeline.entities.finding import find_mentions, mentions_of
from pipeline.entities.reading import readable_text
from pipeline.entities.spans import ModelSpan

__all__ = [
    "ModelSpan",
    "find_mentions",
    "mentions_of",
    "readable_text",
]
