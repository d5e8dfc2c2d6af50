import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

from pipeline.publish import figures, render_markdown, render_report
from pipeline.publish.claims import MIN_EFFECTIVE
from pipeline.publish.gather import quote
from pipeline.publish.reading import safe_url
from pipeline.publish.render import markdown_text, markdown_url
from pipeline.trends import slopes

Make = Callable[..., Path]
HOSTILE = "<script>alert('x')</script>\" onload=\"x"


class Page(HTMLParser):
    """What a page holds: ids, links, tags that were opened, text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            self.attributes.append(name)
            if name == "id":
                self.ids.append(value or "")
            if name in ("href", "src", "action"):
                self.links.append(value or "")


def read(folder: Path) -> tuple[str, str]:
    return (folder / "report.html").read_text("utf-8"), (folder / "report.md").read_text("utf-8")


def noise(seed: int) -> list[dict[str, object]]:
    """600 documents of 30 years, two themes thrown at random."""
    rng = np.random.default_rng(seed)
    names = ("heritage", "language")
    return [
        {"year": 1990 + at % 30, "themes": [name for name in names if rng.random() < 0.3]}
        for at in range(600)
    ]


def test_the_same_snapshot_gives_the_same_bytes(make_snapshot: Make) -> None:
    folder = make_snapshot({"year": 1990, "themes": ["heritage"]}, {"year": 1991})
    html, markdown = read(folder)
    assert render_report(figures(folder)) == html
    assert render_markdown(figures(folder)) == markdown
    assert folder.name in html
    assert folder.name in markdown
    assert "2026" not in html, "no clock time"


def test_an_empty_corpus_has_a_report(make_snapshot: Make) -> None:
    html, markdown = read(make_snapshot())
    assert "holds no documents yet" in html
    assert "holds no documents yet" in markdown


def test_an_undated_corpus_has_a_report(make_snapshot: Make) -> None:
    html, markdown = read(make_snapshot({"themes": ["heritage"]}, {"themes": ["heritage"]}))
    assert "No document has a date" in html
    assert "2 documents state no date" in markdown
    assert "none was tested" in html


def test_every_link_inside_the_page_leads_somewhere(make_snapshot: Make) -> None:
    specs = [
        {"year": 1990 + at, "themes": ["heritage"], "countries": ["country:SGP"]} for at in range(9)
    ]
    page = Page(read(make_snapshot(*specs))[0])
    inner = {link[1:] for link in page.links if link.startswith("#")}
    assert inner <= set(page.ids)
    assert {"theme-heritage", "docs-theme-heritage", "docs-country-SGP"} <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_the_page_needs_no_network(make_snapshot: Make) -> None:
    html, _ = read(make_snapshot({"year": 1990, "themes": ["heritage"]}))
    page = Page(html)
    assert not {"link", "img", "iframe", "object", "embed"} & set(page.tags)
    assert "src" not in page.attributes
    assert not re.search(r"url\(|@import", html)
    assert "default-src 'none'" in html


def test_hostile_text_stays_text(make_snapshot: Make) -> None:
    folder = make_snapshot(
        {"year": 1990, "themes": ["heritage"], "title": HOSTILE, "url": "javascript:alert(1)"},
        rejected=[
            {
                "stage": "clean",
                "source_id": "letters",
                "locator": HOSTILE,
                "document_id": None,
                "reason": HOSTILE,
                "detail": HOSTILE,
            }
        ],
    )
    html, markdown = read(folder)
    page = Page(html)
    assert page.tags.count("script") == 1
    assert "onload" not in page.attributes
    assert not [link for link in page.links if link.startswith("javascript")]
    assert "<script" not in markdown


@pytest.mark.parametrize("seed", [1, 2])
def test_no_trend_is_told_of_noise(make_snapshot: Make, seed: int) -> None:
    shown = figures(make_snapshot(*noise(seed)))
    assert shown.n_tested == 2
    told = " ".join(claim.text for claim in shown.claims)
    assert " rose" not in told
    assert " fell" not in told
    assert "No rise or fall stands: of 2 series" in told


def test_a_true_rise_is_told_with_its_figures(make_snapshot: Make) -> None:
    specs = [
        {"year": 1990 + year, "themes": ["heritage"] if at < year else []}
        for year in range(1, 16)
        for at in range(20)
    ]
    html, markdown = read(make_snapshot(*specs))
    (told,) = re.findall(r"The theme Heritage rose: [^<]*", html)
    assert "1 of 20 documents) in 1991" in told
    assert "14 of 20 documents) in 2004" in told, "the open year 2005 is not told"
    assert "+50.0" in told
    assert "The theme Heritage rose" in markdown


def test_a_lead_within_the_intervals_is_no_lead(make_snapshot: Make) -> None:
    specs = [
        {"year": 1990, "themes": ["heritage"] if at < 11 else ["language"]} for at in range(20)
    ]
    told = " ".join(claim.text for claim in figures(make_snapshot(*specs)).claims)
    assert "its lead over Language & learning is within the intervals" in told


def test_long_spans_are_shown_by_decade(make_snapshot: Make) -> None:
    short = figures(make_snapshot({"year": 1980}, {"year": 2020}))
    long = figures(make_snapshot({"year": 1883}, {"year": 2020}))
    assert (short.granularity, long.granularity) == ("year", "decade")


def test_long_lists_say_that_they_are_cut(make_snapshot: Make) -> None:
    specs = [{"year": 1990, "themes": ["heritage"]} for _ in range(40)]
    assert "the newest 25 of 40" in read(make_snapshot(*specs))[0]


def test_heat_map_counts_documents_with_both(make_snapshot: Make) -> None:
    both = {"year": 1990, "themes": ["heritage"], "countries": ["country:SGP"]}
    heat = figures(make_snapshot(both, {"year": 1990, "countries": ["country:SGP"]}, both)).heat
    assert heat.cells == (((2, pytest.approx(2 / 3)),),)


def test_a_topic_is_quoted_from_its_nearest_passage(make_snapshot: Make) -> None:
    passage = {"document_id": f"{0:016x}", "start": 0, "end": 9, "n_words": 3, "topic_id": "t0001"}
    texts = {"000": ("Far off. ", 0.2), "001": ("Masks & puppets.", 0.9)}
    html, markdown = read(
        make_snapshot(
            {"year": 1990, "title": "On *stage*"},
            topics=[
                {
                    "topic_id": "t0001",
                    "label": "stage",
                    "terms": "stage 0.5; puppet theatre 0.4",
                    "n_passages": 2,
                    "n_documents": 1,
                }
            ],
            document_topics=[{"document_id": f"{0:016x}", "topic_id": "t0001", "share": 1.0}],
            passages=[
                {
                    **passage,
                    "passage_id": f"{0:016x}-{ordinal}",
                    "ordinal": int(ordinal),
                    "text": text,
                    "language": "en",
                    "section": None,
                    "topic_score": score,
                }
                for ordinal, (text, score) in texts.items()
            ],
        )
    )
    assert "Masks &amp; puppets." in html
    assert "puppet theatre" in html
    assert "On \\*stage\\*" in markdown


def test_quotes_end_with_a_sentence() -> None:
    assert quote("One  sentence.") == "One sentence."
    long = "A sentence of some length that says a thing or two about festivals. " * 9
    assert quote(long).endswith("festivals.")
    assert quote("word " * 200).endswith("word \u2026")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//x", "", None])
def test_only_web_addresses_are_linked(url: str | None) -> None:
    assert safe_url(url) is None


def test_markdown_is_escaped() -> None:
    assert markdown_text("a|b\n# c [d](e) <b>") == "a\\|b \\# c \\[d\\](e) &lt;b&gt;"
    assert markdown_url("https://example.org/a(b) c") == "https://example.org/a%28b%29%20c"


def test_report_and_trends_agree_on_thin_periods() -> None:
    assert MIN_EFFECTIVE == slopes.MIN_EFFECTIVE


LACKS = "names; topics; suggestions"


def test_the_report_tells_languages_and_what_was_not_done(make_snapshot: Make) -> None:
    specs = [{"year": 1990} for _ in range(17)]
    specs += [{"year": 1991, "language": "fr", "lacks": LACKS} for _ in range(2)]
    specs += [{"year": 1991, "language": "cy", "lacks": "topics"}]
    folder = make_snapshot(*specs)
    missing = figures(folder).missing
    assert [(row.name, row.n, row.lacks) for row in missing.languages] == [
        ("English (en)", 17, ()),
        ("French (fr)", 2, ("names", "topics", "suggestions")),
        ("Welsh (cy)", 1, ("topics",)),
    ]
    told = [(each.lacks, round(each.share, 6)) for each in missing.unassessed]
    assert told == [(("names", "suggestions"), 0.1), (("topics",), 0.15)]
    html, markdown = read(folder)
    assert "Mind the languages: 15\u202f% of all documents" in html
    assert "French (fr), Welsh (cy)" in markdown
    assert "names beyond the known ones; topics; suggestions by meaning" in markdown


def test_a_few_foreign_documents_are_no_finding(make_snapshot: Make) -> None:
    specs = [{"year": 1990}] * 19 + [{"year": 1990, "language": "fr", "lacks": LACKS}]
    html, _ = read(make_snapshot(*specs))
    assert "Mind the languages" not in html
    assert "French (fr)" in html


def test_an_english_corpus_lacks_nothing(make_snapshot: Make) -> None:
    html, markdown = read(make_snapshot({"year": 1990}, {"year": 1991}))
    assert "Everything was done for every document." in html
    assert "| English (en) | 2 | 100\u202f% | nothing |" in markdown


def test_the_report_tells_how_clean_the_texts_are(make_snapshot: Make) -> None:
    specs = [{"year": 1990, "quality": quality} for quality in (0.2, 0.79, 0.8, 0.89, 0.9, 1.0)]
    folder = make_snapshot(*specs)
    steps = figures(folder).missing.quality
    assert [(step.below, step.n) for step in steps] == [(0.8, 2), (0.9, 4)]
    assert "2 documents (33\u202f%) below 0.8, 4 documents (67\u202f%) below 0.9" in read(folder)[1]


def test_unsure_dates_count_as_none_and_are_marked(make_snapshot: Make) -> None:
    folder = make_snapshot(
        {"year": 1990, "themes": ["heritage"]},
        {"year": 1890, "themes": ["heritage"], "published_confidence": 0.4},
        {"themes": ["heritage"]},
    )
    html, markdown = read(folder)
    assert "1 documents state no date; the dates of 1 more are less sure than 0.5" in markdown
    assert "1890?" in html
    assert "dated 1990; 1 of them" in html
    shown = figures(folder)
    assert (shown.head.n_dated, shown.granularity) == (1, "year")
    assert [start.year for start in shown.volume.starts] == [1990]


def decision(number: int, kind: str, state: str = "counts") -> dict[str, object]:
    row = {"number": number, "document_id": f"{0:016x}", "revision": 1, "scheme": "themes"}
    row |= {"concept_id": "heritage", "kind": kind, "state": state, "editor": "e1"}
    row |= {"decided_at": "2026-05-31T12:00:00+00:00", "probability": 0.4, "model": None}
    return row | {"decision_id": f"{number:032x}", "undoes": None, "batch": None, "via": "cli"}


def test_the_report_tells_what_editors_decided(make_snapshot: Make) -> None:
    log = [decision(1, "accept", "replaced"), decision(2, "reject"), decision(3, "complete")]
    log += [
        decision(4, "add"),
        decision(5, "add"),
        decision(6, "undo"),
        decision(7, "add", "undone"),
    ]
    for text in read(make_snapshot({"year": 1990, "themes": ["heritage"]}, decisions=log)):
        assert "beyond 2 tags that editors gave and 1 that they rejected" in text
    for text in read(make_snapshot({"year": 1991, "themes": ["heritage"]})):
        assert "editors gave" not in text
