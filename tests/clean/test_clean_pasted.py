import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.clean.furniture import cut_line, is_footer, is_share_bar, only_teasers
from pipeline.clean.head import split_authors
from pipeline.records import Document, Rejected

Clean = Callable[..., Document | Rejected]
REAL_PAGES = Path(__file__).resolve().parents[3] / "shared" / "corpora" / "pages"

PROSE_1 = (
    "The exchange brings puppeteers from four cities to the harbour, where they will build one "
    "stage together and show what a shared workshop can do for small theatres."
)
PROSE_2 = (
    "Organisers say that the residency grew out of two earlier meetings, and that every company "
    "keeps the rights to what it makes, wherever the piece is shown later."
)
PAGE = f"""

Privacy Settings

We use cookies to make our website work.

- ☒ Functional
- ☐ Statistics

Save

Accept all

NEWS > Harbour Puppets: A Residency | Second Year

POSTED ON 12 MARCH 2024

By Ana Sample and Bo Example

Harbour Puppets: A Residency | Second Year

{PROSE_1}

With the support of

MINISTRY OF EXAMPLES

HARBOUR FUND

The *second year* is larger than the first, says the [programme page](https://example.org/p).

ADVERTISEMENT
ADVERTISEMENT

{PROSE_2}

Facebook X Reddit Pinterest Email

SIMILAR CONTENT

BY CARA OTHER 02 APR 2023

A teaser about quite another residency that is long enough to look like running text to anyone.

POLICY DIALOGUEASIA BELGIUM EUROPE

COUNTRIES
POLICY DIALOGUE
ASIA CZECH REPUBLIC EUROPE
ASIA EUROPE

THEMES

CULTURAL DIPLOMACY SOFT POWER MUSEUM EDUCATION

DISCIPLINES

PERFORMING ARTS VISUAL ARTS

ABOUT HARBOUR ARTS

Harbour Arts is a meeting place for everybody who likes strings, sticks and shadows on a wall.

About us
Contact us

HARBOUR ARTS 2017 | TERMS OF SERVICE & PRIVACY POLICY
"""


@pytest.fixture(scope="module")
def page(clean: Clean) -> Document:
    outcome = clean(PAGE)
    assert isinstance(outcome, Document)
    return outcome


def test_the_body_is_kept_and_nothing_else(page: Document) -> None:
    assert page.text.split("\n\n") == [
        PROSE_1,
        "The second year is larger than the first, says the programme page.",
        PROSE_2,
    ]


def test_head_lines_are_lifted(page: Document) -> None:
    assert page.title == "Harbour Puppets: A Residency | Second Year"
    assert page.section == "NEWS"
    assert page.authors == ("Ana Sample", "Bo Example")
    assert (page.published, page.published_precision) == (dt.date(2024, 3, 12), "day")
    assert page.published_from == "byline"
    assert 0.5 < page.published_confidence < 1
    assert page.language == "en"


def test_run_together_labels_are_told_apart(page: Document) -> None:
    found = [(label.kind, label.text) for label in page.labels]
    assert found == [
        ("countries", "ASIA"),
        ("countries", "CZECH REPUBLIC"),
        ("countries", "EUROPE"),
        ("themes", "CULTURAL DIPLOMACY"),
        ("themes", "SOFT POWER"),
        ("themes", "MUSEUM EDUCATION"),
        ("disciplines", "PERFORMING ARTS"),
        ("disciplines", "VISUAL ARTS"),
    ]


def test_bylines_and_dates_of_other_articles_are_not_taken(clean: Clean) -> None:
    own = PAGE.replace("POSTED ON 12 MARCH 2024\n", "").replace(
        "By Ana Sample and Bo Example\n", ""
    )
    outcome = clean(own)
    assert isinstance(outcome, Document)
    assert outcome.authors == ()
    assert outcome.published is None


