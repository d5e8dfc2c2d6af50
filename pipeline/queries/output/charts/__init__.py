"""Charts by matplotlib: loaded only when one is asked for."""

from pipeline.queries.output.charts.image import as_png, as_svg
from pipeline.queries.output.charts.page import as_html

__all__ = ["as_html", "as_png", "as_svg"]
