"""Files are replaced whole or not at all; what is no file is left what it is."""

import os
import stat
import threading
from pathlib import Path

import pytest

from pipeline.replacing import replacing


def put(target: Path, content: str) -> None:
    with replacing(target) as file:
        file.write_text(content)


def test_a_file_is_new_or_replaced_and_keeps_its_mode(tmp_path: Path) -> None:
    target = tmp_path / ("x" * 250 + ".csv")
    put(target, "one")
    target.chmod(0o600)
    put(target, "two")
    assert target.read_text() == "two"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [target]


def test_what_fails_half_way_leaves_what_was(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    put(target, "old")

    def fail() -> None:
        with replacing(target) as file:
            file.write_text("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_links_go_on_being_links(tmp_path: Path) -> None:
    target, link = tmp_path / "target.csv", tmp_path / "link.csv"
    link.symlink_to(target)
    for content in ("new", "renewed"):
        put(link, content)
        assert link.is_symlink()
        assert target.read_text() == content


def test_a_pipe_is_written_not_replaced(tmp_path: Path) -> None:
    pipe, read = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_text()), daemon=True)
    reader.start()
    put(pipe, "through")
    reader.join(10)
    assert read == ["through"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_the_mode_is_what_the_user_grants(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        put(tmp_path / "private.csv", "x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "private.csv").stat().st_mode) == 0o600
