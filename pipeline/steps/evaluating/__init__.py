"""Measure suggestions against what is known to be right; nothing learnt here is kept."""

from pipeline.steps.evaluating.themes import evaluate_themes

__all__ = ["evaluate_themes"]
