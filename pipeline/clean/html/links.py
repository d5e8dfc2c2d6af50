"""Where a page stands, by its own word, and where its language versions do."""

from __future__ import annotations

from urllib.parse import urldefrag, urlsplit, urlunsplit

from lxml.etree import XPath

from pipeline.clean.html.page import Page

_ALTERNATES = XPath("//link[@hreflang and @href]")
_CANONICAL = XPath("//link[@rel and @href and not(@hreflang)]")
MAX_ALTERNATES = 50  # the largest institutions write in some thirty languages
_DEFAULT_PORTS = {"http": "80", "https": "443"}


def page_alternates(page: Page, url: str | None) -> tuple[str, ...]:
    """Return the absolute addresses of a page's versions in other languages, in order.

    Args:
        page: The page.
        url: Its own address, which it may list among the others.
    """
    if page.tree is None:
        return ()
    own_language = _main_language(page.language)
    own = _canonical(url or "")
    found = (
        _canonical(link.get("href"))
        for link in _ALTERNATES(page.tree)
        if "alternate" in (link.get("rel") or "").lower().split()
        and _main_language(link.get("hreflang")) not in ("x", own_language)
    )
    unique = dict.fromkeys(address for address in found if address and address != own)
    return tuple(unique)[:MAX_ALTERNATES]


def page_address(page: Page) -> str:
    """Return the absolute address a page calls its own (rel=canonical, og:url), "" if none."""
    if page.tree is None:
        return ""
    links = _CANONICAL(page.tree)
    stated = [link.get("href") for link in links if "canonical" in link.get("rel").lower().split()]
    found = map(_canonical, [*stated, *page.meta.get("og:url", ())])
    return next(filter(None, found), "")


def _main_language(tag: str) -> str:
    """Return the first part of a language tag: "en" of "en-GB", "x" of "x-default"."""
    return tag.strip().replace("_", "-").partition("-")[0].lower()


def _canonical(address: str) -> str:
    """Return an absolute web address so that equal ones are the same; empty for anything else."""
    try:
        parts = urlsplit(urldefrag(address.strip())[0])
        port = str(parts.port or "")
    except ValueError:
        return ""
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        return ""
    host = parts.hostname
    if port and port != _DEFAULT_PORTS[parts.scheme]:
        host = f"{host}:{port}"
    return urlunsplit((parts.scheme, host, parts.path or "/", parts.query, ""))
