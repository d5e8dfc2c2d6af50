"""Publish stage: a report that a person enjoys reading, made from a snapshot's own tables."""

from pipeline.publish.nouns import ReportFigures
from pipeline.publish.reading import figures
from pipeline.publish.render import (
    HTML_REPORT,
    MARKDOWN_REPORT,
    METHOD_PAGE,
    render_markdown,
    render_method,
    render_report,
    reports,
)

__all__ = [
    "HTML_REPORT",
    "MARKDOWN_REPORT",
    "METHOD_PAGE",
    "ReportFigures",
    "figures",
    "render_markdown",
    "render_method",
    "render_report",
    "reports",
]
