"""Workspaces to measure on, each in a folder of its own."""

from __future__ import annotations

import gzip
import json
import os
import shutil
from pathlib import Path

from pipeline.settings import Workspace, open_workspace
from pipeline.steps.setup import make_workspace
from tests.benchmarks.measuring import spread

REPOSITORY = Path(__file__).resolve().parents[2]
SHARED_VARIABLE = "CULTURESCOPE_SHARED"
LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
ROWS = (".csv", ".tsv", ".csv.gz", ".tsv.gz")
PAGES_DIR = "pages"
"""Where pages lie that a corpus without HTML is compared on; no source."""
FRUS_FIELDS = '[fields]\nid = "{volume}/{doc}"\n'


def shared_folder() -> Path | None:
    """Return the folder of real corpora beside the repository, None where there is none."""
    folder = Path(os.environ.get(SHARED_VARIABLE, REPOSITORY.parent / "shared"))
    return folder if (folder / "corpora").is_dir() else None


def sample_workspace(folder: Path) -> Workspace:
    """Make one with the shipped sample corpus."""
    return _workspace(folder, with_sample=True)


def source_workspace(folder: Path, source: Path, most: int, fields: str = "") -> Workspace:
    """Make one with a single source.

    Args:
        folder: Where to make it.
        source: A file of records, any other file, or a folder.
        most: Take so many lines or files at equal distances; 0: all. Rows of CSV: always all.
        fields: Further lines of the source's card.
    """
    workspace = empty_workspace(folder)
    corpus = workspace.root / "corpus"
    if source.name.endswith(LINES):
        path = corpus / "measured.jsonl"
        path.write_bytes(b"".join(_some(_lines(source), most)))
    elif source.name.endswith(ROWS):
        path = corpus / source.name
        shutil.copyfile(source, path)
    else:
        path = corpus / "measured"
        _copy_files(source, path, most)
    kind = "folder" if path.is_dir() else "records"
    card = f'name = "Measured"\nkind = "{kind}"\npath = "corpus/{path.name}"\n{fields}'
    (workspace.sources_dir / "measured.toml").write_text(card, "utf-8")
    return workspace


def shared_workspace(folder: Path, shared: Path, most: int) -> Workspace:
    """Make one with diplomatic papers, and with pages of the extraction benchmark beside them."""
    papers = shared / "corpora" / "frus" / "documents.jsonl.gz"
    workspace = source_workspace(folder, papers, most, FRUS_FIELDS)
    pages = workspace.root / PAGES_DIR
    pages.mkdir()
    for path in sorted((shared / "corpora" / "html_benchmark" / "html").glob("*.html.gz")):
        (pages / path.name.removesuffix(".gz")).write_bytes(gzip.decompress(path.read_bytes()))
    return workspace


def empty_workspace(folder: Path) -> Workspace:
    """Make one with the shipped declarations and no source."""
    return _workspace(folder, with_sample=False)


def _workspace(folder: Path, *, with_sample: bool) -> Workspace:
    make_workspace(folder, with_sample=with_sample)
    built = REPOSITORY / "models" / "minilm"
    if built.is_dir():  # saves building it again
        shutil.copytree(built, folder / "models" / "minilm")
    return open_workspace(folder, {})


def _lines(path: Path) -> list[bytes]:
    body = path.read_bytes()
    body = gzip.decompress(body) if path.suffix == ".gz" else body
    return [line + b"\n" for line in body.split(b"\n") if line.strip() and json.loads(line)]


def _some(lines: list[bytes], most: int) -> list[bytes]:
    return spread(lines, most) if most else lines


def _copy_files(source: Path, target: Path, most: int) -> None:
    paths = sorted(path for path in source.rglob("*") if path.is_file())
    if source.is_file():
        source, paths = source.parent, [source]
    for path in spread(paths, most) if most else paths:
        copy = target / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
