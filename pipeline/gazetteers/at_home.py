"""Names that bodies of several countries share: whose "Ministry of Culture" a text speaks of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.gazetteers.bodies import Homes
from pipeline.gazetteers.folding import fold_name
from pipeline.gazetteers.hits import Hit

CLOSE = 150
"""Code points within which a country of the same sentence is taken for the one spoken of."""
SHARE, LEAST = 0.5, 2
"""Of all times that a text names countries, what the one it is about has at least; and how many."""

_OF = re.compile(r",? (?:of|in|de|du|de la|del|der|des|di|da|do)(?: the)? |,? \(|, ")
_END = re.compile(r"[.!?]\s|\n")
_OWN = re.compile(r"['\u2019]?s? (?:own |then |former )?")


LOOK = 40
"""Code points before a name that are looked at."""
_PART_BEFORE = re.compile(r"[\w,;] [A-Z][a-z][\w-]* $")
_PART_AFTER = re.compile(r" (?:(?:of|for|on)(?: the)? )?[A-Z][a-z]")
"""Capitalised words beside a name that belong to it."""


class AtHome:
    """The countries that a text names, asked for the body that a shared name means there."""

    def __init__(
        self,
        homes: Homes,
        names: Mapping[str, str],
        alpha3: Callable[[str], str],
        places: Sequence[Hit],
    ) -> None:
        """Look at the countries of one text.

        Args:
            homes: Who goes by which name in which country.
            names: Canonical name by entity id.
            alpha3: From a country's entity id to its code.
            places: Countries and regions of the text, in order, none overlapping.
        """
        self._homes, self._names, self._alpha3 = homes, names, alpha3
        self._places = [one for one in places if one.entry.type == "country"]
        self._starts = [one.start for one in self._places]
        self._most = self._main()

    def meant(self, hit: Hit, text: str) -> Hit | None:
        """Return the hit with the body it means, with "French" or "of France" beside it.

        None: the text does not tell whose it is, the body of that country is not known, or the
        name is part of another ("Parliament House", "National Museum of History").
        """
        owners = self._homes.get(fold_name(hit.entry.written), {})
        start, end, owner = self._beside(hit, text)
        if not owner and not _is_part(hit, text):
            owner = self._nearest(hit, text) or self._most
        entity_id = owners.get(owner, "")
        if not entity_id:
            return None
        name = self._names[entity_id]
        return Hit(start, end, replace(hit.entry, entity_id=entity_id, name=name, via="alias"))

    def _beside(self, hit: Hit, text: str) -> tuple[int, int, str]:
        """Return the range with the country that a name is joined to, and that country."""
        at = bisect_left(self._starts, hit.end)
        if at < len(self._places):
            place = self._places[at]
            joint = text[hit.end : place.start]
            if place.entry.via != "demonym" and _OF.fullmatch(joint):
                end = place.end if joint.startswith(" ") and "(" not in joint else hit.end
                return hit.start, end, self._alpha3(place.entry.entity_id)
        at = bisect_left(self._starts, hit.start)
        if at:
            place = self._places[at - 1]
            if place.end <= hit.start and _OWN.fullmatch(text[place.end : hit.start]):
                return place.start, hit.end, self._alpha3(place.entry.entity_id)
        return hit.start, hit.end, ""

    def _nearest(self, hit: Hit, text: str) -> str:
        """Return the country named nearest in the same sentence, of equals the one before."""
        close = sorted(self._around(hit, text), key=lambda found: found[0])
        return self._alpha3(close[0][1].entry.entity_id) if close else ""

    def _around(self, hit: Hit, text: str) -> Iterator[tuple[int, Hit]]:
        at = bisect_left(self._starts, hit.start)
        for place in self._places[max(0, at - 1) : at + 2]:
            between = text[min(hit.end, place.end) : max(hit.start, place.start)]
            if len(between) <= CLOSE and not _END.search(between):
                yield len(between), place

    def _main(self) -> str:
        counted = Counter(self._alpha3(one.entry.entity_id) for one in self._places)
        if not counted:
            return ""
        code, n_named = min(counted.items(), key=lambda item: (-item[1], item[0]))
        return code if n_named >= max(LEAST, SHARE * counted.total()) else ""


def _is_part(hit: Hit, text: str) -> bool:
    before = text[max(0, hit.start - LOOK) : hit.start]
    return bool(_PART_BEFORE.search(before) or _PART_AFTER.match(text, hit.end))
