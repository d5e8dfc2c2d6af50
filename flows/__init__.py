"""Prefect flows: order, retries, schedule, progress. No data work."""
