"""Shapes of elements: how a selector names them on this page and on the next."""

from __future__ import annotations

import re

from bs4 import Tag

from pipeline.sources.pages import attribute

MOST_CLASSES = 2
_CHANGING = re.compile(r"\d|active|current|first|last|odd|even|hover|open|show|hidden|^js-|^is-")
_MADE_UP = re.compile(r"[a-z][A-Za-z]{2,6}[A-Z]|(?=.{5,8}$)[a-z]*[A-Z][a-z]*[A-Z][A-Za-z]*[A-Z]\w*")
"""Names that tools make for one build of a site: hJpRRP, fwjlmD."""
_NAME = re.compile(r"-?[A-Za-z_][\w-]*")
_ASIDE = ("nav", "footer", "aside", "form")
_ASIDE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|submenu|breadcrumbs?|footer|social|share|sharing|cookies?|"
    r"pagination|pager|tags|tag-cloud)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NO_BLOCKS = ("p", "span", "b", "i", "em", "strong", "small", "td", "body", "html", "main")

Signature = tuple[str, tuple[str, ...]]
"""Name of an element, and the classes that stay, in order."""


def signature_of(element: Tag) -> Signature:
    """Return what elements of one kind have in common."""
    stable = [name for name in attribute(element, "class").split() if _stays(name)]
    return element.name, tuple(sorted(stable)[:MOST_CLASSES])


def selector(signature: Signature) -> str:
    """Return the CSS selector of a signature."""
    name, classes = signature
    return name + "".join(f".{one}" for one in classes)


def block_selector(block: Tag) -> str:
    """Return a selector of blocks like this; "" where nothing tells them from all others."""
    own = signature_of(block)
    if own[1] or block.name == "article":
        return selector(own)
    if block.name not in ("li", "tr", "section", "div") or block.parent is None:
        return ""
    if block.parent.name == "tbody":
        return _within(block.parent.parent, selector(own))
    around = _within(block.parent, selector(own))
    return around.replace(" ", " > ", 1) if around else ""


def can_be_block(element: Tag) -> bool:
    """Tell elements that may hold an item from those that only hold words."""
    return element.name not in _NO_BLOCKS and element.parent is not None


def is_aside(link: Tag) -> bool:
    """Tell links of menus, footers and the like, and of a page's own header."""
    for parent in link.parents:
        if parent.name in _ASIDE or (parent.name == "header" and not parent.find_parent("article")):
            return True
        if parent.name in ("body", "html"):
            return False
        if _ASIDE_CLASS.search(f"{attribute(parent, 'class')} {attribute(parent, 'id')}"):
            return True
    return False


def _stays(name: str) -> bool:
    return (
        bool(_NAME.fullmatch(name)) and not _CHANGING.search(name) and not _MADE_UP.fullmatch(name)
    )


def _within(element: Tag | None, inner: str) -> str:
    """Return a selector of what lies in an element that has an id or a class of its own."""
    if element is None:
        return ""
    id_ = attribute(element, "id")
    if id_ and _stays(id_):
        return f"#{id_} {inner}"
    signature = signature_of(element)
    return f"{selector(signature)} {inner}" if signature[1] else ""
