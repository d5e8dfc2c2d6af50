"""What is known of entities beside how they are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.gazetteers.declared import Body, Country


@dataclass(frozen=True, slots=True)
class Authority:
    """Names and data of all known entities."""

    names: Mapping[str, str]
    """Canonical name by entity id."""
    countries: Mapping[str, Country]
    """By alpha-3."""
    successors: Mapping[str, str]
    """Alpha-3 of its successor by ISO 3166-3 code of a historical state."""
    bodies: Mapping[str, Body]
    """Organisations and programmes by entity id."""
    labels: Mapping[str, str]
    """Alpha-3, or "" for a region, by publishers' labels as written."""

    def alpha3(self, entity_id: str) -> str:
        """Return the alpha-3 code of a country's entity id, of a historical state its successor's.

        Anything else than a country gives "".
        """
        kind, _, code = entity_id.partition(":")
        return self.successors.get(code, code) if kind == "country" else ""

    def country(self, entity_id: str) -> Country | None:
        """Return the data of a country, of a historical state its successor's."""
        return self.countries.get(self.alpha3(entity_id))
