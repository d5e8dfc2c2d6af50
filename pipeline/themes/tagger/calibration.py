"""Log-odds into probabilities that mean what they say, with an interval.

Method: logistic (Platt) calibration, each concept's slope and intercept drawn to those that all
share (partial pooling): slope ~ N(1, SLOPE_SD), intercept ~ N(0, INTERCEPT_SD), fitted to log-odds
that come from folds in which the document was not learnt from. The interval is that of the
calibrated log-odds under a normal approximation: DOUBT and SLOPE_DOUBT before anything is decided
on a concept, narrower with every decided pair.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from pipeline.themes.tagger.linear import sigmoid

SLOPE_SD = 0.1
INTERCEPT_SD = 0.3
"""How far a concept's calibration moves from the shared one. Twice or half as much changes neither
calibration error nor nDCG@5 by more than 0.005 on the news posts named in `heads`; wider ones cost
macro F1 where few documents are decided."""
SLOPE_DOUBT = 0.2
DOUBT = 1.0
"""How far concepts were off in truth, as standard deviation of their intercepts: 0.6 where the
vocabulary describes its concepts at length and two readers tagged, 1.1 on posts of a later year
after 25 were learnt, 2 on posts tagged by many hands with a vocabulary of one line a concept."""
NEWTON_STEPS = 50
"""At the most; six are enough where the log-odds are about right to begin with."""
HALVINGS = 30
SLACK = 1e-9
"""By which a loss may rise for rounding alone."""
SETTLED = 1e-9
"""Steps below this change nothing that is written."""
Z95 = 1.959964
"""Standard normal quantile of a two-sided 95 % interval."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """Of some concepts."""

    slopes: np.ndarray = field(repr=False)
    """float64 (n_concepts)."""
    intercepts: np.ndarray = field(repr=False)
    covariances: np.ndarray = field(repr=False)
    """float64 (n_concepts, 3): variance of slope, of intercept, and their covariance."""

    def before(self, calibrated: np.ndarray) -> np.ndarray:
        """Return the log-odds that became these."""
        before: np.ndarray = (calibrated - self.intercepts) / self.slopes
        return before

    def spread(self, logits: np.ndarray) -> np.ndarray:
        """Return the standard deviation of what these log-odds become."""
        slope, intercept, both = self.covariances.T
        spread: np.ndarray = np.sqrt(
            np.maximum(slope * logits**2 + intercept + 2 * logits * both, 0)
        )
        return spread


def calibrate(logits: np.ndarray, targets: np.ndarray, weights: np.ndarray) -> Calibration:
    """Fit slopes and intercepts by Newton's method with shortened steps, all concepts at once.

    Args:
        logits: (n_documents, n_concepts), out of fold.
        targets: (n_documents, n_concepts), 0 to 1.
        weights: (n_documents, n_concepts), 0 where nothing is known.
    """
    at = np.stack([np.ones(logits.shape[1]), np.zeros(logits.shape[1])])
    for _ in range(NEWTON_STEPS):
        step = _newton_step(at, logits, targets, weights)
        at = at - _downhill(at, step, logits, targets, weights) * step
        if float(np.abs(step).max(initial=0.0)) < SETTLED:
            break
    slopes, intercepts = at
    found = sigmoid(slopes * logits + intercepts)
    curve = weights * found * (1 - found)
    covariances = np.stack(_inverse(*_hessian(logits, curve, SLOPE_DOUBT, DOUBT)), axis=1)
    return Calibration(slopes, intercepts, covariances)


def _newton_step(
    at: np.ndarray, logits: np.ndarray, targets: np.ndarray, weights: np.ndarray
) -> np.ndarray:
    slopes, intercepts = at
    found = sigmoid(slopes * logits + intercepts)
    error, curve = weights * (found - targets), weights * found * (1 - found)
    of_slope, of_intercept, of_both = _inverse(*_hessian(logits, curve, SLOPE_SD, INTERCEPT_SD))
    towards_slope = (error * logits).sum(axis=0) + (slopes - 1) / SLOPE_SD**2
    towards_intercept = error.sum(axis=0) + intercepts / INTERCEPT_SD**2
    return np.stack(
        [
            of_slope * towards_slope + of_both * towards_intercept,
            of_both * towards_slope + of_intercept * towards_intercept,
        ]
    )


def _downhill(
    at: np.ndarray,
    step: np.ndarray,
    logits: np.ndarray,
    targets: np.ndarray,
    weights: np.ndarray,
) -> np.ndarray:
    """Return the share of each concept's step to take: the whole one if that leads downhill.

    Where nearly all log-odds are far on one side the curve is flat, and a whole step overshoots
    by ever more.
    """
    before = _loss(at, logits, targets, weights)
    share = np.ones(len(before))
    for _ in range(HALVINGS):
        worse = _loss(at - share * step, logits, targets, weights) > before + SLACK
        if not worse.any():
            break
        share[worse] /= 2
    return share


def _loss(
    at: np.ndarray, logits: np.ndarray, targets: np.ndarray, weights: np.ndarray
) -> np.ndarray:
    slopes, intercepts = at
    odds = slopes * logits + intercepts
    held = ((slopes - 1) / SLOPE_SD) ** 2 + (intercepts / INTERCEPT_SD) ** 2
    loss: np.ndarray = (weights * (np.logaddexp(0.0, odds) - targets * odds)).sum(axis=0) + held / 2
    return loss


def undecided(logits: np.ndarray) -> np.ndarray:
    """Return the standard deviation of log-odds of concepts on which nothing was decided."""
    spread: np.ndarray = np.sqrt((SLOPE_DOUBT * logits) ** 2 + DOUBT**2)
    return spread


def _hessian(
    logits: np.ndarray, curve: np.ndarray, slope_sd: float, intercept_sd: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    slope = (curve * logits**2).sum(axis=0) + 1 / slope_sd**2
    return slope, curve.sum(axis=0) + 1 / intercept_sd**2, (curve * logits).sum(axis=0)


def _inverse(
    slope: np.ndarray, intercept: np.ndarray, both: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    determinant = slope * intercept - both**2
    return intercept / determinant, slope / determinant, -both / determinant
