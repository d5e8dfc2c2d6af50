"""One connection, and HTTP/1.1 spoken over it, one request at a time."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import NoReturn

import h11

from pipeline.sources.web.failing import NoAnswerError
from pipeline.sources.web.wire import Wire

MAX_HEAD = 131_072
"""Bytes of all headers; honest ones have some thousand."""
MAX_UNWANTED = 65_536
"""Bytes read of a body that nobody wants, to keep the connection; of longer ones it is closed."""
UNWANTED_S = 1.0
OK, NOT_MODIFIED = 200, 304


class StaleError(Exception):
    """A connection that had been kept was closed by the server before it read the request."""


@dataclass(frozen=True, slots=True)
class Response:
    """What a server sent; the body as it came, empty unless the status is 200."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def values(self, name: str) -> list[str]:
        """Return the values of a header, given in lower case."""
        return [value for key, value in self.headers if key.lower() == name]

    def value(self, name: str) -> str:
        """Return the first value of a header, given in lower case; "" where there is none."""
        return next(iter(self.values(name)), "")


class Line:
    """A connection that is used again and again, as long as both sides keep to the rules."""

    def __init__(self, wire: Wire) -> None:
        """Begin to speak HTTP over a connection."""
        self._wire = wire
        self._http = h11.Connection(h11.CLIENT, max_incomplete_event_size=MAX_HEAD)
        self._n_asked = 0
        self._has_ended = False
        self.n_received = 0
        """Bytes received in answer to the last request."""

    @property
    def is_usable(self) -> bool:
        """Tell whether a further request may be sent.

        Bytes that nobody asked for would be taken for the next answer: then it is not.
        """
        return (
            self._http.our_state is h11.IDLE
            and self._wire.is_quiet
            and not self._http.trailing_data[0]
        )

    async def ask(self, target: str, headers: list[tuple[str, str]], max_bytes: int) -> Response:
        """Send a GET request and return what comes back.

        Args:
            target: Path and query.
            headers: All of them; nothing is added.
            max_bytes: Of the body as sent.

        Raises:
            NoAnswerError: cut, too_large, broken.
            StaleError: Ask again on a new connection.
        """
        self._n_asked, self.n_received = self._n_asked + 1, 0
        try:
            request = h11.Request(method="GET", target=target, headers=headers)
            sent = (self._http.send(request), self._http.send(h11.EndOfMessage()))
            self._wire.send(b"".join(part for part in sent if part))
            head = await self._head()
            return await self._answer(head, max_bytes)
        except h11.LocalProtocolError as error:
            raise NoAnswerError(
                "bad_address", f"cannot be asked for ({error!s:.200}); leave it out"
            ) from error
        except (h11.RemoteProtocolError, OSError) as error:
            self._explain(error)
        finally:
            self._settle()

    def close(self) -> None:
        """Break off."""
        self._wire.close()

    async def _head(self) -> h11.Response:
        while True:
            event = await self._next()
            if isinstance(event, h11.Response):
                return event
            if not isinstance(event, h11.InformationalResponse) or event.status_code == 101:
                raise NoAnswerError("broken", "speaks no HTTP that can be read; check the address")

    async def _answer(self, head: h11.Response, max_bytes: int) -> Response:
        headers = tuple(
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, value in head.headers.raw_items()
        )
        response = Response(head.status_code, headers, b"")
        if head.status_code == OK:
            return replace(response, body=await self._body(response, max_bytes))
        try:  # the status is what counts
            async with asyncio.timeout(UNWANTED_S):
                await self._body(response, MAX_UNWANTED)
        except (NoAnswerError, h11.RemoteProtocolError, OSError):  # TimeoutError is one
            self.close()
        return response

    async def _body(self, head: Response, max_bytes: int) -> bytes:
        stated = head.value("content-length")
        body, size = bytearray(), int(stated) if stated.isdecimal() else 0
        while size <= max_bytes:
            event = await self._next()
            if isinstance(event, h11.EndOfMessage):
                return bytes(body)
            if isinstance(event, h11.Data):
                body += event.data
                size = max(size, len(body))
        self.close()
        limit = f"has {size:,} bytes or more, more than max_item_bytes {max_bytes:,}"
        raise NoAnswerError("too_large", f"{limit}; leave it out by 'exclude' or raise the limit")

    async def _next(self) -> object:
        while (event := self._http.next_event()) is h11.NEED_DATA:
            data = await self._wire.receive()
            self.n_received += len(data)
            self._has_ended = not data
            self._http.receive_data(data)
        return event

    def _settle(self) -> None:
        """Make ready for the next request, or close."""
        if self._http.our_state is h11.DONE and self._http.their_state is h11.DONE:
            self._http.start_next_cycle()
        if not self.is_usable:
            self.close()

    def _explain(self, error: Exception) -> NoReturn:
        if not self._has_ended and not isinstance(error, OSError):
            detail = f"answers with what is no HTTP ({error!s:.200}); check the address"
            raise NoAnswerError("broken", detail) from error
        if self.n_received:
            detail = f"broke off after {self.n_received:,} bytes ({error!s:.200})"
        elif self._n_asked > 1:
            raise StaleError from error
        else:
            detail = "closed the connection without an answer"
        raise NoAnswerError("cut", f"{detail}; it is tried again later") from error
