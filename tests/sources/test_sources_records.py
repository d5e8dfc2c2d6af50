import gzip
import json

import pytest

from pipeline.declarations import Source
from pipeline.errors import DeclarationError
from pipeline.records import Item, Rejected
from pipeline.sources import read_source


def read(root, name, body, max_bytes=10_000, **values):
    (root / name).write_bytes(body)
    card = {"name": "S", "kind": "records", "path": name} | values
    return list(read_source(Source(id="s", **card), root, max_bytes))


def lines(*records):
    return b"".join(json.dumps(r).encode() + b"\n" for r in records)


def test_each_line_is_a_record_named_by_its_id(tmp_path):
    found = read(tmp_path, "r.jsonl", lines({"id": 7, "text": "x"}, {"id": "b", "text": "y"}))
    assert [i.locator for i in found] == ["s#7", "s#b"]
    assert json.loads(found[0].body) == {"id": 7, "text": "x"}


def test_gzip_reads_the_same(tmp_path):
    body = lines({"id": 1}, {"id": 2})
    assert read(tmp_path, "r.jsonl.gz", gzip.compress(body)) == read(tmp_path, "r.jsonl", body)


def test_an_url_is_the_better_name(tmp_path):
    (item,) = read(tmp_path, "r.jsonl", lines({"id": 1, "url": "https://x.example/1"}))
    assert item.locator == item.url == "https://x.example/1"


def test_an_id_may_take_several_fields(tmp_path):
    (item,) = read(
        tmp_path, "r.jsonl", lines({"volume": "v1", "doc": "d2"}), fields={"id": "{volume}/{doc}"}
    )
    assert item.locator == "s#v1/d2"


def test_a_path_names_a_field_inside_another(tmp_path):
    (item,) = read(tmp_path, "r.jsonl", lines({"meta": {"id": 5}}), fields={"id": "meta.id"})
    assert item.locator == "s#5"


def test_a_pattern_with_a_missing_field_gives_no_id(tmp_path):
    found = read(
        tmp_path, "r.jsonl", lines({"doc": "a"}, {"doc": "b"}), fields={"id": "{volume}/{doc}"}
    )
    assert len({item.locator for item in found}) == 2


def test_a_record_without_id_is_named_by_its_content(tmp_path):
    first = read(tmp_path, "r.jsonl", lines({"text": "x"}, {"text": "y"}))
    again = read(tmp_path, "r.jsonl", lines({"text": "y"}, {"text": "x"}))
    assert {i.locator for i in first} == {i.locator for i in again}
    assert len({i.locator for i in first}) == 2


def test_the_order_of_keys_is_no_change(tmp_path):
    (first,) = read(tmp_path, "r.jsonl", b'{"id": 1, "text": "x"}\n')
    (again,) = read(tmp_path, "r.jsonl", b'{"text": "x", "id": 1}\n')
    assert first.body == again.body


@pytest.mark.parametrize("line", [b"{broken", b"[1, 2]", b'"text"', b"\xff\xfe{}", b"[" * 100_000])
def test_a_broken_line_is_rejected_by_number_and_the_rest_is_read(tmp_path, line):
    found = read(
        tmp_path, "r.jsonl", lines({"id": 1}) + line + b"\n" + lines({"id": 3}), max_bytes=200_000
    )
    assert [type(i) for i in found] == [Item, Rejected, Item]
    assert found[1].locator == "s#line-2"
    assert "line 2" in found[1].detail


def test_a_line_that_is_too_long_is_skipped_without_being_held(tmp_path):
    long = lines({"id": 2, "text": "x" * 5000})
    found = read(tmp_path, "r.jsonl", lines({"id": 1}) + long + lines({"id": 3}), max_bytes=1000)
    assert [getattr(i, "reason", i.locator) for i in found] == ["s#1", "too_large", "s#3"]


def test_a_second_record_of_one_id_is_rejected(tmp_path):
    found = read(tmp_path, "r.jsonl", lines({"id": 1, "text": "a"}, {"id": 1, "text": "b"}))
    assert [getattr(i, "reason", "") for i in found] == ["", "repeated_id"]


def test_a_cut_gzip_keeps_what_came_before(tmp_path):
    body = gzip.compress(lines(*({"id": n, "text": f"{n * 7919}"} for n in range(5000))))
    found = read(tmp_path, "r.jsonl.gz", body[: len(body) // 2])
    assert sum(isinstance(i, Item) for i in found) > 100
    assert found[-1].reason == "broken_file"


def test_csv_rows_are_records(tmp_path):
    body = '﻿id,title,text\r\n1,"A, b","Two\nlines"\r\n2,C,D\r\n'.encode()
    found = read(tmp_path, "r.csv", body)
    assert json.loads(found[0].body) == {"id": "1", "title": "A, b", "text": "Two\nlines"}
    assert len(found) == 2


def test_a_csv_row_with_too_many_cells_is_rejected(tmp_path):
    found = read(tmp_path, "r.csv", b"id,text\n1,a\n2,b,c\n3,d\n")
    assert [getattr(i, "reason", "") for i in found] == ["", "broken_record", ""]


def test_a_csv_that_breaks_off_in_quotes_is_told(tmp_path):
    found = read(tmp_path, "r.csv", b'id,text\n1,a\n2,"open')
    assert found[-1].reason == "broken_file"


@pytest.mark.parametrize("name", ["r.xlsx", "r.json"])
def test_another_ending_is_a_mistake_in_the_card(tmp_path, name):
    with pytest.raises(DeclarationError, match=r"\.jsonl"):
        read(tmp_path, name, b"{}")
