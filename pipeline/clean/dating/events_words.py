"""Words that tell an event or a deadline beside a date, in English, French, German, Spanish."""

from __future__ import annotations

import re

LABEL = re.compile(
    r"(?:^|[\s(*])(?:dates?|when|event dates?|duration|period|on view|opening|wann|termin"
    r"|zeitraum|laufzeit|quand|fechas?|cuándo)\s*[:|]\s*$",
    re.IGNORECASE,
)
"""Just before the date, with a colon."""

NOUN = re.compile(
    r"\b(?:festival|conference|congress|forum|summit|exhibition|exposition|biennale|biennial"
    r"|triennale|symposium|workshop|seminar|residenc(?:y|ies)|fair|concert|performance|premiere"
    r"|edition|meeting|tour|season|course|training|school|camp|ceremony|gala|celebration|week"
    r"|takes? place|taking place|held|hosted|runs?|running|opens?|on view|on display|join us"
    r"|gather(?:ing|ed)?|registration|colloque|salon|rencontres?|atelier|se tiendra|aura lieu"
    r"|se déroule|ausstellung|konferenz|tagung|messe|veranstaltung|findet|statt|congreso|feria"
    r"|exposición|encuentro|jornadas|taller|se celebra(?:rá)?|tendrá lugar)\b",
    re.IGNORECASE,
)
"""In the sentence of a range of days."""

OPENS = re.compile(
    r"\b(?:(?:takes?|taking|will take) place|(?:will|to) be (?:held|hosted|presented|shown)"
    r"|is (?:being )?held|opens?|opening|will open|will be opened|premi[eè]res?|will premiere"
    r"|starts?|begins?|will (?:start|begin)|kicks? off|launch(?:es|ing)?|on view until"
    r"|runs? (?:until|through)|join us|aura lieu|se tiendra|ouvrira|débutera|findet am"
    r"|eröffnet|beginnt|tendrá lugar|se celebrará|se inaugura(?:rá)?)"
    r"(?:\s+(?:in|at|à|en|im)\s+[^.,;\n]{2,40}?)?"
    r"(?:\s*[:,]|\s+(?:on|le|am|el|until|through|from))?\s+(?=[^.\n]{0,20}\d)",
    re.IGNORECASE,
)
"""Shortly before a single day."""

DEADLINE = re.compile(
    r"\b(?:(?:application |submission |entry |registration )?deadlines?(?: for [^.:\n\d]{2,40})?"
    r"(?: is| are)?|apply (?:by|before|until)|closing date(?: for [^.:\n\d]{2,40})?(?: is)?"
    r"|(?:applications?|submissions?|entries|proposals?|nominations?|registrations?|the call)"
    r" (?:(?:is|are|must be|should be|will be) )?(?:open|accepted|received|submitted|sent|due"
    r"|close[sd]?|closing)?\s*(?:until|by|before|no later than|on|till)"
    r"|(?:submit|submitted|register|send|sent|received) (?:[^.:\n\d]{0,40} )?"
    r"(?:by|before|no later than)"
    r"|date limite|date de clôture|avant le|bewerbungsschluss|bewerbungsfrist|einsendeschluss"
    r"|anmeldeschluss|fecha límite|plazo|fecha de cierre|scadenza|prazo)",
    re.IGNORECASE,
)
"""Shortly before the last day on which something may be handed in."""

HAPPENED = re.compile(
    r"\b(?:was|were|had|met|signed|fought|died|born|visited|attended|took place|has been"
    r"|s'est tenue?|a eu lieu|fand|wurde|tuvo lugar|fue)\b",
    re.IGNORECASE,
)
"""Before a date: it tells of the past."""

SPAN = re.compile(
    r"\b(?:period|covered|covering|reporting|fiscal|financial year|week (?:of|ending)|during|since"
    r"|between|berichtszeitraum|période|período)\b[^.]{0,30}$",
    re.IGNORECASE,
)
"""Just before a range that is the time a report is about, or in which something went on."""

OPEN_CALL = re.compile(
    r"\b(?:applications?|submissions?|entries|proposals?|nominations?|registrations?|open call"
    r"|bewerbungen|candidatures?|inscripciones)\b[^.]{0,80}$",
    re.IGNORECASE,
)
"""Before a range in which something may be handed in: its last day is the deadline."""
