"""What the selectors of a source's card find on its pages."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bs4 import BeautifulSoup

from pipeline.clean.fragment import element_text
from pipeline.clean.head import split_authors
from pipeline.clean.parts import LABEL_KINDS, Parts, claim, labels
from pipeline.declarations import Selectors
from pipeline.records import Label

SELECTED_CONFIDENCE = 0.95  # somebody looked at the site and named the element


@dataclass(frozen=True, slots=True)
class Selected:
    """What a card's selectors found, and the page without what they drop."""

    parts: Parts
    html: str


def select_parts(html: str, select: Selectors) -> Selected:
    """Read from a page what a card names; fields it does not name stay empty."""
    if select == Selectors():
        return Selected(Parts(text=""), html)
    soup = BeautifulSoup(html, "lxml")
    for element in soup.select(select.drop) if select.drop else ():
        element.decompose()
    without_dropped = str(soup) if select.drop else html
    stated = next(iter(_all(soup, select.published)), "")
    when = claim(stated, SELECTED_CONFIDENCE, "selector")
    by_names = [name for text in _all(soup, select.authors) for name in _names(text)]
    parts = Parts(
        text="",
        title=next(iter(_all(soup, select.title)), ""),
        authors=tuple(dict.fromkeys(by_names)),
        section=next(iter(_all(soup, select.section)), ""),
        dates=(when,) if when else (),
        labels=_labels(soup, select),
    )
    body = soup.select(select.body) if select.body else []
    text = "\n\n".join(element_text(element) for element in body)
    return Selected(replace(parts, text=text), without_dropped)


def _all(soup: BeautifulSoup, selector: str) -> list[str]:
    """Return the text of each selected element; of meta and time the value for machines."""
    if not selector:
        return []
    texts = []
    for element in soup.select(selector):
        stated = element.get("content") or element.get("datetime") or element.get_text(" ")
        texts.append(" ".join(str(stated).split()))
    return [text for text in texts if text]


def _names(stated: str) -> tuple[str, ...]:
    bare = stated[3:] if stated[:3].lower() == "by " else stated
    return split_authors(bare) or (bare,)


def _labels(soup: BeautifulSoup, select: Selectors) -> tuple[Label, ...]:
    selectors = (select.themes, select.disciplines, select.countries, select.keywords)
    pairs = zip(LABEL_KINDS, selectors, strict=True)
    return tuple(label for kind, css in pairs for label in labels(kind, _all(soup, css)))
