"""Judge what became of the items that were tried."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median

from pipeline.steps.trying.judging.words import advice, among
from pipeline.steps.trying.trial import Level, PageTry, Remark, Trial

SHORT = 60
"""Words; a median below is what teasers have, or pages of which most is missed."""
SAME_BEGINNING = 300
"""Characters; texts that share so many are the same furniture."""
LITTLE = 0.1
"""Share of a page's visible words. Of 90 pages of the public article-extraction benchmark half have
0.51 and more, one in twenty less than 0.18, one in fifty less than 0.1."""
MIN_LINKING = 2
"""Pages: one link to a file elsewhere is a reference, several are a store of the source's own."""
MOST_HOSTS = 3
BODY_REASONS = ("no_body", "too_short", "empty")
"""Reasons that another `select.body` may mend."""


def on_documents(trial: Trial) -> Iterator[Remark]:
    """Yield what to make of the items; nothing where none was tried."""
    pages = trial.pages
    if not pages:
        return
    yield from _unfetched(pages)
    yield from _rejected(trial, [page for page in pages if page.is_fetched])
    documents = [page for page in pages if page.is_document]
    if documents:
        n_good = among(len(documents), len(pages), "item")
        verb = "becomes a document" if len(pages) == 1 else "become documents"
        level: Level = "good" if 2 * len(documents) >= len(pages) else "look"
        yield Remark(level, "", f"{n_good} {verb}, of {_words(documents):,} words (median)")
        yield from _on_titles(trial, documents)
        yield from _on_dates(trial, documents)
        yield from _on_texts(trial, documents)
        yield from _on_languages(trial, documents)
        yield from _on_files(trial, documents)


def _unfetched(pages: Sequence[PageTry]) -> Iterator[Remark]:
    failed = [page for page in pages if not page.is_fetched]
    for reason, n in Counter(page.outcome for page in failed).most_common():
        detail = next(page.detail for page in failed if page.outcome == reason)
        line = f"{among(n, len(pages), 'item')} could not be had ({reason}): {detail}"
        yield Remark("wrong" if len(failed) == len(pages) else "look", "", line)


def _rejected(trial: Trial, fetched: Sequence[PageTry]) -> Iterator[Remark]:
    bad = [page for page in fetched if not page.is_document and not _by_selector(page)]
    level: Level = "wrong" if 2 * len(bad) >= len(fetched) else "look"
    for reason, n in Counter(page.outcome for page in bad).most_common():
        one = next(page for page in bad if page.outcome == reason)
        key = "select.body" if reason in BODY_REASONS else "exclude"
        line = f"{among(n, len(fetched), 'item')} would be rejected ({reason}): {one.detail}"
        told = advice(trial.hints, key)
        yield Remark(level, _known_key(trial, key), f"{line} For example {one.locator}{told}")


def _by_selector(page: PageTry) -> bool:
    """Tell whether a selector that cannot be read is the cause, which is told for itself."""
    return page.outcome == "unforeseen" and any(find.problem for find in page.finds)


def _on_titles(trial: Trial, documents: Sequence[PageTry]) -> Iterator[Remark]:
    titles = [page.title for page in documents]
    n_without = titles.count("")
    told = advice(trial.hints, "select.title")
    key = _known_key(trial, "select.title")
    if n_without:
        level: Level = "wrong" if 2 * n_without > len(titles) else "look"
        yield Remark(level, key, f"{among(n_without, len(titles), 'document')} without title{told}")
    elif len(titles) > 1 and len(set(titles)) == 1:
        line = f"every document has the same title, {titles[0]!r}: that of the site{told}"
        yield Remark("wrong", key, line)


