import datetime as dt
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.clean.furniture import cut_line, is_footer, is_share_bar, only_teasers
from pipeline.clean.head import split_authors
from pipeline.clean.pasted import read_pasted, trace_pasted
from pipeline.clean.segment import fold
from pipeline.clean.wrap import is_wrapped
from pipeline.records import Document, Rejected

Clean = Callable[..., Document | Rejected]
REAL_PAGES = Path(__file__).resolve().parents[3] / "shared" / "corpora" / "pages"

KNOWN_LABELS = {
    "countries": frozenset(map(fold, ("Asia", "Belgium", "Czech Republic", "Europe"))),
    "themes": frozenset(map(fold, ("Cultural diplomacy", "Soft power", "Museum education"))),
    "disciplines": frozenset(map(fold, ("Performing arts", "Visual arts"))),
}

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


@pytest.mark.parametrize("width", [1000, 70])
@pytest.mark.parametrize(
    ("date", "expected", "precision"),
    [
        ("12 March 2019", dt.date(2019, 3, 12), "day"),
        ("Tuesday, 12 March 2019", dt.date(2019, 3, 12), "day"),
        ("March 2019", dt.date(2019, 3, 1), "month"),
    ],
)
def test_a_line_that_is_a_date_is_when_a_text_was_published(
    clean: Clean, width: int, date: str, expected: dt.date, precision: str
) -> None:
    body = [textwrap.fill(prose, width) for prose in (PROSE_1, PROSE_2, PROSE_1, PROSE_2)]
    for head in (f"A Harbour Tale\n\n{date}", f"A Harbour Tale\n{date}"):
        outcome = clean("\n\n".join([head, *body]))
        assert isinstance(outcome, Document)
        assert outcome.title == "A Harbour Tale"
        assert (outcome.published, outcome.published_precision) == (expected, precision)
        assert (outcome.published_from, outcome.published_confidence) == ("text", 0.8)
        assert outcome.text == "\n\n".join([PROSE_1, PROSE_2, PROSE_1, PROSE_2])


@pytest.mark.parametrize(
    "line", ["1947", "On 12 March 2019", "12 March 2019: the day", "03/04/2019"]
)
def test_other_lines_with_numbers_are_text(clean: Clean, line: str) -> None:
    outcome = clean(f"A Harbour Tale\n\n{line}\n\n{PROSE_1}\n\n{PROSE_2}")
    assert isinstance(outcome, Document)
    assert outcome.published is None or line.startswith("On 12")
    late = clean(f"A Harbour Tale\n\n{PROSE_1}\n\n12 March 2019\n\n{PROSE_2}")
    assert isinstance(late, Document)
    assert (late.published, "12 March 2019" in late.text) == (None, True)


def test_a_hard_wrapped_page_loses_its_furniture_too(clean: Clean) -> None:
    again = PAGE.replace(PROSE_2, f"{PROSE_2}\n\n{PROSE_1}\n\n{PROSE_2}")
    lines = [textwrap.fill(line, 76, break_on_hyphens=False) for line in again.split("\n")]
    flat, wrapped = clean(again), clean("\n".join(lines))
    assert isinstance(flat, Document)
    assert is_wrapped("\n".join(lines).split("\n"))
    assert wrapped == flat


@pytest.mark.parametrize("furniture", ["ADVERTISEMENT", "Related articles", "About us"])
def test_one_odd_line_makes_wrapped_prose_no_page(clean: Clean, furniture: str) -> None:
    outcome = clean(f"{WRAPPED}\n\n{furniture}\n")
    assert isinstance(outcome, Document)
    assert outcome.text.endswith(furniture)


def test_a_breadcrumb_with_slashes(clean: Clean) -> None:
    crumbs = "Home / News / Puppets cross the harbour"
    outcome = clean(f"{crumbs}\n\nPUPPETS CROSS THE HARBOUR\n\n{PROSE_1}\n\n{PROSE_2}")
    assert isinstance(outcome, Document)
    assert (outcome.title, outcome.section) == ("Puppets cross the harbour", "News")
    assert outcome.text == f"{PROSE_1}\n\n{PROSE_2}"


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


