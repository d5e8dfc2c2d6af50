"""Texts beside each other, and what their overlaps make of them; no store."""

import random
import subprocess
import sys
from dataclasses import replace
from itertools import permutations

import pytest

from pipeline.duplicates import (
    comparable,
    groups,
    is_related,
    numbered,
    overlap,
    relations,
    sign,
    version,
    words,
)
from pipeline.duplicates.grouping import components
from pipeline.duplicates.languages import addresses, anchors, neutral, plain
from pipeline.duplicates.words import PRINTED_WORDS, WINDOW, prints, text_key
from pipeline.kinship import Overlap
from pipeline.records import Document

RANDOM = random.Random(7)
WORDS = [f"word{i}" for i in range(2000)]
SENTENCE = "The festival opens in Prague and closes in Singapore this year"
PINNED = (1210046401972510892, 267572344788796714)


def text(n_words: int) -> list[str]:
    return [RANDOM.choice(WORDS) for _ in range(n_words)]


def document(text: str, id_: str = "a" * 16, language: str = "en", **more) -> Document:
    return Document(
        id=id_, revision=1, source_id="s", title="", text=text, language=language, **more
    )


def laid_beside(a: list[str], b: list[str], common: list[str] | None = None) -> Overlap:
    values = prints(numbered(common or [])).values
    values.sort()
    return overlap(comparable(1, numbered(a), values), comparable(2, numbered(b), values))


def made(smaller: int, larger: int, cover: float, start: int = 0, end: int = 100) -> Overlap:
    return Overlap(smaller, larger, cover, 1.0, cover, 0.0, 0.0, 100, start, end)


def kinds(*overlaps: Overlap, joined: tuple[tuple[int, int], ...] = ()) -> list[str]:
    return [one.kind for one in relations(overlaps, joined)]


