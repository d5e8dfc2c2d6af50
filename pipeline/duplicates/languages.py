"""Language versions of one publication: where to look for them, and whether texts confirm it."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from urllib.parse import parse_qsl, urlencode, urlsplit

from pipeline.kinship import Address, Version
from pipeline.records import UNDETERMINED, Document

MAX_LENGTH_RATIO = 2.5
"""Translations have 0.7 to 1.4 times the characters; beyond, one of the two is a summary."""
MIN_AGREEMENT = 0.25
"""Share of the names and numbers of the text that has fewer which the other one has too. Two
articles of one site share years and its own name (about a tenth), translations a third and up."""
MIN_ANCHORS = 3
"""With fewer names and numbers only what a page itself declares is believed."""

_CODE = re.compile(
    "af|ar|az|be|bg|bn|bs|ca|cs|cy|da|de|el|en|eo|es|et|eu|fa|fi|fr|ga|gl|gu|he|hi|hr|hu|"
    "hy|id|is|it|ja|ka|kk|km|kn|ko|lb|lo|lt|lv|mk|ml|mn|mr|ms|mt|my|nb|ne|nl|nn|no|pa|pl|"
    "ps|pt|rm|ro|ru|si|sk|sl|sq|sr|sv|sw|ta|te|th|tl|tr|uk|ur|uz|vi|zh|eng|fra|fre|deu|"
    "ger|spa|ita|por|rus|ara|zho|chi|jpn"
)
"""Of the languages that sites come in: ISO 639-1, and 639-2 for the commonest."""
_PARAMETERS = frozenset(("lang", "language", "hl", "locale", "lng", "langue", "sprache", "idioma"))
_ENDING = re.compile(r"[-_.]([a-z]{2,3})(?:[-_][a-z]{2})?(?=(?:\.(?:html?|php|aspx?|pdf))?$)")
_SEPARATED = re.compile(r"(?<=[0-9])[.,'\u2019\u00a0\u202f ](?=[0-9]{3}(?![0-9]))")
_NUMBER = re.compile("[0-9]{2,}")
_NAME = re.compile(r"\b[^\W\d_]{3,}")
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WIDE_LENGTH = 3  # letters that one Chinese, Japanese or Korean character stands for


def addresses(document: Document) -> list[Address]:
    """Return the numbers under which language versions of a document can be looked up, sorted."""
    if not document.url:
        return []
    own = _numbered(plain(document.url))
    named = {_numbered(plain(url)) for url in document.alternates} - {own}
    found = [Address(own, "own"), *(Address(one, "named") for one in sorted(named))]
    return [*found, Address(_numbered(f"{document.source_id} {neutral(document.url)}"), "neutral")]


def _numbered(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "little", signed=True)


def plain(url: str) -> str:
    """Return an address without what does not tell pages apart: scheme, www, last slash."""
    host, path, pairs = _split(url)
    return f"{host}{path.rstrip('/')}?{urlencode(pairs)}"


def neutral(url: str) -> str:
    """Return an address without what names a language, wherever sites put it.

    `/en/news`, `/news?lang=en`, `/news-en.html`, `en.example.org/news` and `/news` become one.
    """
    host, path, pairs = _split(url)
    labels = host.split(".")
    if len(labels) > 2 and _CODE.fullmatch(labels[0]):
        host = ".".join(labels[1:])
    kept = [part for part in path.lower().split("/") if part and not _is_language(part)]
    if kept and (ending := _ENDING.search(kept[-1])) and _CODE.fullmatch(ending[1]):
        kept[-1] = kept[-1][: ending.start()] + kept[-1][ending.end() :]
    rest = [(key, value) for key, value in pairs if key.lower() not in _PARAMETERS]
    return f"{host}/{'/'.join(kept)}?{urlencode(rest)}"


def _is_language(part: str) -> bool:
    code, _, country = part.replace("_", "-").partition("-")
    return bool(_CODE.fullmatch(code)) and (
        not country or (len(country) == 2 and country.isalpha())
    )


def _split(url: str) -> tuple[str, str, list[tuple[str, str]]]:
    try:
        parts = urlsplit(url)
    except ValueError:  # "http://[" and the like: no address, and so nobody's version
        return url, "", []
    host = parts.netloc.lower().removeprefix("www.")
    return host, parts.path, sorted(parse_qsl(parts.query))


def version(a: Document, b: Document, is_declared: bool) -> Version | None:
    """Return how two documents are language versions of each other, None where they are not.

    Their languages must be known and differ, their lengths be alike, and the names and numbers
    that translation leaves alone recur: an address may lead to a start page, a declaration be
    copied from another page.
    """
    if UNDETERMINED in (a.language, b.language) or a.language == b.language:
        return None
    first, second = sorted((a, b), key=lambda one: one.id)
    shorter, longer = sorted((_length(a.text), _length(b.text)))
    ratio = shorter / max(longer, 1)
    fewer, more = sorted((anchors(first.text), anchors(second.text)), key=len)
    agreement = len(fewer & more) / max(len(fewer), 1)
    is_told = agreement >= MIN_AGREEMENT if len(fewer) >= MIN_ANCHORS else is_declared
    if ratio < 1 / MAX_LENGTH_RATIO or not is_told:
        return None
    return Version(first.id, second.id, is_declared, agreement, ratio)


def anchors(text: str) -> frozenset[str]:
    """Return what translators leave alone: numbers, and capitalised words without accents."""
    joined = _SEPARATED.sub("", text)
    names = (word for word in _NAME.findall(joined) if word[0].isupper())
    return frozenset(_NUMBER.findall(joined)) | frozenset(map(_folded, names))


def _folded(word: str) -> str:
    bare = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def _length(text: str) -> int:
    return len(text) + (_WIDE_LENGTH - 1) * len(_WIDE.findall(text))
