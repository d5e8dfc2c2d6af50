"""HTML and Markdown all of which is content: small ones are read here, others in the child."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from pipeline.clean.confined import CONFINED
from pipeline.clean.fragment import read_fragment
from pipeline.clean.html.cost import SMALL, fits, size
from pipeline.clean.markdown_text import markdown_text
from pipeline.clean.parts import Problem

Format = Literal["html", "markdown"]

# Characters; the slowest shape found, a table of thousands of columns, takes a second at this.
SMALL_MARKDOWN = 30_000
TIMEOUT_S = 9.0  # within ten in all; five million characters of plain paragraphs take 7 s

_READERS: Mapping[str, Callable[[str, str], str]] = {
    "html": read_fragment,
    "markdown": lambda content, _: markdown_text(content),
}


def read_markup(content: str, text_format: Format, drop: str = "") -> str | Problem:
    """Return the normalised text of a field or file, or why it cannot be read in time.

    Args:
        content: Of the field or file.
        text_format: What it is written in.
        drop: Of HTML, CSS selector of elements to take out first.
    """
    is_short = text_format == "html" or len(content) <= SMALL_MARKDOWN
    if is_short and fits(size(content), SMALL):
        return _READERS[text_format](content, drop)
    body = content.encode("utf-8", "surrogatepass")
    answer = CONFINED.call("markup", body, TIMEOUT_S, {"text_format": text_format, "drop": drop})
    if isinstance(answer, dict) and "text" in answer:
        return str(answer["text"])
    return Problem(
        "too_complex",
        f"Its {text_format} ({len(content):,} characters) cannot be read within ten seconds and a "
        "gigabyte; save its text alone, or leave it out.",
    )


def read(body: bytes, text_format: str, drop: str) -> dict[str, object]:
    """Return {"text": ...}, in the child process.

    Args:
        body: The content in UTF-8, lone surrogates let through.
        text_format: "html" or "markdown".
        drop: As of `read_markup`.
    """
    from pipeline.clean.html.worker import limited_memory

    content = body.decode("utf-8", "surrogatepass")
    with limited_memory():
        return {"text": _READERS[text_format](content, drop)}
