"""Which network addresses may be fetched from: those of the public internet, and no others."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
"""IPv4 as networks without it see it: each address there is as good as the one it carries."""
_CARRIERS = (ipaddress.IPv6Network("::/96"), ipaddress.IPv6Network("::ffff:0:0:0/96"))
"""Networks that carry an IPv4 address in their last 32 bits in ways that nobody uses any more."""
_NEVER = tuple(
    map(
        ipaddress.ip_network,
        ("192.88.99.0/24", "192.0.0.0/24", "64:ff9b:1::/48", "100::/64", "2001::/23", "5f00::/16"),
    )
)
"""Relays, discarded traffic, networks for special use; not all versions of Python know them."""
_ISATAP = (0x5EFE, 0x02005EFE)


def is_public(address: IPAddress) -> bool:
    """Tell whether an address, and every IPv4 address that it carries inside, is a public one."""
    if isinstance(address, ipaddress.IPv6Address) and address in _NAT64:
        return is_public(_last(address))
    if not address.is_global or address.is_multicast or address.is_reserved:
        return False
    if any(address in network for network in _NEVER if network.version == address.version):
        return False
    if isinstance(address, ipaddress.IPv4Address):
        return True
    return not address.is_site_local and all(map(is_public, _carried(address)))


def _carried(address: ipaddress.IPv6Address) -> Iterator[ipaddress.IPv4Address]:
    if address.ipv4_mapped:
        yield address.ipv4_mapped
    if address.sixtofour:
        yield address.sixtofour
    if address.teredo:
        yield from address.teredo
    if any(address in network for network in _CARRIERS):
        yield _last(address)
    if (int(address) >> 32) & 0xFFFF_FFFF in _ISATAP:
        yield _last(address)


def _last(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address:
    return ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
