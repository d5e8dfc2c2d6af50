"""Small operations on XML trees whose namespaces differ from edition to edition."""

from __future__ import annotations

from lxml import etree


def local_name(element: etree._Element) -> str:
    """Return an element's name in lower case without its namespace; "" of comments and so on."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def named(root: etree._Element, *names: str) -> list[etree._Element]:
    """Return all elements of these local names, written as in the file, in order."""
    return list(root.iter(*(f"{{*}}{name}" for name in names)))


def attribute(element: etree._Element | None, name: str) -> str:
    """Return an attribute by its local name; "" where it or the element is missing."""
    if element is None:
        return ""
    found = (value for key, value in element.attrib.items() if key.rpartition("}")[2] == name)
    return str(next(found, ""))


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """Return what stands below an element under these local names, the first of each."""
    for name in path:
        if element is None:
            return None
        element = element.find(f"{{*}}{name}")
    return element


def drop(element: etree._Element) -> None:
    """Take an element out; the text behind it stays."""
    parent, before, tail = element.getparent(), element.getprevious(), element.tail or ""
    if parent is None:
        return
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    element.tail = None
    parent.remove(element)


def lift(root: etree._Element, box_name: str, paragraph_names: tuple[str, ...]) -> None:
    """Move text boxes behind the paragraph they hang on, which they would cut in two."""
    for box in reversed(named(root, box_name)):
        above = (up for up in box.iterancestors() if local_name(up) in paragraph_names)
        paragraph = next(above, None)
        if paragraph is not None:
            drop(box)
            box.tail, paragraph.tail = paragraph.tail, None
            paragraph.addnext(box)
