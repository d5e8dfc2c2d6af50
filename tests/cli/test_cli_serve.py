"""`serve` and `tokens` as a person calls them."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from pipeline.cli import cli
from pipeline.errors import MissingError, UsageError

REPOSITORY = Path(__file__).resolve().parents[2]
MOST_S = 180


@pytest.fixture
def root(make_root):
    return make_root("served")


@pytest.fixture
def call(root):
    def call(*words):
        result = CliRunner().invoke(cli, ["--root", str(root), *words], standalone_mode=False)
        if result.exception:
            raise result.exception
        return result

    return call


def let_interrupt():
    """A test run in the background ignores Ctrl-C, and its children would inherit that."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def started(root, *words):
    return subprocess.Popen(
        [sys.executable, "-m", "pipeline.cli", "--root", str(root), "serve", *words],
        cwd=REPOSITORY, env=os.environ | {"PYTHONUNBUFFERED": "1"}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=let_interrupt,
    )  # fmt: skip


def test_a_token_is_shown_once_and_never_again(call, root):
    result = call("tokens", "add", "ada", "--role", "editor")
    token = result.stdout.strip()
    assert re.fullmatch(r"cs_[0-9a-f]{8}_[\w-]{43}", token)
    assert "cannot be shown again" in result.stderr
    for words in (("tokens", "list"), ("tokens", "list", "--json"), ("status", "--json")):
        assert token not in call(*words).output
    assert token not in (root / "corpus/store/culturescope.sqlite").read_bytes().decode("latin-1")
    (row,) = json.loads(call("tokens", "list", "--json").stdout)
    assert (row["name"], row["role"], row["revoked_at"]) == ("ada", "editor", None)
    assert row["id"] == token.split("_")[1]


def test_tokens_are_revoked_by_name_or_id_and_forgotten(call):
    made = [json.loads(call("tokens", "add", n, "--role", "reader", "--json").stdout) for n in "ab"]
    assert "revoked: a" in call("tokens", "revoke", "a").stdout
    assert "revoked: b" in call("tokens", "revoke", made[1]["token"].split("_")[1]).stdout
    rows = json.loads(call("tokens", "list", "--json").stdout)
    assert all(row["revoked_at"] for row in rows)
    with pytest.raises(MissingError, match="none that works"):
        call("tokens", "revoke", "a")
    assert "forgotten: a" in call("tokens", "revoke", "a", "--forget").stdout
    call("tokens", "revoke", "b", "--forget")
    assert "no tokens" in call("tokens", "list").stdout


@pytest.mark.parametrize("name", ["local", "a b", "", "x" * 65, "a/b", "a\x1b[1m"])
def test_names_that_would_mislead_are_refused(call, name):
    with pytest.raises(UsageError, match="cannot be a token's name"):
        call("tokens", "add", name, "--role", "reader")


def test_a_name_is_taken_until_it_is_revoked(call):
    call("tokens", "add", "ada", "--role", "reader")
    with pytest.raises(UsageError, match="already"):
        call("tokens", "add", "ada", "--role", "admin")
    call("tokens", "revoke", "ada")
    call("tokens", "add", "ada", "--role", "admin")
    assert call("tokens", "list").stdout.count("ada") == 2


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.org"])
def test_without_tokens_only_the_loopback_is_listened_at(call, host):
    with pytest.raises(UsageError, match="without tokens") as told:
        call("serve", "--host", host, "--port", "0")
    assert told.value.exit_code == 2
    assert "\n" not in str(told.value)


def test_a_refusal_is_one_line_and_exit_code_2(root):
    process = started(root, "--host", "0.0.0.0")
    _, said = process.communicate(timeout=MOST_S)
    assert process.returncode == 2
    assert len(said.strip().splitlines()) == 1


def test_a_taken_port_is_told_before_anything_is_loaded(call):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        with pytest.raises(UsageError, match=f"port {port}: .*--port"):
            call("serve", "--port", port)


def test_an_address_of_no_machine_is_told(call):
    call("tokens", "add", "ada", "--role", "reader")
    with pytest.raises(UsageError, match="cannot listen"):
        call("serve", "--host", "192.0.2.1", "--port", "0")


@pytest.mark.parametrize(("sent", "codes"), [(signal.SIGINT, [130]), (signal.SIGTERM, [0, -15])])
def test_a_server_tells_its_address_and_ends_within_seconds(root, sent, codes):
    process = started(root, "--port", "0")
    line = process.stdout.readline()
    url = line.split()[-1]
    assert line == f"listening at {url}\n"
    assert "/api/v1/health/ready" in process.stdout.readline()
    with httpx.Client(trust_env=False, timeout=MOST_S) as client:
        assert client.get(f"{url}/api/v1/health").status_code == 200
    asked_at = time.monotonic()
    process.send_signal(sent)
    out, said = process.communicate(timeout=20)
    assert time.monotonic() - asked_at < 10
    assert process.returncode in codes
    assert "Traceback" not in out + said


def test_with_tokens_any_address_may_be_listened_at_and_logs_tell_no_secret(root, call):
    token = call("tokens", "add", "ada", "--role", "editor").stdout.strip()
    process = started(root, "--host", "0.0.0.0", "--port", "0")
    port = process.stdout.readline().strip().rpartition(":")[2]
    secret = "Whereof one cannot speak"
    with httpx.Client(trust_env=False, timeout=MOST_S) as client:
        base = f"http://127.0.0.1:{port}"
        headers = {"Authorization": f"Bearer {token}"}
        client.get(f"{base}/api/v1/whoami", headers=headers)
        client.get(f"{base}/api/v1/whoami", auth=("x", token))
        client.get(f"{base}/api/v1/documents", params={"text": secret}, headers=headers)
        client.post(f"{base}/api/v1/suggest", json={"text": secret, "x": secret}, headers=headers)
        client.post(f"{base}/api/v1/suggest", content=secret, headers=headers)
        client.get(f"{base}/api/v1/schemes/%0aforged%20line", headers=headers)
    process.send_signal(signal.SIGINT)
    out, said = process.communicate(timeout=20)
    assert "ada GET /api/v1/whoami 200" in said
    assert token not in out + said
    assert "speak" not in out + said
    assert not re.search(r"^forged", said, re.M)
