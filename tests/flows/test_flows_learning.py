"""Learning as a flow on Prefect's real embedded server, as a user starts it."""

import json
import os
import sqlite3
import subprocess
import sys

from flows.orphans import end_orphans
from pipeline.steps import in_use
from tests.steps.learning_workspace import News, make

COMMAND = [sys.executable, "-m", "pipeline.cli"]


def culturescope(root, *words):
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT")}
    return subprocess.run(
        [*COMMAND, "--root", str(root), *words],
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


def test_the_flow_promotes_what_the_direct_training_would_and_shows_the_comparison(
    tmp_path, encoder_dir
):
    root = tmp_path / "ws"
    make(root, encoder_dir, n_each=4)
    news = News(root)
    news.review(news.ids)
    done = culturescope(root, "--json", "themes", "train", "--scheme", "themes", "--flow")
    try:
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr
        (told,) = json.loads(done.stdout)
        assert told["is_promoted"], told
        assert in_use.load(news.workspace, "themes").version == told["candidate"]
        assert news.train().reason == "it is the model in use already", "the direct one agrees"
        with sqlite3.connect(root / "corpus/store/prefect/prefect.db") as connection:
            ((table, text),) = connection.execute("SELECT data, description FROM artifact")
            tasks = connection.execute("SELECT name, state_type FROM task_run").fetchall()
            flows = connection.execute("SELECT state_type FROM flow_run").fetchall()
    finally:
        end_orphans(root / "corpus/store/prefect")
        news.store.close()
    while isinstance(table, str):
        table = json.loads(table)
    assert {row["name"] for row in table} == {"nDCG@5", "F1@5", "log loss", "Brier"}
    assert {(row["new"], row["old"]) for row in table} == {(told["candidate"], "cold")}
    assert f"{told['candidate']} promoted" in text
    wanted = [f"{name} themes" for name in ("collect", "train", "compare", "promote")]
    assert sorted(tasks) == sorted((name, "COMPLETED") for name in wanted)
    assert flows == [("COMPLETED",)]
