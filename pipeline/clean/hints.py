"""What the place that names an item says of it, used where the item itself says nothing.

Hints are named "<place>-<what>" ("feed-title"); dates are weighed apart, see dating.hints.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from pipeline.clean.html.meta import author_name, is_keyword
from pipeline.clean.language import stated_language
from pipeline.clean.parts import Parts, labels
from pipeline.clean.segment import fold
from pipeline.records import Hints, Label

PLACES = ("urls", "wordpress", "feed", "oai", "sitemap", "listing", "http")
"""Surest first: the text of a link is often cut, and a server says one language for all."""
_BEHIND = re.compile(r"(?:\s+[|\u2013\u2014»·•-]\s+|\s*\|\s*)(?P<rest>\S.*)")
_BEFORE = re.compile(r"(?P<rest>.*\S)(?:\s+[|\u2013\u2014»·•-]\s+|\s*\|\s*|:\s+)")
MAX_SITE_WORDS = 5
_CUT = re.compile(r"\s*(?:\u2026|\.\.\.|\[\u2026\])$")
_NOT_LETTER = re.compile(r"[\W_]+")
# What templates call pages that nobody named, and links call what they lead to.
_GENERIC_WORDS = (
    "home homepage startseite accueil inicio news newsdetail detail details article artikel "
    "articulo post page untitled sanstitre document index more readmore learnmore continuereading "
    "findoutmore mehr mehrerfahren weiterlesen weiter liresuite lirelasuite ensavoirplus leermas "
    "saibamais vermas download pdf here link view blog press pressrelease pressreleases stories "
    "events event publications opportunities insights newsandevents newsevents aktuelles presse "
    "pressemitteilung pressemitteilungen veranstaltungen termine actualites actualite "
    "communiquedepresse evenements noticias notadeprensa eventos noticia notizie"
)
_DEFAULT_WORDS = (
    "uncategorized uncategorised nonclasse nonclassifiee allgemein sincategoria semcategoria "
    "geencategorie senzacategoria bezkategorii"
)
_GENERIC = frozenset(_GENERIC_WORDS.split())
_DEFAULT_LABELS = frozenset(_DEFAULT_WORDS.split())
MAX_TITLE = 300  # characters; longer ones are texts
MAX_SAID = 1000  # characters; nothing that is said in so many is a name or a word


def with_hints(parts: Parts, hints: Hints, url: str | None, publisher: str) -> Parts:
    """Fill what an item does not say of itself from what was said of it.

    Args:
        parts: As read from the item.
        hints: Of its capture.
        url: Its address; a page that is titled by its host has no title.
        publisher: As on the card, likewise.
    """
    if not hints:
        return parts
    own_labels = {label.text.casefold() for label in parts.labels}
    found = (label for label in _labels(hints) if label.text.casefold() not in own_labels)
    return replace(
        parts,
        title=_title(parts, hints, _names(parts, url, publisher)),
        authors=parts.authors or _authors(hints),
        section=parts.section or next(_said(hints, "section"), ""),
        labels=(*parts.labels, *found),
        language=parts.language or _language(hints),
    )


def _said(hints: Hints, what: str) -> Iterator[str]:
    """Yield what is said, the surest place first."""
    for place in PLACES:
        for name, value in hints:
            if name == f"{place}-{what}" and len(value) <= MAX_SAID and value.strip():
                yield " ".join(value.split())


def _title(parts: Parts, hints: Hints, names: frozenset[str]) -> str:
    """Return the item's own title, unless it has none, or only the site's name, or that too."""
    said = [title for title in _said(hints, "title") if _is_title(title, names)]
    whole = [title for title in said if not _CUT.search(title)]
    if not said:
        return parts.title
    stated = (whole or said)[0]
    is_own = _is_title(parts.title, names) and not _is_with_more(parts.title, stated)
    return parts.title if is_own else stated


def _is_title(title: str, names: frozenset[str]) -> bool:
    letters = _letters(title)
    return bool(letters) and len(title) <= MAX_TITLE and letters not in names | _GENERIC


def _is_with_more(own: str, stated: str) -> bool:
    """Tell "Title | Site" and "Site: Title" from another title."""
    folded, title = own.casefold(), stated.casefold()
    if len(folded) <= len(title) or len(title.split()) == 1:
        return False
    behind = _BEHIND.fullmatch(folded[len(title) :]) if folded.startswith(title) else None
    before = _BEFORE.fullmatch(folded[: -len(title)]) if folded.endswith(title) else None
    more = behind or before
    return more is not None and len(more["rest"].split()) <= MAX_SITE_WORDS


def _names(parts: Parts, url: str | None, publisher: str) -> frozenset[str]:
    """Return what the site, or the rubric of the page, is called, in letters."""
    host = (urlsplit(url).hostname or "").removeprefix("www.") if url else ""
    named = (*parts.site, parts.section, publisher, host, host.rpartition(".")[0])
    return frozenset(map(_letters, named)) - {""}


def _letters(text: str) -> str:
    return _NOT_LETTER.sub("", fold(text))


def _authors(hints: Hints) -> tuple[str, ...]:
    named = (author_name(stated) for stated in _said(hints, "author"))
    return tuple(dict.fromkeys(name for name in named if name))


def _labels(hints: Hints) -> tuple[Label, ...]:
    said = (text for text in _said(hints, "label") if is_keyword(text) and not is_default(text))
    return labels("keywords", list(said))


def is_default(label: str) -> bool:
    """Tell a label that a machine gave to what nobody put under a heading."""
    return _letters(label) in _DEFAULT_LABELS


def _language(hints: Hints) -> str:
    return next(filter(None, map(stated_language, _said(hints, "language"))), "")
