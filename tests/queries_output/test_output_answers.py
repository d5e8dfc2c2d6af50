"""Answers for people and programs: the same figures in every format."""

import datetime as dt
import io
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pyarrow.parquet as pq
import pytest

from pipeline.cli import output as options
from pipeline.errors import UsageError
from pipeline.queries import output
from pipeline.queries.output import About, render, write
from pipeline.queries.output.describing import left_out
from pipeline.queries.output.picture import picture_of

ABOUT = About("Theatre & <b>$2$</b>", ("5 % are left out.",), "Dataset abc: theatre.", "abc")


def trend(*, n_series: int = 1, granularity: str = "year", months: int = 12) -> pd.DataFrame:
    """Shares of eight periods: the third is empty, the fifth thin, the last open."""
    rows = []
    for at in range(n_series):
        for period in range(8):
            month = period * months
            n_all = (100, 90, 0, 120, 3, 80, 80, 40)[period]
            share = None if n_all == 0 else 1.0 if n_all == 3 else 0.1 + 0.02 * period
            rows.append(
                {
                    **{"kind": "theme", "id": f"t{at}", "label": f"Theme {at}"},
                    "granularity": granularity,
                    "period_start": dt.date(1990 + month // 12, month % 12 + 1, 1),
                    **{"n_documents": n_all // 10, "n_documents_all": n_all, "n_unassessed": 0},
                    **{"n_effective": float(n_all), "share": share},
                    "share_low": None if share is None else share * 0.8,
                    "share_high": None if share is None else min(1.0, share * 1.3),
                    "is_open": period == 7,
                }
            )
    return pd.DataFrame(rows)


def sides() -> pd.DataFrame:
    row = {"kind": "theme", "id": "a", "label": "Theatre", "n_documents_a": 5, "n_documents_b": 9}
    shares = {"share_a": 0.1, "share_low_a": 0.05, "share_high_a": 0.2}
    others = {"share_b": 0.3, "share_low_b": 0.2, "share_high_b": 0.4}
    change = {"difference": 0.2, "difference_low": 0.05, "difference_high": 0.3, "q": 0.00001}
    frame = pd.DataFrame(
        [row | shares | others | change, row | shares | change | {"label": "Film"}]
    )
    frame.attrs["sides"] = ("1990s", "2010s")
    return frame


HITS = pd.DataFrame(
    {
        "rank": [1, 2],
        "title": ["=cmd()|' /C calc'!A0", None],
        "published": [dt.date(1990, 5, 1), None],
        "published_precision": ["month", None],
        "source_id": ["letters", "letters"],
        "url": ["https://example.org/?a=1&b=2", "javascript:alert(1)"],
        "passage_id": ["p-000", "q-001"],
        "snippet": ["the **soft power** of <script>alert(1)</script>", "**soft** \x1b[31mpower"],
    }
)


@pytest.mark.parametrize(
    ("frame", "format"),
    [
        *((trend(), format) for format in output.FORMATS),
        (trend(n_series=4), "svg"),
        (sides(), "svg"),
    ],
)
def test_the_same_answer_gives_the_same_bytes(frame, format):
    first = render(frame, format, ABOUT)
    assert first
    assert render(frame.copy(), format, ABOUT) == first


def test_other_processes_give_the_same_bytes_and_load_matplotlib_late(tmp_path):
    code = (
        "import sys, pandas as pd, pathlib; from pipeline.queries.output import About, write\n"
        "assert 'matplotlib' not in sys.modules\n"
        "frame = pd.DataFrame({'label': ['a', 'b'], 'n_documents': [1, 2]})\n"
        "[write(frame, f, pathlib.Path(sys.argv[1], 'x.' + f), About('T')) for f in ('svg', 'png')]"
    )
    where = {"PYTHONHASHSEED": "1", "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-c", code, str(tmp_path)]
    subprocess.run(command, check=True, env={**os.environ, **where})
    frame = pd.DataFrame({"label": ["a", "b"], "n_documents": [1, 2]})
    for ending in ("svg", "png"):
        assert (tmp_path / f"x.{ending}").read_bytes() == render(frame, ending, About("T"))


def test_tables_show_percent_interval_open_and_empty_periods():
    lines = render(trend(), "table", ABOUT).decode().splitlines()
    assert lines[0] == ABOUT.title
    assert lines[1].split() == ["period", "documents", "of", "share", "95", "%", "interval"]
    assert re.match(r"1990 +10 +100 +10 % +8\.0 % to 13 % +█+$", lines[2])
    assert re.match(r"1992 +0 +0$", lines[4])
    assert lines[9].startswith("1997 (open)")
    assert lines[-2:] == ["note: 5 % are left out.", "cite: Dataset abc: theatre."]


def test_a_label_is_left_out_only_where_the_title_says_it():
    pairs = pd.DataFrame({"label_a": ["Prize", "Fair"], "label_b": ["UNESCO"] * 2, "n": [5, 6]})
    for title, is_shown in (("every programme and every organisation", True), ("UNESCO", False)):
        pairs.attrs["title"] = title
        lines = render(pairs, "table", About(title)).decode().splitlines()
        assert [("UNESCO" in line) for line in lines[2:4]] == [is_shown] * 2


def test_long_runs_of_empty_periods_are_one_row():
    frame = trend()
    frame.loc[1:3, ["n_documents_all", "share", "share_low", "share_high"]] = [0, None, None, None]
    text = render(frame, "table", ABOUT).decode()
    assert "1991 to 1993" in text
    assert "1992" not in text
    assert len(json.loads(render(frame, "json", ABOUT))["records"]) == 8


def test_sides_carry_their_names_and_intervals():
    text = render(sides(), "table", ABOUT).decode()
    assert re.search(r"Theatre +5 +9 +10 % \(5\.0 to 20\) +30 % \(20 to 40\) +\+20\.0 \(", text)
    assert "<0.001" in text
    assert "2010s" in text


def test_passages_stand_below_each_other_and_steer_no_terminal():
    text = render(HITS, "table", ABOUT).decode()
    assert "1  =cmd()|' /C calc'!A0 | 1990-05 | letters | p-000\n   the **soft power** of" in text
    assert "2  (no title) | undated | letters | q-001" in text
    assert "\x1b" not in text


def test_csv_runs_nothing_and_says_null_as_nothing():
    lines = render(HITS, "csv", ABOUT).decode().split("\r\n")
    assert lines[1].startswith("1,'=cmd()|' /C calc'!A0,1990-05-01,month,")
    assert lines[2].startswith("2,,,,letters,")


def test_json_has_days_nulls_and_what_to_cite():
    told = json.loads(render(HITS, "json", About("T", facts={"n_hits": 7})))
    assert [row["published"] for row in told["records"]] == ["1990-05-01", None]
    assert told["n_hits"] == 7
    told = json.loads(render(trend(), "json", ABOUT))
    assert (told["snapshot"], told["notes"], told["citation"]) == (
        "abc",
        list(ABOUT.notes),
        ABOUT.cite,
    )
    assert told["records"][2]["share"] is None


def test_parquet_is_typed_even_where_all_is_empty():
    frame = pd.DataFrame(
        {"published": [None], "share": [None], "url": [None], "n": [3], "odd": [None]}
    )
    table = pq.read_table(io.BytesIO(render(frame, "parquet", ABOUT)))
    assert [str(field.type) for field in table.schema] == [
        "date32[day]",
        "double",
        "string",
        "int64",
        "string",
    ]
    assert json.loads(table.schema.metadata[b"culturescope.citation"]) == ABOUT.cite
    typed = pq.read_table(io.BytesIO(render(HITS, "parquet", ABOUT)))
    assert str(typed.schema.field("published").type) == "date32[day]"


class Page(HTMLParser):
    """Notes what a page asks for and which elements it has."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.links = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name in ("src", "href", "xlink:href")]


def test_pages_ask_nothing_of_the_network_and_run_nothing():
    for frame in (trend(), HITS, sides()):
        text = render(frame, "html", ABOUT).decode()
        page = Page(text)
        assert "script" not in page.tags
        assert {link for link in page.links if not link.startswith("#")} <= {HITS["url"][0]}
        assert "Theatre &amp; &lt;b&gt;$2$&lt;/b&gt;" in text
        assert ABOUT.cite in text
        assert "http://" not in re.sub(r'xmlns(:\w+)?="[^"]*"', "", text)
    assert '<a href="https://example.org/?a=1&amp;b=2"' in render(HITS, "html", ABOUT).decode()
    assert "<mark>soft power</mark> of &lt;script&gt;" in render(HITS, "html", ABOUT).decode()


def test_charts_have_words_for_those_who_cannot_see_them():
    svg = render(trend(), "svg", ABOUT).decode()
    assert svg.startswith("<svg")
    assert 'role="img" aria-labelledby="chart-title chart-desc"' in svg
    assert '<title id="chart-title">Theatre &amp; &lt;b&gt;$2$&lt;/b&gt;</title>' in svg
    assert "Theme 0: share of documents from 1990 to 1997, highest in 1997 with 24 %" in svg
    assert "Dataset abc: theatre." in svg
    assert "<metadata" not in svg
    assert b"highest in 1997" in render(trend(), "png", ABOUT)


@pytest.mark.parametrize(
    ("granularity", "months", "named"),
    [
        ("month", 1, "1990-01"),
        ("quarter", 3, "1990 Q1"),
        ("year", 12, "1990"),
        ("decade", 120, "1990s"),
    ],
)
def test_axes_name_periods_of_every_length(granularity, months, named):
    frame = trend(granularity=granularity, months=months)
    svg = render(frame, "svg", ABOUT).decode()
    assert f">{named}<" in svg
    assert f"from {named} to" in svg


@pytest.mark.parametrize(
    "frame",
    [
        trend().head(1),
        trend().iloc[[2]],
        trend().tail(1),
        trend(n_series=4).head(9),
        trend().assign(share=1.0, share_low=1.0, share_high=1.0),
        trend().assign(share=0.0, share_low=0.0, share_high=0.0),
        pd.DataFrame({"label": ["文化 " + "long " * 40], "n_documents": [0]}),
        pd.DataFrame({"label": ["a"], "lift": [0.0], "lift_low": [0.0], "lift_high": [900.0]}),
        pd.DataFrame({"year": ["1990", None], "n_documents": [3, 1]}),
        pd.DataFrame({"decade": ["1990s", "2000s"], "n_documents": [3, 1]}),
        pd.DataFrame({"label": ["a"], "difference": [-0.1]}),
    ],
)
def test_odd_answers_are_drawn_all_the_same(frame):
    assert render(frame, "svg", ABOUT)


@pytest.mark.parametrize("format", ["table", "svg", "html"])
def test_a_title_may_hold_anything(format):
    odd = About("a\0b\x1b[31m\ud800\nc \u202e<", ("n\x07",), "]]>&")
    text = render(sides(), format, odd).decode()
    assert not set(text) & set("\0\x1b\x07\u202e")
    if format == "svg":
        ElementTree.fromstring(text)


def test_charts_say_what_they_leave_out():
    picture = picture_of(trend(n_series=30))
    assert left_out(picture).startswith("The chart shows the first 24 of 30 series")
    many = pd.DataFrame({"label": [f"n{at}" for at in range(40)], "n_documents": range(40)})
    assert "first 30 of 40 rows" in render(many, "html", ABOUT).decode()


def test_what_cannot_be_drawn_or_written_is_told(tmp_path):
    with pytest.raises(UsageError, match="nothing that a chart could show"):
        render(HITS, "svg", ABOUT)
    with pytest.raises(UsageError, match="no such format"):
        render(HITS, "docx", ABOUT)
    with pytest.raises(UsageError, match="cannot be written"):
        write(HITS, "csv", tmp_path / "nowhere" / "x.csv", ABOUT)
    assert b"0 rows" in render(HITS.head(0), "html", ABOUT)
    assert b"nothing found" in render(trend().head(0), "table", ABOUT)


def test_what_the_counted_documents_alone_make_up_stands_beside_the_share():
    """Who divides documents by all of the period has to find that figure in the table."""
    shares = trend()
    assert b"counted alone" not in render(shares, "table", ABOUT)
    assert b"counted alone" not in render(
        shares.assign(share_counted=shares["share"]), "table", ABOUT
    )
    told = render(shares.assign(share_counted=0.0123), "table", ABOUT).decode()
    assert "95 % interval  counted alone" in told
    assert told.count(" 1.2 %") == 8


def test_heads_of_a_comparison_name_the_side_below():
    heads = render(sides(), "table", ABOUT).decode().splitlines()[1:3]
    assert "difference in points" in heads[0] + heads[1]
    assert (heads[1].count("1990s"), heads[1].count("2010s")) == (2, 2)


def test_files_are_replaced_whole(tmp_path):
    target = tmp_path / "x.csv"
    target.write_text("old")
    write(HITS, "csv", target, ABOUT)
    assert target.read_bytes() == render(HITS, "csv", ABOUT)
    assert [path.name for path in tmp_path.iterdir()] == ["x.csv"]


def test_the_command_line_knows_the_formats_without_loading_them():
    assert options.FORMATS == output.FORMATS
    assert options.BINARY == output.BINARY
