"""A quick crash drill; `make drill` is the long one."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks.drill.acts import drill

N_KILLS = 3
SEED = 7


def test_killed_runs_leave_what_undisturbed_ones_leave(tmp_path: Path) -> None:
    said: list[str] = []
    found = drill(tmp_path, N_KILLS, SEED, small=True, say=said.append)
    assert found.lines == []
    assert found.n_kills == N_KILLS
    assert found.n_failed > 0
