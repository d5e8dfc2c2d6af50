"""Logistic regression of many concepts at once, with what is not known left out or soft."""

from __future__ import annotations

import numpy as np
from scipy.optimize import minimize
from threadpoolctl import threadpool_limits

MOST_STEPS = 200
TOLERANCE = 1e-6
DECIMALS = 6
"""Coefficients are kept to this many: what is below is noise of the optimiser."""


def fit(
    features: np.ndarray,
    offsets: np.ndarray,
    targets: np.ndarray,
    weights: np.ndarray,
    penalty: float,
) -> np.ndarray:
    """Fit one linear model a concept, each on top of what was held before.

    Args:
        features: (n_documents, n_features).
        offsets: (n_documents, n_concepts), log-odds held before; they get no coefficient, so
            that with nothing known the coefficients are 0 and these stand.
        targets: (n_documents, n_concepts), 0 to 1.
        weights: (n_documents, n_concepts), 0 or more; 0 where nothing is known.
        penalty: Of the squared coefficients.

    Returns:
        (n_features, n_concepts), the same whatever the number of threads.
    """
    shape = (features.shape[1], targets.shape[1])

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        coefficients = flat.reshape(shape)
        logits = offsets + features @ coefficients
        value = float((weights * (np.logaddexp(0.0, logits) - targets * logits)).sum())
        slope = features.T @ (weights * (sigmoid(logits) - targets)) + penalty * coefficients
        return value + penalty / 2 * float((flat**2).sum()), slope.ravel()

    with threadpool_limits(1):
        options = {"maxiter": MOST_STEPS, "gtol": TOLERANCE, "ftol": 1e-10}
        found = minimize(
            loss, np.zeros(shape).ravel(), jac=True, method="L-BFGS-B", options=options
        )
    coefficients: np.ndarray = found.x.reshape(shape).round(DECIMALS)
    return coefficients


def sigmoid(logits: np.ndarray) -> np.ndarray:
    """Return probabilities of log-odds."""
    odds: np.ndarray = 1.0 / (1.0 + np.exp(-np.clip(logits, -35.0, 35.0)))
    return odds
