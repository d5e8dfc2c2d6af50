"""What of a card makes its captures be cleaned anew: what cleaning reads, and nothing else."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pipeline.clean
from pipeline.declarations import Source
from pipeline.steps.clean import READ_KEYS

NAMED_ONLY = {"id"}
"""What cleaning names in messages, and finds nothing by."""
DERIVED = {"is_web": "kind"}


def attributes_of_cards() -> Iterator[str]:
    """Yield the names behind "source." in all modules of the stage."""
    for path in Path(pipeline.clean.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            is_attribute = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
            if is_attribute and node.value.id == "source":
                yield DERIVED.get(node.attr, node.attr)


def test_the_fingerprint_holds_every_key_that_cleaning_reads() -> None:
    read = set(attributes_of_cards()) - NAMED_ONLY
    assert read == READ_KEYS
    assert set(Source.model_fields) >= READ_KEYS
