"""Which cards an address and its neighbours allow, best first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag

from pipeline.declarations import Source
from pipeline.records import Answer, Failure, Lead, Reading, Window
from pipeline.sources import feed, sitemap, wordpress
from pipeline.sources.discovery.archives import archives
from pipeline.sources.discovery.blocks import listing_blocks
from pipeline.sources.hinting import plain
from pipeline.sources.oai import request
from pipeline.sources.pages import attribute, soup_of
from pipeline.sources.safe_xml import Elements, child_text
from pipeline.sources.web import addresses

GIVEN, WORDPRESS, OAI, SITEMAP, FEED, LISTING = 100, 80, 75, 60, 50, 40
"""How good a kind of source is, by what it tells: all there is, with text; all there is; the newest
only; what a page's layout happens to show. What was given by its own address comes first."""
OF_SECTION, NOT_OF_SECTION = 25, -30
MANY_HYPHENS = 4
"""In the last part of a path: the title of an article, not the name of a section."""
FULL_TEXT = 1500
"""Characters: mean text of a feed's items that is more than a teaser."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A card that could be."""

    card: dict[str, object]
    """Keys as a card has them, with tables as dicts; without id, name and language."""
    why: str
    """One sentence: what was found there."""
    name: str
    """Of the site, as it calls itself; "" where it does not say."""
    language: str
    """ISO 639-1; "" where it does not say."""
    score: int = 0


def propose(url: str, answers: Sequence[Answer | Failure]) -> tuple[Proposal, ...]:
    """Return the cards that answers allow, best first.

    Args:
        url: What somebody knows: a site, a section of it, a feed, sitemap or repository.
        answers: Of `url` itself, of `probes` and of `further`, in any order.
    """
    usable = sorted((one for one in answers if isinstance(one, Answer)), key=lambda one: one.asked)
    found: list[Proposal] = []
    for answer in usable:
        is_given = answer.asked == url
        found.extend(
            replace(one, score=GIVEN if is_given and one.card["kind"] != "listing" else one.score)
            for one in _of_answer(url, answer)
        )
    name, language = next((_said(one) for one in usable if one.asked == url), ("", ""))
    best = {str(one.card): one for one in sorted(found, key=lambda one: one.score)}
    ranked = sorted(best.values(), key=lambda one: (-one.score, str(one.card)))
    return tuple(
        replace(one, name=one.name or name, language=one.language or language) for one in ranked
    )


def _of_answer(url: str, answer: Answer) -> Iterator[Proposal]:
    yield from _wordpress(url, answer)
    yield from _oai(answer)
    yield from _feed(url, answer)
    yield from _sitemap(url, answer)
    if answer.asked == url and answer.media_type == "text/html":
        for blocks in listing_blocks(answer.body, answer.url):
            card: dict[str, object] = {"kind": "listing", "url": answer.url, "listing": blocks}
            why = f"the page repeats a block with a link: {blocks['links']}"
            yield Proposal(card, why, "", "", LISTING + OF_SECTION * bool(_section(url)))


def _wordpress(url: str, answer: Answer) -> Iterator[Proposal]:
    about = wordpress.parsed(answer.body) if answer.body.lstrip()[:1] == b"{" else None
    spaces = about.get("namespaces") if isinstance(about, dict) else None
    if isinstance(about, dict) and isinstance(spaces, list) and "wp/v2" in spaces:
        card: dict[str, object] = {"kind": "wordpress", "url": answer.url, **_include(url)}
        why = "WordPress answers its API: all posts with text, authors, dates and labels"
        yield Proposal(card, why, plain(str(about.get("name") or "")), "", WORDPRESS)


def _oai(answer: Answer) -> Iterator[Proposal]:
    elements = Elements(answer.body[:200_000], ("identify",))
    for element in elements if b"OAI-PMH" in answer.body[:2000] else ():
        name = plain(child_text(element, "repositoryname"))
        card: dict[str, object] = {"kind": "oai", "url": request(answer.url).partition("?")[0]}
        why = f"{name or 'a repository'} answers OAI-PMH: all records with abstracts and subjects"
        yield Proposal(card, why, name, "", OAI)


