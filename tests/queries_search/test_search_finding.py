"""What is found, in which order, with which words around."""

import contextlib

import pytest

from pipeline.errors import UsageError
from pipeline.queries import search
from pipeline.queries.search import BY, DOCUMENTS, PASSAGES
from pipeline.queries.search.parsing import MAX_LEAVES
from pipeline.queries.search.reader import MAX_DEPTH


def ids(found):
    return [int(id_, 16) for id_ in found]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('"soft power"', [0]),
        ("soft power", [0, 1]),
        ("theatre NOT film", [0]),
        ("theatre film", [1]),
        ("mus*", [2, 3]),
        ("title:theatre", [0]),
        ("heritage", [2]),
        ("text:heritage", []),
        ("NEAR(music trade, 1)", []),
        ("NEAR(music trade, 2)", [3]),
        ("theatre OR museum", [0, 1, 2]),
        ("(theatre OR museum) trade", [2]),
        ("voice NOT title:voice", []),
        ("CAFE owner", [2]),
        ("CAFÉ", [2]),
        ("café's", [2]),
        ("cross border", [2]),
        ("crossborder", []),
        ("dakar theatre", [0]),
    ],
)
def test_documents_match_as_wholes_title_and_all_passages(library, query, expected):
    assert ids(search.document_ids(library, query)) == expected
    assert sorted(ids(search.documents(library, query).frame["document_id"])) == expected


def test_passages_match_by_their_own_words(library):
    found = search.passages(library, "soft power")
    assert set(found.frame["passage_id"]) == {f"{0:016x}-001", f"{1:016x}-000"}
    assert (found.n_hits, ids(found.document_ids)) == (2, [0, 1])
    titled = search.passages(library, "title:voice film")
    assert list(titled.frame["passage_id"]) == [f"{1:016x}-001"]
    assert search.passages(library, "title:voice").n_hits == 2


def test_rows_tell_what_a_reader_needs(library):
    passages = search.passages(library, '"soft power"').frame
    assert tuple(passages.columns) == PASSAGES
    row = passages.iloc[0]
    assert (row["rank"], row["title"], str(row["published"])) == (
        1,
        "Theatre in Dakar",
        "1990-01-01",
    )
    assert row["snippet"] == "Its first play is on **soft power**."
    documents = search.documents(library, "heritage").frame
    assert tuple(documents.columns) == DOCUMENTS
    only = documents.iloc[0]
    assert (only["passage_id"], only["n_passages"], only["snippet"]) == (None, 0, "**Heritage**")
    undated = search.documents(library, "music").frame.iloc[0]
    assert (undated["published"], undated["title"], undated["n_passages"]) == (None, None, 2)


def test_the_limit_bounds_what_is_listed_not_what_is_counted(library):
    found = search.passages(library, "trade", 1)
    assert (len(found.frame), found.n_hits, ids(found.document_ids)) == (1, 3, [2, 3])
    assert search.documents(library, "trade", 0).n_hits == 2
    assert search.documents(library, "nowhere").frame.empty


def test_only_some_documents_may_be_asked(library):
    some = [f"{3:016x}", "unknown"]
    assert ids(search.documents(library, "trade", among=some).document_ids) == [3]
    assert search.passages(library, "trade", among=some).n_hits == 2
    assert search.passages(library, "trade", among=[]).n_hits == 0


def test_equal_hits_come_in_order_of_their_ids(make_library):
    same = make_library([(None, 1990, ["the same words"])] * 5)
    assert ids(search.passages(same, "same words").frame["document_id"]) == [0, 1, 2, 3, 4]
    assert ids(search.documents(same, "same words", 3).frame["document_id"]) == [0, 1, 2]


def test_hits_are_counted_by_year_and_the_rest(library):
    found = search.document_ids(library, "theatre OR trade")
    counts = search.count_documents(library, found, "year").to_numpy().tolist()
    assert counts[:2] == [["1990", 2, 2], ["1991", 0, 0]]
    assert counts[-2:] == [["2001", 1, 1], [None, 1, 1]]
    assert len(counts) == 13
    decades = search.count_documents(library, found, "decade")
    assert list(decades["decade"]) == ["1990s", "2000s", None]
    for by in BY:
        assert search.count_documents(library, found, by)["n_documents"].sum() == 4


