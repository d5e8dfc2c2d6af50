"""Which documents are proposed for review."""

import pytest

from pipeline.errors import UsageError
from pipeline.steps import run_stages
from pipeline.steps.reviewing import propose
from tests.steps import learning_corpus
from tests.steps.learning_corpus import decision
from tests.steps.learning_workspace import a_copy, make, quiet


@pytest.fixture(scope="module")
def made(tmp_path_factory, encoder_dir):
    root = tmp_path_factory.mktemp("review") / "base"
    make(root, encoder_dir, n_each=6)
    return root


@pytest.fixture
def news(made, tmp_path):
    with a_copy(made, tmp_path / "ws") as found:
        yield found


def proposed(news, n=8):
    return propose(news.workspace, news.store, "themes", n)


def test_the_first_few_cover_every_subject_and_say_why(news):
    found = proposed(news)
    assert {news.subject[one.document_id] for one in found} == set(learning_corpus.WORDS)
    assert len({one.document_id for one in found}) == 8
    first = found[0]
    assert first.title.startswith("Notes from")
    assert first.n_like > 0
    assert f"{first.n_like} more like it; not sure of {first.doubts[0].label} (" in first.why
    assert "0 examples" in first.why


def test_what_an_editor_has_touched_is_not_proposed(news):
    touched = [one.document_id for one in proposed(news, 3)]
    news.decide(*(decision(id_, "tourism", "reject") for id_ in touched))
    assert not set(touched) & {one.document_id for one in proposed(news, 24)}
    assert len(proposed(news, 50)) == len(news.ids) - 3


def test_a_subject_that_was_reviewed_comes_last(news):
    tourism = [id_ for id_ in news.ids if news.subject[id_] == "tourism"]
    news.review(tourism[:5])
    found = proposed(news, 12)
    assert tourism[5] not in [one.document_id for one in found[:6]]
    (last,) = [one for one in proposed(news, 50) if one.document_id == tourism[5]]
    assert last.likeness > 0.5


def test_a_double_is_not_proposed_beside_its_original(news):
    path = sorted((news.root / "corpus/news").iterdir())[0]
    path.with_name("double.txt").write_text(path.read_text().replace("Notes", "More notes"))
    run_stages(news.workspace, ("ingest", "clean", "themes"), "test", quiet)
    assert len(proposed(news, 50)) == len(news.ids)


def test_documents_that_no_run_has_read_are_left_to_the_next_run(news):
    (news.root / "corpus/news/new.txt").write_text(f"New\n\n{learning_corpus.body('tourism', 99)}")
    run_stages(news.workspace, ("ingest", "clean"), "test", quiet)
    assert len(proposed(news, 50)) == len(news.ids)


def test_the_same_question_has_the_same_answer(news):
    assert proposed(news) == proposed(news)


def test_an_unknown_scheme_is_named(news):
    with pytest.raises(UsageError, match="no vocabulary 'colours'"):
        propose(news.workspace, news.store, "colours", 3)
