"""Connections to servers, made to addresses that have been looked at: no second look-up."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import Awaitable, Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import certifi

from pipeline.sources.web.failing import NoAnswerError
from pipeline.sources.web.public import is_public
from pipeline.sources.web.wire import Wire

Resolve = Callable[[str, int], Awaitable[list[str]]]
"""From a host's name and port to its addresses; raises socket.gaierror."""

MAX_ADDRESSES = 8
"""Of one host that are tried; a few have dozens."""
CONNECT_S = 10.0
"""For one of them: where IPv6 leads nowhere, IPv4 shall have its turn."""
_LOOK_UPS = ThreadPoolExecutor(16, "names")
"""Look-ups that hang must not hold up what else is done in threads."""


def _look_up(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[4][0]) for address in found))


async def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of a host as this machine's resolver has them, in its order."""
    return await asyncio.get_running_loop().run_in_executor(_LOOK_UPS, _look_up, host, port)


@dataclass(slots=True)
class Dialer:
    """Makes connections to hosts whose every address may be fetched from."""

    private_hosts: Collection[str] = ()
    """Hosts, or hosts with port, lower case, that may have any address."""
    resolve: Resolve = resolve
    tls: ssl.SSLContext | None = None
    """Made at the first need where it is None: the system's certificates and Mozilla's."""

    async def dial(self, scheme: str, host: str, port: int) -> Wire:
        """Connect to the first address of a host that answers.

        Raises:
            NoAnswerError: no_host, private_address, certificate.
        """
        problems = []
        for address in await self._checked(host.strip("[]"), host, port):
            try:
                return await self._connect(address, scheme, host.strip("[]"), port)
            except ssl.SSLCertVerificationError as error:
                detail = f"has a certificate that does not hold ({error.verify_message})"
                raise NoAnswerError("certificate", f"{detail}; tell the owner") from error
            except OSError as error:  # ssl.SSLError is one
                problems.append(error.strerror or str(error) or type(error).__name__)
        detail = f"cannot be connected to ({problems[-1]:.200})"
        raise NoAnswerError("no_host", f"{detail}; it is tried again later")

    async def _connect(self, address: str, scheme: str, name: str, port: int) -> Wire:
        is_secure = scheme == "https"
        async with asyncio.timeout(CONNECT_S):
            _, wire = await asyncio.get_running_loop().create_connection(
                Wire,
                address,
                port,
                ssl=self._context() if is_secure else None,
                server_hostname=name if is_secure else None,
            )
        return wire

    async def _checked(self, name: str, host: str, port: int) -> list[str]:
        """Return the addresses of a host; one that is not public spoils all."""
        addresses = [name] if _is_address(name) else await self._resolved(name, port)
        if not {name, host, f"{host}:{port}"} & set(self.private_hosts):
            _check(addresses)
        return addresses[:MAX_ADDRESSES]

    async def _resolved(self, name: str, port: int) -> list[str]:
        try:
            addresses = await self.resolve(name, port)
        except socket.gaierror as error:
            detail = f"is not known to the name service ({error.strerror or error})"
            lasts = error.errno == socket.EAI_NONAME
            raise NoAnswerError("no_host", f"{detail}; check its address", lasts=lasts) from error
        except (OSError, UnicodeError) as error:
            raise NoAnswerError(
                "no_host", f"cannot be looked up ({error}); check its address"
            ) from error
        if not addresses:
            raise NoAnswerError("no_host", "has no address; check how it is written", lasts=True)
        return addresses

    def _context(self) -> ssl.SSLContext:
        if self.tls is None:
            self.tls = ssl.create_default_context()
            self.tls.load_verify_locations(certifi.where())
        return self.tls


def _check(addresses: list[str]) -> None:
    for address in addresses:
        if not is_public(ipaddress.ip_address(address.partition("%")[0])):
            detail = f"has the address {address}, which is not public"
            advice = "add its host to private_hosts in culturescope.toml if it is yours"
            raise NoAnswerError("private_address", f"{detail}; {advice}")


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
