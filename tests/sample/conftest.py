"""The sample as it lies in the tree, read without the script that builds it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "corpus" / "sample"


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def sample() -> Path:
    return SAMPLE


@pytest.fixture(scope="session")
def rows() -> list[dict[str, str]]:
    with (SAMPLE / "records.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="session")
def lines() -> list[str]:
    return (SAMPLE / "records_extra.jsonl").read_text("utf-8").splitlines()


@pytest.fixture(scope="session")
def records(lines: list[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in lines if line.endswith("}")]