def test_every_line_has_a_fate() -> None:
    fates = trace_pasted(PAGE, KNOWN_LABELS)
    assert [fate.text for fate in fates] == [line.strip() for line in PAGE.split("\n") if line]
    why = {fate.text: fate.why for fate in fates}
    assert why["Accept all"] == "cookie box"
    assert why["NEWS > Harbour Puppets: A Residency | Second Year"] == "breadcrumb"
    assert why["POSTED ON 12 MARCH 2024"] == "date"
    assert why["By Ana Sample and Bo Example"] == "byline"
    assert why["Harbour Puppets: A Residency | Second Year"] == "title"
    assert why[PROSE_1] == "main text"
    assert why["HARBOUR FUND"] == "sponsor"
    assert why["ADVERTISEMENT"] == "advertisement"
    assert why["Facebook X Reddit Pinterest Email"] == "share bar"
    assert why["BY CARA OTHER 02 APR 2023"] == "related articles or footer"
    assert why["ASIA EUROPE"] == "publisher's label"
    assert why["About us"] == "related articles or footer"
    assert {fate.text for fate in fates if fate.kept} >= {PROSE_1, PROSE_2}


def test_what_is_traced_is_what_is_read() -> None:
    for text in (PAGE, TREATY, WRAPPED, MENUS):
        parts = read_pasted(text, KNOWN_LABELS)
        kept = " ".join(fate.text for fate in trace_pasted(text, KNOWN_LABELS) if fate.kept)
        assert parts.text.split()[:3] == kept.split()[:3]
        assert parts.text.split()[-1] == kept.split()[-1]


MENUS = f"""Startseite
Programme
Werkstatt
Bildung
Anmelden
Newsletter
Spielplan
Haus
Team
Geschichte

Schattenspiel am Hafen

12. März 2024

{PROSE_1}

{PROSE_2}

The city pays for the light, the companies pay for the wood, and the soup is paid for by nobody.

Zurück zur Übersicht
Impressum
Datenschutz
Barrierefreiheit
Facebook
Instagram
"""


def test_a_frame_of_lines_that_no_rule_knows_is_dropped(clean: Clean) -> None:
    outcome = clean(MENUS)
    assert isinstance(outcome, Document)
    assert outcome.text.split("\n\n")[:2] == [PROSE_1, PROSE_2]
    assert outcome.text.endswith("paid for by nobody.")
    assert outcome.title == "Schattenspiel am Hafen"
    assert outcome.published == dt.date(2024, 3, 12)


def test_lines_that_a_page_labels_are_lifted(clean: Clean) -> None:
    lines = "DEADLINE\n\n31 MAY 2024\n\nEvent date: 24-27 October 2024\n\n"
    labelled = PAGE.replace("SIMILAR CONTENT", f"{lines}SIMILAR CONTENT").replace(
        "COUNTRIES\n",
        "WEBSITE\n\n[HARBOUR.EXAMPLE](https://harbour.example/Call)\n\nCOUNTRIES\n",
    )
    outcome = clean(labelled)
    plain = clean(PAGE)
    assert isinstance(outcome, Document)
    assert isinstance(plain, Document)
    assert (outcome.text, outcome.labels) == (plain.text, plain.labels)
    assert outcome.website == "https://harbour.example/Call"
    stated = {(one.kind, one.start, one.end) for one in outcome.dates if one.read_from == "label"}
    assert stated == {
        ("deadline", dt.date(2024, 5, 31), None),
        ("event", dt.date(2024, 10, 24), dt.date(2024, 10, 27)),
    }


def test_the_deadline_in_a_related_list_is_not_ours(clean: Clean) -> None:
    outcome = clean(PAGE.replace("BY CARA OTHER 02 APR 2023", "DEADLINE\n31 MAY 2024\nA call"))
    assert isinstance(outcome, Document)
    assert [one.kind for one in outcome.dates if one.kind == "deadline"] == []


def test_a_deadline_in_prose_is_stated_and_stays(clean: Clean) -> None:
    outcome = clean(f"A call for hands\n\n{PROSE_1}\n\nDeadline: 31 May 2024\n\n{PROSE_2}")
    assert isinstance(outcome, Document)
    assert "Deadline: 31 May 2024" in outcome.text
    assert ("deadline", dt.date(2024, 5, 31)) in {(one.kind, one.start) for one in outcome.dates}


@pytest.mark.skipif(not REAL_PAGES.exists(), reason=f"no real pages in {REAL_PAGES}")
def test_real_pages_lose_their_furniture(clean: Clean) -> None:
    for path in sorted(REAL_PAGES.glob("*.txt")):
        outcome = clean(path.read_bytes())
        assert isinstance(outcome, Document), path.name
        assert outcome.title, path.name
        folded = outcome.text.casefold()
        for furniture in ("cookie", "similar content", "advertisement", "related articles", "faq"):
            assert furniture not in folded, path.name
