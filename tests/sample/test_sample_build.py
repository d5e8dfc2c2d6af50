"""The sample that lies in the tree is the one its script builds, whole, and no larger than said."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

MAX_BYTES = 3_000_000


def check(sample: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-B", str(sample / "build.py"), "--check"],
        capture_output=True,
        text=True,
        env=dict(os.environ) | environ,
        cwd=sample.anchor,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize(
    ("seed", "zone"), [("1", "UTC"), ("2", "Asia/Tokyo")], ids=["utc", "tokyo"]
)
def test_a_rebuild_gives_the_committed_bytes(sample: Path, seed: str, zone: str) -> None:
    done = check(sample, PYTHONHASHSEED=seed, TZ=zone)
    assert done.returncode == 0, f"run corpus/sample/build.py\n{done.stdout}{done.stderr}"
    assert done.stdout.endswith(" files, 0 differ\n")


def test_check_tells_a_changed_a_missing_and_a_foreign_file(sample: Path, tmp_path: Path) -> None:
    copy = tmp_path / "sample"
    copy.mkdir()
    for name in ("build.py", "forms", "templates", "articles"):
        (copy / name).symlink_to(sample / name)
    (copy / "build.py").unlink()
    (copy / "build.py").write_bytes((sample / "build.py").read_bytes())
    built = subprocess.run([sys.executable, "-B", str(copy / "build.py")], check=True, timeout=120)
    assert built.returncode == 0
    (copy / "notes" / "foreign.md").write_text("not made here", "utf-8")
    (copy / "reports" / "report-1.pdf").unlink()
    (copy / "records.csv").write_text("id\n", "utf-8")
    done = check(copy)
    assert done.returncode == 1
    assert done.stdout.splitlines()[:-1] == [
        "differ: notes/foreign.md",
        "differ: records.csv",
        "differ: reports/report-1.pdf",
    ]


def test_the_sample_is_small(sample: Path) -> None:
    files = [path for path in sample.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    assert sum(path.stat().st_size for path in files) < MAX_BYTES


def test_readme_names_every_card_and_every_broken_item(root: Path, sample: Path) -> None:
    readme = (sample / "README.md").read_text("utf-8")
    cards = [path.stem for path in (root / "corpus" / "sources").glob("sample_*.toml")]
    broken = [path.name for path in (sample / "broken").iterdir()]
    assert [name for name in sorted(cards + broken) if f"`{name}`" not in readme] == []
