"""What files say of themselves, and how much of it people wrote and not programs."""

from __future__ import annotations

import re

from lxml import etree

from pipeline.clean.office.content import Stated
from pipeline.records import DateKind

# The day a file was begun is rarely the day its text came out; the last change even less.
PROPERTIES_CONFIDENCE = 0.2
MAX_AUTHOR_WORDS = 8
MAX_TITLE = 300  # characters; longer ones are abstracts

_NO_PERSON = re.compile(
    r"(?:microsoft(?: office)?|windows|office|libreoffice|openoffice(?:\.org)?|python-docx|pandoc|"
    r"calibre|apache poi|docx4j|aspose.*|google(?: docs)?|wps|admin|administrator|user|benutzer|"
    r"utilisateur|usuario|owner|author|unknown|unbekannt|inconnu|anonymous|guest|test|default|none|"
    r"staff|pc|laptop|hp|dell|lenovo|acer|asus|toshiba|un-named|none|n/?a)"
    r"(?:[\s-]*(?:office|user|account|\d{1,4}(?:\.\d+)*))*",
    re.IGNORECASE,
)
_LOG_IN = re.compile(r"\S*[\d@\\/_]\S*|[a-z.]+|[A-Z]{1,5}")  # "jsmith2", "j.smith", "JS"
_BETWEEN = re.compile(r"\s*[;|]\s*")
_POOR_TITLE = re.compile(
    r"(?:untitled|ohne titel|sans titre|sin título|unknown|document|dokument|documento|normal|"
    r"presentation|template|vorlage|modèle|letter|memo|report|draft|title|titel|titre)\W*\d*|"
    r"microsoft .*|.*\.(?:docx?|docm|dotx?|odt|rtf|pdf|epub|html?|txt|indd|pages)|"
    r"[\W\d_]*|\w{1,3}|\S*_\S*_\S*|(?:powerpoint|word|slide)\b.*",
    re.IGNORECASE,
)
_TEMPLATE_MAKERS = re.compile(r"python-docx|docx4j|apache poi", re.IGNORECASE)


def texts(root: etree._Element | None, name: str) -> list[str]:
    """Return the text of each element of this local name, as one line."""
    if root is None:
        return []
    found = (each for each in root.iter("{*}" + name) if isinstance(each.tag, str))
    lines = (" ".join("".join(each.itertext()).split()) for each in found)
    return [line for line in lines if line]


def first(root: etree._Element | None, *names: str) -> str:
    """Return the first text among elements of these local names; "" where none is filled."""
    return next((text for name in names for text in texts(root, name)), "")


def people(stated: list[str]) -> tuple[str, ...]:
    """Return names without programs, machines and log-in names."""
    names = [name.strip(" ,.") for text in stated for name in _BETWEEN.split(text)]
    return tuple(dict.fromkeys(name for name in names if is_person(name)))


def is_person(name: str) -> bool:
    """Tell who wrote from what stands there by itself; an organisation may write too."""
    if not any(char.isalpha() for char in name) or len(name.split()) > MAX_AUTHOR_WORDS:
        return False
    return not _NO_PERSON.fullmatch(name) and not _LOG_IN.fullmatch(name)


def is_poor_title(title: str) -> bool:
    """Tell titles that programs and file names left behind."""
    return len(title) > MAX_TITLE or _POOR_TITLE.fullmatch(title.strip()) is not None


def file_dates(root: etree._Element | None, created: str, modified: str) -> tuple[Stated, ...]:
    """Return when a file was made and last changed, under these local names.

    Files that a library made from its template carry the template's days.
    """
    makers = texts(root, "creator") + texts(root, "description")
    if _TEMPLATE_MAKERS.search(" ".join(makers)):
        return ()
    kinds: tuple[tuple[str, DateKind], ...] = ((created, "published"), (modified, "modified"))
    return tuple(
        Stated(text, PROPERTIES_CONFIDENCE, "properties", kind)
        for name, kind in kinds
        for text in texts(root, name)[:1]
    )


def sound(text: str) -> str:
    """Join the halves of surrogate pairs, which RTF writes one by one; lone ones are replaced."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def shown_title(tree: etree._Element) -> str:
    """Return the first paragraph of class "title", with those that follow it at once."""
    lines: list[str] = []
    last = None
    for element in tree.xpath("//p[@class='title']"):
        if lines and element.getprevious() is not last:
            break
        lines.append(" ".join("".join(element.itertext()).split()))
        last = element
    return " ".join(line for line in lines if line)
