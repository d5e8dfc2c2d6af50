"""Queries as people type them: what they become, and what is said of those that cannot be read."""

import contextlib
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import UsageError
from pipeline.queries.search import parse_query, query_notes
from pipeline.queries.search.parsing import MAX_LEAVES
from pipeline.queries.search.reader import MAX_DEPTH
from pipeline.queries.search.syntax import Both, Either, Leaf, wanted


def leaf(word: str, column: str = "") -> Leaf:
    return Leaf(word if word[-1] in "*)" else f'"{word}"', column)


A, B, C = leaf("a1"), leaf("b1"), leaf("c1")


@pytest.mark.parametrize(
    ("query", "node"),
    [
        ("a1", A),
        ("a1 b1", Both((A, B))),
        ("a1 AND b1", Both((A, B))),
        ("a1 OR b1 c1", Either((A, Both((B, C))))),
        ("a1 | b1", Either((A, B))),
        ("(a1 OR b1) c1", Both((Either((A, B)), C))),
        ("a1 NOT b1", Both((A,), (B,))),
        ("a1 AND NOT (b1 OR c1)", Both((A,), (Either((B, C)),))),
        ("NOT b1 a1", Both((A,), (B,))),
        ('"soft power"', leaf("soft power")),
        ("“soft power”", leaf("soft power")),
        ("cultur*", Leaf('"cultur"*')),
        ('"cultural rel"*', Leaf('"cultural rel"*')),
        ("cross-border", leaf("cross-border")),
        ("artist's", leaf("artist's")),
        ("near and far", Both((leaf("near"), leaf("and"), leaf("far")))),
        ("NEAR(a1 b1)", Leaf('NEAR("a1" "b1", 10)')),
        ('NEAR("a1 b1" c1, 5)', Leaf('NEAR("a1 b1" "c1", 5)')),
        ("NEAR(a1 b1 , 5)", Leaf('NEAR("a1" "b1", 5)')),
        ("NEAR(a1* b1,5)", Leaf('NEAR("a1"* "b1", 5)')),
        ("title:a1 b1", Both((leaf("a1", "title"), B))),
        ('Title: "a1 b1"', leaf("a1 b1", "title")),
        ("title:(a1 OR text:b1)", Either((leaf("a1", "title"), leaf("b1", "text")))),
        ("https://example.org/a", leaf("https://example.org/a")),
        ("a1 & b1", Both((A, B))),
        ("12:30", leaf("12:30")),
        ('"it"', leaf("it")),
        ("title:" * 5000 + "text:a1", leaf("a1", "text")),
    ],
)
def test_a_query_becomes_what_it_says(query, node):
    assert parse_query(query) == node


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "nothing to look for"),
        ("  !? ", "nothing to look for"),
        ('"soft power', "quotation mark is not closed"),
        ('""', "no word in it"),
        ("AND", "needs words on both sides"),
        ("music OR", "something is missing at the end"),
        ("OR music", "needs words on both sides"),
        ("music AND OR dance", "needs words on both sides"),
        ("NOT film", "NOT alone"),
        ("music OR NOT film", "NOT alone"),
        ("music -film", "NOT film"),
        ("(music", "not closed"),
        ("music)", "not opened"),
        ("()", "holds nothing"),
        ("*", "no word in it"),
        ("cult*re", "at the end of a word"),
        ("wom?n", "at the end of a word"),
        ("author:smith", "title: and text:"),
        ("NEAR(music, 5)", "NEAR takes"),
        ("NEAR(music dance, x)", "NEAR takes"),
        ("NEAR(music dance, 5", "NEAR takes"),
        ("NEAR(music (a b), 5)", "NEAR takes"),
        ("music NEAR dance", "before a bracket"),
        ("the of", "nearly every text"),
        ("(" * (MAX_DEPTH + 1) + "a1" + ")" * (MAX_DEPTH + 1), "brackets"),
        (" ".join(["word"] * (MAX_LEAVES + 1)), "words"),
        ('"word"' * (MAX_LEAVES + 1), "words"),
        ('"word"OR' * 10_000 + "word", "words"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line_with_an_example(query, said):
    with pytest.raises(UsageError) as caught:
        parse_query(query)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_what_a_reader_may_take_otherwise_is_noted():
    assert (
        query_notes("music OR dance") == query_notes("music") == query_notes('"soft power"') == []
    )
    assert 'write "soft power"' in query_notes("soft power")[0]
    assert query_notes('music "or" dance') == []
    assert "OR, NOT" in query_notes("music or dance not film")[0]


ODD = r"""" ( ) * AND OR NOT NEAR( , 5 title: x: ' ;-- - { } ^ + été 文化 a1 DROP % \ ٣ ß e"""
PIECES = st.sampled_from([*ODD.split(), "\0", "\u0301", "\n"])


def leaves(query: str) -> list[Leaf]:
    """Return what a query asks for; nothing where it is told that it cannot be read."""
    with contextlib.suppress(UsageError):
        return list(wanted(parse_query(query)))
    return []


@given(st.lists(st.tuples(PIECES, st.sampled_from(["", " "]))))
def test_whatever_is_typed_is_a_query_that_the_index_takes_or_one_line(typed):
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5(text)")
    for found in leaves("".join(piece + space for piece, space in typed)):
        connection.execute("SELECT * FROM t WHERE t MATCH ?", [found.expression]).fetchall()
    connection.close()
