"""Vocabularies kept as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import DeclarationError
from pipeline.snapshots.cells import defuse
from pipeline.vocabulary import Vocabulary, load_vocabulary, read_vocabulary
from pipeline.vocabulary.skos.columns import join, split
from pipeline.vocabulary.skos.files import parse, read
from pipeline.vocabulary.skos.rows import to_rows

Write = Callable[[str, str | bytes], Path]

TABLE = """\
id,label,label@fr,alt_labels,alt_labels@fr,hidden_labels,definition,examples,broader,related,status,replaced_by
tree,Trees,Arbres,timber plants; woods,,,Plants with a trunk; tall.,,,,,
oak,Oaks,Chênes,"oak trees | quercus, all","chênaie
chênes verts",oka,,An oak fell; nobody heard.,tree,moss,,
moss,Mosses,,,,,,,,,,
shrub,Shrubs,,,,,,,,,retired,tree
"""


def test_a_table_says_what_turtle_says(write: Write) -> None:
    vocabulary = load_vocabulary(write("garden.csv", TABLE))
    assert (vocabulary.scheme_id, vocabulary.uri) == ("garden", "urn:culturescope:garden")
    moss, oak, tree = vocabulary.concepts
    assert oak.uri == "urn:culturescope:garden:oak"
    assert oak.labels == (("en", "Oaks"), ("fr", "Chênes"))
    assert oak.alt_labels_in("en") == ("oak trees", "quercus, all")
    assert oak.alt_labels_in("fr") == ("chênaie", "chênes verts")
    assert oak.hidden_labels == ("oka",)
    assert oak.examples == ("An oak fell; nobody heard.",)
    assert (oak.broader, oak.related, moss.related) == (("tree",), ("moss",), ())
    assert tree.alt_labels == ("timber plants", "woods")
    assert tree.definition == "Plants with a trunk; tall."
    assert [concept.id for concept in vocabulary.retired] == ["shrub"]
    assert vocabulary.resolve("shrub") == "tree"


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("label@fr", " Label@FR "),
        lambda text: text + ",,,\n\n",
    ],
)
def test_what_spreadsheets_do_to_a_file_does_not_count(
    write: Write, change: Callable[[str], str]
) -> None:
    plain = load_vocabulary(write("garden.csv", TABLE))
    assert load_vocabulary(write("garden.csv", change(TABLE))) == plain


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_separators(write: Write, delimiter: str) -> None:
    plain = load_vocabulary(write("garden.csv", TABLE))
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter).writerows(csv.reader(io.StringIO(TABLE)))
    assert load_vocabulary(write("garden.csv", written.getvalue())) == plain


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "line 1: no column 'id'"),
        ("id,label\n", "no skos:Concept found"),
        ("label\nA\n", "line 1: no column 'id'"),
        ("id,lable\na,A\n", "line 1: unknown column 'lable' .*label@fr"),
        ("id,label@english\na,A\n", "line 1: unknown column 'label@english'"),
        ("id,label,label@en\na,A,B\n", "line 1: column 'label' stands twice"),
        ("id,label\na,A\n\n,B\n", "line 4: no id"),
        ("id,label\na,A\na,B\n", "line 3: concept 'a': is in line 2 already"),
        ("id,label\na,A,B\n", "line 2: 3 cells under 2 headings"),
        ('id,label\na,"A\nB"\nb,\n', "line 4: concept 'b': skos:prefLabel is missing"),
        ("id,label\na,A\nb,a!\n", "line 3: concept 'b': 'a!' is the label of 'a' too"),
        ("id,label,broader\na,A,b\n", "line 2: concept 'a': 'b' is no concept of this file"),
        ("id,label\nBad Id,A\n", "line 2: concept 'Bad Id': ids hold lower-case letters"),
        ("id,label,status\na,A,gone\n", "line 2: concept 'a': status 'gone' is neither"),
        ("id,label,replaced_by\na,A,b\nb,B,\n", "line 2: concept 'a': has a successor"),
        ("id,uri,label\na,http://x.org/b,B\n", "line 2: concept 'a': .* the id 'b'"),
        ("id,label\na,A\x00\n", "line 2: a NUL byte"),
        ('id,label\na,"A\n', "line 2: no valid CSV"),
        ("id,label\na," + "A" * 200_000 + "\n", "line 2: no valid CSV .*limit"),
        (b"id,label\na,caf\xe9\n", "not readable as UTF-8"),
    ],
)
def test_what_is_wrong_is_named_with_file_and_line(
    write: Write, text: str | bytes, message: str
) -> None:
    with pytest.raises(DeclarationError, match=rf"bad\.csv.*{message}"):
        read_vocabulary(write("bad.csv", text))


def test_concepts_from_elsewhere_keep_their_addresses_and_are_read_with_warnings(
    write: Write,
) -> None:
    text = "uri,label,broader\nhttp://x.org/v/1,A,http://y.org/0\nhttp://x.org/v/2,B,1\n"
    reading = read_vocabulary(write("v.csv", text))
    assert reading.vocabulary.uri == "http://x.org/v"
    assert reading.vocabulary.by_id["2"].broader == ("1",)
    assert reading.warnings == (
        "v.csv, line 2: concept '1': '0' is no concept of this file: not followed",
    )


def exported(path: Path) -> tuple[str, Vocabulary]:
    parsed = parse(path, path.read_text("utf-8"))
    vocabulary = read(parsed, path.stem).vocabulary
    written = io.StringIO(newline="")
    rows = ([defuse(cell) for cell in row] for row in to_rows(parsed.graph, vocabulary))
    csv.writer(written).writerows(rows)
    return written.getvalue(), vocabulary


def test_export_reads_back_and_runs_in_no_spreadsheet(write: Write, garden: str) -> None:
    text, vocabulary = exported(write("garden.ttl", garden))
    again = load_vocabulary(write("garden.csv", text))
    assert again.concepts == vocabulary.concepts
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert any("'=Moss" in cell for cell in cells)
    assert exported(write("garden.csv", text))[0] == text


@pytest.mark.parametrize("name", ["alt_labels", "examples", "broader"])
@pytest.mark.parametrize(
    "values",
    [[], ["a"], ["a", "b"], ["a;b"], ["a;b", "c"], ["a|b"], ["a|b", "c;d"], ["a, b", "'=c"]],
)
def test_cells_of_several_values_read_back(name: str, values: list[str]) -> None:
    assert split(name, join(name, values)) == values
