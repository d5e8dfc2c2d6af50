import datetime as dt

import click
import pytest

from pipeline.cli.filters import time_range
from pipeline.queries.filters import time_words


@pytest.mark.parametrize(
    ("text", "first", "last", "says"),
    [
        ("1990", "1990-01-01", "1990-12-31", "1990"),
        ("1990s", "1990-01-01", "1999-12-31", "1990 to 1999"),
        ("1990-1999", "1990-01-01", "1999-12-31", "1990 to 1999"),
        ("1990 – 1999", "1990-01-01", "1999-12-31", "1990 to 1999"),
        ("2000-02", "2000-02-01", "2000-02-29", "2000-02-01 to 2000-02-29"),
        ("1990-05..1991-02", "1990-05-01", "1991-02-28", "1990-05-01 to 1991-02-28"),
        ("1990-05-17/1990-05-18", "1990-05-17", "1990-05-18", "1990-05-17 to 1990-05-18"),
        ("2010..", "2010-01-01", None, "since 2010"),
    ],
)
def test_ranges_of_time_are_read_and_said(text, first, last, says):
    since, until = time_range(text)
    assert since == dt.date.fromisoformat(first)
    assert until == (dt.date.fromisoformat(last) if last else None)
    assert time_words(since, until) == says


@pytest.mark.parametrize("text", ["", "soon", "90s", "1990-", "1990-02-30", "..", "1990..x"])
def test_what_is_no_time_is_refused(text):
    with pytest.raises(click.BadParameter, match="is no time"):
        time_range(text)
