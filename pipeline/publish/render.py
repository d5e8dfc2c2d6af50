"""From figures to the pages a person reads: report.html, method.html and report.md."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from pipeline.publish import charts, method, standing, words
from pipeline.publish.nouns import KIND_NAMES, Cell, ReportFigures, Series
from pipeline.publish.reading import figures
from pipeline.publish.reading.missing.silence import MIN_WAIT, PATIENCE

HTML_REPORT, METHOD_PAGE, MARKDOWN_REPORT = "report.html", "method.html", "report.md"
BAR_KINDS = ("country", "region", "organisation", "programme")
SHADES = (0.05, 0.1, 0.2, 0.3, 0.5)
"""From these shares on a cell of the heat map is a shade deeper."""
PALE_BELOW, PALE_WIDTH = 5, 0.25
"""Cells of fewer documents, or with a wider interval, are pale."""
_UNSEEN = dict.fromkeys(
    (
        *(code for code in range(0x20) if chr(code) not in "\t\n"),
        *range(0x7F, 0xA0),
        *(0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)),
    )
)
"""Controls of terminals and of the direction of writing, with which a name could pass for other
words; HTML and Markdown forbid the first."""
_MARKDOWN_MEANS = re.compile(r"([\\`*_\[\]|~#])")


def reports(folder: Path) -> Mapping[str, str]:
    """Return all pages of a snapshot by file name; fits `snapshots.write_snapshot`."""
    shown = figures(folder)
    return {
        HTML_REPORT: render_report(shown),
        METHOD_PAGE: render_method(shown),
        MARKDOWN_REPORT: render_markdown(shown),
    }


def render_report(shown: ReportFigures) -> str:
    """Return the report as one HTML page that needs nothing else: no file, no network."""
    return _render("report.html.j2", shown) + "\n"


def render_method(shown: ReportFigures) -> str:
    """Return the page on how the figures were made and how to cite them, as HTML."""
    return _render("method.html.j2", shown) + "\n"


def render_markdown(shown: ReportFigures) -> str:
    """Return the same findings and tables as Markdown."""
    text = _render("report.md.j2", shown)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def markdown_text(value: object) -> str:
    """Return a text that Markdown shows as it is, on one line, and that holds no HTML."""
    flat = " ".join(str(value).split())
    plain = flat.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MARKDOWN_MEANS.sub(r"\\\1", plain)


def markdown_url(url: str) -> str:
    """Return an address that cannot break out of a Markdown link."""
    return re.sub(r"[()<>\[\]|\s\\]", lambda match: f"%{ord(match[0]):02X}", url)


def seen(value: object) -> object:
    """Return a text without controls, whatever else as it is."""
    return value.translate(_UNSEEN) if isinstance(value, str) else value


def prose(text: str) -> Markup:
    """Return a text of ours as HTML: words between backticks are code."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text))))


def shade(cell: Cell) -> str:
    """Return the classes of a cell of the heat map."""
    depth = sum(cell.share >= least for least in SHADES)
    is_pale = cell.n < PALE_BELOW or cell.high - cell.low > PALE_WIDTH
    return "none" if not cell.n else f"h{depth}{' pale' if is_pale else ''}"


def _render(template: str, shown: ReportFigures) -> str:
    environment = _environment(is_html=template.endswith(".html.j2"))
    style, script = (_file(environment, name) for name in ("report.css", "report.js"))
    return environment.get_template(template).render(
        _names(shown) | {"style": style, "script": script, "allowed": _allowed}
    )


@cache
def _environment(*, is_html: bool) -> Environment:
    environment = Environment(
        loader=PackageLoader("pipeline.publish"),
        autoescape=is_html,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=seen,
    )
    environment.filters |= {
        "number": words.number,
        "percent": words.percent,
        "undone": words.undone,
        "md": markdown_text,
        "url": markdown_url,
        "prose": prose,
    }
    return environment


def _file(environment: Environment, name: str) -> Markup:
    if environment.loader is None:
        raise ValueError("the environment has no loader")
    return Markup(environment.loader.get_source(environment, name)[0])


def _allowed(text: str) -> Markup:
    """Return what a content security policy calls a piece of style or script."""
    return Markup(f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'")


def _names(shown: ReportFigures) -> dict[str, object]:
    """Return what the templates may name."""
    return {
        "figures": shown,
        "kinds": KIND_NAMES,
        "bar_kinds": BAR_KINDS,
        "ceilings": {kind: _ceiling(ranked) for kind, ranked in shown.series.items()},
        "step_ceiling": max(
            (max(s.before, s.after) for s in (*shown.changes, *shown.emerging, *shown.fading)),
            default=1.0,
        ),
        "method": method.method(shown),
        "notes": method.METHOD_NOTES,
        "references": method.REFERENCES,
        "shade": shade,
        "pale_below": PALE_BELOW,
        "patience": PATIENCE,
        "min_wait": MIN_WAIT,
        "charts": charts,
        "words": words,
        "standing": standing,
        "Check": standing.Check,
    }


def _ceiling(ranked: tuple[Series, ...]) -> float:
    return max((series.high for series in ranked), default=1.0) or 1.0
