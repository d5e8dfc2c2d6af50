"""Read what the report shows from a snapshot's tables, bounded whatever their size."""

from pipeline.publish.reading.gather import figures

__all__ = ["figures"]
