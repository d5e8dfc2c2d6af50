"""The service on Prefect's real server, as a user starts it; one workspace for all tests.

Its runs find no documents: what is tested is when they run, not what they do.
"""

import base64
import json
import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import psutil
import pytest

from flows.control import down
from flows.due import BY_HAND
from flows.orphans import FLOW_RUNS, processes
from flows.service import load_service
from pipeline.settings import open_workspace

ALL = ("flows.keeper", "flows.server", "flows.worker", *FLOW_RUNS)
CARD = 'name = "{id}"\nkind = "folder"\npath = "corpus/{id}"\nschedule = "{schedule}"\n'
CARD += 'time_zone = "Europe/Berlin"\nmin_documents = 1\n'
REPOSITORY = Path(__file__).resolve().parents[2]


class Service:
    """A workspace with cards, and the commands of its service."""

    def __init__(self, root):
        self.root = root
        self.home = root / "corpus/store/prefect"

    def __call__(self, *words, code=(0, 7)):
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT")}
        done = subprocess.run(
            [sys.executable, "-m", "pipeline.cli", "--root", self.root, "--json", "flows", *words],
            env=environment,
            capture_output=True,
            text=True,
            timeout=200,
            check=False,
        )
        assert done.returncode in code, (words, done.stdout, done.stderr, self.logs())
        return json.loads(done.stdout or "null"), done

    def card(self, id_, schedule="0 4 * * *"):
        (self.root / "corpus" / id_).mkdir(exist_ok=True)
        path = self.root / "corpus/sources" / f"{id_}.toml"
        path.write_text(CARD.format(id=id_, schedule=schedule))
        return path

    def wait(self, wanted, seconds):
        deadline = time.monotonic() + seconds
        while not wanted():
            assert time.monotonic() < deadline, self.logs()
            time.sleep(0.3)

    def ask(self, query, *values):
        with sqlite3.connect(self.home / "prefect.db", timeout=30) as connection:
            return connection.execute(query, values).fetchall()

    def post(self, path, **values):
        """Ask Prefect's API for something as its page does; return the answer."""
        known = load_service(self.home)
        login = base64.b64encode(known.login.encode()).decode()
        headers = {"Content-Type": "application/json", "Authorization": f"Basic {login}"}
        body = json.dumps(values).encode()
        request = urllib.request.Request(f"{known.api_url}{path}", body, headers)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)

    def state_of(self, name):
        return self.ask("SELECT state_name FROM flow_run WHERE name = ?", name)

    def runs(self, group):
        """Return (state, tags, begun, parameters) of a group's runs but those ahead, in order."""
        query = (
            "SELECT r.state_name, r.tags, r.start_time, r.parameters FROM flow_run r "
            "JOIN deployment d ON d.id = r.deployment_id "
            "WHERE d.name = ? AND r.state_name != 'Scheduled' ORDER BY r.created"
        )
        rows = self.ask(query, group)
        return [(state, json.loads(tags), at, json.loads(more)) for state, tags, at, more in rows]

    def states(self, group):
        return sorted(run[0] for run in self.runs(group))

    def ten_days_later(self, group):
        """Put back what is planned, as if it were ten days later; return how many runs."""
        planned = (
            "(SELECT r.id FROM flow_run r JOIN deployment d ON d.id = r.deployment_id "
            f"WHERE d.name = '{group}' AND r.state_name = 'Scheduled')"
        )
        at = "strftime('%Y-%m-%dT%H:%M:%fZ', next_scheduled_start_time, '-10 days')"
        with sqlite3.connect(self.home / "prefect.db", timeout=30) as connection:
            connection.execute(
                f"UPDATE flow_run_state SET state_details = json_set(state_details, "
                f"'$.scheduled_time', (SELECT {at} FROM flow_run r WHERE r.id = flow_run_id)) "
                f"WHERE flow_run_id IN {planned}"
            )
            return connection.execute(
                "UPDATE flow_run SET expected_start_time = datetime(expected_start_time, "
                "'-10 days'), next_scheduled_start_time = datetime(next_scheduled_start_time, "
                f"'-10 days') WHERE id IN {planned}"
            ).rowcount

    def processes(self):
        found = processes(self.home, ALL[1:])
        keeper = self.home / "keeper.json"
        pid = json.loads(keeper.read_text())["pid"] if keeper.exists() else 0
        return found + ([psutil.Process(pid)] if psutil.pid_exists(pid) else [])

    def logs(self):
        return {path.name: path.read_text()[-3000:] for path in self.home.glob("logs/*.log")}


