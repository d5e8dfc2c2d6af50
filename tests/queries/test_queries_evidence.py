"""Documents and passages behind figures; names; what can be reached."""

import datetime as dt
import shutil
import threading

import duckdb
import pytest

from pipeline.errors import SnapshotError, UsageError
from pipeline.queries import (
    DOCUMENTS,
    PASSAGES,
    Filters,
    Snapshot,
    export_table,
    open_snapshot,
)
from pipeline.snapshots.package import FORMAT

SGP = Filters(countries="SGP")


def numbers(frame):
    return [int(id_, 16) for id_ in frame["document_id"]]


def test_documents_come_newest_first_and_undated_last(snapshot):
    found = snapshot.documents("theme", "heritage")
    assert numbers(found) == [5, 4, 0, 6]
    assert list(found.columns) == list(DOCUMENTS)
    assert found["probability"].tolist() == [0.7, 1, 1, 1]
    assert found["salience"].isna().all()
    few = snapshot.documents("theme", "heritage", limit=1)
    assert few.attrs["notes"] == ["the newest 1 of 4 documents"]


def test_documents_are_those_of_the_figure(snapshot):
    assert numbers(snapshot.documents("theme", "heritage", filters=SGP)) == [0]
    assert numbers(snapshot.documents(filters=Filters(countries="GBR", sources="post"))) == [5]
    both = snapshot.documents("theme", "inclusion", filters=SGP, joint=True)
    assert numbers(both) == [3]
    assert snapshot.document_ids(SGP) == [f"{n:016x}" for n in (0, 1, 3)]


def test_documents_of_a_time_are_those_that_cannot_be_of_another(snapshot):
    half = Filters(since=dt.date(1992, 5, 1), until=dt.date(1993, 6, 30))
    assert numbers(snapshot.documents(filters=half)) == [4, 3]
    later = Filters(since=dt.date(1992, 5, 2), until=dt.date(2001, 6, 30))
    assert numbers(snapshot.documents(filters=later)) == [4], "2001 may be December"
    unsure = Filters(since=dt.date(1991, 1, 1), until=dt.date(1991, 12, 31))
    assert snapshot.documents(filters=unsure).empty


def test_passages_say_why_they_speak(snapshot):
    named = snapshot.passages("country", "SGP", limit=2)
    assert named["sentence"].unique().tolist() == ["We went to Singapore."]
    assert list(named.columns) == list(PASSAGES)
    tagged = snapshot.passages("theme", "heritage").set_index("document_id")
    assert tagged["why"].tolist() == ["evidence", "opening", "opening", "opening"]
    assert tagged["text"].str.startswith("Dear all").all()
    both = snapshot.passages("theme", "inclusion", filters=SGP, joint=True)
    assert both["kind"].tolist() == ["theme", "country"]
    found = snapshot.passages("text", "sea AND yours", limit=2)
    assert found["why"].tolist() == ["found", "found"]
    with pytest.raises(UsageError, match="name one"):
        snapshot.passages("theme", "")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("sgp", "SGP"),
        ("country:SGP", "SGP"),
        ("SG", "SGP"),
        ("uk", "GBR"),
        ("the united kingdom", "GBR"),
        ("cote d'ivoire", "CIV"),
        ("Kingdom", "GBR"),
    ],
)
def test_names_are_understood(snapshot, name, code):
    found = snapshot.documents("country", name)
    assert found.attrs["title"].startswith("country ")
    assert numbers(found) == numbers(snapshot.documents("country", code))


def test_a_wording_of_the_texts_is_understood(make_snapshot, doc):
    docs = [doc("1990", {}, ["SGP"], wording="Lion City"), doc("1990", {}, ["GBR"])]
    with Snapshot(make_snapshot(docs)) as opened:
        assert numbers(opened.documents("country", "the lion city")) == [0]


def test_several_meanings_are_named(make_snapshot, doc):
    docs = [doc("1990", {"cultural-heritage": 1.0, "natural-heritage": 1.0})]
    with (
        Snapshot(make_snapshot(docs)) as opened,
        pytest.raises(UsageError, match=r"more than one theme.*cultural-heritage.*natural"),
    ):
        opened.trend("theme", "heritage")


HOSTILE = "x' OR 1=1; DROP TABLE corpus; --"


def test_nothing_of_a_question_is_run(snapshot):
    for ask in (
        lambda: snapshot.trend("theme", HOSTILE),
        lambda: snapshot.trend("theme", "heritage", filters=Filters(sources=HOSTILE)),
        lambda: snapshot.documents(filters=Filters(countries=HOSTILE)),
        lambda: snapshot.slopes(HOSTILE),
    ):
        with pytest.raises(UsageError):
            ask()
    assert len(snapshot.documents(limit=100)) == 8


def test_no_other_file_can_be_read(folder, tmp_path):
    other = tmp_path / "other.csv"
    other.write_text("secret\n1\n", "utf-8")
    with open_snapshot(folder) as connection:
        with pytest.raises(duckdb.PermissionException):
            connection.execute(f"SELECT * FROM read_csv('{other}')")
        with pytest.raises(duckdb.Error):
            connection.execute("SET enable_external_access = true")


def test_what_is_no_snapshot_or_of_another_format_says_so(tmp_path, folder):
    with pytest.raises(SnapshotError, match="cannot be read"), open_snapshot(tmp_path):
        pass
    with pytest.raises(SnapshotError, match="cannot be read"):
        Snapshot(tmp_path)
    copy = shutil.copytree(folder, tmp_path / "copy")
    (copy / "relations.parquet").unlink()
    for ask in (Snapshot, lambda it: export_table(it, "relations", "parquet", tmp_path / "r")):
        with pytest.raises(SnapshotError, match=r"relations.parquet: is missing"):
            ask(copy)
    package = copy / "datapackage.json"
    package.write_text(package.read_text().replace(f'"format": {FORMAT}', '"format": 1'))
    for ask in (Snapshot, lambda it: export_table(it, "relations", "parquet", tmp_path / "r")):
        with pytest.raises(
            SnapshotError, match=f"has format 1, and this program reads .* {FORMAT}"
        ):
            ask(copy)


def test_several_threads_may_ask(snapshot):
    heard = []

    def ask():
        heard.append(len(snapshot.trend("theme", "heritage", filters=SGP)))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert heard == [3] * 4
