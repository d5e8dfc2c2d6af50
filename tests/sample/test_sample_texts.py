"""Every authored article is in the sample: once whole, and again only where that is declared."""

from __future__ import annotations

import html
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest
import yaml
from rdflib import Graph
from rdflib.namespace import SKOS

MIN_DATED = 120
FIRST_YEAR, LAST_YEAR = 1883, 2025
COPIES = {"1960-nubia-campaign-launched", "2003-intangible-heritage-convention"}
REPOSTS = {
    "1972-treasures-of-tutankhamun-london",
    "2013-marrakesh-treaty-adopted",
    "2018-two-koreas-one-wrestling-tradition",
}


@dataclass(frozen=True)
class Authored:
    """An authored article: its front matter as strings, and its words."""

    slug: str
    front: dict[str, str]
    words: str


def words_of(text: str) -> str:
    """Return the words of a text with one space before, between and after them.

    Mark-up, quotes and dashes are no words; soft line-end hyphens of PDFs join what they cut.
    """
    joined = re.sub("[\ufffe\x02]\r?\n?", "", text)
    return " " + " ".join(re.findall(r"\w+", joined.replace("<p>", " "))) + " "


def listed(value: str) -> list[str]:
    """Return the parts of a list that semicolons separate."""
    return [part.strip() for part in value.split(";") if part.strip()]


