"""Pages that say there is no such page, and are answered as if all were well (200)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from html import unescape

HEAD_BYTES = 100_000
"""Of a page, within which its title stands."""
MAX_TITLE = 300
_TITLE = re.compile(rb"<title[^>]{0,200}>(.{1,2000}?)</title", re.IGNORECASE | re.DOTALL)
_BETWEEN = re.compile(r"\s+[|\u2013\u2014»·•-]+\s+|\s*\|\s*|:\s+")
_WORD = re.compile(r"\w+")
_FILLERS = frozenset(
    ("404", "error", "oops", "ooops", "sorry", "http", "fehler", "erreur", "errore", "erro", "blad")
)
_NUMBERED = frozenset(
    ("not found", "file not found", "nicht gefunden", "non trouve", "introuvable")
)
"""Said beside the number only: "Not found" alone may be the title of a film."""
_SAYINGS = (
    "page not found", "the page was not found", "page cannot be found", "page could not be found",
    "the page could not be found", "the requested page could not be found",
    "page does not exist", "this page does not exist", "this page doesn t exist",
    "seite nicht gefunden", "seite wurde nicht gefunden", "die seite wurde nicht gefunden",
    "page non trouvée", "page introuvable", "cette page n existe pas",
    "página no encontrada", "pagina non trovata", "página não encontrada", "pagina niet gevonden",
    "nie znaleziono strony", "strona nie została znaleziona", "stránka nenalezena",
    "siden blev ikke fundet", "siden ble ikke funnet", "sidan hittades inte",
    "sidan kunde inte hittas", "sivua ei löytynyt", "страница не найдена", "sayfa bulunamadı",
    "ページが見つかりません", "페이지를 찾을 수 없습니다", "页面不存在", "页面未找到",
)  # fmt: skip


def apology(body: bytes, titles: Iterable[str] = ()) -> str:
    """Return the title of a page that says there is no such page; "" of any other.

    Only titles are read, and only sayings that name a page, or the number 404 and more: a text
    about pages that were lost is no such page. Nor is one that an index names by those words.

    Args:
        body: A page, HTML.
        titles: What indexes call it.
    """
    found = _TITLE.search(body[:HEAD_BYTES])
    if found is None:
        return ""
    title = " ".join(unescape(_decoded(found[1])).split())[:MAX_TITLE]
    return title if _says_so(title) and not any(map(_says_so, titles)) else ""


def _says_so(title: str) -> bool:
    return any(map(_is_saying, (title, *_BETWEEN.split(title))))


def _is_saying(part: str) -> bool:
    words = _WORD.findall(_folded(part))
    rest = " ".join(word for word in words if word not in _FILLERS)
    if rest in _FOLDED:
        return True
    return "404" in words and len(words) > 1 and (not rest or rest in _NUMBERED)


def _folded(text: str) -> str:
    """Return small letters without accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in parts if not unicodedata.combining(one))


def _decoded(title: bytes) -> str:
    try:
        return title.decode("utf-8")
    except UnicodeDecodeError:
        return title.decode("windows-1252", "replace")


_FOLDED = frozenset(map(_folded, _SAYINGS))
