"""All known names, behind few automatons."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from pipeline.gazetteers.ambiguity import Rule
from pipeline.gazetteers.at_home import AtHome
from pipeline.gazetteers.authority import Authority
from pipeline.gazetteers.bodies import Homes
from pipeline.gazetteers.declared import Body, Country
from pipeline.gazetteers.entries import ENGLISH, Entry
from pipeline.gazetteers.folding import fold_name
from pipeline.gazetteers.hits import Hit, leftmost_longest, not_hidden, together
from pipeline.gazetteers.layers import Layer, Words
from pipeline.gazetteers.scanning import all_hits, told_apart
from pipeline.records import UNDETERMINED, EntityType

FOUND = ("organisation", "programme", "country", "region")
"""Types of entities whose names are looked for."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """Names in one language."""

    layer: Layer
    blocked: frozenset[str] = frozenset()
    """Names of places, as `Pattern.folded`, that mean something else in it."""


@dataclass(frozen=True, slots=True)
class Names:
    """Written forms and how to tell them apart."""

    layers: tuple[Layer, ...]
    """Looked for in every text; of two that read alike that of the earlier layer wins."""
    spoken: Callable[[str], Spoken]
    """By ISO 639-1 code: what is looked for beside it in texts of a language."""
    rules: Mapping[str, Rule]
    """By ambiguous name as written."""
    homes: Homes


class Gazetteers:
    """All known names; never changes once made, but for names of languages read when needed."""

    __slots__ = ("_authority", "_by_label", "_names", "digest")

    def __init__(self, names: Names, authority: Authority, digest: str) -> None:
        """Put together what was read.

        Args:
            names: Written forms.
            authority: What is known of the entities.
            digest: SHA-256 (hexadecimal) of what all was read from.
        """
        self._names = names
        self._authority = authority
        self._by_label = {fold_name(label): code for label, code in authority.labels.items()}
        self.digest = digest

    def extended(self, names: Sequence[tuple[str, str]]) -> Gazetteers:
        """Return gazetteers that know further names; these stay as they are.

        Takes a millisecond for some hundred names: what is known already is not built again.

        Args:
            names: Written form and entity id; of two that read alike the first counts, and it
                wins over what is known already. Forms all in capitals are found in capitals only.
                Ids of types that no gazetteer finds (persons, places) are left out.
        """
        given = [
            (written, entity_id)
            for written, entity_id in names
            if fold_name(written) and entity_id.partition(":")[0] in FOUND
        ]
        if not given:
            return self
        own: dict[str, str] = {}
        for written, entity_id in given:
            own.setdefault(entity_id, self.name_of(entity_id) or written)
        layer = Layer(_own_entry(written, id_, own[id_]) for written, id_ in given)
        digest = hashlib.sha256(repr((self.digest, given)).encode()).hexdigest()
        return Gazetteers(
            replace(self._names, layers=(layer, *self._names.layers)),
            replace(self._authority, names={**own, **self._authority.names}),
            digest,
        )

    def country_of(self, label: str) -> str:
        """Return the alpha-3 code a publisher's country label means; "" for a region or unknown."""
        return self._by_label.get(fold_name(label), "")

    def name_of(self, entity_id: str) -> str:
        """Return the canonical name of a known entity, "" of any other."""
        return self._authority.names.get(entity_id, "")

    def entity_ids(self) -> tuple[str, ...]:
        """Return the ids of all known entities, in alphabetical order."""
        return tuple(sorted(self._authority.names))

    def body(self, entity_id: str) -> Body | None:
        """Return what is declared of an organisation or programme; None: it is not declared."""
        return self._authority.bodies.get(entity_id)

    def country(self, entity_id: str) -> Country | None:
        """Return what is declared of a country, of a historical state its successor's.

        None: it is no country.
        """
        return self._authority.country(entity_id)

    def alpha3(self, entity_id: str) -> str:
        """Return the alpha-3 code of a country's entity id, of a historical state its successor's.

        Anything else than a country gives "".
        """
        return self._authority.alpha3(entity_id)

    def country_labels(self) -> tuple[str, ...]:
        """Return every label that names a country or region, in alphabetical order."""
        return tuple(sorted(self._authority.labels))

    def scan(self, text: str, language: str = ENGLISH) -> list[Hit]:
        """Find the known names of a text, in order of start, longer ones first.

        Of names that overlap the leftmost and longest is kept, but a country or region in the name
        of a body ("France" in "Museum of France") is found beside it. Names shared by bodies of
        several countries count where the text tells whose they are.

        Args:
            text: Any text; no name is found across a line break.
            language: ISO 639-1; names are looked for as texts of this language write them. Of an
                unknown one English is taken.
        """
        words = Words(text)
        spoken = self._names.spoken(ENGLISH if language == UNDETERMINED else language)
        found = all_hits(words, (*self._names.layers, spoken.layer), spoken.blocked)
        marked = leftmost_longest(hit for hit in found if hit.entry.is_place)
        places = told_apart(marked, text, words.folded, self._names.rules)
        free = not_hidden((hit for hit in found if not hit.entry.is_place), marked)
        bodies = self._at_home(free, places, text)
        return together(places, leftmost_longest(_not_shy(bodies)))

    def _at_home(self, bodies: Iterable[Hit], places: list[Hit], text: str) -> list[Hit]:
        """Return bodies, shared names resolved or left out."""
        kept: list[Hit] = []
        shared: list[Hit] = []
        for hit in bodies:
            (shared if hit.entry.via == "home" else kept).append(hit)
        if shared:
            known = self._authority
            asked = AtHome(self._names.homes, known.names, known.alpha3, places)
            kept += [meant for hit in shared for meant in [asked.meant(hit, text)] if meant]
        return kept


def _not_shy(bodies: list[Hit]) -> list[Hit]:
    """Leave out shy acronyms of bodies that a text names in no other way."""
    named = {hit.entry.entity_id for hit in bodies if not hit.entry.shy}
    return [hit for hit in bodies if not hit.entry.shy or hit.entry.entity_id in named]


def _own_entry(written: str, entity_id: str, name: str) -> Entry:
    kind = next(one for one in get_args(EntityType) if entity_id.startswith(f"{one}:"))
    return Entry(written, kind, entity_id, name, via="alias", exact=written.isupper())
