"""Bytes to and from one server, as they come."""

from __future__ import annotations

import asyncio

MUCH = 262_144
"""Bytes that may wait to be read before the server is made to pause."""


class Wire(asyncio.Protocol):
    """Bytes to and from one server."""

    def __init__(self) -> None:
        """Make a connection that is not yet connected."""
        self._arrived = bytearray()
        self._waiter: asyncio.Future[None] | None = None
        self._transport: asyncio.Transport | None = None
        self._error: Exception | None = None
        self._is_paused = False
        self.has_ended = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep what bytes are sent through."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Keep what came, and make the server pause where nobody reads."""
        self._arrived += data
        if len(self._arrived) > MUCH and self._transport is not None and not self._is_paused:
            self._is_paused = True
            self._transport.pause_reading()
        self._wake()

    def eof_received(self) -> None:
        """Note that no more will come."""
        self.has_ended = True
        self._wake()

    def connection_lost(self, error: Exception | None) -> None:
        """Note the end, and what ended it."""
        self.has_ended, self._error = True, error
        self._wake()

    @property
    def is_quiet(self) -> bool:
        """Tell whether it is open and nothing has come that was not asked for."""
        return not (self.has_ended or self._arrived)

    def send(self, data: bytes) -> None:
        """Send bytes; what goes wrong shows when the answer is read."""
        if self._transport is not None and not self.has_ended:
            self._transport.write(data)

    async def receive(self) -> bytes:
        """Return what has come since; b"" at the end.

        Raises:
            OSError: The connection was broken off.
        """
        while not self._arrived and not self.has_ended:
            self._waiter = asyncio.get_running_loop().create_future()
            await self._waiter
        if not self._arrived and self._error is not None:
            raise OSError(str(self._error)) from self._error
        data, self._arrived = bytes(self._arrived), bytearray()
        if self._is_paused and self._transport is not None:
            self._is_paused = False
            self._transport.resume_reading()
        return data

    def close(self) -> None:
        """Break off."""
        self.has_ended = True
        if self._transport is not None:
            self._transport.abort()

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)
