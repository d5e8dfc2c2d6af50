import pytest

from pipeline.declarations import load_source
from pipeline.errors import DeclarationError


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('links = "a"', "unknown key 'links' (it belongs under [listing])"),
        ('publsher = "x"', "did you mean 'publisher'?"),
        ('[select]\nboddy = "p"', "unknown key 'select.boddy' (did you mean 'body'?)"),
        ('[oai]\nzzz = "p"', "known there: prefix, set"),
        ('schedule = "often"', "schedule: 'often' must be five fields"),
        ('[select]\nbody = "p..x"', "select.body: 'p..x' is no CSS selector (Malformed class"),
        ('[expect]\nseen = ["quiet 2026-05-03"]', "expect.seen.0: 'quiet 2026-05-03' is none of"),
        ('[expect]\nseen = ["silent"]', "as in 'silent 2026-05-03'"),
        ('[expect]\nseen = ["silent in May"]', "none of the findings failing, silent,"),
        ('[expect]\nseen = ["titles 2026-02-30"]', "must end with a day"),
        ('[expect]\nseen = "silent 2026-05-03"', 'a list of texts, as in ["silent 2026-05-03"]'),
        ("[expect]\nseen = [2026-05-03]", "expect.seen: must be a list of texts"),
        ('[fields.labels]\nschedule = "x"', "it belongs under the top of the card"),
    ],
)
def test_slips_on_a_card_are_told_with_what_was_meant(tmp_path, text, told):
    path = tmp_path / "news.toml"
    path.write_text('name = "N"\nkind = "feed"\nurl = "https://x.example/feed"\n' + text)
    with pytest.raises(DeclarationError) as raised:
        load_source(path)
    assert told in str(raised.value)
    assert str(raised.value).endswith("mend the card")
