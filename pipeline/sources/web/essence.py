"""What counts of a page: its visible text as a digest, its own address, the files it links.

A server may send a page with other advertisements, tokens and menus each time; it has changed only
where its text has.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from resiliparse.parse.html import CSSParserException, DocumentNode, ElementNode, HTMLTree

from pipeline.declarations import Source
from pipeline.sources.taxing import is_taxing
from pipeline.sources.web.addresses import absolute, belongs, is_at_home, is_same_site

HTML = "text/html"
CODE = "script, style, noscript, template, iframe, object, svg, head"
FURNITURE = (
    "nav, aside, form, select, button, dialog, [hidden], [aria-hidden=true], [role=navigation], "
    "[role=search], [role=complementary], [role=banner], [role=contentinfo], [role=dialog], "
    "#comments, #respond, #disqus_thread, .comment-list, .comments-area, "
    "dd.hits, .statistics_counter, .statistics-counter, .post-views, .entry-views, .view-count"
)
"""The last are what Joomla, Drupal and WordPress call their counters of visits."""
EDGES = "header:not(article header, main header), footer:not(article footer, main footer)"
MIN_TEXT = 200
"""Characters; where the part of a page that should hold the text has less, the whole page counts,
and of a page that has less in all, every byte (its text may come out of its scripts)."""
Node = ElementNode | DocumentNode


@dataclass(frozen=True, slots=True)
class Page:
    """What counts of an answer."""

    sha256: str
    """Hexadecimal; the same as long as nothing changed that counts."""
    canonical: str = ""
    """Where the page says it really stands: another address of the source; "" for none."""
    files: tuple[str, ...] = ()
    """Addresses of linked files that the card wants taken along, in order of the page."""


def read_page(body: bytes, media_type: str, source: Source, base: str) -> Page:
    """Read what counts of an answer; of what is no HTML, all bytes count.

    Args:
        body: Of the answer.
        media_type: As told from its bytes.
        source: The card: `select.body` names the part that counts, `select.drop` what does not.
        base: The address it was found at, canonical.
    """
    text = _text(body) if media_type == HTML else ""
    if not text or is_taxing(text):
        return Page(sha256(body).hexdigest())
    tree = HTMLTree.parse(text)
    base_link = _first(_found(tree.document, "base[href]"))
    canonical = _canonical(tree, base, base_link, source.drop_query)
    is_other = canonical not in ("", base) and _may_stand_for(canonical, base, source)
    files = tuple(_files(tree, base_link, base, source)) if source.files else ()
    words = _words(tree, text, source)
    digest = sha256(words.encode("utf-8", "replace") if words else body).hexdigest()
    return Page(digest, canonical if is_other and source.canonical else "", files)


def essence(body: bytes, media_type: str, source: Source) -> str:
    """Return the digest of what counts of an answer, see `read_page`."""
    return read_page(body, media_type, source, "").sha256


def canonical_link(body: bytes, base: str) -> str:
    """Return the canonical address that a page names, whatever it is; "" for none, or several."""
    tree = HTMLTree.parse(_text(body))
    return _canonical(tree, base, _first(_found(tree.document, "base[href]")), ())


def file_links(body: bytes, base: str, source: Source) -> list[str]:
    """Return the linked files of a page that the card wants taken along."""
    return list(read_page(body, HTML, source, base).files)


def _text(body: bytes) -> str:
    """Decode far enough to compare and to read links; how it was meant is found out in cleaning."""
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", "replace")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("latin-1")


def _found(node: Node | None, selector: str) -> tuple[ElementNode, ...]:
    """Return the elements below one that a selector finds; none where it cannot be read here."""
    try:
        # as a slice: to go through such a list one by one takes time by the square of its length
        return tuple(node.query_selector_all(selector)[:]) if selector and node else ()
    except CSSParserException:
        return ()


def _first(elements: tuple[ElementNode, ...]) -> str:
    return (elements[0].getattr("href") or "") if elements else ""


def _canonical(tree: HTMLTree, base: str, base_link: str, drop: tuple[str, ...]) -> str:
    root = absolute(base, base_link) or base
    links = _found(tree.document, "link[rel~=canonical i][href]")
    named = {absolute(root, link.getattr("href") or "", drop) for link in links}
    return named.pop() if len(named) == 1 else ""


def _may_stand_for(canonical: str, base: str, source: Source) -> bool:
    """Tell whether a page may stand elsewhere: in its source, a page of a list on its own host."""
    is_free = source.kind == "urls" and not source.hosts
    return belongs(canonical, source) and (not is_free or is_same_site(canonical, base))


def _files(tree: HTMLTree, base_link: str, base: str, source: Source) -> Iterator[str]:
    root = absolute(base, base_link) or base
    endings = tuple(f".{ending.lower().lstrip('.')}" for ending in source.files)
    links = ", ".join(f'a[href*="{ending}" i]' for ending in endings)
    seen = {base}
    for region in _found(tree.document, source.select.body) or (tree.document,):
        for link in _found(region, links):
            url = absolute(root, link.getattr("href") or "", source.drop_query)
            ends = url.lower().partition("?")
            if (ends[0].endswith(endings) or ends[2].endswith(endings)) and url not in seen:
                seen.add(url)
                if is_at_home(url, source):
                    yield url


def _words(tree: HTMLTree, text: str, source: Source) -> str:
    """Return title, dates and text, blanks made one; "" where there is next to no text."""
    body, title = tree.body, " ".join((tree.title or "").split())
    if body is None:
        return ""
    _drop(body, CODE)
    _drop(body, source.select.drop)
    dates = [one.getattr("datetime") or "" for one in _found(body, "time[datetime]")]
    _drop(body, FURNITURE)
    _drop(body, f"{EDGES}, time[datetime]")
    regions = _found(body, source.select.body) or _region(body)
    words = " ".join(map(_plain, regions))
    words = words if len(words) >= MIN_TEXT else _whole(text)
    return " ".join((title, *dates, words)) if words else ""


def _whole(text: str) -> str:
    """Return all text of a page, menus and all; "" where even that is next to nothing."""
    body = HTMLTree.parse(text).body
    if body is None:
        return ""
    _drop(body, CODE)
    words = _plain(body)
    return words if len(words) >= MIN_TEXT else ""


def _region(body: ElementNode) -> tuple[ElementNode, ...]:
    for selector in ("main", "article"):
        found = _found(body, selector)
        if len(found) == 1 and len(found[0].text or "") >= MIN_TEXT:
            return found
    return (body,)


def _drop(node: ElementNode, selector: str) -> None:
    for element in _found(node, selector):
        element.decompose()


def _plain(node: ElementNode) -> str:
    return " ".join((node.text or "").split())
