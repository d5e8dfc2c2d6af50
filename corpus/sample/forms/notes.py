"""Markdown notes with front matter, as static sites keep them."""

from __future__ import annotations

import json
from typing import Any

from forms.articles import Article, related
from forms.labels import discipline_labels, theme_labels
from forms.templates import render

COPIES = ("1960-nubia-campaign-launched", "2003-intangible-heritage-convention")
"""Notes of which an exact copy lies in notes/archive."""
TOML_EVERY = 5
"""Each fifth note has a TOML front matter, the others YAML."""
SHORTCODE_AT = 7
"""The one note (counted from 0, in order of time) with a shortcode of the Hugo kind."""
SHORTCODE = '{{< figure src="sketch.svg" caption="Sketch map, not to scale" >}}'
SEE_ALSO_EVERY = 3
"""Each third note, from the first, ends in a list of links."""
N_RELATED = 2


def notes(articles: list[Article], everything: list[Article]) -> dict[str, bytes]:
    """Return the notes and the exact copies: bytes by path.

    Raises:
        ValueError: A copy is asked for of an article that is no note.
    """
    texts = {
        f"notes/{article.slug}.md": _note(number, article, everything)
        for number, article in enumerate(articles)
    }
    for slug in COPIES:
        if f"notes/{slug}.md" not in texts:
            raise ValueError(f"{slug} is no note; mend COPIES in forms/notes.py")
        texts[f"notes/archive/{slug}.md"] = texts[f"notes/{slug}.md"]
    return texts


def _note(number: int, article: Article, everything: list[Article]) -> bytes:
    front = _toml(article) if number % TOML_EVERY == TOML_EVERY - 1 else _yaml(article)
    page: dict[str, Any] = {
        "front": front,
        "blocks": article.paragraphs,
        "shortcode": SHORTCODE if number == SHORTCODE_AT else "",
        "related": related(article, everything, N_RELATED) if number % SEE_ALSO_EVERY == 0 else [],
    }
    return render("note.md.j2", page).encode()


def _fields(article: Article) -> dict[str, str | list[str]]:
    """Return what the front matter says beside the date; empty values are left out."""
    fields: dict[str, str | list[str]] = {
        "title": article.title,
        "author": article.author,
        "category": article.section,
        "themes": theme_labels(article.themes),
        "disciplines": discipline_labels(article.disciplines),
        "places": list(article.countries),
    }
    return {key: value for key, value in fields.items() if value}


def _yaml(article: Article) -> str:
    """Return YAML; JSON strings and lists are YAML too, and quoted as they must be."""
    lines = [f"{key}: {_quoted(value)}" for key, value in _fields(article).items()]
    lines.insert(1, f"date: {article.date}")
    return "\n".join(["---", *lines, "draft: false", "---", ""])


def _toml(article: Article) -> str:
    """Return TOML; a whole day is a date there, a month or a year must be a string."""
    is_day = len(article.date) == len("2023-05-24")
    lines = [f"{key} = {_quoted(value)}" for key, value in _fields(article).items()]
    lines.insert(1, f"date = {article.date if is_day else _quoted(article.date)}")
    return "\n".join(["+++", *lines, "draft = false", "+++", ""])


def _quoted(value: str | list[str]) -> str:
    return json.dumps(value, ensure_ascii=False)
