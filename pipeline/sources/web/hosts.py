"""Names of hosts in one way of writing, whatever way an address writes them."""

from __future__ import annotations

import ipaddress
import re
import socket
from urllib.parse import unquote

import idna

MAX_HOST = 253
_LABELS = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")


def plain_host(host: str) -> str:
    """Return a host as it is asked for: lower case, IDNA, numbers as addresses; "" for none.

    Hosts that are written as one number, in octal or hexadecimal ("2130706433", "0x7f.1") become
    the address they mean, so that nothing is believed public that is not.
    """
    if host.startswith("["):
        return _plain_ipv6(host)
    host = unquote(host).rstrip(".").lower()
    if not host.isascii():
        try:
            host = idna.encode(host, uts46=True).decode()
        except (idna.IDNAError, UnicodeError):
            return ""
    if len(host) > MAX_HOST or not _LABELS.fullmatch(host):
        return ""
    if _NUMBER.fullmatch(host.rpartition(".")[2]):
        return _plain_ipv4(host)
    return host


def _plain_ipv4(host: str) -> str:
    try:
        return socket.inet_ntoa(socket.inet_aton(host))
    except OSError:
        return ""


def _plain_ipv6(host: str) -> str:
    """Return an address in brackets; zones ("%eth0") name a card of this machine, so no host."""
    if not host.endswith("]") or "%" in host:
        return ""
    try:
        return f"[{ipaddress.IPv6Address(host[1:-1]).compressed}]"
    except ValueError:
        return ""
