"""Gold files of every form, and what is refused in them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import DeclarationError
from pipeline.evaluation.reading import GoldFile, read_items
from pipeline.vocabulary import Concept, Vocabulary

SUBJECTS = Vocabulary(
    "subjects",
    "Subjects",
    (
        Concept("boats", "Boats", (("en", "Boats"),), uri="https://example.org/boats"),
        Concept("bread", "Bread and cakes", (("en", "Bread and cakes"), ("fr", "Pain"))),
    ),
    retired=(
        Concept("ships", "Ships", (("en", "Ships"),), replaced_by="boats"),
        Concept("smoke", "Smoke", (("en", "Smoke"),)),
    ),
)


def read(folder: Path, text: str, name: str = "gold.jsonl") -> GoldFile:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_items(path, SUBJECTS)


def lines(*rows: Any) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def test_gains_and_what_counts_for_nothing(tmp_path: Path) -> None:
    row = {"id": 7, "title": None, "text": "Oars.", "subjects": {"boats": 2}}
    (item,) = read(tmp_path, lines(row | {"subjects_optional": ["bread", "boats"]})).items
    assert (item.id, item.title, item.gains, item.optional) == ("7", "", {"boats": 2}, {"bread"})


def test_concepts_go_by_id_uri_label_and_what_they_were_merged_into(tmp_path: Path) -> None:
    names = ["https://example.org/boats", "pain", "BOATS"]
    rows = [{"text": f"Text {n}.", "tags": [name]} for n, name in enumerate([*names, "ships"])]
    gold = read(tmp_path, lines(*rows))
    assert [list(item.gains) for item in gold.items] == [["boats"], ["bread"], ["boats"], ["boats"]]
    assert gold.key == "tags"
    assert [item.id for item in gold.items] == ["line-1", "line-2", "line-3", "line-4"]


def test_tags_of_retired_concepts_are_counted_and_left_out(tmp_path: Path) -> None:
    (item,) = read(tmp_path, lines({"text": "Fire.", "tags": ["smoke", "bread"]})).items
    assert (item.gains, item.n_retired) == ({"bread": 1}, 1)


@pytest.mark.parametrize(
    ("bad", "reason", "told"),
    [
        ("{", "broken_record", "no JSON object"),
        ("[1]", "broken_record", "list"),
        ('{"text": "x"}', "missing_field", "no 'tags'"),
        ('{"tags": []}', "missing_field", "text"),
        ('{"text": " ", "tags": []}', "empty", "the text is empty"),
        ('{"text": "x", "tags": {"boats": -1}}', "broken_record", "gains are numbers"),
        ('{"text": "x", "tags": {"boats": NaN}}', "broken_record", "gains are numbers"),
        ('{"text": "x", "tags": 3}', "broken_record", "tags"),
        ('{"text": 3.5, "tags": [], "language": "english"}', "broken_record", "language"),
        ('{"text": "x", "tags": ["boats", "kites"]}', "unknown_concept", "'kites'"),
        ('{"text": "x", "tags": [], "tags_optional": ["kites"]}', "unknown_concept", "'kites'"),
        ('{"id": "a", "text": "x", "tags": []}', "duplicate_id", "'a' has appeared before"),
    ],
)
def test_a_bad_line_is_refused_by_number_and_the_rest_is_read(
    tmp_path: Path, bad: str, reason: str, told: str
) -> None:
    good = {"id": "a", "text": "Bread.", "tags": ["bread"]}
    gold = read(tmp_path, lines(good) + "\n" + bad + "\n" + lines(good | {"id": "b"}))
    assert [item.id for item in gold.items] == ["a", "b"]
    (refused,) = gold.refused
    assert (refused.locator, refused.reason) == ("gold.jsonl, line 3", reason)
    assert told in refused.detail


@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_tables_of_any_separator(tmp_path: Path, between: str) -> None:
    rows = [
        ("id", "text", "subjects"),
        ("1", '"Oars,\nsails; ropes"', "boats|Pain"),
        ("2", "x", ""),
    ]
    text = "\ufeff" + "\r\n".join(between.join(row) for row in rows)
    gold = read(tmp_path, text, "gold.csv")
    assert [list(item.gains) for item in gold.items] == [["boats", "bread"], []]
    assert gold.items[0].text.startswith("Oars,")


def test_a_row_with_too_many_cells_is_refused(tmp_path: Path) -> None:
    gold = read(tmp_path, "text,tags\nOars, and sails,boats\nBread,bread\n", "gold.csv")
    assert [item.text for item in gold.items] == ["Bread"]
    assert gold.refused[0].locator == "gold.csv, line 2"


def test_a_cell_may_be_a_whole_report(tmp_path: Path) -> None:
    (item,) = read(tmp_path, f"text,tags\n{'boats ' * 40_000},boats\n", "gold.csv").items
    assert len(item.text) > 200_000


def test_a_file_without_tags_says_what_it_lacks(tmp_path: Path) -> None:
    with pytest.raises(DeclarationError, match="no line has 'subjects' or 'tags'"):
        read(tmp_path, lines({"text": "x", "themes": ["boats"]}))


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DeclarationError, match=r"gold\.jsonl: not readable"):
        read_items(path, SUBJECTS)
