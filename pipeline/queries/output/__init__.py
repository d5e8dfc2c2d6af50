"""Answers as people and programs take them away: table, CSV, JSON, Parquet, charts, pages."""

from pipeline.queries.output.about import About
from pipeline.queries.output.picture import has_chart
from pipeline.queries.output.writing import BINARY, ENDINGS, FORMATS, render, write

__all__ = ["BINARY", "ENDINGS", "FORMATS", "About", "has_chart", "render", "write"]
