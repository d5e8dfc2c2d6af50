"""Addresses that differ at each look are the same page."""

import pytest

from pipeline.steps.trying.checking import try_sources
from pipeline.steps.trying.judging import judge
from pipeline.steps.trying.marks import marks
from pipeline.steps.trying.wordpress_types import _names
from tests.site import serve
from tests.site.replies import html
from tests.steps import trying_site

AT = "https://x.example/news?id={id}&{mark}"


def look(mark, ids=range(5)):
    return {AT.format(id=id_, mark=mark) for id_ in ids}


@pytest.mark.parametrize(
    ("before", "after", "names"),
    [
        (look("sid=1"), look("sid=2"), ("sid",)),
        (look("sid=1&t=5"), look("sid=2&t=6"), ("sid", "t")),
        (look("sid=1", range(10)), look("sid=2"), ("sid",)),
        (look("sid=1"), look("sid=1"), ()),
        (look("sid=1"), look("sid=1", range(5, 9)), ()),
        (look("sid=1"), set(), ()),
    ],
)
def test_what_alone_tells_two_looks_apart_is_a_mark(before, after, names):
    assert marks(before, after) == names


def test_a_list_with_sessions_in_its_links_is_told(tmp_path, monkeypatch):
    trying_site.hurry(monkeypatch)
    text = "<p>" + "The hall was full long before the first word was said. " * 12 + "</p>"
    links = "".join(f"<h2><a href=/n/{k}?s=SESSION>Piece {k} of a list</a></h2>" for k in range(4))
    with serve(small=True) as site:
        pages = (html(links.replace("SESSION", str(n))) for n in range(4))
        site.fault("news", "/list", *pages)
        for k in range(4):
            site.put("news", f"/n/{k}", html(f"<title>Piece {k}</title><main>{k} {text}</main>"))
        workspace = trying_site.make(tmp_path / "ws", site.private_hosts)
        url = site.url("news", "/list")
        card = trying_site.declare(workspace, "s", "listing", url, "[listing]\nlinks = 'h2 a'\n")
        (trial,) = try_sources(workspace, [card], 2)
        assert trial.marks == ("s",)
        assert any(remark.key == "drop_query" for remark in judge(trial))


def test_an_api_that_attacks_breaks_no_trial() -> None:
    for body in (b"[" * 200_000, b'{"a":' * 200_000, b'{"post": 1}', b"\xff\xfe\x00"):
        assert _names(body) == []