def page_text(body: bytes) -> str:
    """Return the text of one of the sample's own pages, which are simple, without its mark-up."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        text = body.decode("cp1252")
    for part in ("script", "aside"):
        text = re.sub(rf"<{part}.*?</{part}>", " ", text, flags=re.DOTALL)
    text = re.sub(r'<div class="ad">.*?</div>', " ", text)
    return html.unescape(re.sub(r"<[^>]+>", " ", text))


def pdf_text(path: Path) -> str:
    """Return the text of a PDF as PDFium gives it, with page numbers and running heads."""
    document = pypdfium2.PdfDocument(path)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


@pytest.fixture(scope="module")
def articles(sample: Path) -> list[Authored]:
    found = []
    for path in sorted((sample / "articles").glob("*.md")):
        _, head, body = path.read_text("utf-8").split("---\n", 2)
        front = dict(line.split(":", 1) for line in head.splitlines())
        stripped = {key: value.strip() for key, value in front.items()}
        found.append(Authored(path.stem, stripped, words_of(body)))
    return found


@pytest.fixture(scope="module")
def texts(
    sample: Path, rows: list[dict[str, str]], records: list[dict[str, object]]
) -> dict[str, str]:
    """Return the words of everything shipped but the broken items, by name."""
    found = {}
    for path in sorted(sample.glob("web_*/*.html")):
        found[f"{path.parent.name}/{path.name}"] = page_text(path.read_bytes())
    for path in sorted((sample / "pasted").glob("*.txt")):
        without = path.read_text("utf-8").replace("ADVERTISEMENT", " ")
        found[f"pasted/{path.name}"] = without
    for path in sorted((sample / "notes").rglob("*.md")):
        found[path.relative_to(sample).as_posix()] = path.read_text("utf-8")
    for path in sorted((sample / "reports").glob("*.pdf")):
        found[f"reports/{path.name}"] = pdf_text(path)
    found |= {f"records#{row['id']}": row["text"] for row in rows}
    found |= {str(r["record_id"]): page_text(str(r["content"]).encode()) for r in records}
    return {name: words_of(text) for name, text in found.items()}


def test_each_article_stands_whole_in_one_place(
    articles: list[Authored], texts: dict[str, str]
) -> None:
    for article in articles:
        n_expected = 2 if article.slug in COPIES else 1
        places = [name for name, words in texts.items() if article.words in words]
        assert len(places) == n_expected, (article.slug, places)


def test_copies_are_exact(sample: Path) -> None:
    archived = {path.stem for path in (sample / "notes" / "archive").iterdir()}
    assert archived == COPIES
    for slug in COPIES:
        note = (sample / "notes" / f"{slug}.md").read_bytes()
        assert (sample / "notes" / "archive" / f"{slug}.md").read_bytes() == note


def test_reposts_say_so_and_are_nearly_the_same(
    articles: list[Authored], texts: dict[str, str], sample: Path
) -> None:
    posted = {path.stem for path in (sample / "pasted").glob("*-repost.txt")}
    assert posted == {f"{slug}-repost" for slug in REPOSTS}
    by_slug = {article.slug: article for article in articles}
    for slug in REPOSTS:
        again = texts[f"pasted/{slug}-repost.txt"]
        original = by_slug[slug].words.split()
        kept = " ".join(original[: int(0.75 * len(original))])
        assert "Re posted" in again
        assert kept in again
        assert by_slug[slug].words not in again


def test_there_are_enough_documents_of_fair_length(
    articles: list[Authored], texts: dict[str, str]
) -> None:
    assert len([name for name, words in texts.items() if words.strip()]) >= MIN_DATED
    lengths = sorted(len(article.words.split()) for article in articles)
    assert lengths[0] >= 120
    assert lengths[-1] <= 420


def test_dates_span_the_chronicle(articles: list[Authored]) -> None:
    years = [int(article.front["date"][:4]) for article in articles]
    assert (min(years), max(years)) == (FIRST_YEAR, LAST_YEAR)
    stated = [article.front["date"] for article in articles]
    assert all(re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", date) for date in stated)


@pytest.mark.parametrize("scheme", ["themes", "disciplines"])
def test_labels_are_those_of_the_vocabulary(
    root: Path, sample: Path, articles: list[Authored], scheme: str
) -> None:
    graph = Graph().parse(root / "models" / f"{scheme}.ttl")
    labels = {
        str(subject).rpartition(":")[2]: str(label)
        for subject, label in graph.subject_objects(SKOS.prefLabel)
        if label.language == "en"
    }
    used = {id_ for article in articles for id_ in listed(article.front[scheme])}
    assert used <= set(labels)
    source = (sample / "forms" / "labels.py").read_text("utf-8")
    missing = [id_ for id_, label in labels.items() if f'"{id_}": "{label}"' not in source]
    assert missing == [], "copy the changed labels into corpus/sample/forms/labels.py"


def test_front_matter_is_sound_and_dated(sample: Path) -> None:
    marks = []
    for path in sorted((sample / "notes").rglob("*.md")):
        text = path.read_text("utf-8")
        marks.append(text[:3])
        head = text.split(f"{text[:3]}\n")[1]
        front = tomllib.loads(head) if text.startswith("+++") else yaml.safe_load(head)
        assert str(front["date"])[:4] == path.name[:4]
        assert front["title"]
        assert front["themes"]
    assert set(marks) == {"---", "+++"}


def test_pages_state_their_date(sample: Path) -> None:
    for path in sorted(sample.glob("web_*/*.html")):
        text = path.read_bytes().decode("cp1252", "replace")
        year = path.name[:4]
        stated = rf'(datePublished": "|published_time" content="|dcterms.issued" content="){year}'
        shown = rf'(<time datetime="{year}|(Posted on|Published:) [\w ]*\b{year}\b)'
        assert re.search(f"{stated}|{shown}", text), path.name


def test_old_encodings_are_what_they_claim_or_wrongly_claim(sample: Path) -> None:
    declared: dict[str, list[str]] = {}
    for path in sorted(sample.glob("web_*/*.html")):
        body = path.read_bytes()
        found = re.search(rb'charset="?([\w-]+)', body)
        assert found
        try:
            body.decode("utf-8")
        except UnicodeDecodeError:
            kind = "quotes" if re.search(rb"[\x91-\x94]", body) else "latin-1"
            declared.setdefault(kind, []).append(found[1].decode())
        else:
            assert found[1] == b"utf-8"
    assert sorted(declared["latin-1"]) == ["iso-8859-1", "iso-8859-1", "iso-8859-1", "utf-8"]
    assert sorted(declared["quotes"]) == ["iso-8859-1", "windows-1252"]


def test_reports_have_cut_words_running_heads_and_a_date(sample: Path) -> None:
    cut = 0
    for path in sorted((sample / "reports").glob("*.pdf")):
        text = pdf_text(path)
        title = text.splitlines()[0]
        assert title.startswith("Culturescope Report ")
        assert re.search(r"^Published(: | on ).*\d{4}\r?$", text, re.MULTILINE)
        assert len(re.findall(r"^Culturescope Report \d: ", text, re.MULTILINE)) >= 3
        cut += len(re.findall("[\ufffe\x02]", text))
    assert cut >= 6
