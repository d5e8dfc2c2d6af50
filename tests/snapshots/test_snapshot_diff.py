"""What two snapshots differ in."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import SnapshotError
from pipeline.snapshots import write_snapshot
from pipeline.snapshots.diff import (
    Differences,
    DocumentChange,
    Stated,
    TableChange,
    compare_snapshots,
)

Rows = dict[str, list[dict[str, Any]]]
Publish = Callable[..., Path]


@pytest.fixture
def publish(tmp_path: Path) -> Publish:
    def write(rows: Rows, **own: object) -> Path:
        manifest = {"created": "2026-01-02T03:04:05Z", **own}
        return (
            tmp_path / "snapshots" / write_snapshot(tmp_path / "snapshots", rows, manifest=manifest)
        )

    return write


def test_a_snapshot_differs_in_nothing_from_itself(
    rows: Callable[..., Rows], publish: Publish
) -> None:
    folder = publish(rows("One"))
    assert compare_snapshots(folder, folder) == Differences(
        folder.name, folder.name, (), (), (), (), ()
    )


def test_rows_and_documents(rows: Callable[..., Rows], publish: Publish) -> None:
    one, other = rows("Same", "Retitled", "Gone"), rows("Same", "Retitled", "Gone")
    other["documents"][1]["title"] = "With another title"
    other["documents"][2] |= {"document_id": "f" * 16, "title": "New"}
    other["series_documents"].pop()
    found = compare_snapshots(publish(one), publish(other))
    assert found.tables == (
        TableChange("documents", 3, 3, 1, 1, 1),
        TableChange("series_documents", 3, 2, 0, 1, 0),
    )
    assert found.documents == (
        DocumentChange("added", "f" * 16, "letters", "New"),
        DocumentChange("removed", f"{2:016x}", "letters", "Gone"),
        DocumentChange("changed", f"{1:016x}", "letters", "With another title"),
    )
    fewer = compare_snapshots(publish(one), publish(other), limit=0)
    assert (fewer.documents, fewer.tables) == ((), found.tables)


def test_what_its_source_holds_no_more_or_again(
    rows: Callable[..., Rows], publish: Publish
) -> None:
    one, other = rows("Gone", "Back"), rows("Gone", "Back")
    one["documents"][1]["is_gone"] = other["documents"][0]["is_gone"] = True
    assert compare_snapshots(publish(one), publish(other)).documents == (
        DocumentChange("gone", f"{0:016x}", "letters", "Gone"),
        DocumentChange("back", f"{1:016x}", "letters", "Back"),
    )


def test_shares_beyond_their_intervals_come_first(
    rows: Callable[..., Rows], publish: Publish
) -> None:
    one, other = rows("One"), rows("One")
    base = one["series"][0]
    one["series"] = [base | {"id": id_} for id_ in ("far", "narrow", "same")]
    narrow = {"share": 0.6, "share_low": 0.55, "share_high": 0.65}
    one["series"][1] |= {"share_low": 0.45, "share_high": 0.55}
    other["series"] = [dict(row) for row in one["series"]]
    other["series"][0] |= {"share": 0.8}
    other["series"][1] |= narrow
    for made in (one, other):
        made["series_documents"], made["trends"] = [], []
    found = compare_snapshots(publish(one), publish(other)).series
    assert [(each.id, each.is_beyond) for each in found] == [("narrow", True), ("far", False)]
    assert found[0].difference == pytest.approx(0.1)


def test_topics_by_what_became_of_them(rows: Callable[..., Rows], publish: Publish) -> None:
    def event(fit: int, ordinal: int, kind: str, topic: str, other: str | None) -> dict[str, Any]:
        named = {"fit": fit, "ordinal": ordinal, "kind": kind, "topic_id": topic}
        return {**named, "other_id": other, "of_topic": 0.6, "of_other": 0.4, "likeness": 0.5}

    one, other = rows("One"), rows("One")
    one["topics"] = [topic("t0001", "music, dance"), topic("t0002", "loans")]
    one["topic_events"] = [event(1, at, "born", f"t000{at + 1}", None) for at in (0, 1)]
    other["topics"] = [topic("t0001", "music", name="Music"), topic("t0003", "dance")]
    split = event(2, 0, "split", "t0003", "t0001")
    retired = event(2, 1, "retired", "t0002", None)
    other["topic_events"] = [*one["topic_events"], split, retired]
    before, after = publish(one), publish(other)
    found = compare_snapshots(before, after).topics
    assert [(each.kind, each.label, each.other_label) for each in found] == [
        ("split", "dance", "Music"),
        ("retired", "loans", ""),
    ]
    back = compare_snapshots(after, before).topics
    assert [each.kind for each in back] == ["split", "retired"], "in either direction"


def topic(id_: str, label: str, name: str | None = None) -> dict[str, Any]:
    empty = dict.fromkeys(("phrases", "themes", "examples", "example_sentences"))
    counts = {"n_passages": 1, "n_documents": 1, "x": 0.0, "y": -1.0}
    return {"topic_id": id_, "label": label, "name": name, "terms": "a 1.0", **empty, **counts}


def test_what_the_runs_say(rows: Callable[..., Rows], publish: Publish) -> None:
    one = publish(rows("One"), run_id="r1", settings={"seed": 0, "title": ""}, as_of=None)
    other = publish(rows("Two"), run_id="r2", settings={"seed": 1}, as_of="2020-01-01")
    assert compare_snapshots(one, other).stated == (
        Stated("as_of", "", "2020-01-01"),
        Stated("settings.seed", "0", "1"),
    )


def test_another_format_is_refused_with_a_clear_word(
    rows: Callable[..., Rows], publish: Publish
) -> None:
    one, other = publish(rows("One")), publish(rows("Two"))
    path = one / "datapackage.json"
    content = json.loads(path.read_text("utf-8"))
    content["culturescope"]["format"] = 3
    path.write_text(json.dumps(content), "utf-8")
    with pytest.raises(SnapshotError, match="has format 3, and this program reads format 6"):
        compare_snapshots(other, one)
