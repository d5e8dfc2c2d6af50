"""Text of a piece of HTML all of which is content: a field of a record, a selected element."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from pipeline.clean.wrap import unwrap
from pipeline.text import normalise

_BLOCKS = (
    "address article aside blockquote caption dd details div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tr ul"
)
_UNSEEN = "script style template noscript iframe object svg button select textarea head"
_AROUND_BREAK = re.compile(r" *\n *")


def read_fragment(html: str) -> str:
    """Return the normalised text of an HTML fragment."""
    return element_text(BeautifulSoup(f"<div>{html}</div>", "lxml"))


def element_text(element: Tag) -> str:
    """Return an element's text: blocks as paragraphs, lines broken by <br> joined if wrapped.

    The element is changed; what no reader sees is taken out of it.
    """
    for unseen in element.find_all(_UNSEEN.split()):
        unseen.decompose()
    for string in element.find_all(string=True):
        if type(string) is NavigableString:
            string.replace_with(NavigableString(_one_line(string)))
    for line_break in element.find_all("br"):
        line_break.replace_with("\n")
    for cell in element.find_all(["td", "th"]):
        cell.append(" ")
    for block in element.find_all(_BLOCKS.split()):
        block.insert_before("\n\n")
        block.insert_after("\n\n")
    return normalise(unwrap(_AROUND_BREAK.sub("\n", element.get_text())))


def _one_line(string: str) -> str:
    """Turn line breaks of the source into spaces, keeping that there was space at the ends."""
    line = " ".join(string.split())
    if not line:
        return " " if string else ""
    return (" " if string[0].isspace() else "") + line + (" " if string[-1].isspace() else "")
