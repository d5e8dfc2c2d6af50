"""Citations as text, BibTeX, RIS and CSL-JSON."""

from __future__ import annotations

import json
from collections.abc import Callable

from pipeline.snapshots.citing.nouns import Citation

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def plain(citation: Citation) -> str:
    """Return one paragraph."""
    day, figure = citation.published, citation.figure
    parts = [
        f"{figure.name}: {figure.said}. In: {citation.title}" if figure else citation.title,
        "[Data set].",
        citation.publisher and f"{citation.publisher}.",
        f"Snapshot {citation.id} of {day.day} {MONTHS[day.month - 1]} {day.year},",
        f"{citation.n_documents:,} documents.",
        f"https://doi.org/{citation.doi}" if citation.doi else citation.url,
        f"SHA-256 {citation.sha256}.",
        figure and f"{figure.definition}.",
    ]
    return _one_line(" ".join(part for part in parts if part))


# Braces by name: BibTeX counts those after a backslash too, and an odd one ends the entry.
TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "&%$#_"},
    }
)
VERBATIM = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})
"""In addresses, which TeX does not read, but whose braces BibTeX counts."""


def bibtex(citation: Citation) -> str:
    """Return an entry of type misc, which every style knows; `key` sorts it, having no author."""
    day = citation.published
    fields = {
        "title": f"{{{_tex(citation.full_title)}}}",
        "key": _tex(citation.title),
        "howpublished": "Data set",
        "publisher": _tex(citation.publisher),
        "year": f"{day.year}",
        "month": f"{day.month}",
        "date": day.isoformat(),
        "version": citation.id,
        "url": citation.url.translate(VERBATIM),
        "doi": citation.doi.translate(VERBATIM),
        "note": _tex(citation.note),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@misc{{{citation.key},\n" + ",\n".join(lines) + "\n}"


def _tex(text: str) -> str:
    return _one_line(text).translate(TEX)


def ris(citation: Citation) -> str:
    """Return an entry of type DATA."""
    day = citation.published
    fields = (
        ("TY", "DATA"),
        ("ID", citation.key),
        ("TI", citation.full_title),
        ("PB", citation.publisher),
        ("PY", f"{day.year}"),
        ("DA", f"{day.year}/{day.month:02}/{day.day:02}"),
        ("ET", citation.id),
        ("UR", citation.url),
        ("DO", citation.doi),
        ("N1", citation.note),
    )
    lines = [f"{tag}  - {_one_line(value)}" for tag, value in fields if value]
    return "\n".join([*lines, "ER  - "])


def csl_json(citation: Citation) -> str:
    """Return an array of one item of type dataset."""
    day = citation.published
    item = {
        "id": citation.key,
        "type": "dataset",
        "title": citation.full_title,
        "publisher": citation.publisher,
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "version": citation.id,
        "URL": citation.url,
        "DOI": citation.doi,
        "note": citation.note,
    }
    told = {k: _one_line(v) if isinstance(v, str) else v for k, v in item.items() if v}
    return json.dumps([told], ensure_ascii=False, indent=1)


def _one_line(text: str) -> str:
    """Return a text as one line that steers no terminal: labels of others may hold anything."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


FORMATS: dict[str, Callable[[Citation], str]] = {
    "plain": plain,
    "bibtex": bibtex,
    "ris": ris,
    "csl-json": csl_json,
}