def _feed(url: str, answer: Answer) -> Iterator[Proposal]:
    head = answer.body[:2000].lower()
    if not any(mark in head for mark in (b"<rss", b"<feed", b"<rdf", b"jsonfeed")):
        return
    found = feed.read_feed(answer)
    if not found.entries:
        return
    size = sum(len(entry.text) for entry in found.entries) // len(found.entries)
    what = "with their texts" if size >= FULL_TEXT else "with links to their pages"
    more = "and leads on to older ones" if found.further else "only; older ones are not in it"
    why = f"a feed of the newest {len(found.entries)} items {what} {more}"
    score = FEED + OF_SECTION * (bool(_section(url)) and _is_below(answer.url, url))
    card: dict[str, object] = {"kind": "feed", "url": answer.url}
    name = plain(found.title) if answer.asked == url else ""
    yield Proposal(card, why, name, found.language[:2].lower(), score)


def _sitemap(url: str, answer: Answer) -> Iterator[Proposal]:
    head = answer.body[:2000].lower()
    if b"<urlset" not in head and b"<sitemapindex" not in head and answer.body[:2] != b"\x1f\x8b":
        return
    reading = _read(answer)
    further = [lead for lead in reading.leads if lead.role == "index"]
    pages = [lead for lead in reading.leads if lead.role == "page"]
    inside = [lead for lead in pages if _is_below(lead.url, url)]
    if not further and not pages:
        return
    bonus = 0
    if _section(url) and not further:
        bonus = OF_SECTION if inside else NOT_OF_SECTION
    dated = sum(bool(lead.stated) for lead in pages)
    why = (
        f"an index of {len(further)} sitemaps"
        if further
        else f"a sitemap of {len(pages):,} pages ({len(inside):,} below the address), "
        f"{dated:,} with a date of change"
    )
    include = _include(url) if answer.asked != url and (further or inside) else {}
    exclude = archives(lead.url for lead in reading.leads)
    card: dict[str, object] = {"kind": "sitemap", "url": answer.url, **include, **exclude}
    yield Proposal(card, why, "", "", SITEMAP + bonus)


def _read(answer: Answer) -> Reading:
    source = Source(id="proposed", name="proposed", kind="sitemap", url=(answer.url,))
    return sitemap.follow(source, Lead(answer.url, "index"), answer, Window())


def _section(url: str) -> str:
    """Return the path of a section that an address names; "" of a whole site, feed or API."""
    path = addresses.canonical_url(url).partition("://")[2].partition("/")[2].partition("?")[0]
    path = unquote(path).strip("/")
    if "wp-json" in path:
        return ""
    folder, _, last = path.rpartition("/")
    return folder if "." in last or last.count("-") >= MANY_HYPHENS else path


def _include(url: str) -> dict[str, object]:
    section = _section(url)
    return {"include": [f"{section}/**"]} if section else {}


def _is_below(one: str, url: str) -> bool:
    """Tell whether an address lies in the section that another names."""
    section = addresses.host_of(addresses.canonical_url(url)) + "/" + _section(url)
    return addresses.canonical_url(one).startswith(section.rstrip("/") + "/")


def _said(answer: Answer) -> tuple[str, str]:
    """Return what a page calls its site, and its language."""
    if answer.media_type != "text/html":
        return "", ""
    soup: BeautifulSoup = soup_of(answer)
    site = soup.find("meta", property="og:site_name")
    name = attribute(site, "content") if isinstance(site, Tag) else ""
    html = soup.find("html")
    language = attribute(html, "lang") if isinstance(html, Tag) else ""
    title = soup.title.get_text() if soup.title is not None else ""
    return plain(name or title), language[:2].lower()
