"""System of record: what was captured, what became of it, and what each stage has already done."""

from pipeline.store.engine import Store

__all__ = ["Store"]
