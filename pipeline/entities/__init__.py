"""The entities stage: find what a document names."""

from pipeline.entities.finding import find_mentions
from pipeline.entities.recogniser import VERSION, Recogniser, fingerprint_parts, load_recogniser

__all__ = ["VERSION", "Recogniser", "find_mentions", "fingerprint_parts", "load_recogniser"]
