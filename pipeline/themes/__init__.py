"""Themes stage: which concepts of a vocabulary a document is about."""

from pipeline.themes.labelled import LabelMatcher, load_label_matcher
from pipeline.themes.publisher import publisher_tags
from pipeline.themes.scoring import Suggestion
from pipeline.themes.sparse import sparse
from pipeline.themes.suggester import Suggester, load_suggester

__all__ = [
    "LabelMatcher",
    "Suggester",
    "Suggestion",
    "load_label_matcher",
    "load_suggester",
    "publisher_tags",
    "sparse",
]
