"""Citations can be read by what reads citations."""

import datetime as dt
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import MissingError, UsageError
from pipeline.snapshots import write_snapshot
from pipeline.snapshots.citing import FORMATS, Citation, read_citation, read_figure, read_period

HOSTILE = "Über {culture} }& 100 % \\of_it\nER  - # ~^$ \"it\" 'is' \x1b[31m\u202e"


@pytest.fixture
def snapshot(rows: Callable[..., dict[str, list[dict[str, Any]]]], tmp_path: Path) -> Path:
    folder = tmp_path / "snapshots"
    made = rows("One", "Two")
    empty = {"share": None, "share_low": None, "share_high": None, "share_counted": None}
    first = made["trends"][0]
    made["trends"].append(first | empty | {"period_start": dt.date(1937, 1, 1)})
    made["trends"].append(first | {"period_start": dt.date(1938, 1, 1), "is_open": True})
    id_ = write_snapshot(folder, made, manifest={"created": "2026-01-02T03:04:05+00:00"})
    return folder / id_


@pytest.fixture
def citation(snapshot: Path) -> Citation:
    figure = read_figure(snapshot, "theme", "heritage", "1936")
    whole = read_citation(snapshot, title=HOSTILE, publisher=f"Institute of {HOSTILE}")
    return replace(whole, figure=figure, url="https://example.org/a_b?c={d}", doi="10.1000/a_b")


def read_bibtex(text: str) -> tuple[str, str, dict[str, str]]:
    """Read one entry as BibTeX does: values end where their braces are balanced, also escaped."""
    start = re.match(r"@(\w+)\{([\w-]+),\n", text)
    assert start
    fields, at = {}, start.end()
    while named := re.compile(r"\s*(\w+) = \{").match(text, at):
        depth, at = 1, named.end()
        begin = at
        while depth:
            depth += {"{": 1, "}": -1}.get(text[at], 0)
            at += 1
        fields[named[1]] = text[begin : at - 1]
        at += text[at] == ","
    assert text[at:].strip() == "}"
    return start[1], start[2], fields


def test_bibtex(citation: Citation) -> None:
    kind, key, fields = read_bibtex(FORMATS["bibtex"](citation))
    assert (kind, key) == ("misc", f"culturescope-{citation.id}-theme-heritage-1936")
    assert fields["title"].startswith("{Heritage (theme), 1936. Über \\textbraceleft{}culture")
    assert fields["year"] == "2026"
    assert fields["url"] == "https://example.org/a_b?c=%7Bd%7D"
    assert "50.0 \\% of documents (95 \\% interval 10.0 \\% to 90.0 \\%" in fields["note"]
    assert not {"author", "editor"} & fields.keys(), "nobody wrote it"
    for value in fields.values():
        assert not re.search(
            r"(?<!\\)[&%$#]", value.replace("https://example.org/a_b?c=%7Bd%7D", "")
        )


def test_ris(citation: Citation) -> None:
    lines = FORMATS["ris"](citation).split("\n")
    pairs = [re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line) for line in lines]
    assert all(pairs), "a line break in a title must not begin a line"
    tags = [pair[1] for pair in pairs if pair]
    assert (tags[0], tags[-1], tags.count("ER"), len(tags)) == ("TY", "ER", 1, len(set(tags)))
    values = {pair[1]: pair[2] for pair in pairs if pair}
    assert (values["TY"], values["DA"], values["ET"]) == ("DATA", "2026/01/02", citation.id)
    assert values["DO"] == "10.1000/a_b"


def test_csl_json(citation: Citation) -> None:
    (item,) = json.loads(FORMATS["csl-json"](citation))
    assert item["type"] == "dataset"
    assert item["issued"] == {"date-parts": [[2026, 1, 2]]}
    assert item["publisher"].startswith("Institute of Über {culture} }& 100 % \\of_it ER - #")
    assert citation.sha256 in item["note"]
    assert "author" not in item
    bare = replace(citation, publisher="", url="", doi="", figure=None)
    (item,) = json.loads(FORMATS["csl-json"](bare))
    assert item.keys() == {"id", "type", "title", "issued", "version", "note"}


@pytest.mark.parametrize("name", FORMATS)
def test_no_citation_steers_a_terminal(citation: Citation, name: str) -> None:
    assert all(line.isprintable() for line in FORMATS[name](citation).split("\n"))


def test_plain(snapshot: Path) -> None:
    told = FORMATS["plain"](read_citation(snapshot))
    sha256 = json.loads((snapshot / "datapackage.json").read_text("utf-8"))["culturescope"][
        "sha256"
    ]
    assert told == (
        f"Culturescope snapshot [Data set]. Snapshot {snapshot.name} of 2 January 2026, "
        f"2 documents. SHA-256 {sha256}."
    )
    figure = read_figure(snapshot, "theme", "heritage", "1938")
    told = FORMATS["plain"](replace(read_citation(snapshot), figure=figure))
    assert told.startswith(
        "Heritage (theme), 1938: 50.0 % of documents, so far (95 % interval 10.0 % to 90.0 %; "
        "1 of 2 count for it). In: Culturescope snapshot [Data set]. "
    )
    assert told.endswith("re-posts count as one and suggestions by their probability.")


def test_a_figure_over_all_documents(snapshot: Path) -> None:
    assert read_figure(snapshot, "theme", "heritage", "").name == "Heritage (theme), all documents"


@pytest.mark.parametrize(
    ("id_", "period", "says"),
    [
        (
            "heritage",
            "1937",
            "1937: this theme has no figure then; by year there are some from 1936 to 19",
        ),
        ("heritage", "1890s", "no figure of this theme is published by decade"),
        ("unheard", "1936", "unheard: no figure of this theme is published by year"),
    ],
)
def test_what_is_not_published_cannot_be_cited(
    snapshot: Path, id_: str, period: str, says: str
) -> None:
    with pytest.raises(MissingError, match=says):
        read_figure(snapshot, "theme", id_, period)


def test_periods() -> None:
    assert read_period("2015") == ("year", dt.date(2015, 1, 1))
    assert read_period("2010s") == ("decade", dt.date(2010, 1, 1))
    assert read_period("2015-Q4") == read_period("2015q4") == ("quarter", dt.date(2015, 10, 1))
    assert read_period("2015-12") == ("month", dt.date(2015, 12, 1))
    for odd in ("", "2015-13", "0000", "2015s", "2015-Q5", "last year", "２０１５"):
        with pytest.raises(UsageError, match="no period"):
            read_period(odd)
