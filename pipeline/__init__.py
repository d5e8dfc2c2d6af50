"""Culturescope: text mining over cultural-relations documents."""

__version__ = "0.1.0"
