"""A page has changed where its text has; its own address and its files are read as it says."""

import pytest

from pipeline.declarations import Selectors, Source
from pipeline.sources.web.essence import canonical_link, essence, file_links, read_page

URL = "http://x.example/news/a"
WORDS = "Museums of the coast lend each other their boats, and their keepers travel along. " * 4


def card(**keys: object) -> Source:
    return Source(id="x", name="X", **({"kind": "feed", "url": "http://x.example/feed"} | keys))


def page(
    text: str = WORDS, title: str = "Boats", head: str = "", before: str = "", after: str = ""
) -> bytes:
    return (
        f"<!doctype html><html><head><title>{title}</title>{head}</head><body>{before}"
        f"<article><h1>{title}</h1><p>{text}</p></article>{after}</body></html>"
    ).encode()


def of(body: bytes, **keys: object) -> str:
    return essence(body, "text/html", card(**keys))


@pytest.mark.parametrize(
    "other",
    [
        page(head="<script>var token = 'x81'</script><meta name=csrf content=9>"),
        page(before="<!-- rendered in 13 ms --><nav><a href=/new>New in the menu</a></nav>"),
        page(before="<header><p>Today is Monday</p></header><style>p {}</style>"),
        page(after="<aside>Others read this</aside><footer>2,311 visits</footer>"),
        page(after="<form><input name=t value=77><p>Write to us</p></form>"),
        page(after="<div id=comments>Well said!</div><div hidden>x</div><svg><text>y</text></svg>"),
        page(before="<dl><dd class=hits><span></span>Hits: 2311</dd></dl>"),
        page(text=WORDS.replace(" ", "\n  ")),
        page(text=f"<b>{WORDS[:20]}</b>{WORDS[20:]}"),
        page().replace(b"<p>", b"<p class=v2 data-id=7>"),
        b"\xef\xbb\xbf" + page(),
    ],
)
def test_what_surrounds_the_text_does_not_count(other: bytes) -> None:
    assert of(other) == of(page())


@pytest.mark.parametrize(
    "other",
    [
        page(text=WORDS.replace("boats", "ships")),
        page(text=WORDS + "Corrected."),
        page(title="Ships"),
        page(text=WORDS + "<time datetime=2026-03-02>today</time>"),
        page(text=WORDS + "<header>A header of the article itself</header>"),
    ],
)
def test_the_text_counts(other: bytes) -> None:
    assert of(other) != of(page())


def test_relative_times_do_not_count_and_the_days_they_stand_for_do() -> None:
    said = "<time datetime=2026-03-02>{} ago</time>"
    hour, day = page(text=WORDS + said.format("1 hour")), page(text=WORDS + said.format("1 day"))
    assert of(hour) == of(day)
    assert of(hour.replace(b"03-02", b"03-03")) != of(hour)


def test_the_card_says_which_part_counts_and_which_does_not() -> None:
    selected = {"select": Selectors(body=".story", drop=".counter")}
    story = page(text=f"<div class=story>{WORDS}<i class=counter>3</i></div>", before="<p>one</p>")
    again = page(text=f"<div class=story>{WORDS}<i class=counter>4</i></div>", before="<p>two</p>")
    assert of(story) != of(again)
    assert of(story, **selected) == of(again, **selected)
    unreadable = {"select": Selectors(body="p:-soup-contains('x')")}
    assert of(story, **unreadable) == of(story)


def test_where_the_part_that_counts_is_empty_the_whole_page_does() -> None:
    bare = "<main><h1>Boats</h1></main>"
    one, two = (page(text=WORDS + extra, before=bare) for extra in ("", "more"))
    assert of(one) != of(two)
    wrapped = [b"<aside>" + one + b"</aside>", b"<aside>" + two + b"</aside>"]
    assert of(wrapped[0]) != of(wrapped[1])


