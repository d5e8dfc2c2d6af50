"""Many addresses that lead to one page: a wall, not a page under many names."""

from __future__ import annotations

from urllib.parse import quote

from tests.ingestion.web_workspace import Web
from tests.site import Site
from tests.site.replies import Reply, Request, html, moved

LOGIN = "<!doctype html><title>Log in</title><p>Please log in to read on. It costs nothing.</p>"


def wall(request: Request, reply: Reply) -> Reply:
    is_article = request.host == "news" and request.path.count("/") > 1
    return moved("/login", 302) if is_article else reply


def test_a_login_for_all_pages_is_told_and_passes(small_web: Web, small: Site) -> None:
    web = small_web
    small.put("news", "/login", html(LOGIN))
    small.weather = wall
    web.card("news", "sitemap", small.url("news", "/sitemap.txt"))
    web.ingest()
    assert web.urls() == []
    assert len(web.rejected()) == len(small.urls("news"))
    small.weather = None
    web.make_due()
    web.ingest()
    assert web.urls() == small.urls("news")
    assert web.rejected() == {}


def test_known_pages_behind_a_wall_are_kept_as_they_were(small_web: Web, small: Site) -> None:
    web = small_web
    small.put("news", "/login", html(LOGIN))
    web.card("news", "sitemap", small.url("news", "/sitemap.txt"))
    web.ingest()
    small.weather = wall
    web.make_due()
    web.ingest()
    assert web.urls() == small.urls("news")
    assert {one.revision for one in web.held().values()} == {1}
    assert len(web.rejected()) == len(small.urls("news"))


def asking_back(request: Request, reply: Reply) -> Reply:
    is_article = request.host == "news" and request.path.count("/") > 1
    back = quote(request.target, safe="")
    return moved(f"/consent?lang=en&back={back}", 302) if is_article else reply


def test_a_consent_that_leads_back_is_one_wall(small_web: Web, small: Site) -> None:
    web = small_web
    small.put("news", "/consent", html(LOGIN))
    small.weather = asking_back
    web.card("news", "sitemap", small.url("news", "/sitemap.txt"))
    web.ingest()
    assert web.urls() == []
    assert set(web.reasons(small.url("news")).values()) == {"redirected"}
    small.weather = None
    web.make_due()
    web.ingest()
    assert web.urls() == small.urls("news")
