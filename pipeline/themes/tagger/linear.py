"""Logistic regression: one model a concept on top of what was held before."""

from __future__ import annotations

import numpy as np
from scipy.linalg import solve_triangular
from scipy.optimize import minimize

MOST_STEPS = 200
SLOPE = 1e-3
"""The optimiser stops at slopes below this."""
AT_ONCE = 256
"""Concepts fitted at once: bounds memory for a thesaurus of thousands."""
JITTER = 1e-6
LARGEST = 35.0
"""Log-odds beyond this are no different."""


def sigmoid(logits: np.ndarray) -> np.ndarray:
    """Return probabilities of log-odds."""
    odds: np.ndarray = 1.0 / (1.0 + np.exp(-np.clip(logits, -LARGEST, LARGEST)))
    return odds


def fit_kernel(
    kernel: np.ndarray, offsets: np.ndarray, targets: np.ndarray, weights: np.ndarray
) -> np.ndarray:
    """Fit what must be added to log-odds held before.

    Adds `kernel @ result` to the offsets; the penalty is half of result.T @ kernel @ result, so
    that the result is the most probable one if additions are Gaussian with that covariance. With
    no weight anywhere it is 0, and the offsets stand.

    Args:
        kernel: (n_documents, n_documents): likeness, positive definite.
        offsets: (n_documents, n_concepts), log-odds held before.
        targets: (n_documents, n_concepts), 0 to 1.
        weights: (n_documents, n_concepts), 0 where nothing is known.

    Returns:
        (n_documents, n_concepts).
    """
    root = np.linalg.cholesky(kernel + JITTER * np.eye(len(kernel)))
    parts = [
        _fit_some(root, *(each[:, start : start + AT_ONCE] for each in (offsets, targets, weights)))
        for start in range(0, targets.shape[1], AT_ONCE)
    ]
    found: np.ndarray = solve_triangular(root, np.hstack(parts), lower=True, trans="T")
    return found


def _fit_some(
    root: np.ndarray, offsets: np.ndarray, targets: np.ndarray, weights: np.ndarray
) -> np.ndarray:
    shape = targets.shape

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        free = flat.reshape(shape)
        logits = offsets + root @ free
        value = float((weights * (np.logaddexp(0.0, logits) - targets * logits)).sum())
        slope = root.T @ (weights * (sigmoid(logits) - targets)) + free
        return value + float(flat @ flat) / 2, slope.ravel()

    options = {"maxiter": MOST_STEPS, "gtol": SLOPE, "ftol": 1e-9}
    found = minimize(loss, np.zeros(shape).ravel(), jac=True, method="L-BFGS-B", options=options)
    free: np.ndarray = found.x.reshape(shape)
    return free


def fit_shared(
    features: np.ndarray,
    targets: np.ndarray,
    weights: np.ndarray,
    start: np.ndarray,
    held: np.ndarray,
) -> np.ndarray:
    """Fit one weight a feature, held to `start` by a penalty on the squared distance.

    Args:
        features: (n_pairs, n_features).
        targets: (n_pairs), 0 to 1.
        weights: (n_pairs).
        start: (n_features).
        held: (n_features), penalties.
    """

    def loss(found: np.ndarray) -> tuple[float, np.ndarray]:
        logits = features @ found
        value = float((weights * (np.logaddexp(0.0, logits) - targets * logits)).sum())
        slope = features.T @ (weights * (sigmoid(logits) - targets)) + held * (found - start)
        return value + float((held * (found - start) ** 2).sum()) / 2, slope

    found: np.ndarray = minimize(loss, start, jac=True, method="L-BFGS-B").x
    return found


def level(logits: np.ndarray, targets: np.ndarray, weights: np.ndarray) -> float:
    """Return what must be added to all log-odds for them to promise as much as came true.

    Args:
        logits: (n_pairs).
        targets: (n_pairs), 0 to 1.
        weights: (n_pairs), 0 where nothing is known.
    """
    added = 0.0
    for _ in range(MOST_STEPS):
        found = sigmoid(logits + added)
        gap = float((weights * (found - targets)).sum())
        step = gap / max(float((weights * found * (1.0 - found)).sum()), JITTER)
        added -= min(max(step, -1.0), 1.0)
        if abs(step) < SLOPE:
            break
    return added
