"""Turn a document's mentions into what the gold set lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from pipeline.records import TENTATIVE, Mention

_CUT = re.compile(r"(?:\u00ac|(?<=[a-z])-) (?=[a-z])")
"""Hyphens that a printer set at the end of a line."""

NAMED = ("name", "alias", "acronym")
"""Ways in which a country is named; an adjective alone does not name it."""

# Measured on the development gold: leaving out countries inside an organisation's name costs
# recall (F1 0.985 to 0.976), inside a programme's it helps (0.987); leaving out organisations
# inside an organisation's name helps (0.735 to 0.741), inside a programme's it does not.


def entity_predictions(
    mentions: Iterable[Mention], successor: Callable[[str], str]
) -> dict[str, list[str]]:
    """Return countries, organisations and programmes that a document names, each sorted.

    Args:
        mentions: Of one document; tentative ones are left out, since no corpus vouches for them.
        successor: Gives the alpha-3 code of a country's entity id, of a historical state that
            of its successor.

    Returns:
        countries as ISO 3166-1 alpha-3; organisations and programmes as the fullest form in
        the text of each entity.
    """
    listed = [one for one in mentions if one.via not in TENTATIVE]
    countries = {
        successor(one.entity_id)
        for one in listed
        if one.type == "country" and one.via in NAMED and one.inside != "programme"
    }
    return {
        "countries": sorted(countries - {""}),
        "organisations": _fullest(
            one for one in listed if one.type == "organisation" and one.inside != "organisation"
        ),
        "programmes": _fullest(one for one in listed if one.type == "programme"),
    }


def _fullest(mentions: Iterable[Mention]) -> list[str]:
    forms: dict[str, str] = {}
    for one in mentions:
        known = forms.get(one.entity_id, "")
        written = _CUT.sub("", one.text)
        if (len(written), written) > (len(known), known):
            forms[one.entity_id] = written
    return sorted(set(forms.values()))
