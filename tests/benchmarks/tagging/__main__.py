"""Suggestions beside Annif's, on posts with their editors' labels, learnt from the same posts.

Needs a folder with news.jsonl.gz and topics.jsonl (Digital.gov's posts and topics, CC0). Posts
before 2016 are learnt from, posts from 2020 on are held out: labels drift in between.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import astuple
from pathlib import Path

from pipeline.steps import declared, models
from pipeline.themes import Suggester
from pipeline.themes.tagger import Tagger, cold, train
from tests.benchmarks.table import formatted, machine
from tests.benchmarks.tagging.figures import Figures, mean_figures, measure
from tests.benchmarks.tagging.peer import Answer, ask, environment
from tests.benchmarks.tagging.posts import SCHEME, Post, draw, load_posts, make_workspace
from tests.benchmarks.workspaces import REPOSITORY, shared_folder

LEARN_BEFORE, TEST_FROM = "2016", "2020"
SIZES = (0, 25, 100, 300, 1_000_000)
SMALL = 300
"""Sizes up to here are drawn several times."""
HEADS = ("learnt from", "by", "nDCG@5", "F1@5", "macro F1@5", "micro F1", "macro F1", "ECE",
         "training s", "posts/s")  # fmt: skip


def parser() -> argparse.ArgumentParser:
    """Return what the command line understands."""
    made = argparse.ArgumentParser(prog="python -m tests.benchmarks.tagging", description=__doc__)
    made.add_argument("--posts", type=Path, help="folder of the posts; default: shared corpora")
    made.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="posts learnt from")
    made.add_argument("--draws", type=int, default=3, help=f"draws of up to {SMALL} posts")
    made.add_argument("--environment", type=Path, default=REPOSITORY / ".annif")
    made.add_argument("--without-annif", action="store_true", help="our side only")
    return made


def main() -> int:
    """Run the benchmark; return the exit code."""
    options = parser().parse_args()
    shared = shared_folder()
    folder = options.posts or (shared and shared / "corpora" / "digitalgov")
    if folder is None or not (folder / "news.jsonl.gz").exists():
        print("skipped: no posts; name their folder with --posts")
        return 0
    python = None if options.without_annif else environment(options.environment)
    print(machine(), flush=True)
    with tempfile.TemporaryDirectory(prefix="culturescope-tagging-") as made:
        compare(Path(made), folder, python, options)
    return 0


def compare(place: Path, folder: Path, python: Path | None, options: argparse.Namespace) -> None:
    """Print one line for each method and number of posts."""
    workspace = make_workspace(place / "workspace", folder)
    models.prepare(workspace, lambda _: None)
    suggester = models.suggester(workspace, SCHEME)
    known = sorted(declared.vocabularies(workspace)[SCHEME].by_id)
    posts = load_posts(workspace, known)
    learnable = [post for post in posts if post.published < LEARN_BEFORE]
    test = [post for post in posts if post.published >= TEST_FROM]
    print(f"{len(learnable):,} posts to learn from, {len(test):,} to test on, {len(known)} labels")
    rows: list[tuple[str, ...]] = []
    for size in options.sizes:
        by_method: dict[str, list[tuple[Figures, float, float]]] = {}
        for number in range(options.draws if 0 < size <= SMALL else 1):
            drawn = draw(learnable, size, number)
            answers: dict[str, Answer | str] = {"Culturescope": ours(suggester, drawn, test)}
            if python:
                at = place / f"annif-{size}-{number}"
                vocabulary = workspace.models_dir / f"{SCHEME}.ttl"
                answers |= {f"Annif {k}": v for k, v in
                            ask(python, at, vocabulary, drawn, test).items()}  # fmt: skip
            collect(by_method, answers, test, len(known))
        print(f"{len(drawn):,} done", file=sys.stderr, flush=True)
        rows += [_row(len(drawn), name, found, len(test)) for name, found in by_method.items()]
    print(formatted(HEADS, rows, (0, 1)))


def ours(suggester: Suggester, learnt: Sequence[Post], test: Sequence[Post]) -> Answer:
    """Train on posts and suggest for others, on embeddings that are ready."""
    started = time.perf_counter()
    tagger: Tagger = cold(suggester)
    if learnt:
        tagger = train(suggester, [post.labelled for post in learnt])
    trained = time.perf_counter()
    found = [
        tagger.suggest(one.labelled.title, one.labelled.passages, one.labelled.vectors)
        for one in test
    ]
    ended = time.perf_counter()
    scores = [{each.concept_id: each.score for each in some} for some in found]
    return Answer(scores, trained - started, ended - trained)


def collect(
    by_method: dict[str, list[tuple[Figures, float, float]]],
    answers: dict[str, Answer | str],
    test: Sequence[Post],
    n_known: int,
) -> None:
    """Add the figures of one draw; say which method could not be used."""
    gold = [post.labels for post in test]
    for name, answer in answers.items():
        if isinstance(answer, str):
            print(f"{name}: {answer}", file=sys.stderr, flush=True)
            continue
        figures = measure(answer.scores, gold, n_known)
        by_method.setdefault(name, []).append(
            (figures, answer.train_seconds, answer.suggest_seconds)
        )


def _row(
    size: int, name: str, found: Sequence[tuple[Figures, float, float]], n_test: int
) -> tuple[str, ...]:
    figures = mean_figures([one for one, _, _ in found])
    seconds = sum(train for _, train, _ in found) / len(found)
    speed = n_test * len(found) / sum(suggest for _, _, suggest in found)
    values = [f"{value:.3f}" for value in astuple(figures)]
    return (f"{size:,}", name, *values, f"{seconds:.1f}", f"{speed:.0f}")


if __name__ == "__main__":
    sys.exit(main())
