"""Evidence for families depends on the documents that are there, not on when they came."""

import random

import pytest
import sqlalchemy as sa

from pipeline.duplicates import sign
from pipeline.records import Document, document_id
from pipeline.steps.families import update_families
from pipeline.store import Store, documents, families, likeness, sharing
from pipeline.store.family_evidence import EVIDENCE_COLUMNS, RELATION_COLUMNS
from pipeline.store.kin_schema import (
    addresses,
    common_fingerprints,
    fingerprints,
    signatures,
    texts,
)

WORDS = [f"word{i}" for i in range(900)]
TABLES = (texts, fingerprints, common_fingerprints, addresses, signatures)


def document(text: str, language: str = "en", url: str | None = None, **more) -> Document:
    id_ = document_id(more.pop("name", None) or f"{text}{url}")
    told = {"source_id": "s", "title": text[:20], "language": language, "url": url}
    return Document(id=id_, revision=1, text=text, **told, **more)


def put(store: Store, *new: Document) -> None:
    with store.write() as connection:
        documents.put_documents(connection, new)
        families.put_signatures(connection, [sign(one) for one in new])


def remove(store: Store, *ids: str) -> None:
    with store.write() as connection:
        documents.retire(connection, ids)
        families.remove_signatures(connection, list(ids))


def state(store: Store) -> list[list[tuple]]:
    """Return all that is known of families, without the order in which it came."""
    with store.read() as connection:
        rows = [sorted(map(tuple, connection.execute(sa.select(table)))) for table in TABLES]
        told = families.relation_rows(connection)
        return [*rows, [tuple(row.values()) for row in told], families.load_families(connection)]


@pytest.fixture
def store(tmp_path):
    with Store(f"sqlite:///{tmp_path / 'a.sqlite'}") as opened:
        yield opened


@pytest.fixture
def jumpy(monkeypatch):
    """Fingerprints become common and rare all the time, and neighbourhoods are tight."""
    monkeypatch.setattr(likeness, "COMMON_TEXTS", 3)
    monkeypatch.setattr(sharing, "NEIGHBOURS", 2)
    monkeypatch.setattr(sharing, "FEW", 1)


def mixed(rng: random.Random, n: int) -> list[Document]:
    """Return documents that share beginnings, ends and whole texts in all manners."""
    blocks = [rng.choices(WORDS, k=rng.randint(30, 90)) for _ in range(9)]
    made = []
    for number in range(n):
        own = rng.choices(WORDS, k=rng.randint(0, 60))
        text = sum(rng.sample(blocks, rng.randint(1, 3)), own)
        url = f"https://x.org/{rng.choice(('en', 'fr', 'de'))}/{number % 7}"
        language = rng.choice(("en", "fr", "de"))
        made.append(document(" ".join(text), language, url, name=f"{number}"))
    return made


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.usefixtures("jumpy")
def test_the_way_to_a_corpus_leaves_no_trace(tmp_path, seed) -> None:
    rng = random.Random(seed)
    final = mixed(rng, 40)
    former = mixed(rng, 40)
    with Store(f"sqlite:///{tmp_path / 'once.sqlite'}") as once:
        put(once, *final)
        update_families(once)
        expected = state(once)
    with Store(f"sqlite:///{tmp_path / 'bitwise.sqlite'}") as bitwise:
        waiting = [*final, *rng.sample(former, 20)]  # the same ids with other texts among them
        rng.shuffle(waiting)
        while waiting:
            batch = {one.id: one for one in waiting[: rng.randint(1, 8)]}
            waiting = waiting[len(batch) :]
            put(bitwise, *batch.values())
            if rng.random() < 0.5:
                update_families(bitwise)
            if rng.random() < 0.3:
                remove(bitwise, rng.choice(sorted(batch)))
        update_families(bitwise)
        put(bitwise, *rng.sample(final, 40))
        update_families(bitwise)
        assert state(bitwise) == expected
        assert update_families(bitwise) is None


@pytest.mark.parametrize("n_calls", range(3))
@pytest.mark.usefixtures("jumpy")
def test_what_is_killed_half_way_is_made_good(store, monkeypatch, n_calls) -> None:
    rng = random.Random(8)
    final = mixed(rng, 30)
    put(store, *final)
    update_families(store)
    expected = state(store)
    put(store, *(document(text(rng, 80), name=one.title) for one in final[:5]), *mixed(rng, 9))
    update_families(store)
    remove(store, *sorted({one["first_id"] for one in relations_of(store)})[:4])
    put(store, *final)
    monkeypatch.setattr("pipeline.steps.families.FINGERPRINTS_AT_ONCE", 60)
    monkeypatch.setattr(families, "put_overlaps", killed_after(n_calls, families.put_overlaps))
    with pytest.raises(KeyboardInterrupt):
        update_families(store)
    monkeypatch.undo()
    monkeypatch.setattr(likeness, "COMMON_TEXTS", 3)
    monkeypatch.setattr(sharing, "NEIGHBOURS", 2)
    with store.read() as connection:
        extra = set(families.text_keys(connection)) - {one.id for one in final}
    remove(store, *sorted(extra))
    update_families(store)
    assert state(store) == expected


