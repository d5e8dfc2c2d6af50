"""What is measured."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figures:
    """What one way of fetching all pages took."""

    name: str
    n_pages: int
    seconds: float
    cpu_s: float
    """Of all threads, user and system; without starting up."""

    def cells(self, peer: Figures) -> tuple[str, ...]:
        """Return one line of the table; ratios below 1: cheaper than the peer."""
        per_page = 1000 * self.cpu_s / self.n_pages
        ratio = per_page / (1000 * peer.cpu_s / peer.n_pages)
        return (
            self.name,
            f"{self.n_pages:,}",
            f"{self.n_pages / self.seconds:,.0f}",
            f"{per_page:.2f}",
            f"{ratio:.2f}",
        )
