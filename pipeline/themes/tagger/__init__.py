"""The model that suggests: what a vocabulary says, and what was learnt from decisions."""

from pipeline.themes.tagger.nouns import Labelled
from pipeline.themes.tagger.tagger import Tagger, cold, restore
from pipeline.themes.tagger.training import out_of_fold, train

__all__ = ["Labelled", "Tagger", "cold", "out_of_fold", "restore", "train"]
