"""The measures: by hand on tiny sets, and byte for byte against the field's own script."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import DeclarationError
from pipeline.evaluation import entity_predictions, load_gold, score
from pipeline.records import Mention

SHARED = Path(__file__).parents[3] / "shared"
SCRIPT = SHARED / "tools" / "score.py"

WORDS = ["Arts", "Council", "of", "River", "the", "Lake", "Museum", "World", "Fund", "Dance"]
THEMES = [f"theme-{n}" for n in range(12)]


def gold_document(key: str, **fields: Any) -> dict[str, Any]:
    empty: dict[str, Any] = {"id": key, "themes": {}, "themes_optional": []}
    for name in ("countries", "organisations", "programmes"):
        empty |= {name: [], f"{name}_optional": []}
    return empty | fields


def some_names(dice: random.Random) -> list[str]:
    return [" ".join(dice.choices(WORDS, k=dice.randint(1, 5))) for _ in range(dice.randint(0, 5))]


def random_gold(dice: random.Random) -> list[dict[str, Any]]:
    gold = []
    for number in range(25):
        themes = {t: dice.choice([1, 2]) for t in dice.sample(THEMES, dice.randint(0, 4))}
        spare = [t for t in dice.sample(THEMES, 2) if t not in themes]
        one = gold_document(f"d{number}", themes=themes, themes_optional=spare)
        for name in ("countries", "organisations", "programmes"):
            one |= {name: some_names(dice), f"{name}_optional": some_names(dice)}
        gold.append(one)
    return gold


def random_predictions(dice: random.Random) -> list[dict[str, Any]]:
    predictions = []
    for number in range(3, 28):
        one: dict[str, Any] = {"id": f"d{number}"}
        if dice.random() < 0.9:
            chosen = dice.sample(THEMES, dice.randint(0, 12))
            one["themes"] = {t: dice.choice([0.0, 0.5, 1.0, dice.random()]) for t in chosen}
        for name in ("countries", "organisations", "programmes"):
            if dice.random() < 0.9:
                one[name] = some_names(dice)
        predictions.append(one)
    return predictions


@pytest.mark.skipif(not SCRIPT.exists(), reason=f"no {SCRIPT.name} beside the repository")
@pytest.mark.parametrize("seed", range(6))
def test_same_bytes_as_the_reference_script(seed: int, tmp_path: Path) -> None:
    dice = random.Random(seed)
    gold, predictions = random_gold(dice), random_predictions(dice)
    if seed == 5:
        predictions = []
    files = []
    for name, rows in (("gold", gold), ("predictions", predictions)):
        files.append(tmp_path / f"{name}.jsonl")
        files[-1].write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    told = subprocess.run(
        [sys.executable, str(SCRIPT), *map(str, files)], capture_output=True, text=True, check=True
    )
    assert json.dumps(score(gold, predictions), indent=1) + "\n" == told.stdout


def test_figures_by_hand() -> None:
    gold = [
        gold_document("a", themes={"x": 2, "y": 1}, organisations=["The Arts Council"]),
        gold_document("b", themes={"x": 1}, organisations=["Lake Museum"]),
    ]
    predictions: list[dict[str, Any]] = [
        {"id": "a", "themes": {"x": 0.9, "y": 0.4}, "organisations": ["Arts Council", "Other"]},
        {"id": "b", "themes": {"x": 0.6, "z": 0.7}},
        {"id": "c"},
    ]
    result = score(gold, predictions)
    assert (result["documents"], result["predicted"], result["unknown_ids"]) == (2, 2, 1)
    assert result["organisations"] == {"precision": 0.5, "recall": 0.5, "f1": 0.5}
    assert result["themes"]["ndcg@5"] == 0.815
    assert result["themes"]["at_0.5"] == {"precision": 0.667, "recall": 0.667, "f1": 0.667}


def test_optional_names_count_for_nothing() -> None:
    gold = [gold_document("a", programmes=["Lake Fund"], programmes_optional=["River Dance"])]
    result = score(gold, [{"id": "a", "programmes": ["Lake Fund", "The River Dance"]}])
    assert result["programmes"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}


@pytest.mark.parametrize("gold", [[], [gold_document("a")]])
def test_nothing_to_measure_gives_null(gold: list[dict[str, Any]]) -> None:
    themes = score(gold, [])["themes"]
    assert themes["ndcg@5"] is None
    assert themes["f1@5"] is None
    assert themes["calibration_gap_above_0.5"] is None


def test_gold_is_read_and_defaults_filled(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"id": "a", "themes": {"x": 2}, "text": "T\u2028t"}\n\n', encoding="utf-8")
    (one,) = load_gold(path)
    assert (one["id"], one["themes"], one["organisations_optional"]) == ("a", {"x": 2}, [])


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "line 2: no JSON object"),
        ("[1]", "line 2: no JSON object"),
        ('{"id": "b"}', "line 2: themes"),
        ('{"id": "b", "themes": {"x": "2"}}', "line 2: themes.x"),
        ('{"id": "a", "themes": {}}', "line 2: id 'a' appears twice"),
    ],
)
def test_bad_gold_names_file_and_line(tmp_path: Path, line: str, told: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"id": "a", "themes": {}}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(DeclarationError) as caught:
        load_gold(path)
    assert told in str(caught.value)
    assert str(path) in str(caught.value)


def test_a_missing_gold_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DeclarationError, match="not readable"):
        load_gold(tmp_path / "none.jsonl")


def mention(text: str, kind: Any, entity: str, via: str, inside: str | None = None) -> Mention:
    return Mention("d", 0, len(text), text, kind, entity, text, via, inside)


def test_predictions_take_what_is_named() -> None:
    found = [
        mention("Soviet Union", "country", "country:SUHH", "name"),
        mention("Peru", "country", "country:PER", "name", "organisation"),
        mention("Kenya", "country", "country:KEN", "name", "programme"),
        mention("Czech", "country", "country:CZE", "demonym"),
        mention("Asia", "region", "region:asia", "name"),
        mention("UNESCO", "organisation", "organisation:unesco", "acronym"),
        mention("United Nations Educational", "organisation", "organisation:unesco", "name"),
        mention("UN", "organisation", "organisation:un", "acronym", "organisation"),
        mention("Lake Fund", "programme", "programme:lake-fund", "rule"),
        mention("LKF", "organisation", "organisation:lkf", "undefined"),
        mention("River Songs", "programme", "programme:river-songs", "proposed"),
    ]
    codes = {"country:SUHH": "RUS"}
    assert entity_predictions(found, lambda one: codes.get(one, one[-3:])) == {
        "countries": ["PER", "RUS"],
        "organisations": ["United Nations Educational"],
        "programmes": ["Lake Fund"],
    }
