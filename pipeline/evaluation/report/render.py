"""From figures to a page that a person reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from jinja2 import Environment, PackageLoader, StrictUndefined

from pipeline.evaluation.report import charts, words
from pipeline.evaluation.report.answers import FEW, answers
from pipeline.evaluation.report.curve_chart import curve_chart
from pipeline.evaluation.report.machine import figures_json, themes_csv
from pipeline.evaluation.report.nouns import Evaluation
from pipeline.evaluation.tagging.bootstrap import N_DRAWS
from pipeline.evaluation.tagging.deciding import COMMON
from pipeline.evaluation.tagging.effort import LOOKUP_COSTS
from pipeline.evaluation.tagging.per_theme import ThemeRow
from pipeline.evaluation.tagging.simulation import DECISIONS

HTML_REPORT, JSON_FIGURES, CSV_THEMES = "report.html", "figures.json", "themes.csv"
MOST_ROWS = 200
"""Concepts that the page shows; the CSV holds all."""

MEASURES = (
    ("Right tags among the first five", "recall_at_5"),
    ("Of the first five, right", "precision_at_5"),
    ("nDCG@5", "ndcg_at_5"),
    ("F1@5", "f1_at_5"),
    ("Calibration error", "calibration_error"),
    ("Brier score", "brier"),
)
CURVES = (
    ("nDCG@5", "ndcg_at_5", False),
    ("F1@5", "f1_at_5", False),
    ("Micro F1 at 50 %", "micro_f1", False),
    ("Calibration error", "calibration_error", True),
)


def reports(shown: Evaluation) -> Mapping[str, str]:
    """Return all files of a report by name."""
    return {
        HTML_REPORT: render_page(shown),
        JSON_FIGURES: figures_json(shown),
        CSV_THEMES: themes_csv(shown),
    }


def render_page(shown: Evaluation) -> str:
    """Return the report as one HTML page that needs nothing else: no file, no network."""
    environment = Environment(
        loader=PackageLoader("pipeline.evaluation.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "number": words.number,
        "percent": words.percent,
        "decimal": words.decimal,
        "spanned": words.spanned,
        "signed": words.signed,
        "stacked": words.stacked,
    }
    return environment.get_template("report.html.j2").render(_names(shown)) + "\n"


def _names(shown: Evaluation) -> dict[str, object]:
    """Return what the template may name."""
    measured = [one for one in shown.conditions if one.figures]
    themes = shown.current.figures.themes if shown.current.figures else ()
    return {
        "shown": shown,
        "answers": answers(shown),
        "measured": measured,
        "measures": MEASURES,
        "curves": CURVES,
        "curve_chart": curve_chart,
        "reliability_chart": charts.reliability_chart,
        "counts_chart": charts.counts_chart,
        "bar": charts.bar,
        "themes": _most_frequent(themes),
        "by_condition": {
            one.key: {row.concept_id: row for row in one.figures.themes}
            for one in measured
            if one.figures
        },
        "n_themes": len(themes),
        "counted": words.counted,
        "getter": getter,
        "few": FEW,
        "common": COMMON,
        "lookup_costs": LOOKUP_COSTS,
        "decisions": DECISIONS,
        "n_draws": N_DRAWS,
        "json_figures": JSON_FIGURES,
        "csv_themes": CSV_THEMES,
    }


def getter(name: str) -> partial[object]:
    """Return a function that reads a figure of that name."""
    return partial(_read, name)


def _read(name: str, value: object) -> object:
    return getattr(value, name)


def _most_frequent(rows: Iterable[ThemeRow]) -> list[ThemeRow]:
    """Return the concepts that occur or are suggested at all, the most frequent first."""
    told = [row for row in rows if row.n or row.n_taken]
    return sorted(told, key=lambda row: (-row.n, row.concept_id))[:MOST_ROWS]
