"""From figures to the pages a person reads: report.html and report.md."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from pipeline.publish import svg, words
from pipeline.publish.claims import MAX_Q, MIN_EFFECTIVE, is_carried
from pipeline.publish.gather import figures
from pipeline.publish.nouns import KIND_NAMES, ReportFigures, Series

HTML_REPORT, MARKDOWN_REPORT = "report.html", "report.md"
BAR_KINDS = ("country", "organisation", "programme")
_MARKDOWN_MEANS = re.compile(r"([\\`*_\[\]|~#])")


def reports(folder: Path) -> Mapping[str, str]:
    """Return both reports of a snapshot by file name; fits `snapshots.write_snapshot`."""
    shown = figures(folder)
    return {HTML_REPORT: render_report(shown), MARKDOWN_REPORT: render_markdown(shown)}


def render_report(shown: ReportFigures) -> str:
    """Return the report as one HTML page that needs nothing else: no file, no network."""
    environment = _environment(is_html=True)
    return environment.get_template("report.html.j2").render(_names(shown)) + "\n"


def render_markdown(shown: ReportFigures) -> str:
    """Return the same findings and tables as Markdown."""
    environment = _environment(is_html=False)
    text = environment.get_template("report.md.j2").render(_names(shown))
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def markdown_text(value: object) -> str:
    """Return a text that Markdown shows as it is, on one line, and that holds no HTML."""
    flat = " ".join(str(value).split())
    plain = flat.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MARKDOWN_MEANS.sub(r"\\\1", plain)


def markdown_url(url: str) -> str:
    """Return an address that cannot break out of a Markdown link."""
    return re.sub(r"[()<>\[\]|\s\\]", lambda match: f"%{ord(match[0]):02X}", url)


def _environment(*, is_html: bool) -> Environment:
    environment = Environment(
        loader=PackageLoader("pipeline.publish"),
        autoescape=is_html,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "number": words.number,
        "percent": words.percent,
        "undone": words.undone,
        "md": markdown_text,
        "url": markdown_url,
    }
    return environment


def _names(shown: ReportFigures) -> dict[str, object]:
    """Return what the templates may name."""
    return {
        "figures": shown,
        "kinds": KIND_NAMES,
        "bar_kinds": BAR_KINDS,
        "ceilings": {kind: _ceiling(ranked) for kind, ranked in shown.series.items()},
        "trend_chart": svg.trend_chart,
        "volume_chart": svg.volume_chart,
        "bar": svg.bar,
        "period_name": words.period_name,
        "points_span": words.points_span,
        "share_text": words.share_text,
        "is_carried": is_carried,
        "max_q": MAX_Q,
        "min_effective": MIN_EFFECTIVE,
        "thin": svg.THIN,
    }


def _ceiling(ranked: tuple[Series, ...]) -> float:
    return max((series.high for series in ranked), default=1.0) or 1.0
