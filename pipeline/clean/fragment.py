"""Text of a piece of HTML all of which is content: a field of a record, a selected element."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement

from pipeline.clean.wrap import unwrap
from pipeline.text import normalise

_BLOCK_NAMES = (
    "address article aside blockquote caption dd details div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tr ul"
)
_UNSEEN_NAMES = "script style template noscript iframe object svg button select textarea head"
_AROUND_BREAK = re.compile(r" *\n *")
# What plug-ins of content systems put into an article: buttons to share it, lists of others.
_FURNITURE_CLASSES = (
    "screen-reader-text sharedaddy jp-relatedposts addtoany_share_save_container yarpp "
    "yarpp-related heateor_sss_sharing_container social-share wp-block-social-links crp_related "
    "wp-block-post-navigation-link visually-hidden sr-only"
)
# What stands behind an element, by its name; blocks have it in front of them too.
_ENDS = {**dict.fromkeys(_BLOCK_NAMES.split(), "\n\n"), "td": " ", "th": " "}
_UNSEEN = frozenset(_UNSEEN_NAMES.split())
_FURNITURE = frozenset(_FURNITURE_CLASSES.split())


def read_fragment(html: str, drop: str = "") -> str:
    """Return the normalised text of an HTML fragment.

    Args:
        html: The fragment.
        drop: CSS selector of elements to take out first.
    """
    soup = BeautifulSoup(f"<div>{html}</div>", "lxml")
    for element in soup.select(drop) if drop else ():
        element.decompose()
    return element_text(soup)


def element_text(element: Tag) -> str:
    """Return an element's text: blocks as paragraphs, lines broken by <br> joined if wrapped.

    What no reader sees is left out, and what plug-ins of content systems put in.
    """
    return normalise(unwrap(_AROUND_BREAK.sub("\n", "".join(_pieces(element)))))


def _pieces(element: Tag) -> Iterator[str]:
    """Yield texts and line breaks in order; without recursion, elements nest to any depth."""
    waiting: list[PageElement | str] = [element]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Tag):
            end = _ENDS.get(node.name, "")
            if node.name == "br":
                yield "\n"
            elif node.name not in _UNSEEN and _FURNITURE.isdisjoint(node.get("class") or ()):
                yield end.strip(" ")
                waiting += [end, *reversed(node.contents)]
        elif type(node) is NavigableString:  # others are comments, scripts, reading aids
            yield _one_line(node)
        elif type(node) is str:
            yield node


def _one_line(string: str) -> str:
    """Turn line breaks of the source into spaces, keeping that there was space at the ends."""
    line = " ".join(string.split())
    if not line:
        return " " if string else ""
    return (" " if string[0].isspace() else "") + line + (" " if string[-1].isspace() else "")
