"""Addresses of logins without the way back."""

import pytest

from pipeline.sources.web.detours import without_way_back

X = "https://x.example/"


@pytest.mark.parametrize(
    ("url", "end"),
    [
        ("login?back=%2Fnews%2F7", "login"),
        ("login?back=/news/7", "login"),
        ("login?lang=en&next=https%3A%2F%2Fx.example%2Fnews%2F7&s=1", "login?lang=en&s=1"),
        ("login?next=https%253A%252F%252Fx.example%252Fnews%252F7", "login"),
        ("login?back=%2Fnews%2F8", "login?back=%2Fnews%2F8"),
        ("news/7?page=1", "news/7?page=1"),
        ("news?id=7", "news?id=7"),
        ("login?back=/oldnews/7", "login?back=/oldnews/7"),
        ("other/7", "other/7"),
    ],
)
def test_the_way_back_is_left_out(url, end):
    assert without_way_back(X + url, X + "news/7") == X + end


def test_the_way_back_to_a_first_page_is_in_every_address():
    assert without_way_back(X + "login?back=%2F", X) == X + "login?back=%2F"
