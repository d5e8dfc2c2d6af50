"""Learn from decisions: collect, train, compare with the model in use, promote what is no worse."""

from pipeline.steps.learning.choosing import choose
from pipeline.steps.learning.collecting import collect
from pipeline.steps.learning.history import is_due
from pipeline.steps.learning.listing import ModelRow, models_of
from pipeline.steps.learning.nouns import Comparison
from pipeline.steps.learning.whole import train_and_compare, train_if_due

__all__ = [
    "Comparison",
    "ModelRow",
    "choose",
    "collect",
    "is_due",
    "models_of",
    "train_and_compare",
    "train_if_due",
]
