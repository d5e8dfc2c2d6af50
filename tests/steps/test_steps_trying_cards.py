"""Cards are written so that they say what was meant, whatever a page calls itself."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.steps.trying.card_text import card_text, id_from


@pytest.mark.parametrize(
    ("url", "id_"),
    [
        ("https://www.some.site/news", "some_news"),
        ("https://culture.example.org/en/News/index.html", "culture_example_en_news"),
        ("https://example.co.uk/feed.xml", "example"),
        ("https://127.0.0.1:8000/", "site_127_0_0_1"),
        ("https://2030.example.org/a%20b/", "site_2030_example_a_20b"),
        ("https://x.org/" + "long/" * 40, "x_" + "long_" * 9 + "l"),
    ],
)
def test_ids_come_from_host_and_path(url, id_):
    assert id_from(url) == id_


@given(st.text(), st.lists(st.text(), max_size=3))
def test_any_name_and_comment_make_a_card_that_can_be_read(name, paths):
    told = tomllib.loads(
        card_text({"name": name, "include": paths, "listing": {"links": "a"}}, [name])
    )
    assert told["listing"] == {"links": "a"}
    assert len(told["include"]) == len(paths)
    shown = " ".join("".join(c if c.isprintable() else " " for c in name).split())
    assert told["name"] == shown
