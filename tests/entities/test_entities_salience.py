"""How much a document is about what it names."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.entities.salience import LEAD, Named, salience, stands
from pipeline.records import WEAK

LENGTH = 10_000


def named(id_: str, *starts: int, text: str = "", weak: bool = False) -> list[Named]:
    return [Named(id_, start, text or id_, not weak) for start in starts]


def test_what_the_text_is_about_comes_first() -> None:
    found = salience(
        "An evening of dance",
        LENGTH,
        [
            *named("country:FRA", 20, 1500, 4000, 6000, 9990),
            *named("country:ITA", 3000, 3010, 3020),
            *named("country:JPN", 100),
            *named("country:PER", 5000),
            *named("country:CUB", 5500, weak=True),
        ],
    )
    assert [one.entity_id for one in found] == sorted(one.entity_id for one in found)
    ranked = sorted(found, key=lambda one: -one.salience)
    assert [one.entity_id[-3:] for one in ranked] == ["FRA", "JPN", "ITA", "PER", "CUB"]
    first, last = ranked[0], ranked[-1]
    assert (first.n_mentions, first.in_lead, first.in_title, first.spread) == (5, True, False, 0.5)
    assert (last.n_mentions, last.n_named, last.in_lead) == (1, 0, False)


@pytest.mark.parametrize(
    ("title", "text", "is_in"),
    [
        ("The Theatres of Peru", "PERU", True),
        ("Peruvian theatres", "Peru", False),
        ("Perugia", "Peru", False),
        ("Côte-d'Ivoire opens", "Cote d’Ivoire", True),
        ("Help by the British Council", "the British Council", True),
        ("Join us", "US", False),
        ("Who pays? The WHO", "WHO", True),
        ("The US and Peru", "U.S.", True),
        ("Unesco’s year", "UNESCO", True),
        ("", "Peru", False),
        ("A title", "!", False),
    ],
)
def test_a_title_makes_it_salient(title: str, text: str, is_in: bool) -> None:
    others = named("country:FRA", *range(0, 9000, 500))
    (_, found) = salience(title, LENGTH, [*others, *named("country:PER", 5000, text=text)])
    assert found.in_title == is_in
    assert (found.salience > 0.5) == is_in


def test_weak_names_say_less() -> None:
    both = [*named("country:FRA", 10, weak=True), *named("country:ITA", 20)]
    weak, strong = salience("Weak: country:FRA", LENGTH, both)
    assert weak.salience < strong.salience
    assert (weak.in_title, weak.in_lead) == (False, False)
    assert stands("name", None)
    assert not any(stands(via, None) for via in WEAK)
    assert not stands("name", "organisation")


def test_a_title_may_use_a_name_that_the_text_does_not() -> None:
    weak = named("country:USA", 50, text="American", weak=True)
    (found,) = salience("Museums of the United States", LENGTH, weak)
    assert not found.in_title
    (found,) = salience(
        "Museums of the United States", LENGTH, weak, {"country:USA": "United States"}
    )
    assert found.in_title


def test_the_lead_ends_and_texts_may_be_short() -> None:
    before, after = salience("", LENGTH, [*named("a", LEAD - 1), *named("b", LEAD)])
    assert (before.in_lead, after.in_lead) == (True, False)
    (only,) = salience("", 0, named("a", 0))
    assert (only.spread, only.in_lead) == (0.1, True)
    assert salience("", 0, []) == []


_MENTIONS = st.lists(
    st.builds(
        Named, st.sampled_from("abc"), st.integers(0, LENGTH - 1), st.just("x"), st.booleans()
    )
)


@given(_MENTIONS, st.randoms())
def test_it_is_a_fraction_and_order_says_nothing(mentions: list[Named], random: Random) -> None:
    found = salience("x", LENGTH, mentions)
    assert all(0 <= one.salience <= 1 and 0.1 <= one.spread <= 1 for one in found)
    random.shuffle(mentions)
    assert salience("x", LENGTH, mentions) == found
