"""Text files as people paste pages from a browser: menus, teasers, labels in capitals and all."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass, replace
from typing import Any

from forms.articles import Article, related
from forms.templates import render
from forms.web import posted, tags

TEMPLATES = ("pasted_portal.txt.j2", "pasted_magazine.txt.j2", "pasted_mail.txt.j2")
WIDTH = 76
N_RELATED = 3
N_SENTENCES_CUT = 2
_SENTENCE_END = re.compile(r"(?<=[.?!])\s+(?=[A-Z])")
_BLANK_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Repost:
    """An article that stands on one of the sites and was posted again under another headline."""

    slug: str
    headline: str


REPOSTS = (
    Repost("1972-treasures-of-tutankhamun-london", "Fifty objects and a very long queue"),
    Repost("2013-marrakesh-treaty-adopted", "How accessible books came to cross borders"),
    Repost("2018-two-koreas-one-wrestling-tradition", "Wrestlers of north and south on one list"),
)
LEAD = (
    "Re-posted: this entry was first carried by another Culturescope site under the headline"
    ' "{title}" and is shortened here at the end.'
)


def pasted_texts(articles: list[Article], everything: list[Article]) -> dict[str, bytes]:
    """Return the pasted texts and the re-posts: bytes by path.

    Raises:
        ValueError: A re-post names an article that does not exist.
    """
    by_slug = {article.slug: article for article in everything}
    texts: dict[str, bytes] = {}
    for number, article in enumerate(articles):
        template = TEMPLATES[number % len(TEMPLATES)]
        texts[f"pasted/{article.slug}.txt"] = _text(template, article, everything)
    for repost in REPOSTS:
        if repost.slug not in by_slug:
            raise ValueError(f"no article {repost.slug}; mend REPOSTS in forms/pasted.py")
        again = _posted_again(by_slug[repost.slug], repost.headline)
        texts[f"pasted/{repost.slug}-repost.txt"] = _text(TEMPLATES[0], again, everything)
    return texts


def _posted_again(article: Article, headline: str) -> Article:
    """Return the article under another headline, with a lead line, without its last sentences."""
    *paragraphs, last = article.paragraphs
    kept = " ".join(_SENTENCE_END.split(last)[:-N_SENTENCES_CUT])
    blocks = [LEAD.format(title=article.title), *paragraphs, kept]
    return replace(article, title=headline, body="\n\n".join(block for block in blocks if block))


def _text(template: str, article: Article, everything: list[Article]) -> bytes:
    text = render(template, _page(article, everything))
    return (_BLANK_LINES.sub("\n\n", text).strip() + "\n").encode()


def _page(article: Article, everything: list[Article]) -> dict[str, Any]:
    news = article.section == "News"
    return {
        "title": article.title,
        "section": article.section,
        "breadcrumb": "NEWS & EVENTS" if news else article.section.upper(),
        "author": article.author,
        "posted": posted(article),
        "american_date": article.american_date,
        "blocks": article.plain,
        "wrapped": [_wrapped(block) for block in article.plain],
        "tags": tags(article),
        "related": related(article, everything, N_RELATED),
    }


def _wrapped(block: str) -> str:
    return textwrap.fill(block, WIDTH, break_long_words=False, break_on_hyphens=False)
