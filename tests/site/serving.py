"""The site as a whole: which host publishes what, and what answers a request."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.site import rough
from tests.site.log import Seen
from tests.site.replies import Handler, Reply, Request, conditional, not_found
from tests.site.routes import article_page, routes
from tests.site.server import Server
from tests.site.shelf import Shelf

HOSTS = {
    "news": "127.0.0.2",
    "archive": "127.0.0.3",
    "blog": "127.0.0.4",
    "repository": "127.0.0.5",
    "rough": "127.0.0.6",
}
SIZES = {"news": 130, "archive": 100, "blog": 60, "repository": 70}
"""Articles of each host to begin with."""
CONTACT = "mailto:tests@meridian.example"


class Site:
    """The site under way; everything may be changed while it serves."""

    def __init__(self, *, small: bool = False, port: int = 0) -> None:
        """Fill the shelves; `small`: a tenth of every host's articles."""
        sizes = {host: n // 10 if small else n for host, n in SIZES.items()}
        self.shelves = {host: Shelf.filled(host, n) for host, n in sizes.items()}
        for one in self.shelves["repository"].articles[::5]:
            one.files = (f"/files/report-{one.number}.pdf",)
        self.noise = True
        """Pages differ in what does not count at every request, and have no validators."""
        self.robots: dict[str, str | Reply] = {}
        """robots.txt by host, in place of the site's own."""
        self.weather: Callable[[Request, Reply], Reply] | None = None
        """Given each request and its proper reply; what it returns is answered."""
        self._faults: dict[tuple[str, str], list[Reply]] = {}
        self._lock = threading.Lock()
        self._server = Server(HOSTS, self._answer, port)
        self._routes: dict[str, dict[str, Handler]] = {}

    @property
    def log(self) -> list[Seen]:
        """Every request so far, in the order of their coming."""
        return self._server.log

    @property
    def port(self) -> int:
        return self._server.port

    @property
    def private_hosts(self) -> tuple[str, ...]:
        """For the setting of this name."""
        return tuple(HOSTS.values())

    def url(self, host: str, path: str = "") -> str:
        """Return the address of a path of a host."""
        return f"http://{HOSTS[host]}:{self.port}{path}"

    def urls(self, host: str) -> list[str]:
        """Return the addresses of all standing articles of a host, sorted."""
        return sorted(self.url(host, one.path) for one in self.shelves[host].standing)

    def fault(self, host: str, target: str, *replies: Reply) -> None:
        """Answer the next requests for a path (or path with query) with these, one each."""
        with self._lock:
            self._faults.setdefault((host, target), []).extend(replies)

    def put(self, host: str, path: str, reply: Reply) -> None:
        """Answer a path of your own from now on."""
        self._routes[host][path] = lambda _: reply

    def clear_faults(self) -> None:
        """Answer well from now on."""
        with self._lock:
            self._faults.clear()

    def start(self) -> None:
        self._server.start()
        self._routes = {host: routes(self, host) for host in HOSTS}
        self._routes["rough"] |= rough.paths(self.url("rough"))

    def stop(self) -> None:
        self._server.stop()

    def _answer(self, request: Request) -> Reply:
        if (reply := self._fault(request)) is not None:
            return reply
        handler = self._routes[request.host].get(request.path)
        reply = handler(request) if handler else article_page(self, request) or not_found()
        reply = conditional(request, reply)
        return self.weather(request, reply) if self.weather else reply

    def _fault(self, request: Request) -> Reply | None:
        with self._lock:
            for target in (request.target, request.path):
                if left := self._faults.get((request.host, target)):
                    return left.pop(0)
        return None


@contextmanager
def serve(*, small: bool = False, port: int = 0) -> Iterator[Site]:
    """Serve the site until the block ends."""
    site = Site(small=small, port=port)
    site.start()
    try:
        yield site
    finally:
        site.stop()