def relations_of(store: Store) -> list[dict]:
    with store.read() as connection:
        return families.relation_rows(connection)


def killed_after(n_calls: int, call):
    left = iter(range(n_calls))

    def wrapped(*arguments):
        if next(left, None) is None:
            raise KeyboardInterrupt
        call(*arguments)

    return wrapped


def text(rng: random.Random, n: int) -> str:
    return " ".join(rng.choices(WORDS, k=n))


def test_a_family_that_loses_its_bridge_falls_apart(store) -> None:
    rng = random.Random(1)
    a, b, c = (text(rng, 100) for _ in range(3))
    first, bridge, last = document(f"{a} {b}"), document(f"{a} {b} {c}"), document(f"{b} {c}")
    put(store, first, bridge, last)
    assert update_families(store) == (3, 1)
    remove(store, bridge.id)
    assert update_families(store) == (2, 2)
    with store.read() as connection:
        assert set(families.load_families(connection)) == {first.id, last.id}
        assert families.relation_rows(connection) == []


def test_a_family_is_renamed_when_its_first_document_goes(store) -> None:
    same = sorted((document("One text of a few words.", name=n) for n in "abc"), key=lambda d: d.id)
    put(store, *same)
    assert update_families(store) == (3, 1)
    remove(store, same[0].id)
    update_families(store)
    with store.read() as connection:
        assert set(families.load_families(connection).values()) == {same[1].id}


def test_a_changed_document_leaves_its_family(store) -> None:
    rng = random.Random(2)
    body = text(rng, 200)
    put(store, document(body, name="a"), document(f"Copied. {body}", name="b"))
    assert update_families(store) == (2, 1)
    put(store, document(text(rng, 200), name="b"))
    assert update_families(store) == (2, 2)
    with store.read() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(texts)) == 2
        assert families.count(connection) == 2


def test_a_large_family_of_near_copies_is_found(store) -> None:
    rng = random.Random(3)
    body = text(rng, 150)
    put(store, *(document(f"{body} {text(rng, 9)}") for _ in range(3 * likeness.COMMON_TEXTS)))
    n_documents, n_families = update_families(store)
    assert (n_documents, n_families) == (3 * likeness.COMMON_TEXTS, 1)


def test_boilerplate_of_a_site_makes_no_family(store) -> None:
    rng = random.Random(4)
    about = text(rng, 200)
    n = 2 * likeness.COMMON_TEXTS
    put(store, *(document(f"{text(rng, 90)} {about}") for _ in range(n)))
    assert update_families(store) == (n, n)


def test_evidence_names_the_kin_of_a_document(store) -> None:
    rng = random.Random(5)
    body, more = text(rng, 120), text(rng, 250)
    full = document(f"{body} {more}")
    excerpt = document(f"{body} Read on")
    again = document(f"{body}, READ on", name="again")
    book = document(" ".join([text(rng, 2000), body, more, text(rng, 2000)]))
    alone = document(text(rng, 200))
    put(store, full, excerpt, again, book, alone)
    update_families(store)
    with store.read() as connection:
        found = families.family_evidence(connection, excerpt.id)
        assert [(one["kind"], one["document_id"]) for one in found] == [
            ("same", again.id),
            ("excerpt", full.id),
            ("part", book.id),
        ]
        assert found[1]["stands_in_it"]
        assert found[1]["containment"] > 0.9
        assert 0.25 < found[1]["cover"] < 0.4
        held = {one["document_id"]: one for one in families.family_evidence(connection, book.id)}
        assert held[full.id]["kind"] == "part"
        assert held[full.id]["family_id"] == min(full.id, excerpt.id, again.id)
        assert not held[full.id]["stands_in_it"]
        assert families.family_evidence(connection, alone.id) == []
        assert families.family_evidence(connection, "nobody") == []
        rows = families.relation_rows(connection)
        assert all(tuple(row) == EVIDENCE_COLUMNS for row in found)
        assert all(tuple(row) == RELATION_COLUMNS for row in rows)
        assert sorted(row["kind"] for row in rows) == ["excerpt", "part", "part", "same"]


EN = "On 12 May 2023 Amina Diallo opened the Bamako archive with 1,200 manuscripts of UNESCO."
FR = "Le 12 mai 2023 Amina Diallo a ouvert les archives de Bamako, 1 200 manuscrits de l'UNESCO."
DE = "Am 12. Mai 2023 hat Amina Diallo das Archiv Bamako, 1.200 Bände der UNESCO eröffnet."


def test_language_versions_are_one_publication(store) -> None:
    put(
        store,
        document(EN, "en", "https://x.org/news/archive"),
        document(FR, "fr", "https://x.org/fr/news/archive"),
        document(DE, "de", "https://x.org/4711", alternates=("http://www.x.org/news/archive/",)),
        document(FR.replace("12", "13"), "fr", "https://x.org/fr/news/other"),
    )
    assert update_families(store) == (4, 2)
    with store.read() as connection:
        french = document(FR, "fr", "https://x.org/fr/news/archive").id
        kinds = [one["kind"] for one in families.family_evidence(connection, french)]
    assert kinds == ["version", "through others"]
