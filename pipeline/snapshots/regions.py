"""Regions that documents are counted for by the countries they name."""

from __future__ import annotations

UN_WHOLES = {
    "Africa": ("Northern Africa", "Eastern Africa", "Middle Africa", "Southern Africa",
               "Western Africa"),
    "Sub-Saharan Africa": ("Eastern Africa", "Middle Africa", "Southern Africa", "Western Africa"),
    "Americas": ("Caribbean", "Central America", "South America", "Northern America"),
    "Latin America and the Caribbean": ("Caribbean", "Central America", "South America"),
    "Asia": ("Central Asia", "Eastern Asia", "South-eastern Asia", "Southern Asia",
             "Western Asia"),
    "Europe": ("Eastern Europe", "Northern Europe", "Southern Europe", "Western Europe"),
    "Oceania": ("Australia and New Zealand", "Melanesia", "Micronesia", "Polynesia"),
}  # fmt: skip
"""Larger regions of the United Nations' M49, with the sub-regions that they are made of."""
UN, WORLD_BANK = "un", "wb"
"""How the ids of regions begin; regions that texts name begin with `region`."""

_PAIRS = ", ".join(f"('{part}', '{whole}')" for whole, parts in UN_WHOLES.items() for part in parts)
_SLUG = r"trim(regexp_replace(lower(strip_accents(name)), '[^a-z0-9]+', '-', 'g'), '-')"
REGIONS = f"""
    SELECT country, scheme || ':' || {_SLUG} AS id,
        name, name || CASE scheme WHEN '{UN}' THEN ' (UN)' ELSE ' (World Bank)' END AS label
    FROM (
        SELECT entity_id AS country, '{UN}' AS scheme, un_region AS name
        FROM entities WHERE type = 'country'
        UNION ALL
        SELECT entity_id, '{UN}', whole FROM entities
        JOIN (VALUES {_PAIRS}) AS wholes(part, whole) ON part = un_region WHERE type = 'country'
        UNION ALL
        SELECT entity_id, '{WORLD_BANK}', world_bank_region FROM entities WHERE type = 'country'
    ) WHERE name <> ''
"""
"""SQL: the regions of each country of the relation `entities`, as columns country (its entity id),
id, name and label."""
MEMBERS = f"SELECT id, id AS entity_id FROM series UNION SELECT id, country FROM ({REGIONS})"
"""SQL: by id of a series (relation `series`), the entities whose mentions are its own."""
