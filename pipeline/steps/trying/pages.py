"""Fetch and clean a few items as a run would, and note what comes out of each."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from bs4 import BeautifulSoup

from pipeline.clean.language import choose_language
from pipeline.clean.visible import visible_lines
from pipeline.declarations import Source
from pipeline.records import Answer, Capture, Document, Failure, Item, Lead, Rejected, document_id
from pipeline.settings import Workspace
from pipeline.sources.web.addresses import canonical_url
from pipeline.sources.web.essence import file_links
from pipeline.steps import models
from pipeline.steps.cleaning import clean_body
from pipeline.steps.context import utc_now
from pipeline.steps.trying.asking import Asker
from pipeline.steps.trying.selecting import page_finds, parsed
from pipeline.steps.trying.trial import PageTry

HTML = "text/html"
LIKELY_FILES = ("pdf",)
"""Endings of files that a card should perhaps take along, where it says nothing."""


async def try_page(
    workspace: Workspace, source: Source, lead: Lead, asker: Asker
) -> tuple[PageTry, BeautifulSoup | None]:
    """Ask for one item; return what becomes of it, and the page for a look at its layout."""
    answer = await asker.ask(lead.url, source)
    if isinstance(answer, Failure):
        failed = PageTry(lead.url, answer.reason, answer.detail, is_fetched=False)
        return failed, None
    item = Item(
        locator=canonical_url(answer.url, source.drop_query) or answer.url,
        media_type=answer.media_type,
        body=answer.body,
        url=answer.url,
        hints=lead.hints,
    )
    page = parsed(answer.body) if answer.media_type == HTML else None
    return _with_page(try_item(workspace, source, item), source, answer, page), page


def try_item(workspace: Workspace, source: Source, item: Item | Rejected) -> PageTry:
    """Return what cleaning makes of an item, without storing it."""
    if isinstance(item, Rejected):
        return PageTry(item.locator, item.reason, item.detail, is_fetched=False)
    outcome = clean_body(models.cleaner(workspace), _capture(source, item), item.body, source)
    if isinstance(outcome, Rejected):
        return PageTry(item.locator, outcome.reason, outcome.detail)
    return _document(item, outcome)


def _document(item: Item, document: Document) -> PageTry:
    lines = visible_lines(item.body, item.media_type) if item.media_type == HTML else []
    return PageTry(
        locator=item.locator,
        outcome="document",
        title=document.title,
        published=document.published,
        published_from=document.published_from,
        n_words=len(document.text.split()),
        n_visible=sum(len(line.split()) for line in lines),
        language=document.language,
        spoken=choose_language(document.language, document.text),
        labels=tuple(label.text for label in document.labels),
        text=document.text,
    )


def _with_page(
    tried: PageTry, source: Source, answer: Answer, page: BeautifulSoup | None
) -> PageTry:
    """Add what can be said of a page alone: what selectors find, what files it links."""
    if page is None:
        return tried
    wanted = source.model_copy(update={"files": source.files or LIKELY_FILES})
    own = file_links(answer.body, answer.url, wanted)
    anywhere = wanted.model_copy(update={"kind": "urls", "hosts": ()})
    every = file_links(answer.body, answer.url, anywhere)
    others = tuple(dict.fromkeys(urlsplit(url).netloc for url in every if url not in own))
    finds = page_finds(page, source)
    return replace(tried, finds=finds, n_files=len(own), file_hosts=others)


def _capture(source: Source, item: Item) -> Capture:
    return Capture(
        document_id=document_id(item.locator),
        revision=1,
        source_id=source.id,
        locator=item.locator,
        media_type=item.media_type,
        sha256="",
        n_bytes=len(item.body),
        fetched_at=utc_now(),
        warc_file="",
        warc_offset=0,
        url=item.url,
        hints=item.hints,
    )
