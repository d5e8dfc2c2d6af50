"""trafilatura behind one function: the main text of a parsed page.

Its full cascade compares what it extracted with readability and justext, which doubles the time,
and takes theirs only where its own text is short, has no paragraphs, or is less than half of what
they found. Here the comparison is made only where it could come out that way: with the same text
on all 181 pages of the article-extraction benchmark, on 14 of which it is made.
"""

from __future__ import annotations

from lxml.etree import XPath, strip_elements
from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import Document, Extractor

_QUICK, _FULL = (
    Extractor(output_format="python", fast=fast, precision=True, comments=False, formatting=False)
    for fast in (True, False)
)
# trafilatura looks further below 250 characters; readability may find more from twice that on.
MIN_SURE = 500
MAX_OUTSIDE = 2.0  # text of a page's paragraphs per character extracted: readability's own bound
# No reader sees them, or trafilatura drops them anyway, but only after searching all of them
# three times (`settings.MANUALLY_CLEANED`; without those it may keep for what is inside).
_DROPPED = (
    "style svg aside embed fencedframe footer iframe menu object applet audio canvas map video "
    "area button datalist dialog frame frameset fieldset link input label legend marquee menuitem "
    "nav noindex noscript optgroup option output param progress rp rt rtc select source track "
    "textarea time use"
)
_NAMES = tuple(_DROPPED.split())
_SCRIPTS = XPath("//script[not(contains(@type, 'ld+json'))]")
_N_CHARACTERS = XPath("string-length(normalize-space(//body))")
_PARAGRAPHS = XPath(
    "//body//*[self::p or self::pre or self::td]//text()[not(ancestor::a)]", smart_strings=False
)
_HAS_PARAGRAPHS = XPath("boolean(.//p//text())")
_MANY_TABLES = XPath("count(.//table) > count(.//p)")
# What trafilatura's own `external.SANITIZED_XPATH` holds an extraction faulty for.
_FAULTS = (
    "aside audio button fencedframe fieldset figure footer iframe input label link nav noindex "
    "noscript object option select source svg time"
)
_FAULTY = XPath(f"boolean({' | '.join(f'.//{name}' for name in _FAULTS.split())})")


def extract(tree: HtmlElement, html: str) -> str:
    """Return the main text of a page, a line for each block; empty where none is found.

    Args:
        tree: The page; what is never main text is taken out of it.
        html: The same page, to be parsed again where the tree will not do.
    """
    strip_elements(tree, *_NAMES, with_tail=False)
    for script in _SCRIPTS(tree):
        script.text = None
    quick = bare_extraction(tree, options=_QUICK)
    if isinstance(quick, Document) and _is_sure(quick, tree):
        return quick.text or ""
    full = bare_extraction(html, options=_FULL)
    return full.text or "" if isinstance(full, Document) else ""


def _is_sure(found: Document, tree: HtmlElement) -> bool:
    """Tell whether no other extractor would be preferred."""
    most = MAX_OUTSIDE * len(found.text or "")
    if most < MAX_OUTSIDE * MIN_SURE or _FAULTY(found.body):
        return False
    if not _HAS_PARAGRAPHS(found.body) or _MANY_TABLES(found.body):
        return False
    return _N_CHARACTERS(tree) <= most or sum(map(_length, _PARAGRAPHS(tree))) <= most


def _length(text: str) -> int:
    return len(text.strip())
