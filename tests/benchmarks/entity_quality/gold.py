"""Countries, organisations and programmes of the gold set, ours and the model's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.entities import find_mentions
from pipeline.entities.recogniser import Recogniser
from pipeline.evaluation import entity_predictions, load_gold
from pipeline.evaluation.names import match_counts
from pipeline.records import Document, document_id
from pipeline.text import normalise
from tests.benchmarks.entity_quality.nouns import Found, Row

FIELDS = ("countries", "organisations", "programmes")
PROGRAMME_LABELS = ("EVENT", "WORK_OF_ART", "LAW", "PRODUCT")
"""What comes nearest to programmes among the model's labels."""


def measure(path: Path, recogniser: Recogniser) -> Iterator[Row]:
    """Yield a row a field; names match as in `culturescope evaluate`."""
    ours = {name: Found() for name in FIELDS}
    peer = {name: Found() for name in FIELDS}
    for item in load_gold(path):
        document = _document(item)
        (mentions,) = find_mentions([document], recogniser)
        predicted = entity_predictions(mentions, recogniser.gazetteers.alpha3)
        alone = _stock(document.text, recogniser)
        for name in FIELDS:
            wanted = (item[name], item[f"{name}_optional"])
            ours[name].add(*match_counts(predicted[name], *wanted))
            peer[name].add(*match_counts(alone[name], *wanted))
    for name in FIELDS:
        yield Row("gold", name, ours[name], peer[name])


def _document(item: Mapping[str, Any]) -> Document:
    text = normalise(item["text"])
    return Document(document_id(item["id"]), 1, "gold", item.get("title") or "", text, "en")


def _stock(text: str, recogniser: Recogniser) -> dict[str, list[str]]:
    """Return what the model's labels say, paragraph by paragraph, taken as they are."""
    found: dict[str, list[str]] = {name: [] for name in FIELDS}
    with recogniser.session():
        for doc in recogniser.nlp.pipe(text.split("\n\n")):
            for one in doc.ents:
                if one.label_ == "ORG":
                    found["organisations"].append(one.text)
                elif one.label_ in PROGRAMME_LABELS:
                    found["programmes"].append(one.text)
                elif one.label_ == "GPE":
                    found["countries"].append(recogniser.gazetteers.country_of(one.text))
    return {name: sorted(set(names) - {""}) for name, names in found.items()}
