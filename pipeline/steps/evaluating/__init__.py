"""Measure suggestions against what is known to be right; nothing learnt here is kept."""

from pipeline.steps.evaluating.simulated import DRAWS
from pipeline.steps.evaluating.themes import evaluate_themes
from pipeline.steps.evaluating.writing import default_folder, write_reports

__all__ = ["DRAWS", "default_folder", "evaluate_themes", "write_reports"]
