"""Which of the statements about a document's publication holds, and how sure that is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from pipeline.records import DateClaim


def decide(claims: Sequence[DateClaim], latest: dt.date) -> DateClaim | None:
    """Return the statement of publication that holds.

    Args:
        claims: As met, of any kind.
        latest: Day of the capture; nothing is read before it is published.
    """
    stated = [one for one in claims if one.kind == "published" and one.start <= latest]
    return max(stated, key=lambda one: one.confidence, default=None)
