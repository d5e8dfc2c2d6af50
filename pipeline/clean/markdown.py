"""Markdown files with front matter, as static sites keep them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace

import yaml

from pipeline.clean.decode import decode
from pipeline.clean.fields import read_fields
from pipeline.clean.markup import read_markup
from pipeline.clean.parts import Known, Parts, Problem, too_large
from pipeline.declarations import Source

_FRONT = re.compile(r"\A\ufeff?\s*(---|\+\+\+)[ \t]*\r?\n(.*?)^\1[ \t]*\r?(?:\n|\Z)", re.S | re.M)
MAX_FRONT = 20_000  # characters; a front matter is a page at most, and parsing is quadratic
MAX_ALIASES = 20  # "*name" where YAML merges ("<<"); with more, merges of merges have no end
_ALIAS = re.compile(r"(?:^|[\s\[{,:])\*\w")


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
    if problem := too_large(text):
        return problem
    matched = _FRONT.match(text)
    if matched is None:
        return _with_text(Parts(text=""), text)
    front = _front_matter(matched[1], matched[2])
    if isinstance(front, Problem):
        return front
    parts = read_fields(front, source.fields, "front matter", known)
    return _with_text(parts, text[matched.end() :])


def _with_text(parts: Parts, markdown: str) -> Parts | Problem:
    text = read_markup(markdown, "markdown")
    return text if isinstance(text, Problem) else replace(parts, text=text)


def _front_matter(fence: str, content: str) -> dict[str, object] | Problem:
    if len(content) > MAX_FRONT:
        return Problem("broken_record", "The front matter is endless; check its closing fence.")
    if "<<" in content and len(_ALIAS.findall(content)) > MAX_ALIASES:
        return Problem("broken_record", "The front matter merges too many *names; write them out.")
    try:
        front = yaml.safe_load(content) if fence == "---" else tomllib.loads(content)
    except (yaml.YAMLError, tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        reason = " ".join(str(error).split())
        return Problem("broken_record", f"The front matter cannot be read ({reason}); mend it.")
    if not isinstance(front, dict):
        return Problem("broken_record", "The front matter holds no keys; write 'key: value' lines.")
    return {str(key): value for key, value in front.items()}
