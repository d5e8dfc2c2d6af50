"""Prove a snapshot: recompute everything that datapackage.json states, from the files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import SnapshotError
from pipeline.snapshots.cells import header, lines
from pipeline.snapshots.checks import Key, batch_problems, order_problem
from pipeline.snapshots.nouns import ForeignKey, Table
from pipeline.snapshots.package import (
    DATA_FILES,
    FORMAT,
    ID_DIGITS,
    OWN_KEY,
    PACKAGE_FILE,
    FileFacts,
    data_sha256,
    file_facts,
)
from pipeline.snapshots.shelf import read_manifest
from pipeline.snapshots.tables import TABLES


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about a snapshot that does not prove."""

    file: str
    problem: str

    def __str__(self) -> str:
        """Return it as one line."""
        return f"{self.file}: {self.problem}"


def verify_snapshot(folder: Path) -> list[Finding]:
    """Recompute digests, sizes, row counts, order, constraints, keys, and CSV from Parquet.

    Whether the trends follow from the tables is proven by `pipeline.queries.recompute_findings`.

    Returns:
        What does not prove; empty: everything does.
    """
    try:
        content = read_manifest(folder)
    except SnapshotError as error:
        return [Finding(PACKAGE_FILE, str(error))]
    if content[OWN_KEY].get("format") != FORMAT:
        found = content[OWN_KEY].get("format")
        problem = f"format {found!r}, this program proves {FORMAT}; use the version that wrote it"
        return [Finding(PACKAGE_FILE, problem)]
    resources = {str(entry.get("path")): entry for entry in content["resources"]}
    findings = _listing_findings(folder, resources)
    facts = {name: file_facts(folder / name) for name in resources if _is_inside(folder, name)}
    for name, fact in facts.items():
        findings += _file_findings(fact, resources[name])
    findings += _id_findings(folder, content, list(facts.values()))
    for table in TABLES.values():
        findings += _table_findings(folder, table, resources)
    return findings if findings else _key_findings(folder)


def _is_inside(folder: Path, name: str) -> bool:
    return Path(name).name == name and (folder / name).is_file()


def _listing_findings(folder: Path, resources: dict[str, Any]) -> list[Finding]:
    present = {str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()}
    findings = [
        Finding(name, "is missing; restore it from a copy, or publish again")
        for name in sorted({*resources, *DATA_FILES})
        if name not in present
    ]
    unlisted = sorted(present - {*resources, PACKAGE_FILE})
    return findings + [Finding(name, f"is not listed in {PACKAGE_FILE}") for name in unlisted]


def _file_findings(fact: FileFacts, stated: dict[str, Any]) -> list[Finding]:
    findings = []
    if fact.n_bytes != stated.get("bytes"):
        problem = f"has {fact.n_bytes} bytes, stated are {stated.get('bytes')}"
        findings.append(Finding(fact.name, problem))
    if f"sha256:{fact.sha256}" != stated.get("hash"):
        findings.append(Finding(fact.name, "its content was changed: the SHA-256 differs"))
    return findings


def _id_findings(folder: Path, content: dict[str, Any], facts: list[FileFacts]) -> list[Finding]:
    sha256 = data_sha256([fact for fact in facts if fact.name in DATA_FILES])
    findings = []
    if content[OWN_KEY].get("sha256") != sha256:
        findings.append(Finding(PACKAGE_FILE, "its sha256 is not that of the data files"))
    for where, stated in ((PACKAGE_FILE, content.get("id")), (folder.name, folder.name)):
        if stated != sha256[:ID_DIGITS]:
            problem = f"the id of these data files is {sha256[:ID_DIGITS]}, not {stated}"
            findings.append(Finding(where, problem))
    return findings


def _table_findings(folder: Path, table: Table, resources: dict[str, Any]) -> list[Finding]:
    parquet, csv = f"{table.name}.parquet", f"{table.name}.csv"
    if not all(_is_inside(folder, name) for name in (parquet, csv)):
        return []
    try:
        content = _read(folder, table)
    except (pa.ArrowException, OSError) as error:
        return [Finding(parquet, f"cannot be read ({error})")]
    findings = [Finding(parquet, problem) for problem in content.problems]
    if resources.get(csv, {}).get("rows") != content.n_rows:
        findings.append(Finding(csv, f"has {content.n_rows} rows, not as many as stated"))
    if content.csv_sha256 != file_facts(folder / csv).sha256:
        findings.append(Finding(csv, f"does not say the same as {parquet}"))
    return findings


@dataclass(frozen=True, slots=True)
class _Content:
    n_rows: int
    csv_sha256: str
    """Of the CSV that these rows give."""
    problems: list[str]


def _read(folder: Path, table: Table) -> _Content:
    digest, problems, n_rows = hashlib.sha256(), list[str](), 0
    last: Key | None = None
    digest.update(header(column.name for column in table.columns))
    for batch in _batches(folder / f"{table.name}.parquet", table):
        problem, last = order_problem(table, batch, last)
        problems += [*batch_problems(table, batch), *([problem] if problem else [])]
        digest.update(lines(batch))
        n_rows += batch.num_rows
    return _Content(n_rows, digest.hexdigest(), problems)


def _batches(path: Path, table: Table) -> Iterator[pa.RecordBatch]:
    with pq.ParquetFile(path) as file:
        if not file.schema_arrow.equals(table.schema):
            raise pa.ArrowInvalid("its columns are not those declared")
        for group in range(file.num_row_groups):
            yield from file.iter_batches(row_groups=[group])


def _key_findings(folder: Path) -> list[Finding]:
    findings = []
    with duckdb.connect() as connection:
        for table in TABLES.values():
            for key in table.foreign_keys:
                n_lost = _n_lost(connection, folder, table, key)
                if n_lost:
                    where, names = f"{table.name}.parquet", ", ".join(key.columns)
                    findings.append(
                        Finding(where, f"{n_lost} rows whose {names} is not in {key.table}")
                    )
    return findings


def _n_lost(
    connection: duckdb.DuckDBPyConnection, folder: Path, table: Table, key: ForeignKey
) -> int:
    pairs = list(zip(key.columns, key.references, strict=True))
    same = " AND ".join(f'a."{mine}" = b."{theirs}"' for mine, theirs in pairs)
    given = " AND ".join(f'a."{mine}" IS NOT NULL' for mine in key.columns)
    ((n_lost,),) = connection.execute(
        f"SELECT count(*) FROM read_parquet(?) a ANTI JOIN read_parquet(?) b ON {same} "
        f"WHERE {given}",
        [str(folder / f"{table.name}.parquet"), str(folder / f"{key.table}.parquet")],
    ).fetchall()
    return int(n_lost)
