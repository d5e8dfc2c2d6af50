"""Paths that answer badly, one for each thing that goes wrong on the web."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator

import brotli

from tests.site import words
from tests.site.replies import (
    HTML,
    Handler,
    Reply,
    Request,
    busy,
    failing,
    html,
    moved,
    of_type,
    zipped,
)

MEGABYTE = 1_000_000
BIG_BODY = 60 * MEGABYTE
BOMB = 2000
"""Megabytes that two megabytes of gzip unfold to."""
CHAIN = 4
PRIVATE = "http://10.20.30.40/inside"


def page(seed: str, *, tail: str = "") -> bytes:
    """Return a small page with a text of its own."""
    texts = "".join(f"<p>{text}</p>" for text in words.paragraphs(f"rough {seed}"))
    title = words.title(f"rough {seed}")
    return (
        f"<!doctype html><html lang=en><head><title>{title}</title></head><body><article>"
        f"<h1>{title}</h1>{texts}{tail}</article></body></html>"
    ).encode()


def paths(base: str) -> dict[str, Handler]:
    """Return what answers at which path; numbers of tries count from the server's start."""
    return {
        "/well": lambda _: html(page("well").decode()),
        "/chain": lambda _: moved("/chain/1"),
        **{f"/chain/{n}": _hop(n) for n in range(1, CHAIN)},
        f"/chain/{CHAIN}": lambda _: html(page("chain").decode()),
        "/loop": lambda _: moved("/loop/back", 302),
        "/loop/back": lambda _: moved("/loop", 302),
        "/endless": lambda request: moved(_longer(request)),
        "/to-private": lambda _: moved(PRIVATE),
        "/to-file": lambda _: moved("file:///etc/hostname"),
        "/to-nothing": lambda _: Reply(302),
        "/to-disallowed": lambda _: moved("/private/page"),
        "/busy": _in_turn(lambda: busy(1), lambda: html(page("busy").decode())),
        "/twice": _in_turn(
            lambda: failing(500), lambda: failing(503), lambda: html(page("twice").decode())
        ),
        "/always": lambda _: failing(500),
        "/forbidden": lambda _: failing(403),
        "/gone": lambda _: failing(410),
        "/drip": lambda _: Reply(
            200, (("Content-Type", HTML),), blocks=_drops, length=10_000, drip_s=0.1
        ),
        "/silent": lambda _: Reply(200, (("Content-Type", HTML),), b"late", wait_s=60),
        "/cut": _in_turn(_cut, lambda: html(page("cut").decode())),
        "/always-cut": lambda _: _cut(),
        "/cut-chunked": lambda _: _cut_chunked(),
        "/bomb": lambda _: bomb(),
        "/bomb-deflate": lambda _: bomb("deflate"),
        "/big": lambda _: big(),
        "/big-unsaid": lambda _: big(is_said=False),
        "/lying-length": lambda _: Reply(200, (("Content-Type", HTML),), page("length"), length=10),
        "/no-http": lambda _: Reply(raw=b"SSH-2.0-OpenSSH_9.2\r\n"),
        "/nothing": lambda _: Reply(raw=b""),
        "/long-head": lambda _: Reply(200, (("X-Long", "x" * 300_000),), page("head")),
        "/empty": lambda _: of_type(HTML, b""),
        "/latin": lambda _: of_type("text/html; charset=utf-8", _latin()),
        "/unnamed-charset": lambda _: of_type("text/html; charset=klingon-8", page("charset")),
        "/typed-pdf": lambda _: of_type("application/pdf", page("typed pdf")),
        "/typed-nothing": lambda _: Reply(200, (), page("typed nothing")),
        "/typed-html": lambda _: of_type(HTML, b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n"),
        "/image.html": lambda _: of_type(HTML, b"\x89PNG\r\n\x1a\n" + bytes(500)),
        "/zipped": lambda _: zipped(html(page("zipped").decode())),
        "/zipped-unsaid": lambda _: of_type(HTML, zipped(html(page("unsaid").decode())).body),
        "/zipped-cut": lambda _: _zipped_cut(),
        "/brotli": lambda _: of_type(HTML, brotli.compress(page("brotli"))).with_headers(
            ("Content-Encoding", "br")
        ),
        "/compress": lambda _: of_type(HTML, b"\x1f\x9d\x90abc").with_headers(
            ("Content-Encoding", "compress")
        ),
        "/canonical": lambda _: _naming(base, "/well"),
        "/canonical-gone": lambda _: _naming(base, "/gone"),
        "/canonical-away": lambda _: _naming("http://elsewhere.example", "/page"),
        **{f"/all-one/{n}": _all_one(base, n) for n in range(1, 7)},
        "/private/page": lambda _: html(page("private").decode()),
    }


def _all_one(base: str, n: int) -> Handler:
    return lambda _: _naming(base, "/well", f"all one {n}")


def _hop(n: int) -> Handler:
    return lambda _: moved(f"/chain/{n + 1}", (301, 302, 307, 308)[n % 4])


def _longer(request: Request) -> str:
    return f"/endless?n={int(request.query.get('n', '0')) + 1}"


def _in_turn(*replies: Callable[[], Reply]) -> Handler:
    """Answer with each in turn, and with the last from then on."""
    left = list(replies)
    return lambda _: (left.pop(0) if len(left) > 1 else left[0])()


def _drops() -> Iterator[bytes]:
    return (b"a " for _ in range(5000))


def _cut() -> Reply:
    body = page("cut")
    return Reply(200, (("Content-Type", HTML),), body, cut_at=len(body) // 2)


def _cut_chunked() -> Reply:
    body = page("chunked")
    return Reply(200, (("Content-Type", HTML),), body, cut_at=len(body) // 2, chunked=True)


def _zipped_cut() -> Reply:
    whole = zipped(html(page("zipped cut").decode()))
    headers = (("Content-Type", HTML), ("Content-Encoding", "gzip"))
    return Reply(200, headers, whole.body[: len(whole.body) // 2])


def bomb(coding: str = "gzip") -> Reply:
    """Return two megabytes that unfold to two gigabytes."""
    shrinker = zlib.compressobj(9, zlib.DEFLATED, 31 if coding == "gzip" else 15)
    zeros = b" " * MEGABYTE
    first = shrinker.compress(b"<html><body>" + zeros) + shrinker.flush(zlib.Z_FULL_FLUSH)
    again = shrinker.compress(zeros) + shrinker.flush(zlib.Z_FULL_FLUSH)
    headers = (("Content-Type", HTML), ("Content-Encoding", coding))
    return Reply(
        200, headers, blocks=lambda: (first, *(again for _ in range(BOMB))),
        length=len(first) + BOMB * len(again),
    )  # fmt: skip


def big(*, is_said: bool = True) -> Reply:
    """Return 60 MB of text; `is_said`: with Content-Length, so that nobody need read it."""
    block = (b"<p>" + words.paragraphs("big", 1)[0].encode() + b"</p>\n") * 200
    n_blocks = -(-BIG_BODY // len(block))
    return Reply(
        200, (("Content-Type", HTML),), blocks=lambda: (block for _ in range(n_blocks)),
        length=n_blocks * len(block) if is_said else None, chunked=not is_said,
    )  # fmt: skip


def _latin() -> bytes:
    accents = "<p>L’exposition présentée à São Paulo réunit des œuvres prêtées par le musée.</p>"
    return page("latin", tail=accents * 5).decode().encode("cp1252")


def _naming(base: str, path: str, seed: str = "") -> Reply:
    """Return a page that says its canonical address is another."""
    body = page(seed or f"canonical {path}").decode()
    link = f'<link rel="canonical" href="{base}{path}"></head>'
    return html(body.replace("</head>", link))
