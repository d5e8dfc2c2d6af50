"""Publish stage: a report that a person enjoys reading, made from a snapshot's own tables."""

from pipeline.publish.gather import figures
from pipeline.publish.nouns import ReportFigures
from pipeline.publish.render import (
    HTML_REPORT,
    MARKDOWN_REPORT,
    render_markdown,
    render_report,
    reports,
)

__all__ = [
    "HTML_REPORT",
    "MARKDOWN_REPORT",
    "ReportFigures",
    "figures",
    "render_markdown",
    "render_report",
    "reports",
]
