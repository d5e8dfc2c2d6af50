"""What the figures say, in sentences: only where an interval or a test carries them."""

from __future__ import annotations

from pipeline.publish.claims.cautions import cautions
from pipeline.publish.claims.hidden import hidden
from pipeline.publish.claims.levels import leaders, scope
from pipeline.publish.claims.moves import trends
from pipeline.publish.claims.steps import lately, turns
from pipeline.publish.nouns import Claim, ReportFigures

__all__ = ["claims"]


def claims(figures: ReportFigures) -> tuple[Claim, ...]:
    """Return the sentences that the figures carry, those of one group together."""
    if figures.head.n_documents == 0:
        return (scope(figures),)
    return (
        scope(figures),
        *leaders(figures),
        *trends(figures),
        *hidden(figures),
        *turns(figures),
        *lately(figures),
        *cautions(figures),
    )
