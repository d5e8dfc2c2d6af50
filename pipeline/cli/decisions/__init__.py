"""Command `decisions`: what editors decide, one by one or many at once, and the log of it."""

from pipeline.cli.decisions.group import decisions

__all__ = ["decisions"]
