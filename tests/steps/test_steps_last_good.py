"""Good copies of declared files are kept by whoever reads them first, whoever else reads."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pipeline.settings import Settings, Workspace
from pipeline.steps.last_good import last_good

N_READERS, N_ROUNDS = 6, 12


def names(folder: Path) -> list[str]:
    return sorted(path.read_text() for path in folder.rglob("*.txt"))


def test_readers_at_once_all_read_and_one_copy_is_kept(tmp_path):
    """Processes that begin together all find that no good copy, or an old one, is there."""
    workspace = Workspace(tmp_path, Settings())
    folder = tmp_path / "models" / "names"
    for name in ("a", "b", "c"):
        (folder / name).mkdir(parents=True)
        (folder / name / "x.txt").write_text(name)
    kept = workspace.store_dir / "declared" / "names"
    ready = threading.Barrier(N_READERS)

    def read(wanted: list[str]) -> bool:
        ready.wait()
        return last_good(workspace, folder, names) == (wanted, "")

    with ThreadPoolExecutor(N_READERS) as pool:
        for n in range(N_ROUNDS):
            (folder / "c" / "x.txt").write_text(f"c{n}")
            wanted = ["a", "b", f"c{n}"]
            assert all(pool.map(read, [wanted] * N_READERS))
            assert last_good(workspace, folder, names) == (wanted, "")
            assert names(kept) == wanted
    assert [path.name for path in kept.parent.iterdir() if path.is_dir()] == ["names"]
