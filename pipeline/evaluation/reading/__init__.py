"""Read files of texts whose right tags are known; what cannot be used is refused by line."""

from pipeline.evaluation.reading.items import GoldFile, GoldItem, read_items

__all__ = ["GoldFile", "GoldItem", "read_items"]
