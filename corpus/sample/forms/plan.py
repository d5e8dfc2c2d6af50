"""Which article takes which form: stated for reports, dealt out by hash for the rest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from forms.articles import Article

DECKS = (
    ("chronicle almanac pasted records notes " * 3 + "chronicle almanac pasted records extra "
     "chronicle").split(),
    ("chronicle almanac pasted records notes " * 4 + "extra").split(),
)  # fmt: skip
"""Forms of 21 articles that follow each other in time; the two take turns. Every form so spreads
over the whole period: 17 web pages, 8 pasted texts, 8 records, 7 notes, 2 extra in 42."""

FORMS = ("chronicle", "almanac", "pasted", "notes", "records", "extra", "report")


@dataclass(frozen=True, slots=True)
class Report:
    """A PDF that collects articles as chapters."""

    title: str
    chapters: tuple[str, ...]
    """Slugs, in order of time."""
    n_columns: int = 1


REPORTS = (
    Report(
        "American exchanges, from act to review",
        ("1948-smith-mundt-act", "1963-beacon-of-hope-exchange-evaluation"),
    ),
    Report(
        "Founding a cultural institute",
        ("1951-goethe-institut-founded", "1991-instituto-cervantes-founded"),
        n_columns=2,
    ),
    Report(
        "Cities of culture",
        (
            "1985-athens-first-european-city-of-culture",
            "1990-glasgow-european-city-of-culture",
            "2004-palmer-report-capitals-of-culture",
        ),
    ),
    Report(
        "The return of cultural property",
        ("1978-mbow-plea-return-of-cultural-heritage", "2005-axum-obelisk-returns-to-ethiopia"),
        n_columns=2,
    ),
    Report(
        "Indigenous peoples in international law",
        ("1989-ilo-convention-169-adopted", "2007-un-declaration-rights-of-indigenous-peoples"),
    ),
    Report(
        "Counting culture",
        (
            "1997-use-or-ornament-social-impact-of-the-arts",
            "2009-unesco-framework-for-cultural-statistics",
            "2019-culture-2030-indicators",
        ),
    ),
)


def deal(articles: list[Article]) -> dict[str, list[Article]]:
    """Give each article one form.

    Args:
        articles: In order of time.

    Returns:
        The articles by form, each in order of time; every form of FORMS is a key.

    Raises:
        ValueError: A report names an article that does not exist.
    """
    chapters = {slug for report in REPORTS for slug in report.chapters}
    if missing := sorted(chapters - {article.slug for article in articles}):
        raise ValueError(f"reports name articles that do not exist: {missing}; mend REPORTS")
    rest = [article for article in articles if article.slug not in chapters]
    form_of = dict.fromkeys(chapters, "report") | dict(_dealt(rest))
    return {
        form: [article for article in articles if form_of[article.slug] == form] for form in FORMS
    }


def _dealt(articles: list[Article]) -> Iterable[tuple[str, str]]:
    size = len(DECKS[0])
    for number, start in enumerate(range(0, len(articles), size)):
        block = sorted(articles[start : start + size], key=lambda article: article.rank)
        for article, form in zip(block, DECKS[number % len(DECKS)], strict=False):
            yield article.slug, form
