"""Clean stage: from the bytes of a capture to a document, or to the reason there is none."""

from pipeline.clean.cleaner import Cleaner, clean_capture, load_cleaner

__all__ = ["Cleaner", "clean_capture", "load_cleaner"]
