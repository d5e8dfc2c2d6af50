"""Measure predictions against gold annotations."""

from pipeline.evaluation.gold import load_gold
from pipeline.evaluation.predictions import entity_predictions
from pipeline.evaluation.scoring import score

__all__ = ["entity_predictions", "load_gold", "score"]
