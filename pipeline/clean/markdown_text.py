"""The text of Markdown, without what sites' programs put into it."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt

from pipeline.clean.fragment import read_fragment
from pipeline.clean.furniture import is_cut

# Hugo {{< note >}}, {{% ref "x" %}}, Jekyll {% include x %}; what stands between a pair stays.
# None reaches over the beginning of the next: a thousand that are never closed cost no more.
_SHORTCODE = re.compile(
    r"\{\{[<%](?:(?!\{\{).)*?[%>]\}\}|\{%(?:(?!\{%).)*?%\}|\{\{[^{}\n]{1,300}\}\}", re.DOTALL
)
_IMAGE = re.compile(
    r"!\[(?:(?!!\[)[^\]])*\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[(?:(?!!\[)[^\]])*\])"
)
# What a last section must hold to be no text: links, each with a word or a date at most.
_LINK_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+\[[^\]]+\](?:\([^)]*\)|\[[^\]]*\]).{0,40}")
_HEADING = re.compile(r"\s*(?:#{1,6}\s+|\*\*)(?P<words>[^*#]+?)(?:\*\*|:|\s|#)*")
MAX_HEADING = 200  # characters


def markdown_text(markdown: str) -> str:
    """Return the text of Markdown: links keep their text; images and shortcodes are dropped."""
    cleaned = _IMAGE.sub("", _SHORTCODE.sub("", _without_links(markdown)))
    renderer = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return read_fragment(renderer.render(cleaned))


def _without_links(markdown: str) -> str:
    """Cut a last section of other articles: "## See also" and nothing but links below it."""
    lines = markdown.rstrip().split("\n")
    end = len(lines)
    while end and (not lines[end - 1].strip() or _LINK_ITEM.fullmatch(lines[end - 1].rstrip())):
        end -= 1
    above = lines[end - 1] if 0 < end < len(lines) else ""
    heading = _HEADING.fullmatch(above) if len(above) <= MAX_HEADING else None
    return "\n".join(lines[: end - 1]) if heading and is_cut(heading["words"]) else markdown
