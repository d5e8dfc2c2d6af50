import re
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from pipeline.publish import figures, reports
from pipeline.publish.nouns import anchor
from pipeline.publish.reading.documents import safe_url
from pipeline.publish.render import markdown_text, markdown_url

Make = Callable[..., Path]
HOSTILE = "<script>alert('x')</script>\" onload=\"x \x1b]0;x\x07 \u202e"
VOID = {"meta", "br", "link", "img", "input", "hr"}


class Page(HTMLParser):
    """What a page holds: ids, links, tags that were opened, headings; tags have to match."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.open: list[str] = []
        self.loose: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attrs:
            self.attributes.append(name)
            if name == "id":
                self.ids.append(value or "")
            if name in ("href", "src", "action"):
                self.links.append(value or "")
        if tag == "th" and "scope" not in dict(attrs):
            self.loose.append("th without scope")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.loose.append(tag)


def read(folder: Path) -> tuple[str, str]:
    pages = reports(folder)
    return pages["report.html"], pages["report.md"]


def rich(make: Make, **others: object) -> Path:
    """A snapshot with something in every section."""
    specs = [
        {
            "year": 1990 + at % 9,
            "themes": ["heritage"],
            "countries": ["country:SGP"],
            "source_id": "letters" if at % 2 else "diary",
        }
        for at in range(40)
    ]
    return make(*specs, {"themes": ["language"]}, **others)


def test_the_same_snapshot_gives_the_same_bytes(make_snapshot: Make) -> None:
    folder = rich(make_snapshot, pages=reports)
    again = reports(folder)
    assert sorted(again) == ["method.html", "report.html", "report.md"]
    for name, text in again.items():
        assert (folder / name).read_text("utf-8") == text
        assert folder.name in text
        assert "2026" not in text, "no clock time"


def test_pages_are_sound(make_snapshot: Make) -> None:
    folder = rich(make_snapshot)
    pages = reports(folder)
    for name in ("report.html", "method.html"):
        page = Page(pages[name])
        assert page.open == []
        assert page.loose == []
        levels = [int(tag[1]) for tag in page.tags if re.fullmatch(r"h[1-6]", tag)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(b <= a + 1 for a, b in pairwise(levels)), "none left out"


def test_every_link_inside_the_page_leads_somewhere(make_snapshot: Make) -> None:
    folder = rich(make_snapshot)
    page = Page(read(folder)[0])
    inner = {link[1:] for link in page.links if link.startswith("#")}
    assert inner <= set(page.ids)
    assert {"theme-heritage", "docs-theme-heritage", "docs-country-SGP"} <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
    assert "method.html" in page.links


def test_no_two_series_share_a_place() -> None:
    ids = ["organisation:a b", "organisation:a-b", "organisation:a/b", "organisation:a--b"]
    assert len({anchor("organisation", id_) for id_ in ids}) == len(ids)
    assert anchor("country", "country:SGP") == "country-SGP"


def test_the_page_needs_no_network(make_snapshot: Make) -> None:
    html, _ = read(rich(make_snapshot))
    page = Page(html)
    assert not {"link", "img", "iframe", "object", "embed"} & set(page.tags)
    assert not {"src", "style", "onclick"} & set(page.attributes)
    assert not re.search(r"url\(|@import", html)
    assert "default-src 'none'" in html


def test_only_our_own_script_and_style_may_run(make_snapshot: Make) -> None:
    html, _ = read(rich(make_snapshot))
    for tag in ("script", "style"):
        (text,) = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        digest = b64encode(sha256(text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in html


def test_hostile_text_stays_text(make_snapshot: Make) -> None:
    rejected = {"stage": "clean", "source_id": HOSTILE, "locator": HOSTILE, "document_id": None}
    folder = make_snapshot(
        {
            "year": 1990,
            "themes": ["heritage"],
            "title": HOSTILE,
            "url": "javascript:alert(1)",
            "gaps": HOSTILE,
            "language": '"x',
        },
        rejected=[{**rejected, "reason": HOSTILE, "detail": HOSTILE}],
    )
    html, markdown = read(folder)
    page = Page(html)
    assert page.tags.count("script") == 1
    assert "onload" not in page.attributes
    assert not [link for link in page.links if link.startswith("javascript")]
    assert "<script" not in markdown
    assert not re.search("[\x1b\x07\u202e]", html + markdown)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//x", "", None, "https://x/" + "y" * 2000]
)
def test_only_web_addresses_are_linked(url: str | None) -> None:
    assert safe_url(url) is None


def test_markdown_is_escaped() -> None:
    assert markdown_text("a|b\n# c [d](e) <b>") == "a\\|b \\# c \\[d\\](e) &lt;b&gt;"
    assert markdown_url("https://example.org/a(b) c") == "https://example.org/a%28b%29%20c"


def test_long_spans_are_shown_by_decade(make_snapshot: Make) -> None:
    specs = ({"themes": ["heritage"], "year": year} for year in (1883, 2020))
    assert figures(make_snapshot(*specs)).granularity == "decade"
    assert figures(make_snapshot({"year": 1980}, {"year": 2020})).granularity == "year"


def test_short_spans_are_shown_by_quarter_where_dates_are_exact(make_snapshot: Make) -> None:
    exact = [{"year": 2019 + at % 4, "themes": ["heritage"]} for at in range(10)]
    by_day = [{**spec, "published_precision": "day"} for spec in exact]
    shown = figures(make_snapshot(*by_day, exact[0]))
    assert (shown.granularity, shown.missing.dates.n_coarse) == ("quarter", 1)
    assert figures(make_snapshot(*exact)).granularity == "year"


def test_long_lists_say_that_they_are_cut(make_snapshot: Make) -> None:
    specs = [{"year": 1990, "themes": ["heritage"]} for _ in range(40)]
    assert "the newest 12 of 40" in read(make_snapshot(*specs))[0]


def test_the_page_stays_small_whatever_comes(make_snapshot: Make) -> None:
    specs = [
        {
            "year": 1000 + at * 6,
            "themes": ["heritage"],
            "title": "long " * 5000,
            "source_id": f"source{at:03}",
            "language": f"{chr(97 + at % 26)}{chr(97 + at // 26)}",
            "gaps": f"page {at}",
        }
        for at in range(300)
    ]
    rejected = [
        {"stage": "clean", "source_id": "s", "locator": f"{at}", "document_id": None}
        | {"reason": f"r{at}", "detail": "d " * 5000}
        for at in range(300)
    ]
    html, markdown = read(make_snapshot(*specs, rejected=rejected))
    assert len(html) < 500_000
    assert len(markdown) < 500_000
    assert "the 60 largest of 300" in html
    assert "300 inputs became no result" in html
    assert "dated before" in html


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z]+[0-9]?): (#[0-9a-f]{6})", block))


def contrast(one: str, other: str) -> float:
    """Contrast of two colours by WCAG 2, 1 to 21."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_text_can_be_read_on_every_ground(make_snapshot: Make, mode: str) -> None:
    html, _ = read(make_snapshot())
    light, dark = re.findall(r":root \{(.*?)\}", html, re.DOTALL)[:2]
    held = colours(light) | (colours(dark) if mode == "dark" else {})
    pairs = [(ink, on) for ink in ("ink", "soft", "accent") for on in ("paper", "card")]
    pairs += [("ink", f"h{at}") for at in range(4)] + [("deep", "h4"), ("deep", "h5")]
    weak = {pair: contrast(*(held[name] for name in pair)) for pair in pairs}
    assert not {pair: value for pair, value in weak.items() if value < 4.5}
