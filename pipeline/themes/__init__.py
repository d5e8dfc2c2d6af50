"""Themes stage: which concepts of a vocabulary a document is about."""

from pipeline.themes.publisher import publisher_tags
from pipeline.themes.scoring import Suggestion, suggest
from pipeline.themes.suggester import VERSION, Suggester, fingerprint_parts, load_suggester

__all__ = [
    "VERSION",
    "Suggester",
    "Suggestion",
    "fingerprint_parts",
    "load_suggester",
    "publisher_tags",
    "suggest",
]
