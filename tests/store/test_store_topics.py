"""Fits, events and names of topics in the store, and what standing topics have been given to."""

import pytest

from pipeline.records import Passage, Topic, TopicEvent
from pipeline.store import Store, documents, topic_names, topic_reading, topic_state
from pipeline.store import topics as topic_store
from pipeline.store.topic_names import NameGiven
from pipeline.store.topic_reading import DocumentOfTopic

D = [f"d{number:015d}" for number in range(3)]


def fit(number, **more):
    return topic_store.Fit(number, "inputs", "key", f"reason {number}", **more)


def found(ids, placed, events=()):
    topics = [Topic(id_, f"label {id_}", (("art", 0.5),), 1) for id_ in ids]
    registry = {"topics": [{"id": id_} for id_ in ids]}
    return topic_store.Found(topics, events, registry, placed)


def placed(topics):
    """Give documents, each of one passage, a topic or None."""
    return topic_store.Placed(
        {f"{id_}-000": (topic, 0.5) for id_, topic in topics.items()},
        [(id_, topic, 1.0) for id_, topic in topics.items() if topic],
    )


def shelf_store(shelf):
    store = Store(shelf.database_url)
    with store.write() as connection:
        passages = [Passage(f"{id_}-000", id_, 0, 0, 4, 1, "text") for id_ in D]
        documents.put_passages(connection, D, passages)
    return store


def test_fits_are_kept_and_only_the_last_holds_its_registry(shelf):
    event = TopicEvent(2, "split", "t0002", "t0001", 0.9, 0.4)
    with shelf_store(shelf) as store, store.write() as connection:
        assert topic_store.last_fit(connection) is None
        assert topic_store.load_registry(connection) == {}
        topic_store.put_fit(connection, fit(1), found(["t0001"], placed({D[0]: "t0001"})))
        measured = {"sizes": {"t0001": 2}}
        second = fit(2, n_passages=2, n_fitted=2, n_topics=2, measured=measured)
        both = found(
            ["t0002", "t0001"], placed({D[0]: "t0001", D[1]: "t0002", D[2]: None}), [event]
        )
        topic_store.put_fit(connection, second, both)
        assert topic_store.load_fits(connection) == [fit(1), second]
        assert topic_store.last_fit(connection) == second
        assert topic_store.load_registry(connection) == both.registry
        assert topic_store.load_events(connection) == [event]
        assert topic_store.load_events(connection, 1) == []
        assert [topic.id for topic in topic_store.load_topics(connection)] == ["t0001", "t0002"]
        assert topic_state.sizes(connection) == {"": 1, "t0001": 1, "t0002": 1}
        assert topic_reading.documents_by_topic(connection) == {"t0001": 1, "t0002": 1}
        assert topic_reading.count_passages(connection) == 3
        (newest,) = topic_reading.newest_documents(connection, "t0001", 5)
        assert (newest.document_id, newest.share) == (D[0], 1.0)


def test_new_passages_join_and_those_that_are_gone_leave(shelf):
    with shelf_store(shelf) as store, store.write() as connection:
        start = placed({D[0]: "t0001", D[1]: "t0001"})
        topic_store.put_fit(connection, fit(1), found(["t0001"], start))
        documents.retire(connection, [D[1]])
        assert topic_state.gone_passages(connection) == [f"{D[1]}-000"]
        assert topic_state.gone_documents(connection) == [D[1]]
        topic_store.add_placed(
            connection, fit(1), placed({D[2]: "t0001"}), renewed=D[1:], gone=[f"{D[1]}-000"]
        )
        assert topic_state.gone_passages(connection) == []
        assert topic_state.sizes(connection) == {"t0001": 2}
        assert topic_store.load_topics(connection)[0].n_passages == 2
        left, topics = topic_state.passages_of(connection, [D[2], D[0]])
        assert [passage.id for passage in left] == [f"{D[0]}-000", f"{D[2]}-000"]
        assert topics == {f"{D[0]}-000": "t0001", f"{D[2]}-000": "t0001"}


def test_forgetting_spares_documents_whose_ids_begin_the_same(shelf):
    """And the last fit then no longer says that it covers all there is."""
    with shelf_store(shelf) as store, store.write() as connection:
        given = topic_store.Placed(
            {id_: ("t0001", 0.5) for id_ in ("d1-000", "d1-1000", "d10-000", "d2-000")}, []
        )
        topic_store.put_fit(connection, fit(1), found(["t0001"], given))
        topic_state.forget_passages(connection, ["d7", "d"])
        assert topic_store.fit_key(connection) == (1, "inputs", "key")
        topic_state.forget_passages(connection, ["d1"])
        assert topic_store.fit_key(connection) == (1, "", "key")
        left = [
            row[0] for row in connection.exec_driver_sql("SELECT passage_id FROM passage_topics")
        ]
        assert sorted(left) == ["d10-000", "d2-000"]


def test_the_last_name_counts_and_an_empty_one_takes_it_back(shelf):
    def give(connection, topic_id, name):
        return topic_names.add_name(connection, NameGiven(0, topic_id, name, "ada", "now", ""))

    with shelf_store(shelf) as store, store.write() as connection:
        before = topic_names.names_digest(connection)
        assert give(connection, "t0002", "One").number == 1
        assert give(connection, "t0001", "Two").number == 2
        assert topic_names.load_names(connection) == {"t0001": "Two", "t0002": "One"}
        assert topic_names.names_digest(connection) != before
        give(connection, "t0002", "Three")
        give(connection, "t0001", "")
        assert topic_names.load_names(connection) == {"t0002": "Three"}
        assert [one.name for one in topic_names.load_given(connection, "t0002")] == ["One", "Three"]
        start = found(["t0002"], placed({D[0]: "t0002"}))
        topic_store.put_fit(connection, fit(1), start)
        assert topic_store.load_topics(connection)[0].name == "Three"


@pytest.mark.parametrize(
    ("published", "precision", "says"),
    [
        ("2015-01-01", "year", "2015"),
        ("2015-03-01", "month", "2015-03"),
        ("2015-03-04", "day", "2015-03-04"),
        (None, None, "undated"),
    ],
)
def test_documents_of_a_topic_are_dated_no_more_exactly_than_is_known(published, precision, says):
    assert DocumentOfTopic("d", "", None, published, precision, 1.0).dated == says
