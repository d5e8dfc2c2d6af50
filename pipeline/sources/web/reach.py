"""What a source may be asked for inside one's own network: only what its own card names.

The setting `private_hosts` speaks for a whole workspace. A public feed that links to a file on such
a host, or a page that leads there, must not bring it in: what was fetched is published.
"""

from __future__ import annotations

from collections.abc import Collection

from pipeline.declarations import Source
from pipeline.sources.web.addresses import bare_host, host_of, named_hosts
from pipeline.sources.web.failing import NoAnswerError
from pipeline.sources.web.turn import name_of


def reach_of(source: Source, listed: str = "") -> frozenset[str]:
    """Return the hosts, without "www.", that a source may ask though they are private.

    Args:
        source: The card: its `url` and `hosts`.
        listed: An address that the source's own list names (kind urls), canonical.
    """
    named = named_hosts(source)
    return named | {bare_host(listed)} if listed and source.kind == "urls" else named


def check_reach(url: str, reach: frozenset[str] | None, private_hosts: Collection[str]) -> None:
    """Pass an address, unless it is private and not the source's.

    Args:
        url: Canonical.
        reach: Of the source; None: nobody's but one's own question.
        private_hosts: As in the settings, lower case: hosts, or hosts with port.

    Raises:
        NoAnswerError: private_address.
    """
    host = bare_host(url)
    if reach is None or host in reach:
        return
    name = name_of(host_of(url))
    if not {name, name.strip("[]"), host, f"www.{name}", f"www.{host}"} & set(private_hosts):
        return
    detail = "is on a host of private_hosts that this source's card does not name"
    raise NoAnswerError("private_address", f"{detail}; add {host} to its 'hosts' if it belongs")
