"""HTML pages made to hang, swallow memory or be no page at all; the table of bad_input."""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.benchmarks.bad_case import Case

WORDS = (
    "The library of the little harbour lends puppets, costumes and whole stages to anyone who "
    "asks, and it has done so for forty years without losing more than a single string. "
)
PARAGRAPH = f"<p>{WORDS}</p>"
ARTICLE = PARAGRAPH * 3
HTML = "text/html"
MB = 1_000_000
NEST = "<div>" * 200 + "<p>some words to be here</p>" + "<a href=x>y</a>" * 20 + "</div>" * 200


def page(body: str, head: str = "") -> str:
    """Return a whole page."""
    return f"<!DOCTYPE html><html><head><title>Case</title>{head}</head><body>{body}</body></html>"


def filled(unit: str, n_characters: int) -> str:
    """Repeat a piece up to a length."""
    return unit * (n_characters // len(unit))


def _case(name: str, make: Callable[[], str], *, quick: bool = False) -> Case:
    return Case(name, HTML, lambda: make().encode("utf-8", "surrogatepass"), quick)


def _raw(name: str, make: Callable[[], bytes]) -> Case:
    return Case(name, HTML, make, quick=True)


def _divs(n: int) -> str:
    return page("<div>" * n + PARAGRAPH + "</div>" * n)


def _numbered(n_characters: int) -> str:
    return "".join(f"<p>{n} {WORDS}</p>" for n in range(n_characters // (len(WORDS) + 10)))


def _attributes(n: int) -> str:
    return page("<p " + " ".join(f"a{k}=1" for k in range(n)) + f">{WORDS}</p>")


def _undeclared() -> bytes:
    return page(f"<p>{filled('文化関係研究所図書館', 2_400_000)}</p>").encode("gb18030")


CASES = (
    _raw("empty", lambda: b""),
    _raw("blanks", lambda: b" \n\t " * 100),
    _raw("random bytes", lambda: random.Random(3).randbytes(200_000)),
    _raw("PNG bytes", lambda: b"\x89PNG\r\n\x1a\n" + random.Random(3).randbytes(1000)),
    _raw("PDF bytes", lambda: b"%PDF-1.7\n" + random.Random(3).randbytes(1000)),
    _raw("null bytes", lambda: b"\x00" * 10_000),
    _raw("text without tags", lambda: WORDS.encode() * 10),
    _raw("JSON", lambda: b'{"title": "Puppets", "n": [1, 2, 3]}' * 20),
    _raw("UTF-16 without mark", lambda: page(ARTICLE).encode("utf-16-le")),
    _case("5,000 nested div", lambda: _divs(5000), quick=True),
    _case("100,000 nested div", lambda: _divs(100_000)),
    _case("100,000 open b", lambda: page("<b>a " * 100_000)),
    _case("50,000 open p, 3 MB", lambda: page("<p>" + "<p>".join([WORDS[:56]] * 50_000))),
    _case("75,000 p of one letter", lambda: page("<p>a</p>" * 75_000)),
    _case("10 MB of paragraphs", lambda: page(_numbered(10 * MB))),
    _case("3.9 MB of paragraphs", lambda: page(_numbered(3_900_000))),
    _case("1.9 MB of paragraphs", lambda: page(_numbered(1_900_000))),
    _case(
        "10 MB menu", lambda: page(filled("<li><a href='/a/b/c'>An entry of it</a></li>", 10 * MB))
    ),
    _case(
        "10 MB script before body",
        lambda: page(ARTICLE, f"<script>{'x=1;' * (10 * MB // 4)}</script>"),
    ),
    _case("10 MB comment before body", lambda: f"<!--{'x' * 10 * MB}-->" + page(ARTICLE)),
    _case(
        "4 MB table of short cells",
        lambda: page("<table>" + filled("<tr><td>a<td>b<td>3</tr>", 4 * MB) + "</table>"),
    ),
    _case("60,000 cells in one row", lambda: page("<table><tr>" + "<td>a" * 60_000 + "</table>")),
    _case(
        "9,900 cells in one row",
        lambda: page("<table><tr>" + "<td>a" * 9_900 + "</table>"),
    ),
    _case("50,000 nested tables", lambda: page("<table><tr><td>a " * 50_000)),
    _case("9,000 tags 200 deep", lambda: page(NEST * 10)),
    _case("50,000 tags 200 deep", lambda: page(NEST * 57)),
    _case("14,000 attributes of one element", lambda: _attributes(14_000)),
    _case("400,000 attributes of one element", lambda: _attributes(400_000)),
    _case(
        "2 MB of entities",
        lambda: page("<p>" + filled("&eacute;&amp;&#8217;", 2 * MB - 200)),
        quick=True,
    ),
    _case("10 MB of entities", lambda: page("<p>" + filled("&eacute;&amp;&#8217;", 10 * MB))),
    _case("one paragraph of 2 MB", lambda: page(f"<p>{filled(WORDS, 2 * MB - 200)}</p>")),
    _case("one word of 2 MB", lambda: page(f"<p>{'a' * (2 * MB - 200)}</p>")),
    _case(
        "2 MB of blanks",
        lambda: page(f"<h1>{' ' * (2 * MB - 900)}</h1><p>{WORDS}</p>" + PARAGRAPH * 2),
    ),
    _case("300,000 open comments", lambda: page(PARAGRAPH + "<!-- " * 300_000)),
    _case("300,000 open scripts", lambda: page(PARAGRAPH + "<script>" * 300_000)),
    _case("2 MB of open tags", lambda: page(ARTICLE + "<a" * MB)),
    _case("9,000 open tags", lambda: page(ARTICLE + "<a" * 9_000), quick=True),
    _case(
        "1 MB of brackets as JSON-LD",
        lambda: page(ARTICLE, f"<script type='application/ld+json'>{'[' * MB}</script>"),
    ),
    _case(
        "9,900 meta elements", lambda: page(ARTICLE, "<meta name=a content=b>" * 9_900), quick=True
    ),
    _case("9,900 headings", lambda: page("<h1>a" * 9_900 + PARAGRAPH)),
    _case(
        "9,900 dates",
        lambda: page("<h1>x</h1>" + "<p>Published 3 April 1940 and 2 May 2001" * 9_900),
    ),
    _case("9,900 times", lambda: page("<h1>x</h1>" + "<time datetime=2020-01-01>" * 9_900 + WORDS)),
    _case(
        "2 MB of mojibake in one line",
        lambda: page(f"<p>{filled('cafÃ© Ã¼ber â€œall ', 2 * MB - 200)}</p>"),
    ),
    _case(
        "2 MB of digits and dates",
        lambda: page(f"<p>{filled('1940-04-03 3 April 1940 ', 2 * MB - 200)}</p>"),
    ),
    Case("5 MB of GB 18030 that declares nothing", HTML, _undeclared),
    _case("30 MB of paragraphs", lambda: page(_numbered(30 * MB))),
    _case("39 MB of tags", lambda: page("<p>" * (13 * MB))),
    _case("50 MB of paragraphs", lambda: page(_numbered(50 * MB))),
)
