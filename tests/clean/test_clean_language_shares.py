import pytest

from pipeline.clean.language import language_shares
from pipeline.records import UNDETERMINED

ENGLISH = "The museum opened its doors on Friday with an exhibition about travelling puppets."
FRENCH = "Le musée a ouvert ses portes vendredi avec une exposition sur les marionnettes."
NORWEGIAN = "Museet åpnet dørene på fredag med en utstilling om dukker som reiser gjennom landet."


@pytest.mark.parametrize(("text", "expected"), [(ENGLISH, "en"), (FRENCH, "fr")])
def test_the_language_of_a_text_leads(text, expected):
    shares = language_shares(text, ["fr", "en", "fi"])
    assert shares[0][0] == expected
    assert shares[0][1] > 0.9
    assert {code for code, _ in shares} == {"fr", "en", "fi", UNDETERMINED}
    assert sum(share for _, share in shares) == pytest.approx(1)
    assert [share for _, share in shares] == sorted((s for _, s in shares), reverse=True)


def test_what_was_not_asked_for_is_counted_together():
    assert language_shares(FRENCH, ["en", "fi"])[0][0] == UNDETERMINED


def test_a_language_is_found_under_any_code_that_it_has():
    assert language_shares(NORWEGIAN, ["no", "en"])[0][0] == "no"


def test_beginning_middle_and_end_of_a_long_text_count_alike():
    mixed = dict(language_shares(f"{ENGLISH} " * 20 + f"{FRENCH} " * 40, ["en", "fr"]))
    assert mixed["en"] == pytest.approx(1 / 3, abs=0.05)
    assert mixed["fr"] == pytest.approx(2 / 3, abs=0.05)


@pytest.mark.parametrize("text", ["", " ", "12345 !!!", "\ud800"])
def test_a_text_without_words_is_in_no_language(text):
    assert language_shares(text, ["en", "fr"])[0][0] == UNDETERMINED


def test_unknown_languages_are_named():
    with pytest.raises(LookupError, match="eng, qq"):
        language_shares(ENGLISH, ["qq", "en", "eng"])
