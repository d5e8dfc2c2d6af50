"""The yardstick of topics: coherence as defined, on windows that can be counted by hand."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from pipeline.records import Passage
from tests.benchmarks.topic_quality.coherence import coherence, diversity
from tests.benchmarks.topic_quality.corpora import of_newsgroups, of_shared, posts_of
from tests.benchmarks.topic_quality.nouns import Corpus, agreement


def corpus(*texts: str) -> Corpus:
    passages = [
        Passage(f"d{at:03d}-000", f"d{at:03d}", 0, 0, len(text), len(text.split()), text)
        for at, text in enumerate(texts)
    ]
    return Corpus("here", passages, np.zeros((len(texts), 2), np.float32))


def test_words_in_the_same_windows_are_coherent() -> None:
    here = corpus("river dam", "river dam", "river court", "court clause", "clause choir choir")
    # Five windows hold a word of the topic or of the other: river 3, dam 2, both 2.
    both, river, dam = 2 / 5, 3 / 5, 2 / 5
    npmi = math.log(both / (river * dam)) / -math.log(both)
    assert coherence([["river", "dam"], ["court", "clause"]], here) == pytest.approx(
        (npmi + math.log((1 / 5) / (2 / 5 * 2 / 5)) / -math.log(1 / 5)) / 2
    )
    assert coherence([["river", "clause"]], here) == pytest.approx(-1.0, abs=0.1)
    assert coherence([], here) == 0.0


def test_windows_are_ten_words_of_the_vocabulary() -> None:
    between = "the choir " * 9
    here = corpus(f"river {between} dam", f"river {between} dam", "river court", "court dam")
    assert coherence([["river", "dam"]], here) < 0
    near = corpus(f"river {between[10:]} dam", "river court", "court dam", "court", "court")
    assert coherence([["river", "dam"]], near) > coherence([["river", "dam"]], here)


def test_diversity_is_the_part_of_different_words() -> None:
    assert diversity([["a", "b"], ["b", "c"]]) == 0.75
    assert diversity([]) == 0.0


def test_agreement_is_the_mean_over_pairs() -> None:
    one = np.array([0, 0, 1, 1])
    assert agreement([one]) is None
    assert agreement([one, 1 - one, one]) == 1.0


def test_posts_are_cut_counted_and_taken_once(tmp_path: Path) -> None:
    long, short = "word " * 300, "word " * 30
    lines = ["Category\tText", "d\tstring", "class\t"]
    lines += [f"a\t{long}", f"a\t{long}", f"b\t{short}", f"b\tother {long}"]
    table = tmp_path / "20newsgroups-train.tab"
    table.write_text("\n".join(lines), "utf-8")
    taken = list(posts_of(table))
    assert [group for group, _ in taken] == ["a", "b"]
    assert {len(text.split()) for _, text in taken} == {200}


def test_what_is_absent_is_skipped_with_a_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CULTURESCOPE_SHARED", str(tmp_path))
    assert str(of_shared("courier", 10)).startswith("skipped: no shared/corpora/courier")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    assert str(of_newsgroups(tmp_path / "none")).startswith("skipped: pip cannot download")
