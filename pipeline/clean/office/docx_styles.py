"""Which paragraphs of a Word file are headings, titles or tables of contents, by their styles."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from pipeline.clean.office.trees import attribute, child, named

MAX_LEVEL = 6
MAX_ANCESTORS = 10  # styles that a style may be based on in turn; Word takes about as many
_HEADING = re.compile(r"heading\s?([1-6])", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|contents) ?(?:\d|heading)|table of figures", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Styles:
    """Names and outline levels of styles, by their ids."""

    names: Mapping[str, str]
    levels: Mapping[str, int]
    """1 to 6; styles of other text are missing."""

    def level(self, paragraph: etree._Element) -> int:
        """Return the level of a heading, 0 of any other paragraph."""
        properties = child(paragraph, "pPr")
        own = _level(child(properties, "outlineLvl"))
        if own is not None:
            return own if own <= MAX_LEVEL else 0
        id_ = attribute(child(properties, "pStyle"), "val")
        by_name = _HEADING.fullmatch(self.names.get(id_, id_))
        return int(by_name[1]) if by_name else self.levels.get(id_, 0)

    def is_title(self, paragraph: etree._Element) -> bool:
        """Tell whether a paragraph is marked as the document's title."""
        return self._name(paragraph).casefold() == "title"

    def is_contents(self, paragraph: etree._Element) -> bool:
        """Tell an entry of a table of contents."""
        return _CONTENTS.fullmatch(self._name(paragraph)) is not None

    def _name(self, paragraph: etree._Element) -> str:
        id_ = attribute(child(paragraph, "pPr", "pStyle"), "val")
        return self.names.get(id_, id_)


def read_styles(root: etree._Element | None) -> Styles:
    """Read the styles of a Word file.

    Word names its own styles in English whatever language it speaks; institutions name theirs
    as they like, and the level stands in the style or in one that it is based on.
    """
    styles = [] if root is None else named(root, "style")
    ids = {attribute(style, "styleId"): style for style in styles}
    own = {id_: _level(child(style, "pPr", "outlineLvl")) for id_, style in ids.items()}
    parents = {id_: attribute(child(style, "basedOn"), "val") for id_, style in ids.items()}
    found = {id_: _inherited(id_, own, parents) for id_ in ids}
    return Styles(
        names={id_: attribute(child(style, "name"), "val") for id_, style in ids.items()},
        levels={id_: level for id_, level in found.items() if 1 <= level <= MAX_LEVEL},
    )


def _level(outline: etree._Element | None) -> int | None:
    stated = attribute(outline, "val")
    return int(stated) + 1 if stated.isdecimal() and len(stated) < 3 else None


def _inherited(id_: str, own: Mapping[str, int | None], parents: Mapping[str, str]) -> int:
    for _ in range(MAX_ANCESTORS):
        level = own.get(id_)
        if level is not None:
            return level
        id_ = parents.get(id_, "")
    return 0
