"""What a request gave instead of an answer: raised inside this package, returned by its border."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.records import Failure
from pipeline.sources.naming import head, printable

NOT_ASKED = "not_asked"
"""No request was made: the host is left alone for a while. Says nothing of the address."""
PASSING = frozenset(
    ("robots_unreachable", "server_error", "busy", "timeout", "cut", "no_host", "empty", NOT_ASKED)
)
"""Reasons that may go away without anybody mending anything."""
OF_THE_HOST = frozenset(
    ("robots_unreachable", "server_error", "busy", "timeout", "cut", "no_host", "certificate")
)
"""Reasons that tell of the host more than of the one address."""


@dataclass(eq=False)
class NoAnswerError(Exception):
    """Why there is no answer; see records.Failure for the words."""

    reason: str
    detail: str
    """What follows the address in a sentence."""
    status: int = 0
    retry_after_s: float | None = None
    lasts: bool = False
    """It stays, although its reason mostly passes (a name that does not exist)."""

    def failure(self, asked: str, url: str) -> Failure:
        """Return it as what a caller gets."""
        return Failure(
            asked=asked,
            url=url,
            reason=self.reason,
            detail=printable(f"{head(url)} {self.detail}"),
            status=self.status,
            is_passing=self.reason in PASSING and not self.lasts,
            retry_after_s=self.retry_after_s,
        )
