"""Whatever a server answers ends as a page or as a reason, and the rest comes through."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from tests.ingestion.web_workspace import Web
from tests.site import Site, rough

FINE = {
    "/well": "/well",
    "/chain": f"/chain/{rough.CHAIN}",
    "/latin": "/latin",
    "/unnamed-charset": "/unnamed-charset",
    "/typed-pdf": "/typed-pdf",
    "/typed-nothing": "/typed-nothing",
    "/zipped": "/zipped",
    "/brotli": "/brotli",
}
"""Path asked, and path under which it is kept."""
ENDS = {
    "/loop": {"redirect_loop"},
    "/endless": {"redirect_loop"},
    "/to-private": {"private_address"},
    "/to-file": {"bad_redirect"},
    "/to-nothing": {"bad_redirect"},
    "/to-disallowed": {"robots"},
    "/forbidden": {"refused"},
    "/gone": {"gone"},
    "/missing": {"gone"},
    "/bomb": {"bomb"},
    "/bomb-deflate": {"bomb"},
    "/big": {"too_large"},
    "/big-unsaid": {"too_large"},
    "/compress": {"broken"},
}
"""Path, and the reasons that may be given for it."""
PASSING = {
    "/always": {"server_error"},
    "/always-cut": {"cut"},
    "/cut-chunked": {"cut"},
    "/zipped-cut": {"cut", "broken"},
    "/no-http": {"broken", "cut"},
    "/nothing": {"broken", "cut"},
    "/long-head": {"broken", "too_large"},
    "/drip": {"timeout"},
    "/silent": {"timeout"},
}
"""Likewise; each may pass."""


def ask(web: Web, paths: Iterable[str], **manners: object) -> None:
    base = web.site.url("rough")
    urls = [f"{base}{path}" for path in paths]
    web.card("rough", "urls", *urls, manners={"tries": 1, "timeout_s": 5, **manners})
    web.ingest()


def test_what_is_odd_but_readable_is_kept(small_web: Web, small: Site) -> None:
    ask(small_web, FINE)
    base = small.url("rough")
    held = small_web.held()
    assert {url.removeprefix(base) for url in held} == set(FINE.values())
    assert {one.media_type for one in held.values()} == {"text/html"}
    assert small_web.rejected() == {}
    assert held[f"{base}/zipped"].body == rough.page("zipped")
    assert held[f"{base}/brotli"].body == rough.page("brotli")
    assert "œuvres".encode("cp1252") in held[f"{base}/latin"].body
    states = small_web.states("rough")
    assert {states[base + path] for path, kept in FINE.items() if path != kept} == {"alias"}


def test_what_cannot_be_used_is_told_and_the_rest_comes_through(
    small_web: Web, small: Site
) -> None:
    ask(small_web, [*ENDS, "/well"])
    found = small_web.reasons(small.url("rough"))
    assert {path: why for path, why in found.items() if why not in ENDS[path]} == {}
    assert set(found) == set(ENDS)
    assert small_web.urls() == [small.url("rough", "/well")]
    assert not [one for one in small.log if one.path == "/private/page"]


@pytest.mark.parametrize("path", PASSING)
def test_what_may_pass_is_told_after_the_last_try(small_web: Web, small: Site, path: str) -> None:
    ask(small_web, ["/well", path], timeout_s=1)
    found = small_web.reasons(small.url("rough"))
    assert set(found) == {path}
    assert found[path] in PASSING[path]
    assert small_web.urls() == [small.url("rough", "/well")]


def test_failures_that_pass_are_tried_again_in_the_same_visit(small_web: Web, small: Site) -> None:
    assert small.log == []
    ask(small_web, ["/twice", "/busy", "/cut"], tries=4)
    assert len(small_web.urls()) == 3
    assert small_web.rejected() == {}
    assert small_web.visits("rough")[-1].status == "done"


def test_bodies_that_nobody_can_hold_are_left_at_once(small_web: Web, small: Site) -> None:
    ask(small_web, ["/big", "/big-unsaid", "/bomb"])
    seen = [one for one in small.log if one.path in ("/big", "/big-unsaid", "/bomb")]
    assert len(seen) == 3
    assert set(small_web.rejected().values()) == {"too_large", "bomb"}


def test_lies_about_length_harm_nobody_else(small_web: Web, small: Site) -> None:
    """What is left over of one answer is not taken for the next one's."""
    ask(small_web, ["/lying-length", "/well", "/typed-nothing"])
    held = small_web.held()
    assert held[small.url("rough", "/well")].body == rough.page("well")
    assert held[small.url("rough", "/typed-nothing")].body == rough.page("typed nothing")


def test_types_are_told_from_the_bytes(small_web: Web, small: Site) -> None:
    ask(small_web, ["/typed-html", "/typed-pdf", "/image.html"])
    types = {url.removeprefix(small.url("rough")): one.media_type
             for url, one in small_web.held().items()}  # fmt: skip
    assert types["/typed-pdf"] == "text/html"
    assert types["/typed-html"] == "application/pdf"
    assert types.get("/image.html", "") != "text/html"