def _on_dates(trial: Trial, documents: Sequence[PageTry]) -> Iterator[Remark]:
    n_without = sum(page.published is None for page in documents)
    if not n_without:
        sources = Counter(page.published_from for page in documents).most_common()
        told = ", ".join(f"{name} ({n})" for name, n in sources)
        yield Remark("good", "", f"dated by: {told}")
        return
    level: Level = "wrong" if n_without == len(documents) else "look"
    line = (
        f"{among(n_without, len(documents), 'document')} without a date, so no part of trends"
        f"{advice(trial.hints, 'select.published')}"
    )
    yield Remark(level, _known_key(trial, "select.published"), line)


def _on_texts(trial: Trial, documents: Sequence[PageTry]) -> Iterator[Remark]:
    told = advice(trial.hints, "select.body")
    key = _known_key(trial, "select.body")
    beginnings = Counter(page.text[:SAME_BEGINNING] for page in documents)
    n_same = beginnings.most_common(1)[0][1]
    if len(documents) > 1 and 2 * n_same > len(documents):
        line = f"{among(n_same, len(documents), 'document')} begin with the same text: furniture"
        yield Remark("wrong", key, line + told)
    elif _words(documents) < SHORT:
        line = f"texts are short, {_words(documents):,} words (median): teasers, or most is missed"
        yield Remark("look", key, line + told)
    elif (share := _share(documents)) < LITTLE:
        line = f"of what a page shows only {share:.0%} is taken as its text: look whether it is all"
        yield Remark("look", key, line + told)


def _share(documents: Sequence[PageTry]) -> float:
    """Return which share of the words on its page the text has (median); 1 without pages."""
    shares = [page.n_words / page.n_visible for page in documents if page.n_visible]
    return median(shares) if shares else 1.0


def _on_languages(trial: Trial, documents: Sequence[PageTry]) -> Iterator[Remark]:
    stated = trial.source.language
    others = Counter(page.spoken for page in documents if page.spoken not in (stated, ""))
    if not stated or not others:
        return
    n_other = others.total()
    level: Level = "wrong" if 2 * n_other > len(documents) else "look"
    told = ", ".join(f"'{name}' ({n})" for name, n in others.most_common())
    line = (
        f"{among(n_other, len(documents), 'document')} not in '{stated}' as the card says of all, "
        f"but in {told}; take the key off the card, or leave those documents out"
    )
    yield Remark(level, "language", line)


def _on_files(trial: Trial, documents: Sequence[PageTry]) -> Iterator[Remark]:
    n_files = sum(page.n_files for page in documents)
    files = "one file is" if n_files == 1 else f"{n_files:,} files are"
    endings = ", ".join(trial.source.files)
    hosts = _file_hosts(documents, 1 if endings else MIN_LINKING)
    if hosts:
        line = (
            f"files ({endings or 'pdf'}) are linked on other hosts: {', '.join(hosts)}; those that "
            "belong to the source come along if 'hosts' names them"
        )
        yield Remark("look", "hosts", line)
    if endings and n_files:
        yield Remark("good", "files", f"{files} linked and would come along ({endings})")
    elif endings and not hosts:
        yield Remark("look", "files", f"no page links a file ({endings})")
    elif n_files:
        line = f'{files} linked (pdf); with files = ["pdf"] on the card they come along'
        yield Remark("look", "files", line)


def _file_hosts(documents: Sequence[PageTry], least: int) -> list[str]:
    """Return the other hosts on which so many of the pages link files."""
    counts = Counter(host for page in documents for host in page.file_hosts)
    return [host for host, n in counts.most_common(MOST_HOSTS) if n >= least]


def _known_key(trial: Trial, key: str) -> str:
    """Return the key to change: records have fields where pages have selectors."""
    is_record = trial.source.kind in ("records", "oai", "wordpress") and not any(
        page.finds or page.n_visible for page in trial.pages
    )
    names = {"select.body": "text", "select.title": "title", "select.published": "published"}
    return f"fields.{names[key]}" if is_record and key in names else key


def _words(documents: Sequence[PageTry]) -> int:
    return int(median(page.n_words for page in documents))
