"""Names as a store and a terminal can hold them, and sentences beside them."""

import pytest

from pipeline.sources.naming import beside, head

LONG = "https://x.example/" + "a" * 300


@pytest.mark.parametrize(
    ("name", "told", "rest"),
    [
        ("https://x.example/a", "https://x.example/a was answered with 404", "was answered with"),
        ("list.txt", "list.txt: line 3 is no address", "line 3 is no address"),
        (LONG, f"{LONG[:200]} was answered with 404", "was answered with"),
        (LONG, f"{head(LONG)} was answered with 404", "was answered with"),
        (LONG, f"{LONG} was answered with 404", "was answered with"),
        ("https://x.example/a", "https://x.example/about was not read", "https://x.example/about"),
        ("https://x.example/a", "https://x.example/a", "https://x.example/a"),
        ("a", "It is empty.", "It is empty."),
        ("", "It is empty.", "It is empty."),
    ],
)
def test_a_sentence_does_not_repeat_the_name_it_stands_beside(name, told, rest):
    assert beside(name, told).startswith(rest)


def test_a_sentence_begins_with_so_much_of_an_address_as_can_be_read():
    assert head("https://x.example/a") == "https://x.example/a"
    assert head(LONG).endswith("a...")
    assert len(head(LONG)) < 160
