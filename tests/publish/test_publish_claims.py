import datetime as dt
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from pipeline.publish import figures
from pipeline.publish.nouns import ReportFigures
from pipeline.publish.reading.steps import turnover
from pipeline.publish.standing import MIN_EFFECTIVE
from pipeline.trends import slopes

Make = Callable[..., Path]
Row = dict[str, Any]


def told(shown: ReportFigures) -> str:
    text = " ".join(claim.text for claim in shown.claims)
    return text.replace("\u202f", " ").replace("\xa0", " ")


def rise(**changes: object) -> list[Row]:
    """20 documents a year of 15 years, one more with the theme each year."""
    return [
        {"year": 1990 + year, "themes": ["heritage"] if at < year else [], **changes}
        for year in range(1, 16)
        for at in range(20)
    ]


def test_a_true_rise_is_told_with_figures_and_proof(
    make_snapshot: Make, rows: SimpleNamespace
) -> None:
    specs = rise()
    sixth = f"{5 * 20:016x}"
    said = rows.passage(
        sixth, 0, "Geneva. Old walls were kept; heritage was told of as never before."
    )
    shown = figures(
        make_snapshot(
            *specs,
            slopes=[rows.slope("heritage", 0.5)],
            passages=[said],
            tags=[
                rows.tag(f"{at:016x}", "heritage", evidence=said["passage_id"])
                for at, spec in enumerate(specs)
                if spec["themes"]
            ],
        )
    )
    text = told(shown)
    assert "The theme Heritage rose: from 5.0 % (0.9 % to 24 %; 1 of 20 documents) in 1991" in text
    assert "14 of 20 documents) in 2004" in text, "the open year 2005 is not told"
    assert "+50.0 (+45.0 to +55.0) points a decade over 14 years, q = 0.001." in text
    assert "All documents are of one source, Letters" in text
    (claim,) = [each for each in shown.claims if "rose" in each.text]
    assert dict(claim.links) == {"Figures": "theme-heritage", "documents": "docs-theme-heritage"}
    assert [each.period for each in claim.evidence] == ["1991", "2004"]
    row = claim.evidence[0].rows[0]
    assert row.published == "1991"
    assert row.quote == "Old walls were kept; heritage was told of as never before."
    assert row.passage_id == said["passage_id"]
    assert row.reason == "stated by its publisher"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"q": 0.06}, "No rise or fall stands: of 1 series"),
        ({"slope_low": -0.01}, "No rise or fall stands"),
    ],
)
def test_what_the_interval_does_not_carry_is_not_told(
    make_snapshot: Make, rows: SimpleNamespace, changes: Row, words: str
) -> None:
    slope = rows.slope("heritage", 0.5) | changes
    text = told(figures(make_snapshot(*rise(), slopes=[slope])))
    assert words in text
    assert " rose" not in text


@pytest.mark.parametrize("seed", [1, 2])
def test_no_trend_is_told_of_noise(make_snapshot: Make, seed: int) -> None:
    rng = np.random.default_rng(seed)
    names = ("heritage", "language")
    specs = [
        {"year": 1990 + at % 30, "themes": [name for name in names if rng.random() < 0.3]}
        for at in range(600)
    ]
    folder = make_snapshot(*specs)
    tested = slopes.compute_slopes(pd.read_parquet(folder / "trends.parquet"))
    tested = tested.assign(variant="all").to_dict("records")
    shown = figures(make_snapshot(*specs, slopes=tested))
    assert shown.n_tested == 2
    assert "No rise or fall stands: of 2 series" in told(shown)


PANELS = [
    ("panel", 0.4, {}, "On the sources that are there all along it holds (+40.0 (+36.0 to +44.0)"),
    (
        "panel",
        0.4,
        {"slope_low": -0.1},
        "it cannot be told from no change (+40.0 (−10.0 to +44.0) points a decade): which sources "
        "there are may be all that moved.",
    ),
    ("poststratified", 0.4, {}, "With every source given the same part in every period it holds"),
    (
        "panel",
        -0.4,
        {},
        "Heritage rises among all documents (+50.0 (+45.0 to +55.0) points a decade) "
        "but not on fixed sources (−40.0",
    ),
]


@pytest.mark.parametrize(("variant", "value", "changes", "words"), PANELS)
def test_what_fixed_sources_say_is_told(
    make_snapshot: Make,
    rows: SimpleNamespace,
    variant: str,
    value: float,
    changes: Row,
    words: str,
) -> None:
    tested = [rows.slope("heritage", 0.5)]
    tested.append(rows.slope("heritage", value, variant=variant) | changes)
    text = told(figures(make_snapshot(*rise(), slopes=tested)))
    assert words in text
    assert ("The theme Heritage rose" in text) == (value > 0)


