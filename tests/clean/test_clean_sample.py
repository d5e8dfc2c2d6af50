"""Every article of the sample comes out of its form as it was written."""

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from pipeline.clean import load_cleaner
from pipeline.declarations import load_source
from pipeline.gazetteers import load_gazetteers
from pipeline.records import Capture, Document, Item, Rejected, document_id
from pipeline.sources import read_source
from pipeline.vocabulary import load_vocabulary

ROOT = Path(__file__).resolve().parents[2]
STATED = {  # what a form states of an article's labels: kinds as they come out
    "sample_web_chronicle": ("themes", "disciplines", "countries"),
    "sample_web_almanac": ("keywords",),
    "sample_pasted": ("themes", "disciplines", "countries"),
    "sample_notes": ("themes", "disciplines", "countries"),
    "sample_records": ("themes", "countries"),
    "sample_records_extra": ("themes", "countries"),
}
BROKEN = {  # empty.html is refused before it comes to cleaning
    "locked.pdf": "encrypted_pdf",
    "menu.html": "no_body",
    "picture.html": "not_text",
    "scan.pdf": "needs_ocr",
    "short.txt": "too_short",
    "truncated.pdf": "broken_pdf",
}
PRECISIONS = {4: "year", 7: "month", 10: "day"}
MIN_SHARE = 0.98  # of words, both ways


@dataclass(frozen=True)
class Article:
    """What a file of corpus/sample/articles says."""

    values: dict[str, str]
    words: Counter[str]

    def labels(self, kind: str) -> set[str]:
        ids = [part.strip() for part in self.values[kind].split(";") if part.strip()]
        texts = ids if kind == "countries" else [concepts(kind)[id_] for id_ in ids]
        return {text.casefold() for text in texts}


@cache
def concepts(scheme: str) -> dict[str, str]:
    vocabulary = load_vocabulary(ROOT / "models" / f"{scheme}.ttl")
    return {concept.id: concept.label for concept in vocabulary.concepts}


def words(text: str) -> Counter[str]:
    plain = text.replace("\u2019", "'").replace("\u2013", "-")
    return Counter(re.findall(r"\w+", plain))


@cache
def articles() -> dict[str, Article]:
    found = {}
    for path in (ROOT / "corpus" / "sample" / "articles").glob("*.md"):
        _, head, body = path.read_text("utf-8").split("---\n", 2)
        pairs = (line.partition(":") for line in head.splitlines())
        values = {key.strip(): value.strip() for key, _, value in pairs}
        found[path.stem] = Article(values, words(body))
    return found


def cleaned(source_id: str) -> dict[str, Document | Rejected]:
    """Clean all items of a source; keys are their locators."""
    source = load_source(ROOT / "corpus" / "sources" / f"{source_id}.toml")
    gazetteers = load_gazetteers(ROOT / "models" / "gazetteers")
    cleaner = load_cleaner(
        known_labels={
            "themes": tuple(concepts("themes").values()),
            "disciplines": tuple(concepts("disciplines").values()),
            "countries": gazetteers.country_labels(),
        }
    )
    items = [item for item in read_source(source, ROOT, 10**8) if isinstance(item, Item)]
    return {
        item.locator: cleaner.clean(_capture(source_id, item), item.body, source) for item in items
    }


def _capture(source_id: str, item: Item) -> Capture:
    return Capture(
        document_id=document_id(item.locator),
        revision=1,
        source_id=source_id,
        locator=item.locator,
        media_type=item.media_type,
        sha256="0" * 64,
        n_bytes=len(item.body),
        fetched_at=dt.datetime(2026, 3, 1, tzinfo=dt.UTC),
        warc_file="a.warc.gz",
        warc_offset=0,
        url=item.url,
    )


def article_of(locator: str, document: Document) -> Article:
    stem = re.split(r"[:/]", locator)[-1].rpartition(".")[0] or locator.rpartition("/")[2]
    by_title = {article.values["title"]: article for article in articles().values()}
    return articles().get(stem.removesuffix("-repost")) or by_title[document.title]


def faults(source_id: str, document: Document, article: Article) -> list[str]:
    """Return one line for each thing that came out wrong."""
    date = article.values["date"]
    stated = document.published.isoformat()[: len(date)] if document.published else ""
    found = []
    if document.title != article.values["title"]:
        found.append(f"title {document.title!r}")
    if (stated, document.published_precision) != (date, PRECISIONS[len(date)]):
        found.append(f"date {document.published} ({document.published_precision}) for {date}")
    kept = words(document.text)
    recall = (kept & article.words).total() / article.words.total()
    precision = (kept & article.words).total() / kept.total()
    if min(recall, precision) < MIN_SHARE:
        found.append(f"body: recall {recall:.3f}, precision {precision:.3f}")
    return found + _label_faults(source_id, document, article)


def _label_faults(source_id: str, document: Document, article: Article) -> list[str]:
    found = []
    for kind in STATED[source_id]:
        kept = {label.text.casefold() for label in document.labels if label.kind == kind}
        kinds = (kind,) if kind != "keywords" else ("themes", "disciplines", "countries")
        wanted = set[str]().union(*(article.labels(each) for each in kinds))
        if kind == "keywords":  # a list that commas separate leaves out labels with one inside
            kept, wanted = ({text for text in texts if "," not in text} for texts in (kept, wanted))
        if kept != wanted:
            found.append(f"{kind}: {sorted(kept ^ wanted)}")
    return found


@pytest.mark.parametrize("source_id", STATED)
def test_articles_come_out_as_they_were_written(source_id: str) -> None:
    wrong = {}
    for locator, outcome in cleaned(source_id).items():
        if locator == "https://records.example.org/in-preparation":
            assert isinstance(outcome, Rejected)
            assert outcome.reason == "empty"
            continue
        assert isinstance(outcome, Document), outcome
        article = article_of(locator, outcome)
        if "-repost" not in locator and (lines := faults(source_id, outcome, article)):
            wrong[locator] = lines
    assert wrong == {}


def test_reposts_hold_the_article_and_their_lead() -> None:
    reposts = {key: doc for key, doc in cleaned("sample_pasted").items() if "-repost" in key}
    assert len(reposts) == 3
    for locator, repost in reposts.items():
        assert isinstance(repost, Document)
        lead, _, rest = repost.text.partition("\n\n")
        assert lead.startswith("Re-posted:")
        assert not words(rest) - article_of(locator, repost).words


def test_broken_items_say_why() -> None:
    reasons = {
        locator.rpartition("/")[2].rpartition(":")[2]: outcome.reason
        for locator, outcome in cleaned("sample_broken").items()
        if isinstance(outcome, Rejected)
    }
    assert reasons == BROKEN


def test_reports_begin_with_their_text() -> None:
    for locator, outcome in cleaned("sample_reports").items():
        assert isinstance(outcome, Document), outcome
        assert outcome.title.startswith("Culturescope Report"), locator
        assert outcome.published_from == "first page"
        assert outcome.title not in outcome.text
        imprint, _, rest = outcome.text.partition("\n\n")
        assert imprint == "Culturescope. This report is in the public domain (CC0 1.0)."
        assert rest.startswith("1. ")
