import dataclasses
import subprocess
import sys

import pytest

from pipeline.languages import LACKABLE, SKLEARN_ENGLISH, Route, lacks, route, stop_words
from pipeline.records import UNDETERMINED


def test_english_lacks_nothing() -> None:
    assert route("en") == Route("en", recogniser=True, encoder=True, stop_words=SKLEARN_ENGLISH)
    assert lacks("en") == ()


def test_what_cannot_be_told_is_read_as_english() -> None:
    assert route(UNDETERMINED) == dataclasses.replace(route("en"), language=UNDETERMINED)
    assert lacks(UNDETERMINED) == ()


@pytest.mark.parametrize("language", ["fr", "zh", "ar", "no", "xx", ""])
def test_other_languages_say_what_cannot_be_done(language: str) -> None:
    found = route(language)
    assert found.language == language
    assert not found.recogniser
    assert not found.encoder
    assert lacks(language) == LACKABLE == ("names", "topics", "suggestions")


def test_routes_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        route("fr").encoder = True


@pytest.mark.parametrize(
    ("language", "word"),
    [("en", "the"), ("fr", "les"), ("de", "und"), ("no", "ikke"), ("el", "και"), ("ru", "что")],
)
def test_stop_words_are_found_by_their_name(language: str, word: str) -> None:
    assert word in stop_words(route(language).stop_words)


def test_languages_without_a_list_have_no_stop_words() -> None:
    assert route("cy").stop_words == ""
    assert stop_words("") == frozenset()


@pytest.mark.parametrize("name", ["fr", "spacy:xx", "spacy:../fr", "sklearn:french"])
def test_unknown_lists_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="no stop words"):
        stop_words(name)


def test_every_list_that_a_route_names_is_there() -> None:
    codes = [f"{a}{b}" for a in "abcdefghijklmnopqrstuvwxyz" for b in "abcdefghijklmnopqrstuvwxyz"]
    named = {route(code).stop_words for code in codes} - {""}
    assert len(named) > 60
    assert all(stop_words(name) for name in sorted(named))


def test_the_table_loads_no_library() -> None:
    code = "import sys, pipeline.languages; print(sorted({'spacy', 'sklearn'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
