"""The entities stage: find what a document names."""

from pipeline.entities.finding import find_mentions
from pipeline.entities.recogniser import Recogniser, load_recogniser

__all__ = ["Recogniser", "find_mentions", "load_recogniser"]
