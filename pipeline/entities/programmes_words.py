"""Words that stand in, before and around a programme's name."""

from __future__ import annotations

import re

WORD = r"(?:(?:[A-Z]\.)+|(?!I[\u2019'](?:m|ve|ll|d)\b)[A-Z][\w\u2019'&+-]*|[12]\d{3})"
"""A capitalised word, initials or a year, as a pattern."""
PART = re.compile(
    r"(?:[A-Z]\.)+|[a-z]{0,2}[A-Z][\w\u2019'&+/\u2013-]*|\d+(?:st|nd|rd|th)|[12]\d{3}"
    r"|\([A-Z]{2,8}\)|[\"\u201c\u2018][A-Z][\w'-]*[\"\u201d\u2019]|&"
)
"""A word of a name before its head noun; "eTwinning" and "(ABC)" are words, too."""
OPENING = "([{\"'\u201c\u2018\u00ab*_\u201e\u201d"
"""Signs that a name may begin after."""

_LINKS = "of for and the de du des la from in an a"
LINKS = frozenset(_LINKS.split())
"""Words within a name."""

_ARTICLES = "the a an The THE A An This These Those"
ARTICLES = frozenset(_ARTICLES.split())

_LEADS = (
    "Annual The A An This In At For Under On By From See Cf Volume And of for and the With As To "
    "Our His Her Its Their That But When While Since After Before During Through Edition edition "
    "Participants participants from in a an Each Every Any Some Many All No Both Such Only Also "
    "If Where How What Which Who Why Thus Then Now Here There These Those Former January February "
    "March April May June July August September October November December Monday Tuesday "
    "Wednesday Thursday Friday Saturday Sunday Join Apply Recalling Noting Considering Bearing "
    "Having Mr Mrs Ms Dr Last Next Past Current Upcoming Over About Between Against Into Via Per "
    "Than Because Although Though Whereas Today Yesterday & Launch Launching Opening Closing "
    "Several Another Photo Photos"
)
LEADS = frozenset(_LEADS.split())
"""Words that begin no name."""

_ORDINALS = "First Second Third Fourth Fifth Sixth Seventh Eighth Ninth Tenth Eleventh Twelfth"
ORDINALS = frozenset(_ORDINALS.split())
NUMBER = re.compile(r"\d+(?:st|nd|rd|th)|(?:[Tt]wenty|[Tt]hirty|[Ff]orty|[Ff]ifty)-[a-z]+")
YEAR = re.compile(r"[12]\d{3}")

SAID_OF = re.compile(
    r"^(?:(?:Articles?|Article [IVXLC\d]+|Implementation|Chapter|Preamble|Ratification|Adoption|"
    r"Signing|Parties|Participants|Edition|Winners?|Recipients?|Members?|Director|Head|Basis|"
    r"Secretary|President|Chair|Chairman|Chairperson|Coordinator|Launch|Report|Text|Laureates?|"
    r"Status|Plans|Review|Summary|Outline|Idea|Question|Variety|Number|Presentation|Preparation|"
    r"Opening|Celebrations?|Outlook|Rationale|Recommendations|Conclusions|Main Trends|Acceptance|"
    r"Evaluation|Analysis) (?:of|to|for|in|on) )+"
)
"""What is said of a programme: "Parties to the", "Participants of"."""

OWNER = re.compile(r"^(?:[^'\u2019]*? )?([\w.-]+)['\u2019]s (?=\S)")
_KEPT = (
    "women men children people world queen king prince princess president minister mother father "
    "governor girl boy master mayor director chancellor writer artist reader critic valentine "
    "chairman director-general secretary year today tomorrow life nature founder citizen"
)
KEPT = frozenset(_KEPT.split())
"""Owners who are part of a name: "Governor's Awards", "Young Women's Leadership Program"."""
