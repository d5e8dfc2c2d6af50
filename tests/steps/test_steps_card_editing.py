"""Keys of a card are changed, and all else of it stays as written."""

import tomllib

import pytest

from pipeline.errors import UsageError
from pipeline.steps.card_editing import with_seen, with_values

TOP = '# of the office\nname = "X"   # its name\nkind = "feed"\n'
MARK = "silent 2026-05-03"


@pytest.mark.parametrize(
    ("part", "changed"),
    [
        ("", f'\n[expect]\nseen = ["{MARK}"]\n'),
        (
            "\n[expect]   # surely\ntitles = 0.9\n\n[manners]\ndelay_s = 9\n",
            f'\n[expect]   # surely\ntitles = 0.9\nseen = ["{MARK}"]\n\n[manners]\ndelay_s = 9\n',
        ),
        (
            '\n[expect]\nseen = ["layout 2026-01-01"] # it moves\n',
            f'\n[expect]\nseen = ["layout 2026-01-01", "{MARK}"] # it moves\n',
        ),
        ("\n[expect]\nseen = []\n", f'\n[expect]\nseen = ["{MARK}"]\n'),
        (
            '\n[expect]\nseen = [ # known\n  "layout 2026-01-01", # it moves\n]\n',
            f'\n[expect]\nseen = [ # known\n  "layout 2026-01-01", # it moves\n  "{MARK}",\n]\n',
        ),
        ("expect = { titles = 0.9 }\n", f'expect = {{ titles = 0.9, seen = ["{MARK}"]}}\n'),
        ("expect.titles = 0.9\n", f'expect.titles = 0.9\nexpect.seen = ["{MARK}"]\n'),
        ('\n["expect"]\n"seen" = []\n', f'\n["expect"]\n"seen" = ["{MARK}"]\n'),
    ],
    ids=["no part", "part", "list", "empty list", "long list", "inline", "dotted", "quoted"],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_entries_are_put_in_and_nothing_else_changes(part, changed, end):
    written = with_seen((TOP + part).replace("\n", end), [MARK])
    assert written == (TOP + changed).replace("\n", end)
    assert tomllib.loads(written)["expect"]["seen"][-1] == MARK


def test_any_name_of_a_part_can_be_put_in():
    mark = 'silent /a"b\\ü/ 2026-05-03'
    assert tomllib.loads(with_seen(TOP, [mark]))["expect"]["seen"] == [mark]


@pytest.mark.parametrize(
    "part",
    ["\n[expect\n", "expect = 3\n", "\n[expect]\nseen = 3\n", "expect = [{}]\n"],
)
def test_a_card_that_only_a_person_can_change_is_left_alone(part):
    with pytest.raises(UsageError, match=f'put under \\[expect\\]: seen = \\["{MARK}"\\]'):
        with_seen(TOP + part, [MARK])


CARD = """\
# what it is
name = "X"   # the name
enabled = false  # until it works
include = [
  "a/**",
]

[listing]
enabled = "h2 a"
"""


def test_switching_changes_nothing_else_of_a_card():
    changed = with_values(CARD, {"enabled": True, "verified": True})
    assert changed.splitlines()[2] == "enabled = true  # until it works"
    assert tomllib.loads(changed)["verified"] is True
    assert tomllib.loads(changed)["listing"] == {"enabled": "h2 a"}
    assert [line for line in changed.splitlines() if line not in CARD.splitlines()] == [
        "enabled = true  # until it works",
        "verified = true",
    ]
    assert with_values(changed, {"enabled": True}) == changed
