"""Parts of the service that need no server."""

import datetime as dt
import json
import os
import socket
import stat
import subprocess
import sys
import time

import pytest

from flows import environment, service
from flows.child import MOST_LOG_BYTES, Child
from flows.due import Waiting, n_resumes, superseded
from flows.keys import artifact_key
from pipeline.cli import cli


def waiting(id_, hour, work="a"):
    return Waiting(id_, work, dt.datetime(2025, 1, 1, hour, tzinfo=dt.UTC))


def test_of_missed_runs_the_last_is_made_good_and_other_work_is_left():
    runs = [waiting("x", 4), waiting("z", 6), waiting("y", 5), waiting("w", 4, "b")]
    assert superseded(runs) == [("x", "z"), ("y", "z")]
    assert superseded([]) == []
    assert superseded([waiting("x", 4), waiting("y", 4)]) == [("x", "y")], "one of them stays"


def test_crashes_in_a_row_are_counted():
    assert n_resumes(["culturescope"]) == 0
    assert n_resumes(["resumes-2", "culturescope", "resumes-x"]) == 2


def test_each_group_has_a_key_of_its_own():
    assert artifact_key("bulletin", "press_office") == "bulletin-press-office"
    assert artifact_key("bulletin") == "bulletin"


def test_port_and_password_stay_and_a_port_that_is_taken_is_changed(tmp_path):
    first = service.make_service(tmp_path)
    assert service.make_service(tmp_path) == first
    assert stat.S_IMODE((tmp_path / service.FILE).stat().st_mode) == 0o600
    with socket.create_server((service.HOST, first.port)):
        second = service.make_service(tmp_path)
    assert second.port != first.port
    assert second.password == first.password
    (tmp_path / service.FILE).write_text("{")
    assert service.load_service(tmp_path) is None


def test_a_keeper_is_known_by_its_lock(tmp_path):
    assert not service.service_is_up(tmp_path)
    with service.service_lock(tmp_path):
        assert service.service_is_up(tmp_path)
    assert not service.service_is_up(tmp_path)


def test_prefect_takes_the_settings_as_they_are_meant(tmp_path):
    known = service.Service(4999, "secret")
    wanted = environment.quiet_settings(tmp_path, 3) | environment.server_settings(known)
    wanted |= environment.client_settings(known)
    code = (
        "import json; from prefect.settings import get_current_settings as s; c = s(); v = "
        "c.server.services; print(json.dumps([v.db_vacuum.retention_period.days, "
        "c.server.events.retention_period.days, sorted(v.db_vacuum.enabled_vacuum_types), "
        "int(v.task_run_recorder.flush_interval), c.server.ephemeral.enabled, c.api.url, "
        "c.server.ui.api_url, c.server.api.cors_allowed_origins, c.server.api.host]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **wanted},
        capture_output=True,
        text=True,
        check=True,
    )
    url = "http://127.0.0.1:4999"
    assert json.loads(done.stdout) == [
        3, 3, ["events", "flow_runs", "orphans"], 1, False, f"{url}/api", f"{url}/api", url,
        "127.0.0.1",
    ]  # fmt: skip


def test_a_child_that_ends_is_started_again_and_its_log_kept_short(tmp_path, monkeypatch):
    monkeypatch.setattr("flows.child.FIRST_DELAY_S", 0.05)
    log = tmp_path / "logs" / "child.log"
    child = Child([sys.executable, "-c", "print('here')"], log, tmp_path, os.environ)
    deadline = time.monotonic() + 20
    while (log.read_text() if log.exists() else "").count("here") < 2:
        assert time.monotonic() < deadline
        child.keep_up()
        time.sleep(0.02)
    child.end(5)
    log.write_bytes(b"x" * (MOST_LOG_BYTES + 1))
    child.keep_up()
    child.end(0)
    assert log.stat().st_size < 100
    assert log.with_suffix(".log.1").stat().st_size == MOST_LOG_BYTES + 1


@pytest.fixture
def root(tiny_root):
    path = tiny_root / "corpus/sources/tiny.toml"
    path.write_text(path.read_text() + 'schedule = "0 4 * * *"\ntime_zone = "Asia/Singapore"\n')
    return ["--root", str(tiny_root)]


def test_schedules_that_nothing_keeps_are_a_finding(root, capsys):
    assert cli.main([*root, "flows", "status", "--json"], standalone_mode=False) == 7
    told = json.loads(capsys.readouterr().out)
    assert told["is_up"] is False
    assert told["deployments"][0]["time_zone"] == "Asia/Singapore"
    assert "start it with 'culturescope flows up'" in told["findings"][0]
    assert cli.main([*root, "flows", "status"], standalone_mode=False) == 7
    assert "service: down" in capsys.readouterr().out
    cli.main([*root, "flows", "down"], standalone_mode=False)
    assert capsys.readouterr().out == "was not up\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["tiny"], "the service is not up; start it with"),
        (["other"], "no schedule 'other'; there are: tiny"),
        (["tiny", "--since", "2025-02-01", "--until", "2025-01-01"], "is not after"),
    ],
)
def test_a_run_that_cannot_be_asked_for_says_why(root, words, told):
    with pytest.raises(Exception, match=told):
        cli.main([*root, "flows", "run", *words], standalone_mode=False)