@pytest.fixture(scope="module")
def service(tmp_path_factory, encoder_dir):
    root = tmp_path_factory.mktemp("service")
    built = shutil.ignore_patterns("minilm", "topics", "tagger")
    shutil.copytree(REPOSITORY / "models", root / "models", ignore=built)
    shutil.copytree(encoder_dir, root / "models" / "minilm")
    (root / "corpus" / "sources").mkdir(parents=True)
    service = Service(root)
    service.card("morning")
    service("up", code=(0,))
    yield service
    down(open_workspace(service.root, {}))
    assert service.processes() == []


def test_only_who_knows_the_password_and_only_here(service):
    known = load_service(service.home)
    port = [
        c.laddr for p in service.processes() for c in p.net_connections() if c.status == "LISTEN"
    ]
    assert ("127.0.0.1", known.port) in port
    assert {ip for ip, _ in port} == {"127.0.0.1"}
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{known.api_url}/admin/version", timeout=10)
    assert refused.value.code == 401
    refused.value.close()
    assert stat.S_IMODE((service.home / "service.json").stat().st_mode) == 0o600


def test_a_schedule_is_made_fires_and_tells_what_it_found(service):
    odd = service.card("odd", "0 4 LW * *")
    card = service.card("minutely", "* * * * *")
    service.wait(lambda: "Findings" in service.states("minutely"), 200)
    told, _ = service("status", code=(7,))
    assert any("odd.toml: schedule" in line for line in told["findings"]), "a broken card"
    rows = {row["group"]: row for row in told["deployments"]}
    assert rows["minutely"]["last_told"] == "2 findings, 1 new; 0 captures, 0 documents"
    assert rows["morning"]["next_at"].endswith("04:00"), "in the card's time zone"
    card.unlink()
    odd.unlink()
    ((markdown,),) = service.ask(
        "SELECT data FROM artifact WHERE key = 'bulletin-minutely' LIMIT 1"
    )
    assert "minutely" in markdown
    assert "at least 1" in markdown
    gone = "SELECT name FROM deployment"
    service.wait(lambda: ("minutely",) not in service.ask(gone), 60)


def test_what_was_killed_is_resumed_and_what_was_missed_is_caught_up_once(service):
    service.card("killed")
    service.wait(lambda: service.ask("SELECT 1 FROM deployment WHERE name = 'killed'"), 60)
    by_hand = service.post("/flows/", name=BY_HAND)["id"]
    for name, state in (("left", "RUNNING"), ("old", "COMPLETED")):
        service.post("/flow_runs/", flow_id=by_hand, name=name, state={"type": state})
    service("run", "killed", "--since", "2020-01-01")
    service.wait(lambda: "Running" in service.states("killed"), 120)
    known = load_service(service.home)
    running = service.processes()
    os.kill(json.loads((service.home / "keeper.json").read_text())["pid"], signal.SIGKILL)
    _, alive = psutil.wait_procs(running, timeout=30)
    assert alive == [], "they end with the keeper"
    assert service("status", code=(7,))[0]["is_up"] is False

    with sqlite3.connect(service.home / "prefect.db", timeout=30) as connection:
        connection.execute(
            "UPDATE flow_run SET end_time = datetime('now', '-91 days') WHERE name = 'old'"
        )
    n = service.ten_days_later("morning")
    assert n > 1, "planned ahead"

    service("up", code=(0,))
    assert load_service(service.home) == known, "same port, same password"
    service.wait(lambda: "Findings" in service.states("killed"), 200)
    service.wait(lambda: "Findings" in service.states("morning"), 200)
    service.wait(lambda: service.state_of("left") == [("Crashed",)], 60)  # no process of its own
    service.wait(lambda: service.state_of("old") == [], 60)  # older than keep_flow_days
    first, second = service.runs("killed")
    assert first[0] == "Crashed"
    assert "resumes-1" in second[1]
    assert second[3] == first[3] == {"group": "killed", "since": "2020-01-01"}
    assert service.states("morning").count("Findings") == 1
    assert service.states("morning").count("Skipped") == n - 1
    with sqlite3.connect(service.root / "corpus/store/culturescope.sqlite") as connection:
        runs = connection.execute("SELECT command, status FROM runs ORDER BY run_id").fetchall()
    ends = [status for command, status in runs if command == "flows killed"]
    # how far its last breath went is chance: killed, failed and stopped are all not done
    assert ends[0] != "done"
    assert ends[1:] == ["done"]


def test_a_server_that_dies_is_started_again(service):
    assert service("up", code=(0,))[0]["began"] is False, "it is up already"
    (server,) = processes(service.home, ("flows.server",))
    server.kill()
    service.wait(lambda: processes(service.home, ("flows.server",)) not in ([], [server]), 60)
