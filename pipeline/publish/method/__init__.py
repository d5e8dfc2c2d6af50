"""How the figures were made, in words: once, for the report, the method page and Markdown."""

from pipeline.publish.method.parts import METHOD_NOTES, Part, method
from pipeline.publish.method.references import REFERENCES

__all__ = ["METHOD_NOTES", "REFERENCES", "Part", "method"]
