"""What is written is the same graph, the same bytes each time, whole or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib.compare import isomorphic

from pipeline.errors import DeclarationError
from pipeline.vocabulary import load_vocabulary
from pipeline.vocabulary.skos.parsing import parse_turtle
from pipeline.vocabulary.skos.writing import to_turtle
from pipeline.vocabulary.writing import n_comments, write_whole

MODELS = Path(__file__).resolve().parents[2] / "models"
Write = Callable[[str, str | bytes], Path]

ODD = """\
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix : <http://example.org/v/> .
: a skos:ConceptScheme ; <http://y.example/p/q> 1.50 ; <http://z.example/p/q> true .
:b a skos:Concept ; skos:prefLabel "B \\"quoted\\" \\\\ and\\nmore"@en ; :list ( "x" [ :y 1 ] ) ;
    skos:changeNote [ skos:note "two" ; :deep [ :deeper "three" ] ] , [ skos:note "one" ] .
:12 a skos:Concept ; skos:prefLabel "Twelve"@zh-Hans ; skos:broader :b .
<http://example.org/v/a(b)> a skos:Concept ; skos:prefLabel "Brackets" ; skos:note '''it's # no
# comment''' .
"""


def rewritten(text: str) -> str:
    return to_turtle(parse_turtle(Path("v.ttl"), text).graph)


@pytest.mark.parametrize("text", [ODD, *(p.read_text("utf-8") for p in MODELS.glob("*.ttl"))])
def test_writing_loses_nothing_and_settles_at_once(text: str) -> None:
    once = rewritten(text)
    before, after = (parse_turtle(Path("v.ttl"), each).graph for each in (text, once))
    assert isomorphic(before, after)
    assert rewritten(once) == once


def test_bytes_hang_on_neither_order_nor_chance() -> None:
    head, *blocks = ODD.split("\n:", 1)[0], *ODD.replace("\n<", "\n:<").split("\n:")[1:]
    other = "\n".join([head, *(b if b.startswith("<") else f":{b}" for b in reversed(blocks))])
    assert rewritten(other) == rewritten(ODD)
    code = (
        "import sys; from pathlib import Path;"
        "from pipeline.vocabulary.skos.parsing import parse_turtle as p;"
        "from pipeline.vocabulary.skos.writing import to_turtle as t;"
        "sys.stdout.write(t(p(Path('v.ttl'), sys.stdin.read()).graph))"
    )
    for seed in ("1", "2"):
        told = subprocess.run(
            [sys.executable, "-c", code],
            input=ODD,
            capture_output=True,
            text=True,
            check=True,
            cwd=MODELS.parent,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        assert told.stdout == rewritten(ODD)


def test_one_concept_a_block_with_its_labels_on_top(garden: str) -> None:
    lines = rewritten(garden).splitlines()
    start = lines.index("plant:oak a skos:Concept ;")
    assert lines[start - 1] == ""
    assert lines[start + 1 : start + 3] == [
        '    skos:prefLabel "Oaks"@en,',
        '        "Chênes"@fr ;',
    ]
    starts = [line.split()[0] for line in lines if line.endswith("a skos:Concept ;")]
    assert starts == ["plant:moss", "plant:oak", "plant:tree"]


def test_the_written_file_reads_back_to_the_same_concepts(write: Write, garden: str) -> None:
    before = load_vocabulary(write("garden.ttl", garden))
    assert load_vocabulary(write("garden.ttl", rewritten(garden))) == before


def test_an_address_that_turtle_cannot_hold_is_named() -> None:
    with pytest.raises(DeclarationError, match=r"<http://example.org/v/a b> is no address"):
        rewritten(ODD.replace("a(b)", "a b"))


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("", 0),
        ("# one\n<http://x.org/#no> <y#no> '''a\n# no''' , \"# no\" . # two", 2),
        (ODD, 0),
    ],
)
def test_comments_are_told_from_texts_and_addresses(text: str, n: int) -> None:
    assert n_comments(text) == n


def test_a_failed_write_leaves_the_old_file(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write("v.ttl", "old")

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, "new")
    assert path.read_text() == "old"
    assert [each.name for each in path.parent.iterdir()] == ["v.ttl"]


def test_links_and_permissions_stay(write: Write) -> None:
    path = write("real.ttl", "old")
    path.chmod(0o640)
    link = path.with_name("link.ttl")
    link.symlink_to(path)
    write_whole(link, "new")
    assert link.is_symlink()
    assert (path.read_text(), path.stat().st_mode & 0o777) == ("new", 0o640)
