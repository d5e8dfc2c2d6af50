"""Gather everything the report shows from a snapshot."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from pathlib import Path

from pipeline.publish.claims import claims
from pipeline.publish.missing import missing
from pipeline.publish.nouns import (
    KIND_NAMES,
    Head,
    HeatMap,
    ReportFigures,
    Series,
    SourceRow,
    TopicCard,
    Volume,
)
from pipeline.publish.reading import (
    Tables,
    document_by_id,
    granularity,
    read_series,
    safe_url,
)

HEAT_ROWS, HEAT_COLUMNS = 12, 14
MAX_SOURCES = 6
"""Colours that can still be told apart in one chart; smaller sources are shown together."""
QUOTE_CHARACTERS = 320
N_TERMS = 10
OTHERS = "other sources"
_DECIDED = "SELECT count(*) FROM decisions WHERE state = 'counts' AND kind"


def figures(folder: Path) -> ReportFigures:
    """Read the figures of the report from a snapshot's folder.

    Args:
        folder: Holds the Parquet files and datapackage.json; may still be in the making.
    """
    tables = Tables(folder)
    try:
        return _gather(tables)
    finally:
        tables.close()


def _gather(tables: Tables) -> ReportFigures:
    manifest = tables.manifest()
    own = manifest["culturescope"]
    period = granularity(tables)
    series = {kind: read_series(tables, kind, period) for kind in KIND_NAMES}
    shown = ReportFigures(
        snapshot_id=str(manifest["id"]),
        version=str(own.get("version", "")),
        as_of=str(own.get("as_of") or ""),
        granularity=period,
        head=_head(tables),
        volume=_volume(tables, period),
        sources=_sources(tables),
        series=series,
        n_series=dict(tables.all("SELECT kind, count(*) FROM series GROUP BY kind ORDER BY kind")),
        n_tested=tables.one("SELECT count(*) FROM slopes WHERE granularity = ?", period)[0],
        topics=tuple(_topic(tables, each) for each in series["topic"]),
        heat=_heat(tables, series["country"], series["theme"]),
        missing=missing(tables),
    )
    return claims(shown)


def _head(tables: Tables) -> Head:
    row = tables.one(
        "SELECT count(*), count(DISTINCT family_id), coalesce(sum(n_words), 0)::BIGINT, "
        "count(counted), count(DISTINCT language) FILTER (language <> 'und'), "
        "(SELECT count(*) FROM entities), (SELECT count(*) FROM topics), "
        f"({_DECIDED} IN ('accept', 'add')), ({_DECIDED} = 'reject'), "
        "min(counted), max(counted) FROM documents"
    )
    return Head(*row)


def _sources(tables: Tables) -> tuple[SourceRow, ...]:
    found = tables.all(
        "SELECT s.source_id, s.name, coalesce(s.publisher, ''), coalesce(s.licence, ''), s.url, "
        "count(d.document_id), count(d.counted), coalesce(CASE WHEN min(year(d.counted)) = "
        "max(year(d.counted)) THEN min(year(d.counted))::VARCHAR ELSE "
        "min(year(d.counted)) || ' to ' || max(year(d.counted)) END, '') "
        "FROM sources s LEFT JOIN documents d USING (source_id) GROUP BY ALL "
        "ORDER BY 6 DESC, 1"
    )
    rows = (SourceRow(*row) for row in found)
    return tuple(dataclasses.replace(row, url=safe_url(row.url)) for row in rows)


def _volume(tables: Tables, period: str) -> Volume:
    length = 10 if period == "decade" else 1
    rows = tables.all(
        "SELECT s.name, year(d.counted) // ? * ?, count(*) FROM documents d "
        "JOIN sources s USING (source_id) WHERE d.counted IS NOT NULL GROUP BY ALL ORDER BY ALL",
        length,
        length,
    )
    if not rows:
        return Volume((), (), ())
    years = range(min(row[1] for row in rows), max(row[1] for row in rows) + 1, length)
    sizes: dict[str, int] = {}
    for name, _, n in rows:
        sizes[name] = sizes.get(name, 0) + n
    ranked = sorted(sizes, key=lambda name: (-sizes[name], name))
    kept = ranked if len(ranked) <= MAX_SOURCES else [*ranked[: MAX_SOURCES - 1], OTHERS]
    counts = {name: dict.fromkeys(years, 0) for name in kept}
    for name, year, n in rows:
        counts[name if name in counts else OTHERS][year] += n
    starts = tuple(dt.date(year, 1, 1) for year in years)
    return Volume(starts, tuple(kept), tuple(tuple(counts[name].values()) for name in kept))


def _topic(tables: Tables, series: Series) -> TopicCard:
    terms = tables.one("SELECT terms FROM topics WHERE topic_id = ?", series.id)[0] or ""
    names = [part.rpartition(" ")[0] for part in terms.split("; ")][:N_TERMS]
    best = tables.all(
        "SELECT document_id, text FROM passages WHERE topic_id = ? "
        "ORDER BY topic_score DESC, passage_id LIMIT 1",
        series.id,
    )
    if not best:
        return TopicCard(series, tuple(names), "", None)
    document_id, text = best[0]
    return TopicCard(series, tuple(names), quote(text), document_by_id(tables, document_id))


def quote(text: str) -> str:
    """Return the first whole sentences of a passage, about QUOTE_CHARACTERS at most."""
    flat = " ".join(text.split())
    if len(flat) <= QUOTE_CHARACTERS:
        return flat
    head = flat[:QUOTE_CHARACTERS]
    ends = [match.end() for match in re.finditer(r"[.!?][\"'\u2019\u201d)]?(?= )", head)]
    if ends and ends[-1] > QUOTE_CHARACTERS // 4:
        return head[: ends[-1]]
    return head.rpartition(" ")[0] + " \u2026"


def _heat(tables: Tables, countries: tuple[Series, ...], themes: tuple[Series, ...]) -> HeatMap:
    rows, columns = countries[:HEAT_ROWS], themes[:HEAT_COLUMNS]
    sql = (
        "SELECT c.id, t.id, count(*), sum(d.family_weight) FROM series_documents c "
        "JOIN series_documents t USING (document_id) JOIN documents d USING (document_id) "
        "WHERE c.kind = 'country' AND t.kind = 'theme' GROUP BY ALL"
    )
    found = {(country, theme): (n, weight) for country, theme, n, weight in tables.all(sql)}
    sums = "SELECT id, weight FROM series WHERE kind = 'country'"
    weights = {country: weight for country, weight in tables.all(sums)}
    cells = []
    for country in rows:
        pairs = [found.get((country.id, theme.id), (0, 0.0)) for theme in columns]
        cells.append(tuple((n, min(1.0, weight / weights[country.id])) for n, weight in pairs))
    return HeatMap(rows, columns, tuple(cells))
