"""The entities stage: find what a document names."""

from pipeline.entities.finding import find_mentions, mentions_of
from pipeline.entities.reading import readable_text
from pipeline.entities.recogniser import Recogniser, load_recogniser
from pipeline.entities.spans import ModelSpan

__all__ = [
    "ModelSpan",
    "Recogniser",
    "find_mentions",
    "load_recogniser",
    "mentions_of",
    "readable_text",
]
