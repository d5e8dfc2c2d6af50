"""Annif as the peer: installed in an environment of its own, trained on the same posts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks.tagging.posts import Post

REQUIREMENTS = ("annif[omikuji,fasttext]==1.4.3", "yake==0.4.5")
"""Its neural ensemble, which wants hundreds of megabytes of another framework, is left out."""
CHILD = Path(__file__).with_name("annif_child.py")

# Its default learning rate and 50 rounds, which served elsewhere, end in NaN on these posts.
BACKENDS: dict[str, dict[str, str]] = {
    "tfidf": {"backend": "tfidf", "limit": "52"},
    "mllm": {"backend": "mllm", "limit": "52"},
    "parabel": {"backend": "omikuji", "limit": "52", "ngram": "2", "min_df": "1"},
    "bonsai": {
        "backend": "omikuji", "limit": "52", "ngram": "2", "min_df": "1",
        "cluster_balanced": "False", "cluster_k": "100", "max_depth": "3",
    },
    "fasttext": {
        "backend": "fasttext", "limit": "52", "epoch": "40", "lr": "0.05", "loss": "ova",
    },
    "svc": {"backend": "svc", "limit": "52", "min_df": "1"},
}  # fmt: skip
ENSEMBLES = {
    "ensemble": "tfidf,mllm,parabel",
    "ensemble without tfidf": "mllm,parabel",
    "ensemble of five": "tfidf,mllm,parabel,bonsai,svc",
}
UNTRAINED = {"yake": {"backend": "yake", "limit": "52"}}
"""The one backend that suggests from labels alone."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one project of Annif suggested."""

    scores: list[dict[str, float]]
    """Label to score, for each post."""
    train_seconds: float
    suggest_seconds: float


def environment(folder: Path) -> Path:
    """Return the interpreter of an environment with Annif; made where it is not there yet."""
    python = folder / "bin" / "python"
    if not (folder / ".complete").exists():
        print(f"installing {', '.join(REQUIREMENTS)} in {folder}", file=sys.stderr, flush=True)
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run(
            [python, "-m", "pip", "install", "--quiet", *REQUIREMENTS],
            check=True,
            stdout=sys.stderr,
        )
        (folder / ".complete").touch()
    return python


def ask(
    python: Path, folder: Path, vocabulary: Path, train: Sequence[Post], test: Sequence[Post]
) -> dict[str, Answer | str]:
    """Train every project on the same posts and let it suggest for the test posts.

    Returns:
        By name of the project what it suggested, or why it could not.
    """
    projects = dict(BACKENDS) if train else dict(UNTRAINED)
    for name, sources in (ENSEMBLES if train else {}).items():
        projects[name.replace(" ", "-")] = {
            "backend": "ensemble", "sources": sources, "limit": "52",
        }  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    job = {
        "folder": str(folder),
        "answer": str(folder / "answer.json"),
        "vocabulary": str(vocabulary),
        "projects": projects,
        "train": [_document(post) for post in train],
        "test": [_document(post) for post in test],
    }
    one_core = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    done = subprocess.run(
        [python, CHILD],
        input=json.dumps(job),
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | one_core,
    )
    if done.returncode:
        raise RuntimeError(f"Annif ended with {done.returncode}: {done.stderr[-2000:]}")
    answer = json.loads((folder / "answer.json").read_text("utf-8"))
    return {name: _answer(given) for name, given in answer.items()}


def _document(post: Post) -> dict[str, Any]:
    from tests.benchmarks.tagging.posts import URI

    return {"text": post.text, "uris": [URI + label for label in sorted(post.labels)]}


def _answer(given: dict[str, Any]) -> Answer | str:
    if "error" in given:
        return str(given["error"])
    scores = [
        {uri.rpartition(":")[2]: score for uri, score in one.items()} for one in given["scores"]
    ]
    return Answer(scores, given["train_seconds"], given["suggest_seconds"])
