"""Division as figures need it."""

from __future__ import annotations

import numpy as np

from pipeline.evaluation.tagging.truth import Floats


def ratio(above: Floats, below: Floats, otherwise: float = np.nan) -> Floats:
    """Divide; `otherwise` where the divisor is not above 0."""
    shape = np.broadcast_shapes(np.shape(above), np.shape(below))
    found = np.full(shape, otherwise)
    np.divide(above, below, out=found, where=np.asarray(below) > 0)
    return found
