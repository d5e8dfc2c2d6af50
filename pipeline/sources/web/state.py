"""What is known of a host from one run to the next."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(slots=True)
class HostState:
    """A row of table hosts; changed by the fetcher as it goes."""

    host: str
    """Scheme, name and port: "https://x.example:8443", see `addresses.host_of`."""
    robots: bytes | None = None
    """Its robots.txt as last read; None where it was never read, or has none."""
    robots_status: int = 0
    """The status it was answered with; 0: never asked, or no answer."""
    robots_at: dt.datetime | None = None
    """UTC."""
    last_request_at: dt.datetime | None = None
    """UTC; when the last request to it ended."""
    not_before: dt.datetime | None = None
    """UTC; until when it is left alone, as Retry-After or the breaker ask."""
    n_failures: int = 0
    """In a row."""