def test_what_moves_on_fixed_sources_alone_is_told_as_such(
    make_snapshot: Make, rows: SimpleNamespace
) -> None:
    tested = [rows.slope("heritage", 0.2, q=0.4), rows.slope("heritage", 0.4, variant="panel")]
    text = told(figures(make_snapshot(*rise(), slopes=tested)))
    assert (
        "On the sources that are there all along, the theme Heritage rose: +40.0 (+36.0 to +44.0) "
        "points a decade over 14 years, q = 0.001. Among all documents, of which 120 documents "
        "have it, that cannot be told (+20.0 (+18.0 to +22.0) points, q = 0.4)"
    ) in text
    tested[1] |= {"slope_low": -0.1}
    text = told(figures(make_snapshot(*rise(), {"year": 1990}, slopes=tested)))
    assert "rose" not in text


def test_sources_that_take_turns_are_told_of(make_snapshot: Make, rows: SimpleNamespace) -> None:
    specs = [
        {**spec, "source_id": "letters" if spec["year"] < 1998 else "diary"} for spec in rise()
    ]
    text = told(figures(make_snapshot(*specs, slopes=[rows.slope("heritage", 0.5)])))
    assert "Not checked on fixed sources: 100 % of the documents" in text
    assert "Mind the sources: none of them reaches over four fifths of the time" in text


def test_turning_points_and_movers_are_told_with_their_documents(
    make_snapshot: Make, rows: SimpleNamespace
) -> None:
    since, recent = dt.date(1998, 1, 1), dt.date(2002, 1, 1)
    change = rows.difference("heritage", 0.2, 0.55, granularity="year", period_start=since, p=0.001)
    counts = {"n_before": 70, "n_recent": 30}
    mover = rows.difference("heritage", 0.7, 0.2, direction="fading", since=recent, **counts)
    shown = figures(make_snapshot(*rise(), changes=[change], movers=[mover]))
    text = told(shown)
    assert (
        "The theme Heritage changed level in 1998: from 20 % before (28 documents) to 55 % from "
        "then on (77 documents), +35.0 (+25.0 to +45.0) points, q = 0.001."
    ) in text
    assert (
        "The theme Heritage is fading: 20 % of the documents since 2002 (30 documents) against "
        "70 % before (70 documents), −50.0 (−60.0 to −40.0) points, q = 0.001."
    ) in text
    (claim,) = [each for each in shown.claims if "changed level" in each.text]
    assert [each.period for each in claim.evidence] == ["before", "since 1998"]


def test_a_change_whose_stretches_are_not_known_is_no_finding(
    make_snapshot: Make, rows: SimpleNamespace
) -> None:
    since = dt.date(1998, 1, 1)
    change = rows.difference(
        "heritage", 0.05, 0.55, granularity="year", period_start=since, p=0.001
    )
    shown = figures(make_snapshot(*rise(), changes=[change]))
    assert [(step.n_before, step.n_after) for step in shown.changes] == [(None, 77)]
    assert "changed level" not in told(shown)


@pytest.mark.parametrize("after", [0.15, 0.1])
def test_differences_within_the_interval_are_not_told(
    make_snapshot: Make, rows: SimpleNamespace, after: float
) -> None:
    told_of = {"since": dt.date(2002, 1, 1), "n_before": 7, "n_recent": 3}
    mover = rows.difference("heritage", 0.1, after, direction="emerging", **told_of)
    shown = figures(make_snapshot(*rise(), movers=[mover]))
    assert (shown.emerging, shown.n_movers) == ((), 0)
    assert "emerging" not in told(shown)


def test_turnover_is_how_far_mixes_of_sources_are_apart() -> None:
    early, late = ((dt.date(year, 1, 1), dt.date(year + 1, 1, 1)) for year in (1990, 1991))
    months = [("a", early[0], 6), ("b", early[0], 2), ("a", late[0], 1), ("b", late[0], 3)]
    assert turnover(months, early, early) == 0
    assert turnover(months, early, late) == pytest.approx(0.5)
    assert turnover(months[:2], early, late) == 0, "nothing to compare with"


def test_a_lead_within_the_intervals_is_no_lead(make_snapshot: Make) -> None:
    specs = [
        {"year": 1990, "themes": ["heritage"] if at < 11 else ["language"]} for at in range(20)
    ]
    text = told(figures(make_snapshot(*specs)))
    assert "its lead over Language & learning is within the intervals" in text


def test_report_and_trends_agree_on_thin_periods() -> None:
    assert MIN_EFFECTIVE == slopes.MIN_EFFECTIVE
