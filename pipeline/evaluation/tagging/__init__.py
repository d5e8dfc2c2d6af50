"""Measure how good suggestions of tags are, how honest their probabilities, and what they save."""

from pipeline.evaluation.tagging.curve import LEAST_FAMILIES, Curve, Point, learning_curve
from pipeline.evaluation.tagging.measure import Figures, measure
from pipeline.evaluation.tagging.simulation import Draw, Editor, Learner, Model, Verdicts, simulate
from pipeline.evaluation.tagging.truth import Judged, Truth, judged_of, truth_of

__all__ = [
    "LEAST_FAMILIES",
    "Curve",
    "Draw",
    "Editor",
    "Figures",
    "Judged",
    "Learner",
    "Model",
    "Point",
    "Truth",
    "Verdicts",
    "judged_of",
    "learning_curve",
    "measure",
    "simulate",
    "truth_of",
]
