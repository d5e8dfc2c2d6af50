"""Decisions to lines of a file and back."""

import csv
import datetime as dt
import io
import json

import pytest

from pipeline.decisions.lines import BOM, COLUMNS, FORMATS, Line, Refused, read_lines, write_lines
from pipeline.errors import UsageError
from pipeline.records import Decision, Example

NOON = dt.datetime(2026, 5, 31, 12, tzinfo=dt.UTC)
HARD = '=HYPERLINK("x"),\nnext; ’line’ \t+1'


def decision(number=1, **changes):
    values = {"id": f"{number:032x}", "document_id": "d" * 16, "revision": 2, "scheme": "themes"}
    values |= {"concept_id": "heritage", "kind": "accept", "editor": "Ann", "decided_at": NOON}
    return Decision(**values | {"via": "cli"} | changes)


LOG = [
    (1, decision(1, probability=0.1 + 0.2, model="tagger-3", note=HARD, editor="@Ann, Łem")),
    (2, decision(2, kind="complete", concept_id="", batch="b1")),
    (7, decision(3, kind="undo", concept_id="", undoes=f"{2:032x}")),
    (8, decision(4, kind="reject", concept_id="'=a", note="'", probability=0.0)),
]
EXAMPLE = Example("e" * 16, "Title", "A text.\n\nOf two paragraphs.", "en", NOON, "Ann")


def text(format="csv", log=tuple(LOG), examples=()):
    return "".join(write_lines(format, log, examples))


def read(body, format="csv"):
    return list(read_lines(format, body if isinstance(body, bytes) else body.encode()))


@pytest.mark.parametrize("format", FORMATS)
def test_what_is_written_is_read_back(format):
    found = read(text(format), format)
    assert [(line.number, line.said) for line in found] == LOG


def test_json_lines_hold_examples_first():
    found = read(text("jsonl", examples=[EXAMPLE]), "jsonl")
    assert [line.said for line in found] == [EXAMPLE, *(one for _, one in LOG)]
    assert EXAMPLE.text not in text("csv", examples=[EXAMPLE])


def test_no_cell_runs_in_a_spreadsheet_and_the_encoding_is_told():
    body = text()
    assert body.startswith(BOM)
    cells = [cell for row in csv.reader(io.StringIO(body[1:], newline="")) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))]


def test_lines_are_counted_as_an_editor_shows_them():
    body = text(log=LOG[:1]) + "broken\r\n\r\n" + "x" * 3 + "," * (len(COLUMNS) - 1)
    found = read(body)
    assert [one.at for one in found] == [2, 4, 6]  # the note of the first has two lines
    assert isinstance(found[0], Line)
    assert isinstance(found[1], Refused)
    assert "1 cells under 15 columns" in found[1].detail


def test_a_spreadsheet_of_another_country_may_have_saved_it():
    rows = list(csv.reader(io.StringIO(text()[1:], newline="")))
    rows[1][COLUMNS.index("probability")] = "0,25"
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(rows)
    found = read(out.getvalue())
    assert found[0].said.probability == 0.25
    assert [line.said for line in found[1:]] == [one for _, one in LOG[1:]]


def line(**changes):
    values = {"number": 1, "id": "1" * 32, "document_id": "d" * 16, "scheme": "themes"}
    values |= {"concept_id": "a", "kind": "add", "editor": "Ann", "decided_at": NOON.isoformat()}
    return json.dumps(values | changes)


def test_a_line_may_leave_out_what_is_not_known():
    (found,) = read(line(), "jsonl")
    assert found.said == decision(id="1" * 32, revision=0, concept_id="a", kind="add", via="import")


@pytest.mark.parametrize(
    ("bad", "word"),
    [
        ("{", "no valid JSON"),
        ("[" * 100_000, "no valid JSON"),
        ("[]", "no JSON object"),
        (line(kind="like"), "kind"),
        (line(colour="red"), "unknown column 'colour'"),
        (line(id="12"), "id"),
        (line(id=""), "id"),
        (line(editor=" "), "no editor"),
        (line(decided_at="2026"), "2026-05-31T09:30"),
        (line(decided_at=1_700_000_000), "2026-05-31T09:30"),
        (line(decided_at="2026-05-31T09:30"), "zone"),
        (line(probability=2), "probability"),
        ('{"probability": NaN, ' + line()[1:], "probability"),
        (line(probability="high"), "probability"),
        (line(revision=10**12), "revision"),
        (line(concept_id=""), "no concept"),
        (line(kind="complete"), "no concept"),
        (line(kind="undo", concept_id=""), "undoes"),
        (line(undoes="1" * 32), "undoes"),
        (line(kind="undo", undoes="1" * 32), "undoes"),
        (line(note="a\0"), "note"),
        (line(document_id="\ud800"), "document_id"),
        (line(type="token"), "type"),
    ],
)
def test_a_bad_line_is_refused_by_what_is_wrong(bad, word):
    (found,) = read(f"\n{bad}", "jsonl")
    assert (found.at, found.reason) == (2, "broken_line")
    assert word in found.detail
    assert "\n" not in found.detail


def test_bad_examples_are_refused():
    row = json.loads(text("jsonl", log=[], examples=[EXAMPLE]))
    for change in ({"text": ""}, {"text": "a\0"}, {"title": "\ud800"}, {"id": "x"}):
        (found,) = read(json.dumps(row | change), "jsonl")
        assert isinstance(found, Refused)


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (b"", "no header"),
        (b"id,kind\n", "no column document_id"),
        (",".join([*COLUMNS, "id"]).encode(), "twice"),
        (b"number,id\n\n\xff\xfe", "line 3: is no UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_at_all(body, word):
    with pytest.raises(UsageError, match=word):
        read(body)


def test_a_quote_that_never_ends_is_told():
    found = read(text() + '"open')
    assert [type(one) for one in found] == [*[Line] * 4, Refused]
    assert "no valid CSV" in found[-1].detail