def test_what_is_stored_is_the_same_everywhere() -> None:
    code = (
        "from pipeline.duplicates.words import *;"
        f"found = words({SENTENCE!r});"
        "print(text_key(found), prints(numbered(found)).values.tolist())"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    found = words(SENTENCE)
    key, values = text_key(found), prints(numbered(found)).values.tolist()
    assert run.stdout.strip() == f"{key} {values}"
    assert (key, *values) == PINNED, "stored fingerprints are no longer comparable"


def test_case_and_punctuation_do_not_matter() -> None:
    found = text(50)
    one, other = document(" ".join(found)), document(", ".join(found).upper(), id_="b" * 16)
    assert sign(one).text_key == sign(other).text_key
    assert sign(one).fingerprints == sign(other).fingerprints


def test_characters_of_scripts_without_spaces_are_words() -> None:
    assert words("文化交流 in 2024") == ["文", "化", "交", "流", "in", "2024"]


def test_twenty_words_in_common_share_a_fingerprint() -> None:
    shared = text(PRINTED_WORDS + WINDOW - 1)
    for _ in range(50):
        a = text(RANDOM.randint(0, 60)) + shared + text(RANDOM.randint(0, 60))
        b = text(RANDOM.randint(0, 60)) + shared + text(RANDOM.randint(0, 60))
        both = set(prints(numbered(a)).values.tolist()) & set(prints(numbered(b)).values.tolist())
        assert both


def test_a_text_without_words_has_nothing_to_be_found_by() -> None:
    signed = sign(document(" -- "))
    assert (signed.n_words, signed.fingerprints) == (0, ())
    assert not is_related(laid_beside([], []))


def test_a_repost_with_another_head_and_end_is_related() -> None:
    body = text(300)
    measured = laid_beside(text(40) + body + text(50), text(40) + body + text(60))
    assert measured.containment == pytest.approx(300 / 390, abs=0.01)
    assert measured.cover == pytest.approx(300 / 400, abs=0.01)
    assert measured.swapped == 0
    assert is_related(measured)


def test_changed_words_belong_to_the_copied_text() -> None:
    body = text(300)
    changed = [f"new{i}" if i % 12 == 5 else word for i, word in enumerate(body)]
    measured = laid_beside(body, changed)
    assert measured.containment > 0.95
    assert measured.similarity < 0.7


def test_an_excerpt_says_where_it_stands() -> None:
    body = text(400)
    measured = laid_beside(body, body[100:220])
    assert (measured.smaller, measured.larger) == (2, 1)
    assert (measured.start, measured.end) == (100, 220)
    assert measured.containment == 1
    assert measured.cover == pytest.approx(0.3)


def test_idiom_in_common_is_no_copying() -> None:
    idiom = text(6)
    a, b = ([word for _ in range(20) for word in text(9) + idiom] for _ in range(2))
    assert laid_beside(a, b).containment == 0


def test_a_form_filled_in_anew_is_no_repost() -> None:
    blocks = [text(60) for _ in range(5)]
    a, b = ([word for block in blocks for word in block + text(25)] for _ in range(2))
    measured = laid_beside(a, b)
    assert measured.containment > 2 / 3
    assert measured.swapped > 0.2
    assert not is_related(measured)


def test_furniture_does_not_count_beside_text_of_ones_own() -> None:
    about = text(200)
    a, b = text(80) + about, text(90) + about
    assert is_related(laid_beside(a, b))
    assert laid_beside(a, b, common=about).containment < 0.15
    body = text(100)
    assert laid_beside(body + about, text(20) + body, common=about).containment > 0.7


def test_where_all_is_furniture_it_is_the_text() -> None:
    page = text(200)
    assert is_related(laid_beside(page + text(8), page + text(9), common=page))


def test_pieces_of_a_yearbook_are_parts() -> None:
    assert kinds(*(made(n, 99, 0.05, n * 100, n * 100 + 90) for n in range(20))) == ["part"] * 20


def test_a_digest_does_not_join_its_pieces() -> None:
    assert kinds(made(1, 9, 0.4, 0, 40), made(2, 9, 0.3, 50, 80)) == ["part", "part"]
    assert kinds(made(1, 9, 0.6, 0, 60), made(2, 9, 0.3, 65, 95)) == ["copy", "part"]


def test_pieces_that_belong_together_are_excerpts() -> None:
    overlapping = made(1, 9, 0.4, 0, 40), made(2, 9, 0.3, 0, 30)
    assert kinds(*overlapping) == ["excerpt", "excerpt"]
    apart = made(1, 9, 0.4, 0, 40), made(2, 9, 0.3, 50, 80)
    assert kinds(*apart, joined=((1, 2),)) == ["excerpt", "excerpt"]


def test_a_quotation_does_not_join_those_who_quote_it() -> None:
    quoting = made(1, 8, 0.3), made(1, 9, 0.3)
    assert kinds(*quoting) == ["part", "part"]
    assert kinds(*quoting, made(8, 9, 0.9)) == ["excerpt", "excerpt", "copy"]


def test_relations_do_not_depend_on_order() -> None:
    overlaps = [made(1, 9, 0.4, 0, 40), made(2, 9, 0.3, 50, 80), made(3, 9, 0.6, 0, 60)]
    told = relations(overlaps, [])
    assert all(relations(order, []) == told for order in permutations(overlaps))


def test_a_chain_is_cut_where_it_leaves_its_leader() -> None:
    told = relations([made(n, n + 1, 0.7) for n in range(1, 9)], [])
    found = groups(told, [])
    sizes = [list(found.values()).count(group) for group in sorted(set(found.values()))]
    assert len(told) == 8
    assert max(sizes) == 3
    assert groups(told[::-1], []) == found


def test_near_identical_texts_and_large_families_are_chained() -> None:
    identical = [made(n, n + 1, 0.95) for n in range(1, 9)]
    assert set(groups(relations(identical, []), []).values()) == {1}
    common = [replace(made(n, n + 1, 0.7), common=0.9) for n in range(1, 9)]
    assert set(groups(relations(common, []), []).values()) == {1}


def test_components_do_not_depend_on_order() -> None:
    pairs = [(4, 2), (3, 4), (6, 5)]
    expected = {2: 2, 3: 2, 4: 2, 5: 5, 6: 5}
    for order in permutations(pairs):
        assert components(order) == expected


@pytest.mark.parametrize(
    "url",
    [
        "https://www.example.org/en/news/opening.html",
        "https://example.org/news/opening.html?lang=fr",
        "http://example.org/news/opening-fr.html#top",
        "https://example.org/news/opening.de.html",
        "https://example.org/pt-br/news/opening.html/",
        "https://es.example.org/news/opening.html",
        "https://example.org/news/opening.html",
    ],
)
def test_addresses_without_their_language_are_one(url: str) -> None:
    assert neutral(url) == "example.org/news/opening.html?"


@pytest.mark.parametrize("url", ["http://[", "", "https://", "en", "https://x.org/?q=%zz&&="])
def test_no_address_breaks_the_search_for_versions(url: str) -> None:
    assert isinstance(neutral(url) + plain(url), str)
    assert addresses(document("x", url=url, alternates=(url, "http://[1"))) is not None


EN = (
    "On 12 May 2023 Amina Diallo opened the Bamako archive, with 1,200 manuscripts given by "
    "UNESCO. The Goethe-Institut paid 45,000 euros for the reading room in Bamako."
)
FR = (
    "Le 12 mai 2023, Amina Diallo a ouvert les archives de Bamako, avec 1 200 manuscrits offerts "
    "par l'UNESCO. Le Goethe-Institut a versé 45 000 euros pour la salle de lecture à Bamako."
)
OTHER = (
    "Le musée de Lyon ferme ses portes au mois d'août 2021 pour des travaux. Les visiteurs de la "
    "ville trouveront les tableaux dans les salles de la mairie jusqu'au printemps suivant, dit "
    "la directrice Claire Martin, qui remercie l'État."
)


def test_a_translation_is_confirmed_by_names_and_numbers() -> None:
    found = version(document(EN, "b" * 16), document(FR, "a" * 16, "fr"), is_declared=False)
    assert found is not None
    assert (found.first_id, found.second_id) == ("a" * 16, "b" * 16)
    assert found.agreement > 0.5
    assert {"1200", "45000", "unesco", "diallo"} <= anchors(EN) & anchors(FR)


@pytest.mark.parametrize(
    "other",
    [
        document(OTHER, "b" * 16, "fr"),
        document(FR, "b" * 16, "en"),
        document(FR, "b" * 16, "und"),
        document(FR * 4, "b" * 16, "fr"),
    ],
    ids=["another text", "one language", "no language", "much longer"],
)
def test_an_address_alone_makes_no_version(other: Document) -> None:
    assert version(document(EN), other, is_declared=True) is None


def test_few_names_are_enough_where_a_page_declares_it() -> None:
    short = document("We thank you for your kind visit.", "a" * 16, "en")
    kurz = replace(short, id="b" * 16, language="de", text="wir danken für den freundlichen Besuch")
    assert version(short, kurz, is_declared=True) is not None
    assert version(short, kurz, is_declared=False) is None
