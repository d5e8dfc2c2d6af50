"""What content systems leave in the HTML that their feeds and APIs give: no part of the article."""

from __future__ import annotations

import re

# [gallery ids="1,2"], [/vc_column], [et_pb_row]: instructions to plug-ins that the API did not run.
# In brackets without an attribute or a slash stands text: "[sic]", "[1]", "[cut_short]".
_NAME = r"[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*"
_ATTRIBUTE = r"\s+[a-z][\w-]*=(?:\"[^\"\[\]]*\"|'[^'\[\]]*'|&#8221;[^\[\]]*?&#8221;|[^\s\"'\[\]]+)"
_SHORTCODE = re.compile(
    rf"\[/{_NAME}\]|\[{_NAME}(?:{_ATTRIBUTE}){{1,60}}\s*/?\]"
    r"|\[(?:vc|et_pb|fusion|av|mk|wpb|cs)_[a-z0-9_]{2,40}\]"
)
# The last paragraph of posts in the feeds of WordPress, in the languages of its sites.
_FIRST_ON = re.compile(
    r"(?:The post .+ (?:appeared first|first appeared) on .+"
    r"|Der Beitrag .+ erschien zuerst auf .+"
    r"|L[\u2019']article .+ est apparu en premier sur .+"
    r"|Cet article .+ est apparu en premier sur .+"
    r"|La entrada .+ (?:aparece primero|se publicó primero) en .+"
    r"|(?:O post|O conteúdo) .+ (?:apareceu primeiro em|aparece primeiro em) .+"
    r"|(?:L[\u2019']articolo|Il post) .+ (?:proviene da|sembra essere il primo su) .+"
    r"|Het bericht .+ verscheen eerst op .+"
    r"|Artykuł .+ pochodzi z serwisu .+)"
)
MAX_FIRST_ON = 400  # characters


def without_shortcodes(html: str) -> str:
    """Take out instructions to plug-ins; what stands between two of them stays."""
    return _SHORTCODE.sub(" ", html)


def without_origin(text: str) -> str:
    """Take off a last paragraph that says where a post appeared first.

    Args:
        text: Paragraphs split by blank lines.
    """
    front, _, last = text.rpartition("\n\n")
    is_origin = front and len(last) <= MAX_FIRST_ON and _FIRST_ON.fullmatch(last)
    return front if is_origin else text
