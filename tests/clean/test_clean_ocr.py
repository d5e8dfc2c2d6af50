import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.clean.fields import read_fields
from pipeline.clean.ocr.lines import without_notes
from pipeline.clean.ocr.mending import mend, mend_parts
from pipeline.clean.parts import Parts
from pipeline.clean.quality import text_quality
from pipeline.declarations import Fields, LabelFields
from pipeline.records import Document, Rejected, Section

ARTICLES = sorted((Path(__file__).parents[2] / "corpus" / "sample" / "articles").glob("*.md"))

MENDED = {
    "The inter national office": "The international office",
    "an influ ential letter": "an influential letter",
    "the gov ern ment said": "the government said",
    "T he puppets left": "The puppets left",
    "It rained. I n May they left": "It rained. In May they left",
    "U N E S C O met": "UNESCO met",
    "the govern- ment said": "the government said",
    "the govern¬ ment and the sub¬stance": "the government and the substance",
    "the right of self- determination": "the right of self-determination",
    "T H E O L D T H E A T R E": "THE OLD THEATRE",
}
KEPT = [
    "Short- and long-term loans to museums",
    "a long way to day and night",
    "vitamins A B C D and E",
    "R and D in to three",
    "an inter alia clause",
    "Plan B, plan C and plan D",
    "the pre sense of it",
    "Ana R. Example and J. S. Sample met at 4 p. m.",
    "on site, in box, a part, every body",
    "roadmaps, chipsets and webcasts for startups",
    "He wrote my6sense, Mob4Hire and B2B on a card",
]


@pytest.mark.parametrize("text", MENDED)
def test_broken_words_are_mended(text: str) -> None:
    assert mend(text, "en") == MENDED[text]


@pytest.mark.parametrize("text", KEPT)
def test_what_may_be_meant_stays(text: str) -> None:
    assert mend(text, "en") == text


def test_our_articles_stay_as_they_are() -> None:
    for path in ARTICLES:
        text = path.read_text("utf-8").split("---\n", 2)[2].strip()
        assert mend(text, "en") == text, path.name


TORN = (
    "T h e museum has many to u ri s t s in the s u m m e r , and m o s t of them come for the "
    "p u p p e t s . The gove rn m e n t p ays for the e d u c at i o n of yo u n g people ,and "
    "“ t h e y l ove it,” s ays A n a M o r r i s .The ro o f was built in 1 9 5 2 ."
)


def test_a_torn_paragraph_is_put_together() -> None:
    mended = mend(TORN, "en")
    assert mended == (
        "The museum has many tourists in the summer, and most of them come for the puppets. The "
        "government pays for the education of young people, and “they love it,” says Ana "
        "Morris. The roof was built in 1952."
    )
    assert text_quality(TORN, "en") < 0.6
    assert text_quality(mended, "en") > 0.95


GLUED = (
    "The history ofthe museum is a history oftheir friends and ofAthens. The thé windows were "
    "setwith glass, the goldenjewels were 1ost, and thé wor1d of infor-mation was to be opened."
)


def test_words_of_a_damaged_text_are_parted_and_reread() -> None:
    assert mend(GLUED, "en") == (
        "The history of the museum is a history of their friends and of Athens. The the windows "
        "were set with glass, the golden jewels were lost, and the world of information was to be "
        "opened."
    )


def test_words_of_the_text_itself_are_known() -> None:
    text = "The marotellino sat down. A marotellino waits. The maro tellino left."
    assert mend(text, "en") == text.replace("maro tellino", "marotellino")


def test_rubble_between_words_is_dropped() -> None:
    text = (
        "The puppets left |' j^c-y+S, ***^a-í n^jr *» at noon.\n\n^~* »; j*^ ¿r~ l^i\n\nThey ate."
    )
    assert mend(text, "en") == "The puppets left at noon.\n\nThey ate."


def test_other_languages_are_left_alone() -> None:
    for language in ("fr", "und"):
        assert mend(TORN, language) == TORN


