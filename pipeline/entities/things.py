"""What has a head noun and capitals, and is nobody's name."""

from __future__ import annotations

import re

_THINGS = (
    "terms of service|customer service|public service|civil service|cloud service|web service|"
    "military service|social service|contact (?:center|centre)|call (?:center|centre)|"
    "information society|civil society|consumer society|learned society|secret society|"
    "high society|(?:first|second|third|political|private) party|(?:any )?contracting party|"
    r"(?:first|second|third) group|speciali[sz]ed agenc(?:y|ie)|u\.?n\.? agency|"
    "united nations agency|news agency|focus group|peer group|age group|ethnic group|"
    "social group|high school|primary school|secondary school|elementary school|summer school|"
    "public school|(?:western|eastern|home) front|world press|popular press|"
    "community of practice|free trade union|trade union|labou?r union|labou?r movement|"
    "peace movement|women's movement|mass movement|(?:international )?communist movement|"
    "world market|world trade center|private company|joint company|box office"
)
_THING = re.compile(rf"(?i:(?:\w+ing )?(?:{_THINGS})s?)")
"""Also after "Improving" and the like, in headings."""
_MEETING = re.compile(r"(?:\w+ ){0,5}Congress(?:es)? on ")
_TEXT = re.compile(r"Articles? \d")
_CREDIT = re.compile(r"\u00a9|\bPhotos\b|\bPhoto (?!Librar|Agenc|Service|Archive|and\b)")
"""Of a picture; two names run into one around it."""
_GOVERNMENT = re.compile(
    r"\bGovernments?$|^(?:Federal |Provisional |Royal |Coalition )?Governments? of "
)


def is_thing(name: str) -> bool:
    """Tell whether what looks like a body's name is a thing, meeting, text or credit.

    Nor is a country's government an organisation: the country is what is named.
    """
    return bool(_THING.fullmatch(name) or _MEETING.match(name) or _TEXT.match(name)) or bool(
        _CREDIT.search(name) or _GOVERNMENT.search(name)
    )