def test_a_first_sentence_stands_for_a_missing_title(clean: Clean) -> None:
    first = "How puppets travel from harbour to harbour and what they bring home."
    outcome = clean(f"{first}\nPublished May 3, 2024\nFacebook X Email\n{PROSE_1}\n{PROSE_2}")
    assert isinstance(outcome, Document)
    assert outcome.title == first.rstrip(".")
    assert outcome.text == "\n\n".join([first, PROSE_1, PROSE_2])
    assert outcome.published == dt.date(2024, 5, 3)


TREATY = f"""Agreement on Travelling Puppets

Preamble

The Parties to this Agreement,

Recalling that {PROSE_1}

Article X

Related articles

(a) the Parties shall share the cost of stages; and

(b) no Party shall pull the strings of another.

Terms and conditions of employment of stage hands

{PROSE_2}

{PROSE_1}

{PROSE_2}

Themes

{PROSE_1}
"""


def test_a_treaty_is_left_as_it_is(clean: Clean) -> None:
    outcome = clean(TREATY)
    assert isinstance(outcome, Document)
    title, *rest = TREATY.strip().split("\n\n")
    assert outcome.title == title
    assert outcome.text.split("\n\n") == rest
    assert outcome.labels == ()


WRAPPED = """The puppeteers of the harbour had no the-
atre of their own until the winter of last
year, when the city gave them an empty ware-
house. It was a cold and well-known place.
The first evening drew nine people and the
second more than two hundred, who had read
of the well-
known shadows in the paper.
Since then the house has been full, and an
edu¬
cation programme for schools has begun."""


def test_hard_wrapped_lines_become_paragraphs(clean: Clean) -> None:
    outcome = clean(WRAPPED)
    assert isinstance(outcome, Document)
    assert outcome.text.startswith("The puppeteers of the harbour had no theatre of their own")
    assert "warehouse. It was" in outcome.text
    assert "read of the well-known shadows" in outcome.text
    assert "paper.\n\nSince then" in outcome.text
    assert outcome.text.endswith("an education programme for schools has begun.")


@pytest.mark.parametrize("line", ["Facebook X Reddit", "Share this article", "Email | Print"])
def test_share_bars(line: str) -> None:
    assert is_share_bar(line)


@pytest.mark.parametrize("line", ["Article X", "Email", "Print the news", "Facebook and the law"])
def test_no_share_bars(line: str) -> None:
    assert not is_share_bar(line)


def test_footers_are_told_from_headings() -> None:
    assert is_footer("HARBOUR ARTS 2017 | TERMS OF SERVICE & PRIVACY POLICY")
    assert not is_footer("H. Terms and conditions of employment of teaching personnel")


def test_an_inline_link_box_does_not_end_an_article() -> None:
    lines = [PROSE_1, "Related articles", "Another one", PROSE_2, PROSE_1, PROSE_2]
    assert not only_teasers(lines[1:])
    assert cut_line(lines) == len(lines)


@pytest.mark.parametrize(
    ("stated", "names"),
    [
        ("ANA SAMPLE", ("Ana Sample",)),
        ("Ana Sample, Bo Example & Cy de la Test", ("Ana Sample", "Bo Example", "Cy de la Test")),
        ("the way of the world", ()),
        ("2030 at the latest", ()),
    ],
)
def test_bylines_hold_names_or_nothing(stated: str, names: tuple[str, ...]) -> None:
    assert split_authors(stated) == names


@pytest.mark.skipif(not REAL_PAGES.exists(), reason=f"no real pages in {REAL_PAGES}")
def test_real_pages_lose_their_furniture(clean: Clean) -> None:
    for path in sorted(REAL_PAGES.glob("*.txt")):
        outcome = clean(path.read_bytes())
        assert isinstance(outcome, Document), path.name
        assert outcome.title, path.name
        folded = outcome.text.casefold()
        for furniture in ("cookie", "similar content", "advertisement", "related articles", "faq"):
            assert furniture not in folded, path.name
