import random
import re
import string
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from pipeline.clean.quality import text_quality

ARTICLES = sorted((Path(__file__).parents[2] / "corpus" / "sample" / "articles").glob("*.md"))
RATES = (0.0, 0.02, 0.05, 0.1, 0.2, 0.3)


def article(path: Path) -> str:
    return path.read_text("utf-8").split("---\n", 2)[2].strip()


SAMPLE = [article(path) for path in ARTICLES[::14]]
CLEAN = 0.95


def misread(word: str, pick: random.Random) -> str:
    at = pick.randrange(len(word))
    return word[:at] + pick.choice("^~1¬|J" + string.ascii_lowercase) + word[at + 1 :]


def torn(word: str, pick: random.Random) -> str:
    if len(word) < 4 or pick.random() < 0.3:
        return " ".join(word)
    at = pick.randrange(2, len(word) - 1)
    return f"{word[:at]} {word[at:]}"


def rubble(word: str, pick: random.Random) -> str:
    return f"{word} {''.join(pick.choices('*^~|.-_»;', k=4))}"


def cut(word: str, pick: random.Random) -> str:
    at = pick.randrange(1, len(word)) if len(word) > 3 else len(word)
    return f"{word[:at]}-"


DAMAGES = (misread, torn, rubble, cut)


def damaged(text: str, rate: float, damages=DAMAGES) -> str:
    pick = random.Random(7)
    return re.sub(
        r"[^\W\d_]+",
        lambda word: pick.choice(damages)(word[0], pick) if pick.random() < rate else word[0],
        text,
    )


def test_clean_articles_are_clean() -> None:
    scores = {path.name: text_quality(article(path), "en") for path in ARTICLES}
    assert {name: score for name, score in scores.items() if score < CLEAN} == {}


@pytest.mark.parametrize("damages", [DAMAGES, *((one,) for one in DAMAGES)])
@pytest.mark.parametrize("text", SAMPLE[:4])
def test_more_damage_scores_lower(text: str, damages) -> None:
    scores = [text_quality(damaged(text, rate, damages), "en") for rate in RATES]
    assert scores == sorted(scores, reverse=True)
    assert all(higher > lower for higher, lower in pairwise(scores))
    assert scores[-1] < 0.9


FRENCH = (
    "Le musée a ouvert ses portes vendredi avec une exposition consacrée aux marionnettes. "
    "Le ministère a payé les autocars qui amenaient les classes des villages, et la fanfare a joué "
    "jusqu'au soir devant l'hôtel de ville, où l'on avait dressé de longues tables. "
)
RUSSIAN = (
    "Музей открыл свои двери в пятницу выставкой о странствующих куклах, а министерство оплатило "
    "автобусы, которые привезли школьные классы из деревень. Оркестр играл до вечера. "
)


@pytest.mark.parametrize(("text", "language"), [(FRENCH, "fr"), (RUSSIAN, "ru")])
def test_languages_without_known_words_are_judged_by_shape(text: str, language: str) -> None:
    scores = [text_quality(damaged(text * 12, rate, (rubble,)), language) for rate in RATES]
    assert scores[0] == 1.0
    assert all(higher > lower for higher, lower in pairwise(scores))


SOUND = {
    "list": "• Puppets\n\n• Strings\n\n(a) a stage\n\n(b) two lamps\n\nA. Tickets\n\n1.2 Cloakroom",
    "table": "Year Visitors Share | 1950 1,204 12.5% | 1951 — n/a | 1952 2,310 £1,400.50 | Total",
    "poem": "O wooden hand,\n\nO thread, O hand again:\n\nwho pulls\n\nthe one\n\nthat pulls rain?",
    "capitals": "PUPPETS ACROSS BORDERS. REPORT OF THE MEETING, LISBON, 4 MAY 1999. UN/XIV/3.",
    "numbers": "12 14 16.5 1999 2001/2 45% 3rd 1950s 10km 4x4 +351 21 000 000 No. 12 § 4 12:30 $7",
    "names": "Mr. J. R. O'Neill, Dr McArthur-Öz, Ana d'Ávila, Ng Ka-Wai, iPhone, YouTube, UNESCO's",
    "addresses": "See https://example.org/a-b?c=1, www.example.org or ask ana@example.org #tag",
    "hyphens": "Short- and long-term loans, self-made, e-mail, re-election, three-year-olds",
    "chinese": "博物馆星期五开门，举办了一个关于流动木偶的展览，孩子们非常高兴地看到了古老的木偶。",
    "arabic": "افتتح المتحف أبوابه يوم الجمعة بمعرض عن الدمى المتجولة.",
    "hindi": "संग्रहालय ने शुक्रवार को घूमने वाली कठपुतलियों की प्रदर्शनी के साथ अपने द्वार खोले।",
    "word": "Welcome.",
    "nothing": "",
}


@pytest.mark.parametrize("kind", SOUND)
def test_unusual_texts_are_not_called_bad(kind: str) -> None:
    assert text_quality(SOUND[kind], "en") >= CLEAN
    assert text_quality(SOUND[kind]) >= CLEAN


@pytest.mark.parametrize(
    "rubble",
    [
        "O(DO it ^ N n ¿ r - r-* 'I:1 ¿1C D ~ 8 _CDO ^ i ~* q _ \\ wl^x",
        "*«^ .-*';, ^ti»* r*^f ~~¿ jf^c -*i; \\'",
        "ation gove interna- techtional nology tual wor1d th3se wvhosa \ufffd\ufffdx",
    ],
)
def test_rubble_scores_low(rubble: str) -> None:
    assert text_quality(rubble, "en") < 0.5


@pytest.mark.parametrize("language", ["en", "de"])
def test_no_text_is_better_than_sound(language: str) -> None:
    text = "Of the 18- to 29- and 30- to 44-year-olds, and of a Dr.- or NGO- or X- and Y-like kind."
    assert text_quality(text, language) <= 1.0
    assert text_quality("Visitors, 18- to 29-year-olds", language) == 1.0


def test_words_of_its_own_are_no_damage() -> None:
    once = "The marotellino sat on the shelf beside the lamp and looked out at the rain for hours."
    assert text_quality(once, "en") < 1.0
    assert text_quality(f"{once} A marotellino waits. Any marotellino does.", "en") == 1.0


def test_a_paragraph_in_another_language_is_no_damage() -> None:
    text = f"{SAMPLE[0]}\n\n{FRENCH * 4}"
    assert text_quality(text, "en") >= CLEAN
    assert text_quality(f"{SAMPLE[0]}\n\n{damaged(FRENCH * 4, 0.3)}", "en") < CLEAN


def test_broken_characters_count_where_words_have_no_spaces() -> None:
    sound = "博物馆星期五开门，举办了一个关于流动木偶的展览。" * 4
    assert text_quality(sound.replace("展", "\ufffd").replace("木", "\ufffd"), "zh") < CLEAN


def test_scores_do_not_depend_on_the_hash_seed() -> None:
    code = (
        "from pipeline.clean.quality import text_quality;"
        f"print(text_quality({damaged(SAMPLE[0], 0.1)!r}, 'en'))"
    )
    seen = set()
    for seed in ("1", "2"):
        run = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[2])},
        )
        seen.add(run.stdout)
    assert len(seen) == 1
