"""Addresses in one way of writing: the same page named twice is one page.

What all servers take for the same becomes the same: case of scheme and host, default ports, dot
segments, needless escapes, fragments, parameters of trackers. What a server may take for something
else stays: order of parameters, a slash at the end, http beside https, www.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import quote, urljoin

from pipeline.declarations import Source
from pipeline.sources.web.hosts import plain_host
from pipeline.sources.web.patterns import matches
from pipeline.sources.web.trackers import is_tracker

MAX_LENGTH = 2000
"""Characters; PostgreSQL indexes no more than some 2,700 bytes, and longer ones are traps."""
DEFAULT_PORTS = {"http": 80, "https": 443}
MAX_PORT = 65_535

_PLAIN = re.compile(
    r"https?://(?:[a-z0-9][a-z0-9-]{0,62}\.)+[a-z]{2,63}/(?:[\w~-]+/)*[\w~-]*", re.A
)
_ADDRESS = re.compile(
    r"(?P<scheme>https?):[/\\]{2,}(?P<authority>[^/\\?#]*)(?P<path>[^?#]*)(?:\?(?P<query>[^#]*))?",
    re.I,
)
_AUTHORITY = re.compile(r"(?P<host>\[[^\]]*\]|[^:@\[\]]*)(?::(?P<port>[0-9]*))?")
_NO_BREAKS = str.maketrans("", "", "\t\r\n")
_OUTER = "".join(map(chr, range(33)))
_ESCAPE = re.compile(r"%([0-9a-fA-F]{2})")
_NO_ESCAPE = re.compile(r"%(?![0-9a-fA-F]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_IN_PATH = "/:@!$&'()*+,;=~%[]|"
_IN_QUERY = _IN_PATH + "?"
_SESSION = re.compile(r";jsessionid=[^/;]*", re.I)


def canonical_url(url: str, drop: Sequence[str] = ()) -> str:
    """Return an address in one way of writing; "" for what cannot be fetched.

    Nothing is fetched that is no http or https, holds a name or password, a host that cannot be,
    or more than MAX_LENGTH characters. Canonical addresses stay as they are.

    Args:
        url: As found, absolute.
        drop: Names of parameters to leave out, besides those of trackers; in any case.
    """
    if len(url) <= MAX_LENGTH and _PLAIN.fullmatch(url):
        return url
    return _written(url, {name.lower() for name in drop})


def fetchable_url(url: str) -> str:
    """Return an address as `canonical_url` does, with all its parameters: what is asked for.

    A server that leads to an address with the mark of a tracker shall be asked for just that;
    without it, it would lead there again.
    """
    return _written(url, None)


def absolute(base: str, href: str, drop: Sequence[str] = ()) -> str:
    """Return where a link of a page leads, canonical; "" for what cannot be fetched."""
    return canonical_url(resolved(base, href), drop)


def resolved(base: str, href: str) -> str:
    """Return where a link leads, absolute but not yet canonical; "" where it cannot be read."""
    href = href.strip(_OUTER).translate(_NO_BREAKS)
    head, mark, tail = href.partition("?")
    try:
        return urljoin(base, head.replace("\\", "/") + mark + tail)
    except ValueError:
        return ""


def host_of(url: str) -> str:
    """Return scheme, host and port of a canonical address: the key of table hosts."""
    end = url.find("/", url.find("://") + 3)
    return url if end < 0 else url[:end]


def is_same_site(one: str, other: str) -> bool:
    """Tell whether two canonical addresses have one host and port, with "www." or without."""
    return bare_host(one) == bare_host(other)


def is_at_home(url: str, source: Source) -> bool:
    """Tell whether an address stands on one of a source's hosts.

    These are those of the card's `url` and `hosts`, with "www." or without, on the same port. A
    list of addresses (kind urls) may name any host, unless the card has `hosts`.

    Args:
        url: Canonical.
        source: The card.
    """
    hosts = _hosts(source.kind == "urls", source.url, source.hosts)
    return not hosts or bare_host(url) in hosts


def belongs(url: str, source: Source) -> bool:
    """Tell whether an address is one of a source's items.

    It must be at home there, one pattern of `include` must match and none of `exclude`, see
    `patterns.matches`.

    Args:
        url: Canonical.
        source: The card.
    """
    if not is_at_home(url, source):
        return False
    is_wanted = source.include == ("**/*",) or any(matches(one, url) for one in source.include)
    return is_wanted and not any(matches(one, url) for one in source.exclude)


@lru_cache(maxsize=1024)
def _hosts(is_list: bool, urls: tuple[str, ...], named: tuple[str, ...]) -> frozenset[str]:
    whole = (host if "://" in host else f"https://{host}/" for host in named)
    return frozenset(map(bare_host, map(canonical_url, (*whole, *(() if is_list else urls)))))


def named_hosts(source: Source) -> frozenset[str]:
    """Return the hosts of a card's `url` and `hosts`, each as `bare_host` gives it."""
    return _hosts(False, source.url, source.hosts)


def bare_host(url: str) -> str:
    """Return host and port without "www."; the default ports of http and https are alike."""
    return host_of(url).partition("://")[2].removeprefix("www.")


def _written(url: str, drop: set[str] | None) -> str:
    """Return an address in one way of writing.

    Args:
        url: As found.
        drop: Parameters to leave out, lower case; None: those of trackers stay too.
    """
    parts = _ADDRESS.fullmatch(url.strip(_OUTER).translate(_NO_BREAKS).partition("#")[0])
    if parts is None:
        return ""
    scheme = parts["scheme"].lower()
    try:
        authority = _authority(parts["authority"], scheme)
        path = _path(parts["path"], with_session=drop is None)
        query = _escaped(parts["query"] or "", _IN_QUERY)
    except UnicodeEncodeError:  # lone surrogates
        return ""
    if drop is not None:
        query = _kept(query, drop)
    written = f"{scheme}://{authority}{path}{'?' if query else ''}{query}"
    return written if authority and len(written) <= MAX_LENGTH else ""


def _authority(authority: str, scheme: str) -> str:
    """Return host and port; "" for hosts that cannot be, and for names and passwords."""
    parts = _AUTHORITY.fullmatch(authority)
    host = plain_host(parts["host"]) if parts else ""
    if parts is None or not host:
        return ""
    port = int(parts["port"][:9]) if parts["port"] else DEFAULT_PORTS[scheme]
    if not 0 < port <= MAX_PORT:
        return ""
    return host if port == DEFAULT_PORTS[scheme] else f"{host}:{port}"


def _path(path: str, *, with_session: bool) -> str:
    path = _escaped(path.replace("\\", "/"), _IN_PATH)
    path = path if with_session else _SESSION.sub("", path)
    return _without_dots(path) if "/." in path else path or "/"


def _without_dots(path: str) -> str:
    kept: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


def _escaped(text: str, safe: str) -> str:
    """Escape what must be, in capitals, and nothing that need not be."""
    if "%" in text:
        text = _ESCAPE.sub(_shortest, _NO_ESCAPE.sub("%25", text))
    return quote(text, safe)


def _shortest(escape: re.Match[str]) -> str:
    character = chr(int(escape[1], 16))
    return character if character in _UNRESERVED else escape[0].upper()


def _kept(query: str, drop: set[str]) -> str:
    if not query:
        return ""
    pairs = (pair for pair in query.split("&") if pair)
    return "&".join(pair for pair in pairs if not _is_dropped(pair.partition("=")[0], drop))


def _is_dropped(name: str, drop: set[str]) -> bool:
    return is_tracker(name) or name.lower() in drop
