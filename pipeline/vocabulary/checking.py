"""What of a readable vocabulary is worth an editor's eye."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.vocabulary.concepts import LANGUAGE, Vocabulary, normalise_label


def notes(vocabulary: Vocabulary) -> list[str]:
    """Return one line for each circle of wider concepts and for each name that two concepts
    claim with equal right, and one on concepts of which nothing but names is said."""
    lines = [f"concept '{id_}': wider than itself, by way of its broader concepts"
             for id_ in _circles(vocabulary)]  # fmt: skip
    lines += _shared(vocabulary)
    bare = [each.id for each in vocabulary.concepts if not (each.definition or each.scope_note)]
    if bare:
        lines.append(
            f"{len(bare):,} of {len(vocabulary.concepts):,} concepts have neither definition nor "
            f"scope note ('{bare[0]}'): until somebody decides on them, names alone speak for them"
        )
    unnamed = [each.id for each in vocabulary.concepts if LANGUAGE not in dict(each.labels)]
    if unnamed:
        lines.append(
            f"{len(unnamed):,} of {len(vocabulary.concepts):,} concepts have no label in English "
            f"('{unnamed[0]}'): suggestions for English texts are worse for it"
        )
    return lines


def _circles(vocabulary: Vocabulary) -> list[str]:
    above = {each.id: each.broader for each in vocabulary.concepts}
    return [id_ for id_ in above if id_ in _reached(id_, above)]


def _reached(id_: str, above: Mapping[str, tuple[str, ...]]) -> set[str]:
    found: set[str] = set()
    open_ = list(above[id_])
    while open_:
        wider = open_.pop()
        if wider not in found:
            found.add(wider)
            open_ += above.get(wider, ())
    return found


def _shared(vocabulary: Vocabulary) -> Iterator[str]:
    """Yield names that are an alternative label of several concepts and the label of none."""
    owners: dict[str, tuple[str, set[str]]] = {}
    preferred = {normalise_label(text) for each in vocabulary.concepts for _, text in each.labels}
    for concept in vocabulary.concepts:
        for text in (*concept.alt_labels, *concept.hidden_labels):
            owners.setdefault(normalise_label(text), (text, set()))[1].add(concept.id)
    for name, (text, ids) in sorted(owners.items()):
        if len(ids) > 1 and name not in preferred:
            both = "', '".join(sorted(ids))
            yield f"'{text}' names '{both}' alike: as a publisher's label it stands for neither"
