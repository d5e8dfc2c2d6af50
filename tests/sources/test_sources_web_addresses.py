"""One page has one address, and what must not be asked for has none."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.declarations import Source
from pipeline.sources.web.addresses import (
    MAX_LENGTH,
    absolute,
    belongs,
    canonical_url,
    fetchable_url,
    host_of,
    is_at_home,
)
from pipeline.sources.web.patterns import matches


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTP://News.Example.ORG:80/A/", "http://news.example.org/A/"),
        ("https://x.example:443", "https://x.example/"),
        ("https://x.example:8443/a", "https://x.example:8443/a"),
        ("http://x.example:0080/a", "http://x.example/a"),
        ("http://x.example/a/./b/../../c/..", "http://x.example/"),
        ("http://x.example/%7euser/%c3%a9?q=%c3%a9", "http://x.example/~user/%C3%A9?q=%C3%A9"),
        ("http://x.example/%2e%2e/a", "http://x.example/a"),
        ("http://x.example/a%2fb", "http://x.example/a%2Fb"),
        ("http://x.example/100%", "http://x.example/100%25"),
        ("http://x.example/é?q=ö", "http://x.example/%C3%A9?q=%C3%B6"),
        ("http://x.example/a#part", "http://x.example/a"),
        ("http://x.example/a?", "http://x.example/a"),
        ("http://x.example//a//b", "http://x.example//a//b"),
        ("  http://x.example/a\tb\n", "http://x.example/ab"),
        ("http://x.example\\a\\b", "http://x.example/a/b"),
        ("http://bücher.example/", "http://xn--bcher-kva.example/"),
        ("http://x.example./a", "http://x.example/a"),
        ("http://a_b.x.example/", "http://a_b.x.example/"),
        # trackers go, in any case; what may choose a page stays, in its order
        ("http://x.example/?utm_source=a&id=3&UTM_Medium=b&FBCLID=1", "http://x.example/?id=3"),
        ("http://x.example/?utm_source=a", "http://x.example/"),
        ("http://x.example/?z=1&a=2&a=1&ref=x&source=y", "http://x.example/?z=1&a=2&a=1&ref=x&source=y"),
        ("http://x.example/a;jsessionid=1F?PHPSESSID=2", "http://x.example/a"),
        ("http://x.example/a/%2e%2e;jsessionid=1", "http://x.example/"),
        ("http://x.example/%%34%31", "http://x.example/%2541"),
        ("http://x.example/?rest_route=/wp/v2/posts&page=2", "http://x.example/?rest_route=/wp/v2/posts&page=2"),
        ("http://x.example/?resumptionToken=a%2Bb%2F!c+d%3D%3D", "http://x.example/?resumptionToken=a%2Bb%2F!c+d%3D%3D"),
    ],
)  # fmt: skip
def test_addresses_are_written_one_way(url: str, expected: str) -> None:
    assert canonical_url(url) == expected
    assert canonical_url(expected) == expected


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://2130706433/", "http://127.0.0.1"),
        ("http://0x7f000001/", "http://127.0.0.1"),
        ("http://0177.1/", "http://127.0.0.1"),
        ("http://127.1:8080/", "http://127.0.0.1:8080"),
        ("http://１２７.0.0.1/", "http://127.0.0.1"),
        ("http://%6c%6fcalhost/", "http://localhost"),
        ("http://[::1]/", "http://[::1]"),
        ("http://[0:0:0:0:0:ffff:7f00:1]:81/", "http://[::ffff:7f00:1]:81"),
        ("http://good.example\\@evil.example/", "http://good.example"),
        ("http:///x.example/a", "http://x.example"),
    ],
)
def test_a_host_in_disguise_is_the_host_it_is(url: str, host: str) -> None:
    assert host_of(canonical_url(url)) == host


@pytest.mark.parametrize(
    "url",
    [
        "", "/a", "x.example/a", "ftp://x.example/", "file:///etc/passwd", "javascript:alert(1)",
        "mailto:a@x.example", "data:text/html,x", "http://", "http:///", "http://user@x.example/",
        "http://user:word@x.example/", "http://x.example:99999/", "http://x.example:0/",
        "http://x.example:8a/", "http://x..example/", "http://.example/", "http://x example/",
        "http://[::1/", "http://[fe80::1%25eth0]/", "http://1.2.3.4.5/", "http://300.1.1.1/",
        "http://x.example/\ud800", "http://x\r\nHost: evil/", "http://x.example%00/",
        "http://" + "a" * 64 + ".example/", "http://x.example/" + "a" * MAX_LENGTH,
    ],
)  # fmt: skip
def test_what_cannot_be_fetched_has_no_address(url: str) -> None:
    assert canonical_url(url) == ""


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab./\\?#&=%25eE:@[]é \t;~+", max_size=25))
def test_an_address_stays_as_it_has_become(rest: str) -> None:
    once = canonical_url("http://x.example/" + rest)
    assert canonical_url(once) == once
    assert once == "" or once.isascii()
    assert canonical_url(fetchable_url("http://x.example/" + rest)) == once


def test_a_card_names_further_parameters_to_drop() -> None:
    assert canonical_url("http://x.example/a?Print=1&id=2", ("print",)) == "http://x.example/a?id=2"


def test_what_is_asked_for_keeps_the_marks_of_trackers() -> None:
    assert fetchable_url("http://X.example/a?utm_source=b#c") == "http://x.example/a?utm_source=b"


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("b", "http://x.example/a/b"),
        ("/b?c=1#d", "http://x.example/b?c=1"),
        ("?page=2", "http://x.example/a/?page=2"),
        ("//y.example/b", "http://y.example/b"),
        ("\\\\y.example\\b", "http://y.example/b"),
        (" b\n ", "http://x.example/a/b"),
        ("../../../b", "http://x.example/b"),
        ("#top", "http://x.example/a/"),
        ("javascript:void(0)", ""),
        ("tel:+123", ""),
        ("http://[", ""),
    ],
)
def test_links_lead_where_browsers_would_go(href: str, expected: str) -> None:
    assert absolute("http://x.example/a/", href) == expected


def card(**keys: object) -> Source:
    return Source(id="x", name="X", **({"kind": "feed", "url": "http://x.example/feed"} | keys))


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("**/*", "", True),
        ("**/*", "a/b?c=1", True),
        ("news/**", "news", True),
        ("news/**", "news/", True),
        ("news/**", "news/a/b/", True),
        ("news/**", "newsletter", False),
        ("/news/*", "news/a", True),
        ("news/*", "news/a/", True),
        ("news/*", "news/a/b", False),
        ("**/print/*", "print/a", True),
        ("**/print/*", "a/b/print/a", True),
        ("*.html", "a.html?x=1", True),
        ("a/*-2024", "a/b-2024", True),
        ("index.php?id=*", "index.php?id=3&x=/y", True),
        ("index.php?id=*", "index.php", False),
        ("index.php?id=*", "index.phpXid=3", False),
        ("**?print=*", "a/b?print=1", True),
        ("über/*", "%C3%BCber/a", True),
        ("a(b)+[c]/*", "a(b)+[c]/d", True),
        ("http://x.example/a/**", "a/b", True),
        ("https://x.example/a/**", "a/b", False),
    ],
)
def test_patterns_describe_paths(pattern: str, path: str, expected: bool) -> None:
    assert matches(pattern, canonical_url(f"http://x.example/{path}")) is expected


NAIVE = {"**/": "(?:.*/)?", "/**": "(?:/.*)?", "**": ".*", "*": "[^/?]*"}


@settings(max_examples=400, deadline=None)
@given(
    st.lists(st.sampled_from(["a", "b", "/", "*", "**/", "/**", "/**/", "a/"]), max_size=7),
    st.lists(st.sampled_from(["a", "b", "/", "ab", "a/", "/b"]), max_size=9),
)
def test_a_pattern_means_what_trying_everything_would_find(stars: list, path: list) -> None:
    pattern, text = "".join(stars).lstrip("/"), "".join(path)
    parts = re.split(r"(\*\*/|/\*\*$|\*\*|\*)", pattern)
    naive = re.compile("".join(NAIVE.get(part, re.escape(part)) for part in parts))
    expected = bool(naive.fullmatch(text) or naive.fullmatch(text.rstrip("/")))
    assert matches(pattern, f"https://x.example/{text}") == expected


@pytest.mark.parametrize(
    ("pattern", "path"),
    [("**/a/**/b/**/c/**/d", "a/b/c/" * 300), ("*-*-*-*-*x", "-a" * 900), ("a?b=*&c=*&d=*&e=*&f",
     "a?b=" + "&c=&d=&e=" * 200), ("**a**b**c**d", "abc" * 600)],
)  # fmt: skip
def test_no_address_keeps_a_pattern_busy(pattern: str, path: str) -> None:
    began = time.process_time()
    assert not matches(pattern, f"https://x.example/{path}")
    assert time.process_time() - began < 1  # hours, if all places of all stars were tried


def test_items_stand_on_the_hosts_of_the_card_and_below_its_patterns() -> None:
    source = card(hosts=("files.example",), include=("news/**",), exclude=("news/tag/**",))
    assert belongs("https://www.x.example/news/a", source)
    assert belongs("http://files.example/news/a", source)
    assert not belongs("http://x.example/news/tag/a", source)
    assert not belongs("http://x.example/about", source)
    assert not belongs("http://x.example:8080/news/a", source)
    assert not belongs("http://y.example/news/a", source)
    assert is_at_home("http://x.example/about", source)
    assert not is_at_home("http://notx.example/news/a", source)


def test_a_list_may_name_any_host_unless_its_card_names_some() -> None:
    lists = {"kind": "urls", "url": "http://x.example/a"}
    assert belongs("http://y.example/b", card(**lists))
    assert not belongs("http://y.example/b", card(**lists, hosts=("x.example",)))
