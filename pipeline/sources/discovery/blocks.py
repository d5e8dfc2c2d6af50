"""Find the lists of items on a page: blocks of one shape that repeat, each with a link."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, Tag

from pipeline.dates import StatedDate, parse_date
from pipeline.records import Answer
from pipeline.sources.discovery.paging import turning_of
from pipeline.sources.discovery.shapes import (
    Signature,
    block_selector,
    can_be_block,
    is_aside,
    selector,
    signature_of,
)
from pipeline.sources.pages import attribute, soup_of
from pipeline.sources.web import addresses

MIN_BLOCKS = 3
MAX_DEPTH = 7
"""Elements from a link up to the block that holds it."""
MAX_LINKS = 4
"""Addresses that one block names: its item, and labels; more are several items."""
MIN_TITLE = 12
"""Characters: mean text of the links to items; those of menus are shorter."""
MOST = 3
MAX_ELEMENTS = 3000
"""Links looked at; longer pages repeat themselves."""
_DATE_LENGTH = 40
_DATE_CLASS = re.compile(r"date|time|published|posted", re.IGNORECASE)


@dataclass(slots=True)
class Group:
    """Blocks of one shape beside each other."""

    selector: str
    """Of the blocks; "" where nothing tells them from others."""
    blocks: dict[int, Tag] = field(default_factory=dict)
    links: dict[int, dict[str, Tag]] = field(default_factory=lambda: defaultdict(dict))


def listing_blocks(body: bytes, url: str) -> tuple[dict[str, object], ...]:
    """Return [listing] parts of a card that fit a page, best first.

    Args:
        body: The page.
        url: Its address.
    """
    answer = Answer(url, url, 200, (), body, "text/html", "", "", dt.datetime.min)
    soup = soup_of(answer)
    ranked = sorted(
        ((_score(group), group.selector, group) for group in _groups(soup, url)),
        key=lambda one: (-one[0], one[1]),
    )
    turning = turning_of(soup, url)
    found = [{**_parts(group), **turning} for score, _, group in ranked if score > 0]
    return tuple({str(one): one for one in found}.values())[:MOST]


def _groups(soup: BeautifulSoup, url: str) -> Iterator[Group]:
    groups: dict[tuple[int, Signature], Group] = {}
    for link in soup.find_all("a", href=True, limit=MAX_ELEMENTS):
        target = addresses.absolute(url, attribute(link, "href"))
        if not target or is_aside(link) or target == addresses.canonical_url(url):
            continue
        for block in [link, *link.parents][:MAX_DEPTH]:
            if not can_be_block(block):
                continue
            signature = signature_of(block)
            group = groups.setdefault((id(block.parent), signature), Group(block_selector(block)))
            group.blocks[id(block)] = block
            known = group.links[id(block)].get(target)
            if known is None or _weight(known) < _weight(link):
                group.links[id(block)][target] = link
    yield from groups.values()


def _score(group: Group) -> float:
    """Return how much a group looks like a list of items; 0 where it does not."""
    n_blocks = len(group.blocks)
    targets = {main.get("href") for main in _mains(group)}
    most = max(len(links) for links in group.links.values())
    title = sum(len(main.get_text(" ", strip=True)) for main in _mains(group)) / n_blocks
    if n_blocks < MIN_BLOCKS or len(targets) < MIN_BLOCKS or most > MAX_LINKS:
        return 0
    if title < MIN_TITLE or not group.selector:
        return 0
    text = sum(min(300, len(block.get_text(" ", strip=True))) for block in group.blocks.values())
    return text * (2 if _date_selector(group) else 1)


def _mains(group: Group) -> Iterator[Tag]:
    """Yield the link to its item of each block: that in a heading, else the one that says most."""
    for id_ in group.blocks:
        links = list(group.links[id_].values())
        in_heading = [one for one in links if one.find_parent(_is_heading) is not None]
        yield max(in_heading or links, key=lambda one: len(one.get_text(" ", strip=True)))


def _weight(link: Tag) -> tuple[bool, int]:
    """Return how much of its item a link says: one in a heading before "Read more: ..."."""
    return link.find_parent(_is_heading) is not None, len(link.get_text())


def _is_heading(tag: Tag) -> bool:
    return tag.name in ("h1", "h2", "h3", "h4", "h5")


def _parts(group: Group) -> dict[str, object]:
    block = group.selector
    parts: dict[str, object] = {"links": _links_selector(group, block), "block": block}
    if published := _date_selector(group):
        parts["published"] = published
    return parts


def _links_selector(group: Group, block: str) -> str:
    if next(iter(group.blocks.values())).name == "a":
        return block
    heading = {parent.name for main in _mains(group) if (parent := main.find_parent(_is_heading))}
    holders = {main.find_parent(_is_heading) is not None for main in _mains(group)}
    if len(heading) == 1 and holders == {True}:
        return f"{block} {heading.pop()} a"
    classes = {signature_of(main) for main in _mains(group)}
    return f"{block} {selector(classes.pop())}" if len(classes) == 1 else f"{block} a"


def _date_selector(group: Group) -> str:
    """Return what holds the date in at least half of the blocks; "" where nothing does."""
    counts: dict[str, int] = defaultdict(int)
    for block in group.blocks.values():
        for found in {name for name in map(_as_date, block.find_all(True)) if name}:
            counts[found] += 1
    best = max(counts, key=lambda name: (counts[name], name), default="")
    return best if best and 2 * counts[best] >= len(group.blocks) else ""


def _as_date(element: Tag) -> str:
    if element.name == "time" and (element.get("datetime") or element.string):
        return "time"
    if element.find(True) is not None and not _DATE_CLASS.search(attribute(element, "class")):
        return ""
    text = element.get_text(" ", strip=True)
    if not text or len(text) > _DATE_LENGTH or not isinstance(parse_date(text), StatedDate):
        return ""
    return selector(signature_of(element)) if signature_of(element)[1] else ""
