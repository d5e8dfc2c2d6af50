"""Passages with their vectors, and those that no encoder reads."""

from pathlib import Path

import numpy as np

from pipeline.records import Document, Passage
from pipeline.store import Store, documents, embedded, results


def stored(store: Store, id_: str, language: str, texts: dict[str, str], quality: float) -> None:
    """A document of one passage a text, by language of the passage."""
    whole = "\n\n".join(texts.values())
    document = Document(id_, 1, "s", "", whole, language, quality=quality)
    cut, at = [], 0
    for number, (spoken, text) in enumerate(texts.items()):
        end = at + len(text)
        cut.append(Passage(f"{id_}-{number:03d}", id_, number, at, end, 2, text, spoken))
        at = end + 2
    with store.write() as connection:
        documents.put_documents(connection, [document])
        documents.put_passages(connection, [id_], cut)
        seen = {one.sha256: np.ones(3, "<f4").tobytes() for one in cut}
        results.put_vectors(connection, "e1", seen)


def test_passages_come_with_language_quality_and_vector(tmp_path: Path) -> None:
    with Store(f"sqlite:///{tmp_path / 'store.sqlite'}") as store:
        stored(store, "b" * 16, "en", {"en": "One text", "fr": "Un texte", "und": "1 2"}, 0.4)
        stored(store, "a" * 16, "fr", {"fr": "Un texte", "und": "3 4"}, 1.0)
        with store.read() as connection:
            found = embedded.load_passage_texts(connection, "e1", lambda code: code == "en")
            none = embedded.load_passage_texts(connection, "e2")
    assert [(one.text, one.language) for one in found.passages] == [
        ("One text", "en"),
        ("1 2", "en"),
    ], "of unknown language: as its document"
    assert found.qualities == [0.4, 0.4]
    assert found.vectors.tolist() == [[1.0] * 3] * 2
    assert [(one.id[0], one.text, one.n_words) for one in found.unread] == [
        ("a", "", 2),
        ("a", "", 2),
        ("b", "", 2),
    ], "also where the same text has a vector"
    assert (len(none.passages), len(none.unread)) == (0, 5)
    assert none.vectors.size == 0
