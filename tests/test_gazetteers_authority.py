"""The authority files of organisations and programmes: consistent, and no name that misleads."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest

from pipeline.entities.names import slug
from pipeline.gazetteers import Body, Gazetteers, load_gazetteers
from pipeline.gazetteers.entries import Entry
from pipeline.gazetteers.folder import read_folder
from pipeline.gazetteers.folding import fold_name
from pipeline.gazetteers.patterns import pattern

FOLDER = Path(__file__).parents[1] / "models" / "gazetteers"
KINDS = {
    "organisation": (
        "intergovernmental, ministry, agency, cultural institute, arts council, foundation, "
        "network, broadcaster, museum, library, theatre, festival, university, academy, "
        "heritage body, ngo, parliament, party, company, publisher"
    ),
    "programme": (
        "scheme, prize, festival, convention, declaration, recommendation, charter, treaty, "
        "decade, year, city title, conference, exhibition, list, strategy, campaign, project"
    ),
}
FIRST, LAST = 737, 2035
"""Years that a body may begin or end: the oldest university, decades proclaimed already."""
MISLEADING = (
    "AID AIDS AIM AMEN APRIL ARC ARE ARM ART ARTS ASK ATM AUG BAD BAN BASE BE BIG BUT BY CAN "
    "CARE CASE CAT CD CEO CFO CHART CIRCLE CITY COM CORE COST CV DAD DATA DE DEC DIM DNA DO "
    "DOC DVD EAR EAST EPIC ERA ETC FAIR FAQ FAST FEB FIG FIT FLEX FOR FRI GAS GEM GO GOD GPS "
    "HAS HE HIM HIS HIV HOME HOPE HOST HTML IBID ID IDEA IF IN INTO IQ IS IT JAN JPEG JULY "
    "JUNE JUST KIT LA LAS LAW LED LES LIFE LIFT LINK LIVE LOT MAP MARCH MAY ME MEN MIND MISS "
    "MON MOST MR MS MY NEW NEWS NO NORTH NOT NOV OCT OF OK ON ONE OR ORG OUR OUT PACE PAGE "
    "PDF PEACE PEN PHD PLAN PM PS RAM RED RICH RISE SAD SALT SAM SAT SEA SEE SEED SEPT SET "
    "SHARE SHE SHIP SIDE SO SOS SOUTH SPACE STAGE STAR STEP STOP SUN TEAM THE TIME TO TOP TV "
    "TWAS UP URL US USA USE VIA VOICE VS WAR WAS WAY WE WEB WEST WIN WWW YES YOU"
)
"""Words, months and abbreviations of any text; who else is called so is shy."""
COMMON = (
    "the of and for in on a to new my your art arts music film theatre dance culture cultural "
    "heritage education science peace dialogue house club group fund network journal review "
    "move home life story young creative digital open city world voices action"
)
"""Words of which a name alone says too little."""
IN_CAPITALS = frozenset({"On the Move", "World Heritage Fund", "World of Music, Arts and Dance"})
"""Names of such words all the same: capitals tell them, or there is no other."""


@pytest.fixture(scope="module")
def bodies() -> dict[str, Body]:
    declared = read_folder(FOLDER)
    return {
        **{f"organisation:{key}": body for key, body in declared.organisations.items()},
        **{f"programme:{key}": body for key, body in declared.programmes.items()},
    }


@pytest.fixture(scope="module")
def gazetteers() -> Gazetteers:
    return load_gazetteers(FOLDER)


def test_every_body_is_described(bodies: dict[str, Body]) -> None:
    countries = read_folder(FOLDER).countries.country
    for entity_id, body in bodies.items():
        kind, _, key = entity_id.partition(":")
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key), entity_id
        assert body.kind in KINDS[kind].split(", "), entity_id
        assert body.country in {"", *countries}, entity_id
        assert body.country or not body.at_home, f"{entity_id}: at home nowhere"


def test_years_are_in_order(bodies: dict[str, Body]) -> None:
    for entity_id, body in bodies.items():
        years = [year for year in (body.start, body.end) if year is not None]
        assert years == sorted(years), entity_id
        assert all(FIRST <= year <= LAST for year in years), entity_id


def test_successors_and_owners_exist(bodies: dict[str, Body]) -> None:
    for entity_id, body in bodies.items():
        kind = entity_id.partition(":")[0]
        assert not body.owner or (kind == "programme" and f"organisation:{body.owner}" in bodies), (
            entity_id
        )
        line = [entity_id]
        while following := bodies[line[-1]].successor:
            line.append(f"{kind}:{following}")
            assert line[-1] in bodies, entity_id
            assert len(set(line)) == len(line), f"{entity_id}: succeeds itself"


def test_who_has_a_successor_has_ended(bodies: dict[str, Body]) -> None:
    for entity_id, body in bodies.items():
        if body.successor:
            # A convention that was revised stays in force among states that ratified no other.
            assert body.end or body.kind == "convention", entity_id
            after = bodies[f"{entity_id.partition(':')[0]}:{body.successor}"]
            assert after.end is None or body.end is None or after.end >= body.end, entity_id


def test_no_two_bodies_share_a_written_form(bodies: dict[str, Body]) -> None:
    bearers: dict[str, set[str]] = defaultdict(set)
    for entity_id, body in bodies.items():
        for written in (body.name, *body.aliases):
            bearers[fold_name(written)].add(entity_id)
            if " " in written and written.isascii():
                bearers[slug(written)].add(entity_id)
        for acronym in body.acronyms:
            bearers[acronym].add(entity_id)
    assert {name: ids for name, ids in bearers.items() if len(ids) > 1} == {}


def test_at_home_one_living_body_bears_a_name(bodies: dict[str, Body]) -> None:
    plain = {
        fold_name(name): entity_id
        for entity_id, body in bodies.items()
        for name in (body.name, *body.aliases)
    }
    bearers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for entity_id, body in bodies.items():
        for name in body.at_home:
            assert plain.get(fold_name(name), entity_id) == entity_id, f"{entity_id}: {name}"
            if body.end is None:
                bearers[fold_name(name), body.country].add(entity_id)
    assert {name: ids for name, ids in bearers.items() if len(ids) > 1} == {}


def test_every_written_form_adds_something(bodies: dict[str, Body]) -> None:
    for entity_id, body in bodies.items():
        assert not set(body.acronyms) & set(body.shy), entity_id
        for names in ((body.name, *body.aliases), body.at_home):
            assert _idle(names) == [], entity_id


def test_no_acronym_is_a_word(bodies: dict[str, Body]) -> None:
    words = frozenset(MISLEADING.lower().split())
    for entity_id, body in bodies.items():
        for acronym in body.acronyms:
            assert len(acronym) > 1, entity_id
            assert acronym.lower() not in words, f"{entity_id}: {acronym} must be shy"


def test_no_name_is_a_plain_phrase(bodies: dict[str, Body]) -> None:
    common = frozenset(COMMON.split())
    for entity_id, body in bodies.items():
        for name in {body.name, *body.aliases} - IN_CAPITALS:
            words = re.findall(r"\w+", name.lower())
            is_lower = not any(sign.isupper() for sign in name) and name.isascii()
            assert not (is_lower and len(words) == 1 and name.isalpha() and len(name) < 5), name
            assert not common.issuperset(words), f"{entity_id}: {name}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Security Council met.", "un-security-council"),
        ("The National Security Council met.", "nsc"),
        ("The Turkish National Security Council met.", "national-security-council-turkey"),
        ("The Department of State replied.", "us-state-department"),
        ("The Atomic Energy Commission met.", "us-atomic-energy-commission"),
        ("The Indian Atomic Energy Commission met.", "atomic-energy-commission-india"),
        ("The Swedish Environmental Protection Agency", "swedish-environmental-protection-agency"),
        ("The Brazilian Ministry of Defence", "brazil-ministry-of-defence"),
        ("Kenya asked its Ministry of Education. Kenya", "kenya-ministry-of-education"),
        ("Philippine Department of Tourism", "philippines-department-of-tourism"),
        ("The Italian Communist Party", "communist-party-italy"),
        ("He saw the V&A, then left.", "v-and-a"),
    ],
)
def test_bodies_of_states_are_told_apart(gazetteers: Gazetteers, text: str, expected: str) -> None:
    found = [hit.entry.entity_id for hit in gazetteers.scan(text) if not hit.entry.is_place]
    assert found == [f"organisation:{expected}"]


@pytest.mark.parametrize(
    "text",
    [
        "The Executive Board of the bank met.",
        "Hernán Cortes sailed on.",
        "Deval spoke to Inbal.",
        "The Department of Education sent it.",
        "Tempus fugit.",
    ],
)
def test_names_of_many_name_nobody(gazetteers: Gazetteers, text: str) -> None:
    assert [hit.entry for hit in gazetteers.scan(text) if not hit.entry.is_place] == []


def _idle(names: tuple[str, ...]) -> list[str]:
    """Return names that find nothing that an earlier or looser one does not."""
    seen: dict[str, list[frozenset[int]]] = defaultdict(list)
    idle = []
    for name in names:
        made = pattern(Entry(name, "organisation", "", name))
        capitals = frozenset(made.capitals)
        if any(other <= capitals for other in seen[made.folded]) and not names[0].isupper():
            idle.append(name)
        seen[made.folded].append(capitals)
    return idle
