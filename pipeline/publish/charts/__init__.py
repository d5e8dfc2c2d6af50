"""Charts as inline SVG: no library in the page, the same bytes for the same figures."""

from pipeline.publish.charts.bars import bar, step_chart
from pipeline.publish.charts.topic_map import topic_map
from pipeline.publish.charts.trend import THIN, trend_chart
from pipeline.publish.charts.volume import volume_chart

__all__ = ["THIN", "bar", "step_chart", "topic_map", "trend_chart", "volume_chart"]
