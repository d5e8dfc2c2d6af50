"""Topics, heat map, quotes and charts of the report."""

import datetime as dt
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from types import SimpleNamespace

import pytest

from pipeline.publish import figures, reports
from pipeline.publish.charts.layout import CHARACTER, LINE, Circle, place_labels
from pipeline.publish.nouns import Point, Series
from pipeline.publish.quotes import QUOTE_CHARACTERS, telling
from pipeline.publish.standing import rests_on_few

Make = Callable[..., Path]


def read(folder: Path) -> tuple[str, str]:
    pages = reports(folder)
    return pages["report.html"], pages["report.md"]


def topics(make: Make, rows: SimpleNamespace) -> Path:
    first = f"{0:016x}"
    told = rows.passage(first, 0, "Masks & puppets.", topic_id="t0001", topic_score=0.9)
    far = rows.passage(first, 1, "Far off.", topic_id="t0001", topic_score=0.2)
    event = {"of_topic": 0.6, "of_other": 0.4, "likeness": 0.0, "other_id": "t0002"}
    return make(
        *[{"year": 1990, "title": f"On *stage* {at}", "themes": ["heritage"]} for at in range(6)],
        topics=[
            rows.topic(
                "t0001",
                name="Theatre",
                phrases="puppet theatre; stage design",
                themes="heritage 0.61; unknown 0.2",
                examples=f"{first}-000 {first}-001",
                example_sentences="Masks & puppets. | Far off.",
                x=-0.5,
            ),
            rows.topic("t0002", label="sea, ship", terms="sea 0.5; ship 0.4", x=0.5),
            rows.topic("t0003", label="bread", terms="bread 0.5", y=0.5),
        ],
        document_topics=[
            {"document_id": f"{at:016x}", "topic_id": f"t000{1 + at // 2}", "share": 1.0}
            for at in range(6)
        ],
        passages=[told, far],
        topic_events=[
            {"fit": 1, "ordinal": 0, "kind": "born", "topic_id": "t0001", **event},
            {"fit": 2, "ordinal": 0, "kind": "split", "topic_id": "t0001", **event},
        ],
    )


def test_a_topic_is_told_in_words_and_sentences(make_snapshot: Make, rows: SimpleNamespace) -> None:
    folder = topics(make_snapshot, rows)
    (card, *_) = figures(folder).topics
    assert (card.series.label, card.label) == ("Theatre", "stage")
    assert card.phrases == ("puppet theatre", "stage design")
    assert card.themes == (("Heritage", 0.61), ("unknown", 0.2))
    assert [row.quote for row in card.examples] == ["Masks & puppets.", "Far off."]
    assert [row.title for row in card.examples] == ["On *stage* 0"] * 2
    html, markdown = read(folder)
    assert "Masks &amp; puppets." in html
    assert "split from sea, ship in fit 2" in html
    assert "On \\*stage\\*" in markdown
    assert [row.quote for row in card.series.documents if row.quote] == [], "cards list none"
    listed = figures(folder).series["topic"][0].documents
    assert [row.quote for row in listed if row.document_id == f"{0:016x}"] == ["Masks & puppets."]


def test_the_map_shows_topics_where_they_are(make_snapshot: Make, rows: SimpleNamespace) -> None:
    html, _ = read(topics(make_snapshot, rows))
    assert html.count('class="still"') == 3
    assert '<a href="#topic-t0001" aria-label="Theatre">' in html
    assert 'class="map"' in html
    assert 'class="map"' not in read(make_snapshot({"year": 1990}))[0]


def test_labels_lie_neither_on_each_other_nor_on_circles() -> None:
    circles = [
        Circle(40 + at * 37 % 800, 40 + at * 53 % 480, 6 + at % 17, "some topic" + "x" * (at % 15))
        for at in range(60)
    ]
    placed = place_labels(circles, 900, 560)
    boxes = [
        (label.x - len(c.text) * CHARACTER / 2, label.y + 3 - LINE, len(c.text) * CHARACTER)
        for c, label in zip(circles, placed, strict=True)
        if label
    ]
    assert len(boxes) > 20
    for (x, y, wide), (u, v, broad) in combinations(boxes, 2):
        apart = x + wide <= u + 0.01 or u + broad <= x + 0.01
        assert apart or abs(y - v) >= LINE - 0.01
    for x, y, wide in boxes:
        assert x >= 0
        assert x + wide <= 900
        for circle in circles:
            aside = x >= circle.x + circle.radius or x + wide <= circle.x - circle.radius
            above = y >= circle.y + circle.radius or y + LINE <= circle.y - circle.radius
            assert aside or above


def test_heat_map_counts_documents_with_both(make_snapshot: Make) -> None:
    both = {"year": 1990, "themes": ["heritage"], "countries": ["country:SGP"]}
    folder = make_snapshot(both, {"year": 1990, "countries": ["country:SGP"]}, both)
    (((cell,),),) = (figures(folder).heat.cells,)
    assert (cell.n, cell.share) == (2, pytest.approx(2 / 3))
    assert 0.2 < cell.low < 2 / 3 < cell.high < 0.95
    assert 'class="h5 pale"' in read(folder)[0], "two documents are few"


def test_copies_are_one_observation_in_the_heat_map(make_snapshot: Make) -> None:
    both = {"year": 1990, "themes": ["heritage"], "countries": ["country:SGP"]}
    copies = [{**both, "family_id": f"{0:016x}", "family_weight": 0.25}] * 4
    alone = figures(make_snapshot(both)).heat.cells[0][0]
    many = figures(make_snapshot(*copies)).heat.cells[0][0]
    assert (many.n, many.low) == (4, pytest.approx(alone.low))


def test_a_quote_is_one_telling_sentence() -> None:
    text = "Geneva, June. The weather was fine all day long. Museums guard our heritage. End."
    assert telling(text, ["Cultural heritage"]) == "Museums guard our heritage."
    assert telling(text, ["something else"]) == "The weather was fine all day long."
    assert telling(text, at=text.index("guard")) == "Museums guard our heritage."
    assert telling("") == ""
    long = telling("word " * 200)
    assert long.endswith("word \u2026")
    assert len(long) <= QUOTE_CHARACTERS + 2
    assert "France" in telling("word " * 200 + "France " + "word " * 9, at=1000)
    assert len(telling("x" * 9000)) <= QUOTE_CHARACTERS + 2


def test_points_beyond_the_scale_are_arrows(make_snapshot: Make) -> None:
    specs = [{"year": 1990, "themes": ["heritage"]}] * 6
    specs += [{"year": 1991 + at % 2, "themes": ["heritage"] if at < 4 else []} for at in range(80)]
    html, _ = read(make_snapshot(*specs))
    assert '<polygon points="' in html
    assert "1990: 100\u202f% (6 of 6 documents)</title></polygon>" in html


@pytest.mark.parametrize(
    ("n_first", "high_last", "is_few"), [(3, 0.02, True), (30, 0.02, False), (3, 0.005, False)]
)
def test_a_movement_between_a_few_documents_needs_ends_apart(
    n_first: int, high_last: float, is_few: bool
) -> None:
    points = (
        Point(dt.date(1950, 1, 1), n_first, 500, 500.0, 0.02, 0.01, 0.05, False),
        Point(dt.date(2010, 1, 1), 11, 2_000, 2_000.0, 0.004, 0.001, high_last, False),
    )
    series = Series("discipline", "photography", "Photography", 14, 0.01, 0.0, 0.02, None, points)
    assert rests_on_few(series) is is_few
