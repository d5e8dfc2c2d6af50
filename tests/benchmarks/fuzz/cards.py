"""Cards of the imaginary sources, and what a card takes, read in the simplest way."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

from tests.benchmarks.fuzz.indexes import start
from tests.benchmarks.fuzz.web import Index
from tests.benchmarks.fuzz.wire import DELAY_S

PATTERNS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    ((), ()), ((), ()), (("news/**",), ()), (("news/**", "blog/**"), ()), ((), ("blog/**",)),
    ((), ("copy/**",)),
)  # fmt: skip
"""Of include and exclude."""
FEW, MANY = (2, 5, 9), 1000


@dataclass
class Card:
    """What a card says."""

    index: Index
    content: str = ""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    is_canonical: bool = True
    is_enabled: bool = True
    max_requests: int = MANY
    revisit_days: float = 3.0
    sweep_days: float = 6.0
    tries: int = 3
    n_renamed: int = 0
    forms: set[str] = field(default_factory=set)

    @property
    def id(self) -> str:
        return f"{self.index.name}{'x' * self.n_renamed}"

    @property
    def gives_records(self) -> bool:
        return self.index.kind in ("wordpress", "oai") and self.content != "page"

    def keys(self) -> dict[str, Any]:
        """Return the card's keys besides its kind."""
        keys: dict[str, Any] = {
            "files": list(self.files), "hosts": list(self.hosts), "content": self.content,
            "canonical": self.is_canonical, "enabled": self.is_enabled,
            "revisit_days": self.revisit_days, "sweep_days": self.sweep_days,
            "exclude": list(self.exclude),
            "manners": {
                "delay_s": DELAY_S, "max_requests": self.max_requests, "tries": self.tries,
                "timeout_s": 20,
            },
        }  # fmt: skip
        if self.include:
            keys["include"] = list(self.include)
        if self.index.kind == "urls":
            keys["path"] = f"{self.index.name}.txt"
        else:
            keys["url"] = [start(self.index)]
        if self.index.kind == "listing":
            keys["listing"] = {"links": "h2 a", "next": "a.next"}
        if self.index.kind == "wordpress":
            keys["wordpress"] = {"per_page": 3}
        return keys

    def edit(self, dice: random.Random, hosts: list[str]) -> None:
        """Change one thing."""
        what = dice.randrange(8)
        if what == 0:
            self.include, self.exclude = dice.choice(PATTERNS)
        elif what == 1:
            self.files = () if self.files else ("pdf",)
        elif what == 2:
            self.hosts = tuple(dice.sample(hosts, dice.randrange(len(hosts) + 1)))
        elif what == 3:
            self.is_canonical = not self.is_canonical
        elif what in (4, 5):
            self.is_enabled = not self.is_enabled
        elif what == 6:
            self.max_requests = dice.choice((*FEW, MANY))
        else:
            self.sweep_days = dice.choice((0.0, 6.0, 20.0))

    def is_at_home(self, url: str) -> bool:
        """Tell whether an address is on a host of the card."""
        host = url[: url.index("/", 8)]
        if self.index.kind == "urls":
            return not self.hosts or host in self.hosts
        return host == self.index.host or host in self.hosts

    def takes(self, url: str) -> bool:
        """Tell whether a page belongs to the source."""
        folder = f"{url[url.index('/', 8) + 1 :].partition('/')[0]}/**"
        is_wanted = not self.include or folder in self.include
        return self.is_at_home(url) and is_wanted and folder not in self.exclude
