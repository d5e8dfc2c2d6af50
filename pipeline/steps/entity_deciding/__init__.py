"""Analysts' decisions on entities: checked, entered into the log, and carried into the links."""

from pipeline.steps.entity_deciding.acts import decide
from pipeline.steps.entity_deciding.wanted import Decided, Wanted, named_decision, told

__all__ = ["Decided", "Wanted", "decide", "named_decision", "told"]
