"""Clean stage: from the bytes of a capture to a document, or to the reason there is none."""

from pipeline.clean.cleaner import Cleaner, clean_capture, load_cleaner

VERSION = "2"
"""Counts up with every change that can change a result."""

__all__ = ["VERSION", "Cleaner", "clean_capture", "load_cleaner"]
