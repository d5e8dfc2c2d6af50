"""Markdown files with front matter, as static sites keep them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace

import yaml
from markdown_it import MarkdownIt

from pipeline.clean.decode import decode
from pipeline.clean.fields import read_fields
from pipeline.clean.fragment import read_fragment
from pipeline.clean.furniture import is_cut
from pipeline.clean.parts import Known, Parts, Problem
from pipeline.declarations import Source

_FRONT = re.compile(r"\A\ufeff?\s*(---|\+\+\+)[ \t]*\r?\n(.*?)^\1[ \t]*\r?(?:\n|\Z)", re.S | re.M)
MAX_FRONT = 100_000  # characters; a front matter is a page at most
# Hugo {{< note >}}, {{% ref "x" %}}, Jekyll {% include x %}; what stands between a pair stays.
_SHORTCODE = re.compile(r"\{\{[<%].*?[%>]\}\}|\{%.*?%\}|\{\{[^{}\n]{1,300}\}\}", re.DOTALL)
# Reference links that a site left without a target: [text] [name](url) keep their text.
_IMAGE = re.compile(r"!\[[^\]]*\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\]]*\])")
# What a last section must hold to be no text: links, each with a word or a date at most.
_LINK_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+\[[^\]]+\](?:\([^)]*\)|\[[^\]]*\]).{0,40}")
_HEADING = re.compile(r"\s*(?:#{1,6}\s+|\*\*)(?P<words>[^*#]+?)(?:\*\*|:|\s|#)*")


def read_markdown(body: bytes, source: Source, known: Known | None = None) -> Parts | Problem:
    """Read a Markdown file: front matter (YAML --- or TOML +++) and text.

    Args:
        body: The file.
        source: Its card.
        known: Known labels by kind; one with a separator in it is not split there.
    """
    text = decode(body)
    if text is None:
        return Problem("not_text", "The file is no text in any known encoding; check the export.")
    matched = _FRONT.match(text)
    if matched is None:
        return Parts(text=markdown_text(text))
    front = _front_matter(matched[1], matched[2])
    if isinstance(front, Problem):
        return front
    parts = read_fields(front, source.fields, "front matter", known)
    return replace(parts, text=markdown_text(text[matched.end() :]))


def _front_matter(fence: str, content: str) -> dict[str, object] | Problem:
    if len(content) > MAX_FRONT:
        return Problem("broken_record", "The front matter is endless; check its closing fence.")
    try:
        front = yaml.safe_load(content) if fence == "---" else tomllib.loads(content)
    except (yaml.YAMLError, tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        reason = " ".join(str(error).split())
        return Problem("broken_record", f"The front matter cannot be read ({reason}); mend it.")
    if not isinstance(front, dict):
        return Problem("broken_record", "The front matter holds no keys; write 'key: value' lines.")
    return {str(key): value for key, value in front.items()}


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
    heading = _HEADING.fullmatch(lines[end - 1]) if 0 < end < len(lines) else None
    return "\n".join(lines[: end - 1]) if heading and is_cut(heading["words"]) else markdown
