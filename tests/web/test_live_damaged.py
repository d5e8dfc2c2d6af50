"""A model folder with one flipped byte: no process suggests with it, and each says which file."""

import subprocess
import sys
import time
from pathlib import Path

from pipeline.settings import open_workspace
from pipeline.steps import in_use, models
from pipeline.themes.tagger import cold
from pipeline.themes.tagger.files import save_tagger

REPOSITORY = Path(__file__).resolve().parents[2]
SCHEME = "disciplines"
PART = "arrays.safetensors"
TEXT = {"text": "A theatre company from Singapore visited Jakarta for rehearsals.", "limit": 3}


def _promote(root: Path) -> Path:
    """Let a model of a folder of its own be in use."""
    workspace = open_workspace(root, {})
    tagger = cold(models.suggester(workspace, SCHEME))
    folder = in_use.folder(workspace, SCHEME) / tagger.version
    save_tagger(tagger, folder, {"encoder": models.encoder(workspace).version})
    in_use.put(workspace, SCHEME, in_use.InUse(tagger.version, by="test"))
    return folder


def _flip(path: Path) -> None:
    body = bytearray(path.read_bytes())
    body[len(body) // 2] ^= 1
    path.write_bytes(body)


def _wait(live, state: str) -> dict:
    with live.client() as client:
        for _ in range(600):
            answer = client.get("/api/v1/health/ready")
            if answer.json()["models"] == state:
                return answer.json()
            time.sleep(0.1)
    raise AssertionError(live.lines)


def _command(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pipeline.cli", "--root", str(root), *words],
        cwd=REPOSITORY, input=TEXT["text"], capture_output=True, text=True, timeout=120,
        check=False,
    )  # fmt: skip


def test_neither_server_nor_command_suggests_with_a_damaged_model(start_server):
    live = start_server(prepare=lambda root: _flip(_promote(root) / PART))
    told = _wait(live, "failed")
    assert (told["is_ready"], told["store"], told["models"]) == (False, "ready", "failed")
    with live.client() as client:
        for path, sent in (("/api/v1/suggest", {"json": TEXT}), _annif()):
            answer = client.post(path, **sent)
            assert answer.status_code == 503
            assert "cannot be loaded" in answer.json()["detail"]
    assert [line for line in live.lines if PART in line and "themes use cold" in line]
    done = _command(live.root, "suggest", "-")
    assert done.returncode == 5
    assert PART in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_running_server_goes_on_with_what_it_has_loaded(start_server):
    live = start_server(prepare=_promote)
    live.wait_until_ready()
    with live.client() as client:
        before = client.post("/api/v1/suggest", json=TEXT).json()
        folder = next((live.root / "models" / "tagger" / SCHEME).glob("*/manifest.json")).parent
        _flip(folder / PART)
        time.sleep(1.5)
        assert client.post("/api/v1/suggest", json=TEXT).json() == before


def _annif() -> tuple[str, dict]:
    return f"/v1/projects/{SCHEME}-en/suggest", {"data": {"text": TEXT["text"]}}
