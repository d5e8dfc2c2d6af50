"""Pages that the line model learns from: benchmark pages rendered to text, and our own."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.clean.lines.context import filled
from pipeline.clean.lines.gold import kept_lines, tokens

OWN = Path(__file__).parent / "pages"
KEPT, DROPPED = "+ ", "- "
OWN_WEIGHT = 3.0
RENDERINGS = ("html_text", "inscriptis", "flat")


@dataclass(frozen=True, slots=True)
class Page:
    """One rendering of one page, and which of its lines are the article."""

    name: str
    """The same for all renderings of a page: they are never split between folds."""
    rendering: str
    """One of RENDERINGS, "prose" (the true text alone) or "own"."""
    lines: tuple[str, ...]
    kept: tuple[bool, ...]
    """For each line that is not blank."""
    body: str = ""
    """True text."""

    def weights(self) -> list[float]:
        """Return how much each line that is not blank counts: the root of its words.

        Our own pages show what the benchmark lacks and count more.
        """
        times = OWN_WEIGHT if self.rendering == "own" else 1.0
        texts = (self.lines[index] for index in filled(self.lines)[0])
        return [times * (1.0 + len(tokens(text))) ** 0.5 for text in texts]


def own_pages(folder: Path = OWN) -> Iterator[Page]:
    """Yield our own pages: text files whose lines begin with "+ " (article) or "- " (not).

    Raises:
        ValueError: A line begins with neither.
    """
    for path in sorted(folder.glob("*.txt")):
        marked = path.read_text().split("\n")
        for line in marked:
            if line and not line.startswith((KEPT, DROPPED)):
                raise ValueError(f"{path.name}: begin the line {line!r} with '+ ' or '- '")
        kept = tuple(line.startswith(KEPT) for line in marked if line)
        lines = tuple(line[2:] for line in marked)
        yield Page(path.stem, "own", lines, kept)
        yield Page(path.stem, "own", tuple(line for line in lines if line), kept)


def benchmark_pages(folder: Path) -> Iterator[Page]:
    """Yield the pages of the article-extraction benchmark in every rendering.

    Args:
        folder: Holds ground-truth.json and html/<name>.html.gz.
    """
    truth = json.loads((folder / "ground-truth.json").read_text())
    for name in sorted(truth):
        body = truth[name]["articleBody"]
        html = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
        for rendering in RENDERINGS:
            yield _page(name, rendering, rendered(html.decode(errors="replace"), rendering), body)
        prose = tuple(body.split("\n"))
        yield Page(name, "prose", prose, (True,) * len(filled(prose)[0]), body)


def rendered(html: str, rendering: str) -> str:
    """Render a page to text, as a person would get who copies it or a program that strips tags.

    Raises:
        ImportError: html-text or inscriptis is not installed; only training needs them.
    """
    if rendering == "inscriptis":
        import inscriptis

        return str(inscriptis.get_text(html))
    import html_text

    text = str(html_text.extract_text(html))
    return "\n".join(filter(None, text.split("\n"))) if rendering == "flat" else text


def _page(name: str, rendering: str, text: str, body: str) -> Page:
    lines = tuple(line.rstrip() for line in text.split("\n"))
    texts: Sequence[str] = [lines[index].strip() for index in filled(lines)[0]]
    return Page(name, rendering, lines, tuple(kept_lines(texts, body)), body)
