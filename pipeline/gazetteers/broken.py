"""Words that a line end or a scan has broken: "Leba- non", "Su\u00ac dan"."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

_JOINING = "and|or|to|und|oder|sowie|bzw|et|ou|y|o|e|i|och|og|en|of|ja|ve|va|ir|un|in"
_BROKEN = re.compile(rf"(?:[\u00ac\u00ad] ?|- (?!(?:{_JOINING})\b))(?=[a-z\u00df-\u00ff])")
"""What stands within a broken word; the rest of it is in small letters. "Kultur- und Naturerbe" is
not broken."""


class Mended:
    """A text with its broken words joined, and where each sign comes from."""

    __slots__ = ("_ends", "_lost", "text")

    def __init__(self, text: str) -> None:
        """Join the words."""
        breaks = [
            found.span()
            for found in _BROKEN.finditer(text)
            if text[found.start() - 1 : found.start()].isalpha()
        ]
        self._lost = list(accumulate((end - start for start, end in breaks), initial=0))
        self._ends = [end - lost for (_, end), lost in zip(breaks, self._lost[1:], strict=True)]
        starts = [0, *(end for _, end in breaks)]
        stops = [*(start for start, _ in breaks), len(text)]
        self.text = "".join(text[one:two] for one, two in zip(starts, stops, strict=True))

    def origin(self, at: int) -> int:
        """Return the place in the text of a sign of the joined one."""
        return at + self._lost[bisect_right(self._ends, at)]