SCRIPTS = [
    ("日本語", 2000, ["京都の文化交流は長い。", "Ｋｙｏｔｏ, Ελλάδος"]),
    (None, 2000, ["Łódź, Straße, Ærø, œuvre, ﬁlm, naïve, Ёлка"]),
    (None, 2000, ["اَلثَّقَافَةُ في القاهرة", "हिन्दी साहित्य"]),
    (None, 2000, ["l’échange d'art, co\u00adopération, 문화는"]),
    (None, 2000, ["ภาษาไทยและวัฒนธรรม"]),
]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("文化", [0]),
        ("化文", []),
        ("文化*", [0]),
        ("title:日本", [0]),
        ("kyoto", [0]),
        ("ΕΛΛΑΔΟΣ", [0]),
        ("lodz strasse aero oeuvre film naive елка", [1]),
        ("ŁÓDŹ", [1]),
        ("الثقافة", [2]),
        ("हिन्दी", [2]),
        ("हिन", []),
        ("echange art", [3]),
        ("l'echange", [3]),
        ("cooperation", [3]),
        ("문화*", [3]),
        ("문화", []),
        ("วัฒนธรรม", [4]),
    ],
)
def test_scripts_accents_and_marks(make_library, query, expected):
    assert ids(search.document_ids(make_library(SCRIPTS), query)) == expected


def test_snippets_mark_hits_where_they_stand_in_the_text(make_library):
    folder = make_library(SCRIPTS)
    assert search.passages(folder, "文化").frame["snippet"][0] == "京都の**文化**交流は長い。"
    marked = search.passages(folder, "strasse film").frame["snippet"][0]
    assert marked == "Łódź, **Straße**, Ærø, œuvre, **ﬁlm**, naïve, Ёлка"


def test_long_passages_are_shown_where_most_hits_are(make_library):
    filler = "something else entirely was said here. " * 30
    text = f"power. {filler}Here soft power meets soft power, they say. {filler}"
    snippet = search.passages(make_library([(None, None, [text])]), "soft power").frame["snippet"][
        0
    ]
    assert "**soft** **power** meets **soft** **power**" in snippet
    assert snippet.startswith("… ")
    assert snippet.endswith(" …")
    assert len(snippet) < 300


def test_books_keep_the_order_of_their_passages(make_library):
    words = [f"page n{n}" for n in range(1101)]
    folder = make_library([(None, None, words)])
    assert search.passages(folder, "n1100").frame["passage_id"][0] == f"{0:016x}-1100"
    assert search.passages(folder, "page", 2000).n_hits == 1101


@pytest.mark.parametrize(
    "query",
    [
        'a"); DROP TABLE words; --',
        "'; DELETE FROM documents",
        "{title} : x",
        "^a + b",
        "a\0b",
        "a\udcff",
    ],
)
def test_nothing_typed_is_run(library, query):
    with contextlib.suppress(UsageError):
        search.document_ids(library, query)
    assert ids(search.document_ids(library, "theatre")) == [0, 1]


@pytest.mark.parametrize(
    "query",
    [
        "theatre" + " NOT nothing" * (MAX_LEAVES // 2 - 1),
        "(theatre NOT " * (MAX_DEPTH - 1) + "nothing" + ")" * (MAX_DEPTH - 1),
        "(theatre AND (theatre OR " * (MAX_DEPTH // 2) + "title:nothing" + "))" * (MAX_DEPTH // 2),
        '"theatre"' * MAX_LEAVES,
    ],
)
@pytest.mark.parametrize("ask", [search.passages, search.documents])
def test_the_most_involved_query_that_can_be_read_can_be_asked(library, query, ask):
    told = []
    assert ids(ask(library, query, tell=told.append).document_ids) == [0, 1]
    assert told == [], "a query that SQLite refuses passes for a damaged index"


def test_an_empty_corpus_has_no_hits(make_library):
    folder = make_library([])
    assert search.document_ids(folder, "anything") == []
    assert search.passages(folder, "anything").frame.empty
    assert search.count_documents(folder, [], "year").empty
