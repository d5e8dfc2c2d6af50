"""What a host's robots.txt allows (RFC 9309), and how long it wants to be left between requests."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from protego import Protego

from pipeline.sources.web.state import HostState

MAX_BYTES = 512_000
"""RFC 9309 asks for 500 kibibytes at least; what stands behind is not read."""
MAX_AGE = dt.timedelta(days=1)
PAUSES_KEPT = 3
MAX_DELAY_S = 604_800.0
"""A week: no wish for a pause makes a robots.txt be kept for longer than three of them."""
NEVER_S = 3e8
"""Ten years; no calendar holds what some files ask for."""
MOST_AT_ONCE = 10**9
"""No number is larger than what can be divided by."""
MAX_REDIRECTS = 5
RETRY_S = 300.0
"""After so long a robots.txt that could not be had is asked for again."""
TOO_MANY = 429
OK, FIRST_OF_CLIENT, FIRST_OF_SERVER = 200, 400, 500
_AGENT = re.compile(r"^([ \t]*user[ -]?agent[ \t]*:[ \t]*)([\w-]+)[^\r\n]*", re.I | re.M)
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Robots:
    """A robots.txt, read."""

    rules: Protego
    token: str
    """Our name, as its groups may have it."""

    def allows(self, url: str) -> bool:
        """Tell whether an address may be fetched."""
        return self.rules.can_fetch(url, self.token)

    @property
    def delay_s(self) -> float:
        """Return how long the host wants to be left alone between two requests; 0: no wish."""
        rate = self.rules.request_rate(self.token)
        asked = min(rate.seconds, int(NEVER_S)) / min(rate.requests, MOST_AT_ONCE) if rate else 0.0
        return min(max(asked, self.rules.crawl_delay(self.token) or 0.0), NEVER_S)


def read_robots(body: bytes | None, token: str) -> Robots:
    """Read a robots.txt; of a host that has none, all is allowed.

    Args:
        body: Its first MAX_BYTES at least.
        token: Our name. Groups of longer names ("Name/1.0") are taken as ours, those of its mere
            beginning are not, whatever the library thinks of them.
    """
    read = (body or b"")[:MAX_BYTES].removeprefix(_BOM)
    if len(read) > MAX_BYTES - len(_BOM):  # what is left of a line may mean anything
        read = read[: max(read.rfind(b"\n"), read.rfind(b"\r")) + 1]
    text = _AGENT.sub(lambda line: _exact(line, token.lower()), read.decode("utf-8", "replace"))
    return Robots(Protego.parse(text), token)


def _exact(line: re.Match[str], token: str) -> str:
    """Return a line that names a group, with nothing but its name."""
    name = line[2].lower()
    return f"{line[1]}not-{name}" if name != token and token.startswith(name) else line[1] + name


def is_fresh(state: HostState, now: dt.datetime, delay_s: float) -> bool:
    """Tell whether what is kept of a host's robots.txt may still be relied on.

    Args:
        state: The host's.
        now: UTC.
        delay_s: What it asks for: a host that wants a day between two requests would otherwise be
            asked for its robots.txt alone.
    """
    age = now - state.robots_at if state.robots_at else dt.timedelta.max
    longest = max(MAX_AGE, PAUSES_KEPT * dt.timedelta(seconds=min(delay_s, MAX_DELAY_S)))
    return dt.timedelta(0) <= age < longest and not is_unreachable(state.robots_status)


def is_unreachable(status: int) -> bool:
    """Tell whether a status says nothing of what is allowed, so that nothing is.

    A host that has no robots.txt, or shows it to nobody (4xx), allows all; one that is too busy to
    show it (429) does not.
    """
    return status == TOO_MANY or not OK <= status < FIRST_OF_SERVER
