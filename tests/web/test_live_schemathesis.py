"""The web API held against its own description, by schemathesis, with all its checks.

Its command runs in a process of its own: what it loads and warns of is no business of these tests.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

MOST_S = 600
SETTINGS = "requests_per_minute = 1000000\nmax_request_bytes = 200000\n"
# A rule between two fields, and words of which only some mean anything, stand in no description.
CONFIG = """\
[checks.negative_data_rejection]
expected-statuses = ["400", "401", "403", "404", "405", "409", "413", "415", "422", "429"]

[[operations]]
include-operation-id-regex = "^(decide|.*Entity.*|.*Bulk|teach|.*Concept|chooseModel)$"
checks.positive_data_acceptance.expected-statuses = ["2xx", "401", "403", "404", "409", "422"]

[[operations]]
include-operation-id-regex = "^(annifDetectLanguage|annifSuggest|annifSuggestBatch)$"
checks.positive_data_acceptance.expected-statuses = ["2xx", "400", "401", "403", "404"]
"""
# Which signs of Unicode can be printed, no pattern tells; in Latin-1 the stated one does.
WORDS = [
    *("--checks", "all", "--generation-deterministic", "--generation-codec", "latin-1"),
    *("--continue-on-failure", "--no-color", "--warnings", "off"),
]


def _run(url: str, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    config = folder / "schemathesis.toml"
    config.write_text(CONFIG)
    program = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(config), "run"]
    return subprocess.run(
        [*program, f"{url}/openapi.json", *WORDS, *words],
        cwd=folder, env={**os.environ, "NO_PROXY": "127.0.0.1", "PYTHONHASHSEED": "0"},
        capture_output=True, text=True, timeout=MOST_S, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("role", "words"),
    [
        ("", ["--max-examples", "3"]),
        ("admin", ["--max-examples", "1", "--phases", "examples,fuzzing,stateful"]),
        ("reader", ["--max-examples", "1", "--phases", "examples,fuzzing"]),
    ],
    ids=["no tokens", "admin", "reader"],
)
def test_every_operation_does_what_its_description_says(start_server, tmp_path, role, words):
    live = start_server(settings=SETTINGS)
    live.wait_until_ready()
    shown = ["-H", f"Authorization: Bearer {live.add_token('tester', role)}"] if role else []
    done = _run(live.url, tmp_path, *words, *shown)
    assert done.returncode == 0, done.stdout[-20_000:] + done.stderr[-2_000:]
    assert "No issues found" in done.stdout
    assert not [line for line in live.lines if "unforeseen" in line]
