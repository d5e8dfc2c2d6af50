"""What comes out right: on the sample, by its own articles; on the gold set, where it is there."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable
from pathlib import Path

from pipeline.records import Document
from pipeline.steps.measuring import evaluate_gold
from tests.benchmarks import dates, html_pages
from tests.benchmarks.floors import Reached
from tests.benchmarks.measuring import quiet
from tests.benchmarks.workspaces import REPOSITORY, empty_workspace, shared_folder

ENTITY_FIELDS = ("countries", "organisations", "programmes")
DIGITS = 3
SURE = 0.9
"""Confidence from which on dates shall be right in 97 of 100."""
NO_DATA = ("README", "build.py", "forms/", "templates/", "__pycache__/")
"""What lies in corpus/sample and is not read by any source."""
NO_GOLD = "skipped: no folder shared/gold beside the repository"


def sample() -> Reached:
    """Return the share of the sample's single-article documents whose data came out right.

    Labels are those that the form states; documents that are two or three articles (reports) or
    no article (broken) are left out.
    """
    # The tests' own comparison, so that there is one opinion on what is right.
    from tests.clean.test_clean_sample import STATED, article_of, cleaned, faults

    wrong: dict[str, int] = dict.fromkeys(("title", "date", "body", "labels"), 0)
    n = 0
    for source_id in STATED:
        for locator, outcome in sorted(cleaned(source_id).items()):
            if isinstance(outcome, Document) and "-repost" not in locator:
                n += 1
                for kind in _kinds(faults(source_id, outcome, article_of(locator, outcome))):
                    wrong[kind] += 1
    shares = {f"{kind} right": round(1 - n_wrong / n, DIGITS) for kind, n_wrong in wrong.items()}
    return Reached(_digest(REPOSITORY / "corpus" / "sample"), shares)


def _kinds(lines: list[str]) -> set[str]:
    words = {line.split(maxsplit=1)[0].rstrip(":") for line in lines}
    return {word if word in ("title", "date", "body") else "labels" for word in words}


def gold() -> Reached | str:
    """Return the figures of entities and themes on the gold set, or why there are none."""
    shared = shared_folder()
    path = shared / "gold" / "dev.jsonl" if shared else None
    if path is None or not path.is_file():
        return NO_GOLD
    with tempfile.TemporaryDirectory(prefix="culturescope-bench-") as folder:
        scored = evaluate_gold(empty_workspace(Path(folder) / "gold"), path, quiet)
    figures = {f"{name} F1": scored[name]["f1"] for name in ENTITY_FIELDS}
    figures |= {
        "themes nDCG@5": scored["themes"]["ndcg@5"],
        "themes F1@5": scored["themes"]["f1@5"],
    }
    return Reached(hashlib.sha256(path.read_bytes()).hexdigest(), figures)


def pages() -> Reached | str:
    """Return how well main text and dates of the public benchmark's pages come out."""
    shared = shared_folder()
    folder = shared / html_pages.FOLDER if shared else None
    if folder is None or not (folder / "ground-truth.json").is_file():
        return f"skipped: no {html_pages.FOLDER} in a folder shared beside the repository"
    outcomes = dates.measure(*dates.load_cases(folder))
    sure = [one for one in outcomes if one.confidence >= SURE]
    figures = {
        "main text F1": html_pages.main_text(folder).f1,
        "dates right": sum(one.is_right for one in outcomes) / len(outcomes),
        "sure dates right": sum(one.is_right for one in sure) / max(1, len(sure)),
    }
    rounded = {name: round(value, DIGITS) for name, value in figures.items()}
    return Reached(hashlib.sha256((folder / "ground-truth.json").read_bytes()).hexdigest(), rounded)


def _digest(folder: Path) -> str:
    """Return the SHA-256 of the articles and of all that is built from them, names included."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not name.startswith(NO_DATA):
            total.update(f"{name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


DATA_SETS: dict[str, Callable[[], Reached | str]] = {
    "gold": gold,
    "pages": pages,
    "sample": sample,
}
