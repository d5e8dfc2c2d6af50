"""Which sources are there throughout."""

from __future__ import annotations

from pipeline.trends.facts import Counts

# A source on the panel may miss one year in five (a journal that skips some), but neither the
# beginning nor the end: it must be there in the first and in the last tenth of the years (at
# least in one of the first and one of the last two).
PRESENCE = 0.8
ENDS = 0.1
FEWEST_YEARS = 2


def panel_sources(counts: Counts) -> list[str]:
    """Return the sources that are present throughout, sorted; empty where there are none.

    A source is present throughout if it has documents in at least PRESENCE of the years in which
    any source has some, and in the first and in the last ENDS of them.

    Args:
        counts: By source, of any granularity but ALL; where periods are decades, decades count.
    """
    unit = 10 if counts.granularity == "decade" else 1
    whole = counts.whole
    present: dict[str, set[int]] = {}
    for source, day in zip(whole["source_id"], whole["period_start"], strict=True):
        present.setdefault(str(source), set()).add(day.year // unit)
    years = sorted(set().union(*present.values()))
    n_ends = max(FEWEST_YEARS, round(ENDS * len(years)))
    first, last = set(years[:n_ends]), set(years[-n_ends:])
    return sorted(
        source
        for source, own in present.items()
        if len(own) >= PRESENCE * len(years) and own & first and own & last
    )
