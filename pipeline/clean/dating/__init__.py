"""Statements of dates, and which of them hold."""