def test_sections_keep_their_places() -> None:
    first, second = f"One {TORN}\n\n", "Two. The inter national office opened."
    parts = Parts(
        text=first + second,
        title="T H E O L D T H E A T R E",
        sections=(Section(0, 1, "One"), Section(len(first), 1, "Two")),
    )
    mended = mend_parts(parts, "en")
    assert mended.title == "THE OLD THEATRE"
    assert [section.start for section in mended.sections] == [0, mended.text.index("Two.")]
    assert mended.text.endswith("\n\nTwo. The international office opened.")


def test_a_section_of_nothing_but_rubble_is_gone() -> None:
    first, rubble = "One. The inter national office opened.\n\n", "^~* j*^ ¿r~ l^i *^j {x"
    parts = Parts(
        text=first + rubble, sections=(Section(0, 1, "One"), Section(len(first), 1, "Two"))
    )
    mended = mend_parts(parts, "en")
    assert mended.text == "One. The international office opened."
    assert [section.title for section in mended.sections] == ["One"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("the strings\nCont'd on next page\nof puppets", "the strings\nof puppets"),
        ("the strings (Continued from page 12.) of puppets", "the strings of puppets"),
        ("CONTINUED NEXT PAGE\nPuppets", "Puppets"),
        ("TEL: 15. Oct. 95 12: 34 No. 007 P. 01/ 09 Good morning.", "Good morning."),
        ("They continued on the next page of the diary.", None),
        ("TEL: 12 34 56, P. Sample", None),
    ],
)
def test_notes_of_the_printer_are_dropped(text: str, left: str | None) -> None:
    assert without_notes(text) == (text if left is None else left)


def test_a_scanned_record_is_mended_and_scored(
    clean: Callable[..., Document | Rejected],
) -> None:
    scan = f"{TORN} And the sky was wvhosa ktnr &lt; grey."
    outcome = clean(json.dumps({"text": scan, "lang": "en"}), "application/json")
    assert isinstance(outcome, Document)
    assert outcome.text.startswith("The museum has many tourists in the summer, and")
    assert "< grey" in outcome.text
    assert 0.9 < outcome.quality < 1.0


def test_labels_with_a_separator_inside_stay_whole() -> None:
    record = {"text": "x", "about": "Museums, theatres and puppets, Youth &amp; age, Museums"}
    labels = LabelFields(themes="about", separator=",")
    known = {"themes": frozenset({"museums, theatres and puppets"})}
    found = read_fields(record, Fields(labels=labels), "record", known).labels
    assert [label.text for label in found] == [
        "Museums, theatres and puppets",
        "Youth & age",
        "Museums",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Felt, an atomically thin layer of it, covered the drum that the players had brought.",
        "What is your music gov? At musicgov we share. The musicgov team meets on Friday.",
        "In faith whereof they signed; in consequence whereof the treaty came into force.",
        "A post-mortem of the tour, and a pre-Columbian drum at the inter-religious festival.",
    ],
)
def test_words_that_nobody_listed_are_no_damage(text: str) -> None:
    assert mend(text, "en") == text


def test_pieces_beside_common_words_are_joined_where_they_make_a_word() -> None:
    torn = "She knew the for eign stages, and was con cerned for the ten sculp tures on the lorry."
    assert mend(torn, "en") == torn.replace("for e", "fore").replace("n c", "nc").replace(
        "p t", "pt"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Where n is the number, t is the time, h is the height and p the price, r rises with t.",
        "Options a, b and c were put to them, who preferred options b and c to a, and d to f.",
        "The scale runs C D E F G A B and back, from a low G to D and E flat.",
        "The axes are x y z, and the parameters of the surface are s t u v, or m n o p q.",
        "Row a seats ten, row d seats two, row e seats six, and rows f and g seat the rest.",
        "A salon de thé was rare; this salon de thé sold thé vert. Thế Lữ and Bút Tre were poets.",
    ],
)
def test_letters_that_stand_for_themselves_and_foreign_words_stay(text: str) -> None:
    assert mend(text, "en") == text


def test_initials_are_no_torn_word() -> None:
    torn = (
        "Mr M A Quill met Ms P M Reed of the U N board. The c h i l d r e n of the gove rn m e n t."
    )
    mended = "Mr M A Quill met Ms P M Reed of the UN board. The children of the government."
    assert mend(torn, "en") == mended
