"""Names of countries and regions as publishers write them in label lists."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale

_WITHOUT_BRACKETS = re.compile(r"\s*\([^)]*\)|\s+SAR China$")
# Names in use beside the ones of the Unicode CLDR.
_ALIASES = (
    "Czech Republic, Burma, Turkey, Türkiye, Viet Nam, Korea, Republic of Korea, DPR Korea, "
    "Lao PDR, Lao People's Democratic Republic, Brunei Darussalam, USA, United States of America, "
    "UK, Great Britain, England, Scotland, Wales, Northern Ireland, Russian Federation, "
    "Republic of Ireland, Macedonia, Republic of Moldova, Holland, The Netherlands, "
    "Slovak Republic, "
    "Ivory Coast, Cape Verde, Swaziland, East Timor, Palestine, Syrian Arab Republic, "
    "Islamic Republic of Iran, Tanzania, Bolivia, Venezuela, Vatican City, Chinese Taipei, "
    "Bosnia and Herzegovina, Trinidad and Tobago, Antigua and Barbuda, UAE, DR Congo, Congo"
)
_REGIONS = (
    "Global, International, Worldwide, Middle East, MENA, Middle East and North Africa, "
    "Asia-Pacific, Asia Pacific, Sub-Saharan Africa, Latin America, "
    "Latin America and the Caribbean, "
    "Caribbean, Balkans, Western Balkans, Central and Eastern Europe, Eurasia, South East Asia, "
    "South-East Asia, ASEAN, European Union, EU, Commonwealth, Nordic countries, Baltic States, "
    "Pacific, Arab States, Americas, Australasia, Caucasus, Transcaucasia"
)


@cache
def country_labels() -> tuple[str, ...]:
    """Return names of countries and regions in English, sorted."""
    named = Locale("en").territories.values()
    names = {_WITHOUT_BRACKETS.sub("", name).strip() for name in named} | set(named)
    names |= {name.replace("&", "and") for name in names}
    names |= {name.replace("St.", "Saint") for name in names}
    names |= set(_ALIASES.split(", ")) | set(_REGIONS.split(", "))
    return tuple(sorted(names))
