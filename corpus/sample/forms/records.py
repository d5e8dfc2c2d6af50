"""Articles as an institute exports them from its database: a CSV and a JSONL file."""

from __future__ import annotations

import csv
import html
import io
import json

from forms.articles import Article
from forms.labels import theme_labels

COLUMNS = ("id", "title", "date", "authors", "section", "text", "themes", "countries", "url")
BASE_URL = "https://records.example.org/"
WRITTEN_DATE_EVERY = 4
"""Each fourth row states its date in words."""
EMPTY_ID = "r-999"
CUT_LINE = '{"record_id": "x-99", "headline": "An export that broke off", "content": "<p>The ser'


def records_csv(articles: list[Article]) -> dict[str, bytes]:
    """Return records.csv: a row an article, and in the middle one row without text."""
    rows = [_row(number, article) for number, article in enumerate(articles, start=1)]
    rows.insert(len(rows) // 2, _empty_row())
    stream = io.StringIO()
    writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return {"records.csv": stream.getvalue().encode()}


def _row(number: int, article: Article) -> dict[str, str]:
    in_words = number % WRITTEN_DATE_EVERY == 0
    return {
        "id": f"r-{number:03}",
        "title": article.title,
        "date": article.written_date if in_words else article.date,
        "authors": article.author,
        "section": article.section,
        "text": "\n\n".join(article.plain),
        "themes": "; ".join(theme_labels(article.themes)),
        "countries": "; ".join(article.countries),
        "url": f"{BASE_URL}{article.slug}",
    }


def _empty_row() -> dict[str, str]:
    values = {"id": EMPTY_ID, "title": "Entry in preparation", "date": "2025-11-30"}
    return dict.fromkeys(COLUMNS, "") | values | {"url": f"{BASE_URL}in-preparation"}


def records_jsonl(articles: list[Article]) -> dict[str, bytes]:
    """Return records_extra.jsonl: HTML texts under other field names, and one broken line."""
    lines = [_line(number, article) for number, article in enumerate(articles, start=1)]
    lines.insert(len(lines) // 2, CUT_LINE)
    return {"records_extra.jsonl": ("\n".join(lines) + "\n").encode()}


def _line(number: int, article: Article) -> str:
    record = {
        "record_id": f"x-{number:02}",
        "headline": article.title,
        "issued": article.date,
        "by": [article.author] if article.author else [],
        "desk": article.section,
        "lang": "en",
        "subjects": theme_labels(article.themes),
        "places": list(article.countries),
        "content": "\n".join(_element(block) for block in article.paragraphs),
    }
    return json.dumps(record, ensure_ascii=False)


def _element(block: str) -> str:
    if block.startswith("## "):
        return f"<h2>{html.escape(block[3:], quote=False)}</h2>"
    return f"<p>{html.escape(block, quote=False)}</p>"
