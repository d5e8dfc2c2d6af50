"""Words in capitals that are no acronyms: no question for an analyst."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Container, Mapping

from sqlalchemy.engine import Connection

from pipeline.gazetteers import Gazetteers
from pipeline.store import entity_asking, entity_reading

_MONTHS = (
    "january february march april may june july august september october november december jan feb "
    "mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday "
    "sunday"
)
_UNITS = "kb mb gb tb kbs mbs bps kbps mbps dpi ppm rpm km kg cm mm kw mw gw kwh hp mhz ghz khz psi"
_FORMATS = (
    "pdf html xhtml xml css php sql asp csv json rss jpg jpeg gif png tiff svg ppt xls docx mp3 "
    "mp4 url urls uri http https ftp www usb cd dvd vhs ram rom cpu lcd led sms api apis faq "
    "faqs q&a isbn issn"
)
_TITLES = "ceo cfo cio cto coo mp mps phd bsc msc mba hon esq snr jnr vip"
_TIMES = "gmt utc est edt pst pdt cet bst"
_PAPERS = "cont contd page vol fig tel fax memo ref encl e&oe asap tba tbc ok id diy"
WORDS = frozenset(" ".join((_MONTHS, _UNITS, _FORMATS, _TITLES, _TIMES, _PAPERS)).split())
"""What stands in capitals in papers of any kind and names no body."""

SHORTEST = 3
"""Letters from which a word in capitals may be a plain word or a name."""
N_READ = 300
"""Documents in which small letters are looked for: words in capitals stand where nobody writes
them small."""
FEWEST = 2
"""Of these documents that must have a word."""
_SMALL = re.compile(rf"(?<![^\W_])[a-z]{{{SHORTEST},}}(?![^\W_])")


def without_words(
    connection: Connection,
    gazetteers: Gazetteers,
    names: Mapping[str, str],
    spelt: Container[str] = (),
) -> dict[str, str]:
    """Return the acronyms that are no words, units, dates, or names of countries and persons.

    Args:
        connection: Of the store.
        gazetteers: Tell names of countries.
        names: What is written, by local id.
        spelt: Ids of those that a document spells out: they are acronyms, whatever else they say.
    """
    left = {id_: name for id_, name in names.items() if name.casefold() not in WORDS}
    named = _names(connection, gazetteers, {name.casefold() for name in left.values()})
    left = {id_: name for id_, name in left.items() if name.casefold() not in named}
    words = _small_words(connection) if left else set()
    return {id_: name for id_, name in left.items() if name.lower() not in words or id_ in spelt}


def _names(connection: Connection, gazetteers: Gazetteers, asked: Collection[str]) -> set[str]:
    """Return, in small letters, those of the given words that name a country, person or place."""
    long = {name for name in asked if len(name) >= SHORTEST}
    found = {name for name in long if gazetteers.country_of(name.title())}
    for name in entity_asking.names_of_persons_and_places(connection):
        last = name.rpartition(" ")[2]
        if last.casefold() in long and not last.isupper():
            found.add(last.casefold())
    return found


def _small_words(connection: Connection) -> set[str]:
    """Return the words that some documents write in small letters."""
    ids = entity_asking.some_documents(connection, N_READ)
    texts = entity_reading.texts_of(connection, ids)
    n_having = Counter(word for _, text in texts.values() for word in set(_SMALL.findall(text)))
    return {word for word, n in n_having.items() if n >= FEWEST}
