"""Small vocabularies, and an editor's stamp."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.settings import Workspace, open_workspace
from pipeline.steps.setup import make_workspace
from pipeline.vocabulary.skos.history import Stamp

GARDEN = """\
# A vocabulary made by hand.
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix plant: <urn:culturescope:garden:> .

<urn:culturescope:garden> a skos:ConceptScheme ;
    dct:title "Garden"@en , "Jardin"@fr ; dct:license <https://example.org/licence> .

plant:tree a skos:Concept ; skos:inScheme <urn:culturescope:garden> ;
    skos:prefLabel "Trees"@en , "Arbres"@fr ;
    skos:altLabel "timber plants"@en ;
    skos:definition "Plants with a trunk."@en , "Plantes à tronc."@fr .

plant:oak a skos:Concept ; skos:inScheme <urn:culturescope:garden> ;
    skos:prefLabel "Oaks"@en , "Chênes"@fr ;
    skos:altLabel "oak trees"@en , "chênaie"@fr ; skos:hiddenLabel "oka"@en ;
    skos:broader plant:tree ; skos:related plant:moss ;
    skos:changeNote "Divided from trees; once." .

plant:moss a skos:Concept ; skos:inScheme <urn:culturescope:garden> ;
    skos:prefLabel "Mosses"@en , "Mousses"@fr ;
    skos:example "Moss; it grows on stone." , "=Moss" .
"""


@pytest.fixture
def garden() -> str:
    return GARDEN


@pytest.fixture
def stamp() -> Stamp:
    return Stamp("Ann Editor", dt.datetime(2026, 3, 1, 12, 0, tzinfo=dt.UTC), "as readers say")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace with the shipped vocabularies and the garden."""
    root = tmp_path / "work"
    make_workspace(root, with_sample=False)
    (root / "models" / "garden.ttl").write_text(GARDEN, "utf-8")
    return open_workspace(root, {})


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """Write a file of a name."""

    def put(name: str, body: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(body if isinstance(body, bytes) else body.encode())
        return path

    return put
