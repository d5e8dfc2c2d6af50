"""Entries are put on a card, and all else of it stays as written."""

import tomllib

import pytest

from pipeline.errors import UsageError
from pipeline.steps.seen_text import with_seen

TOP = '# of the office\nname = "X"   # its name\nkind = "feed"\n'
MARK = "silent 2026-05-03"


@pytest.mark.parametrize(
    ("part", "changed"),
    [
        ("", f'\n[expect]\nseen = ["{MARK}"]\n'),
        (
            "\n[expect]   # surely\ntitles = 0.9\n\n[manners]\ndelay_s = 9\n",
            f'\n[expect]   # surely\nseen = ["{MARK}"]\ntitles = 0.9\n\n[manners]\ndelay_s = 9\n',
        ),
        (
            '\n[expect]\nseen = ["layout 2026-01-01"] # it moves\n',
            f'\n[expect]\nseen = ["{MARK}", "layout 2026-01-01"] # it moves\n',
        ),
        ("\n[expect]\nseen = []\n", f'\n[expect]\nseen = ["{MARK}"]\n'),
        (
            '\n[expect]\nseen = [ # known\n  "layout 2026-01-01", # it moves\n]\n',
            f'\n[expect]\nseen = [ # known\n  "{MARK}",\n  "layout 2026-01-01", # it moves\n]\n',
        ),
    ],
    ids=["no part", "part", "list", "empty list", "long list"],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_entries_are_put_in_and_nothing_else_changes(part, changed, end):
    written = with_seen((TOP + part).replace("\n", end), [MARK])
    assert written == (TOP + changed).replace("\n", end)
    assert tomllib.loads(written)["expect"]["seen"][0] == MARK


def test_any_name_of_a_part_can_be_put_in():
    mark = 'silent /a"b\\ü/ 2026-05-03'
    assert tomllib.loads(with_seen(TOP, [mark]))["expect"]["seen"] == [mark]


@pytest.mark.parametrize(
    "part",
    [
        "expect = { titles = 0.9 }\n",
        "expect.titles = 0.9\n",
        '\n[expect]\n"seen" = []\n',
        '\n["expect"]\ntitles = 0.9\n',
        "\n[expect\n",
    ],
)
def test_a_card_that_only_a_person_can_change_is_left_alone(part):
    with pytest.raises(UsageError, match=f'put under \\[expect\\]: seen = \\["{MARK}"\\]'):
        with_seen(TOP + part, [MARK])