def test_of_a_page_without_text_and_of_other_things_every_byte_counts() -> None:
    one, two = (f"<html><body><script>text({n})</script></body></html>".encode() for n in (1, 2))
    assert of(one) != of(two)
    assert essence(b"%PDF-1", "application/pdf", card()) != essence(
        b"%PDF-2", "application/pdf", card()
    )


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("<link rel=canonical href=/news/b>", "http://x.example/news/b"),
        ("<link rel='shortlink Canonical' href='//x.example/b#c'>", "http://x.example/b"),
        ("<base href='http://x.example/en/'><link rel=canonical href=b>", "http://x.example/en/b"),
        ("<link rel=canonical href='https://www.x.example/b?utm_source=c'>", "https://www.x.example/b"),
        ("<link rel=canonical href=b><link rel=canonical href=/news/b>", "http://x.example/news/b"),
        ("<link rel=canonical href=b><link rel=canonical href=c>", ""),  # which of them?
        ("<link rel=canonical href=http://y.example/b>", ""),  # another place
        ("<link rel=canonical href=''>", ""),
        (f"<link rel=canonical href={URL}>", ""),
        ("<link rel=alternate href=b>", ""),
        ("<link rel=canonical href='javascript:x'>", ""),
    ],
)  # fmt: skip
def test_the_address_that_a_page_names_as_its_own(head: str, expected: str) -> None:
    assert read_page(page(head=head), "text/html", card(), URL).canonical == expected
    off = card(canonical=False)
    assert read_page(page(head=head), "text/html", off, URL).canonical == ""


def test_a_page_of_a_list_stands_on_its_own_host() -> None:
    saved, own = (
        f"<link rel=canonical href={url}>"
        for url in ("http://y.example/b", "http://www.x.example/b")
    )
    source = card(kind="urls", url="http://z.example/a")
    assert read_page(page(head=saved), "text/html", source, URL).canonical == ""
    assert read_page(page(head=own), "text/html", source, URL).canonical == "http://www.x.example/b"


def test_a_canonical_link_is_told_wherever_it_leads() -> None:
    head = "<link rel=canonical href=http://y.example/b>"
    assert canonical_link(page(head=head), URL) == "http://y.example/b"


FILES = (
    '<a href="/a.pdf">A</a> <a href="b.PDF?v=2#page=3">B</a> <a href="/a.pdf">again</a> '
    '<a href="get?file=c.pdf">C</a> <a href="http://y.example/d.pdf">elsewhere</a> '
    '<a href="/e.docx">E</a> <a href="/pdf/">no file</a> <a href="/f.pdf.html">no file</a>'
)
FOUND = [
    "http://x.example/a.pdf",
    "http://x.example/news/b.PDF?v=2",
    "http://x.example/news/get?file=c.pdf",
]


def test_linked_files_are_found_where_the_card_says() -> None:
    outside = '<a href="/menu.pdf">M</a>'
    body = page(text=WORDS + FILES, before=f"<nav>{outside}</nav>")
    assert file_links(body, URL, card()) == []
    source = card(files=("pdf",), select=Selectors(body="article"))
    assert file_links(body, URL, source) == FOUND
    anywhere = card(files=("pdf", ".docx"), hosts=("y.example",))
    found = file_links(body, URL, anywhere)
    assert found[0] == "http://x.example/menu.pdf"
    assert {"http://y.example/d.pdf", "http://x.example/e.docx"} < set(found)


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 300_000,
        "<a href=x.pdf>" * 30_000,
        "<time datetime=x>" * 30_000,
        "<p>" * 100_000,
        "<link rel=canonical href=x>" * 30_000,
        "<!--" * 100_000,
        "",
        "\x00\ud800",
    ],
)
def test_pages_made_to_keep_parsers_busy_are_read_all_the_same(body: str) -> None:
    text = "<html><body>" + body + WORDS
    found = read_page(text.encode("utf-8", "replace"), "text/html", card(files=("pdf",)), URL)
    assert len(found.sha256) == 64


def test_encodings_are_no_obstacle() -> None:
    for encoding in ("utf-16", "latin-1", "utf-8"):
        body = page(text=WORDS + "Fähren", head="<link rel=canonical href=b>").decode()
        found = read_page(body.encode(encoding), "text/html", card(), URL)
        assert found.canonical == "http://x.example/news/b"
