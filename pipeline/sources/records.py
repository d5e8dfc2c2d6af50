"""Kind `records`: every line of a JSONL file, or row of a CSV file, is one document."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import zlib
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

from pipeline.declarations import Key, Source
from pipeline.errors import DeclarationError
from pipeline.records import Item, Rejected
from pipeline.sources.naming import short
from pipeline.sources.opening import open_file

MEDIA_TYPE = "application/json"
URL = re.compile(r"https?://[^\s\x00-\x1f\x7f-\x9f\ud800-\udfff]{1,500}")


def read(source: Source, root: Path, max_bytes: int) -> Iterator[Item | Rejected]:
    """Yield the records of a .jsonl, .jsonl.gz, .csv or .csv.gz file in the file's order.

    A record's locator is its URL if it has one, else `source_id#record_id`; of two records with
    one id, the later is rejected. A record without id is named by the digest of its content.

    Raises:
        DeclarationError: The file does not exist or has another ending.
    """
    path = root / source.path
    if not path.is_file():
        raise DeclarationError(
            f"source {source.id}: file {source.path} does not exist in the workspace; "
            "mend 'path' in its card"
        )
    name = path.name.removesuffix(".gz")
    if name.endswith((".jsonl", ".ndjson")):
        rows = _read_jsonl(source, path, max_bytes)
    elif name.endswith((".csv", ".tsv")):
        rows = _read_csv(source, path, max_bytes)
    else:
        raise DeclarationError(
            f"source {source.id}: {path.name} must end in .jsonl, .csv or .tsv (or these with .gz)"
        )
    seen: set[str] = set()
    for row in _until_broken(source, rows):
        if isinstance(row, Item):
            if row.locator in seen:
                detail = "stands a second time in the file; give every record its own id"
                yield _rejected(source, row.locator, "repeated_id", f"{row.locator} {detail}")
                continue
            seen.add(row.locator)
        yield row


def _until_broken(source: Source, rows: Iterator[Item | Rejected]) -> Iterator[Item | Rejected]:
    """Turn a file that breaks off (cut gzip, bytes that are no text) into one last rejection."""
    try:
        yield from rows
    except (EOFError, gzip.BadGzipFile, zlib.error, OSError, csv.Error) as error:
        detail = f"{source.path} cannot be read to its end ({error}); records before that are kept"
        yield _rejected(source, f"{source.id}#end-of-file", "broken_file", detail)


def _read_jsonl(source: Source, path: Path, max_bytes: int) -> Iterator[Item | Rejected]:
    with open_file(path) as stream:
        number = 0
        while line := stream.readline(max_bytes + 2):
            number += 1
            where = f"{source.path} line {number:,}"
            if len(line) > max_bytes and not line.endswith(b"\n"):
                _skip_line(stream)
                yield _too_large(source, number, where, max_bytes)
            elif line.strip():
                yield _parse_line(source, line, number, where)


def _skip_line(stream: BinaryIO) -> None:
    while (rest := stream.readline(1_000_000)) and not rest.endswith(b"\n"):
        pass


def _parse_line(source: Source, line: bytes, number: int, where: str) -> Item | Rejected:
    try:
        record = json.loads(line.decode("utf-8-sig").strip())
        if isinstance(record, dict):
            return _item(source, record)
        problem = f"no JSON object but {type(record).__name__}"
    except (ValueError, RecursionError) as error:
        problem = f"no JSON ({error})"
    detail = f"{where} is {problem}; mend the line"
    return _rejected(source, f"{source.id}#line-{number}", "broken_record", detail)


def _read_csv(source: Source, path: Path, max_bytes: int) -> Iterator[Item | Rejected]:
    csv.field_size_limit(max_bytes)
    delimiter = "\t" if ".tsv" in path.name else ","
    with io.TextIOWrapper(open_file(path), "utf-8-sig", errors="replace", newline="") as stream:
        reader = csv.DictReader(stream, delimiter=delimiter, restkey="", strict=True)
        is_broken = False
        for number, row in enumerate(_rows(reader), start=1):
            is_broken = is_broken or isinstance(row, csv.Error)
            problem = _csv_problem(row, is_strict=is_broken)
            if problem:
                detail = f"{source.path} line {reader.line_num:,} {problem}"
                yield _rejected(source, f"{source.id}#row-{number}", "broken_record", detail)
            elif isinstance(row, dict) and any(row.values()):
                yield _item(source, {key: value or "" for key, value in row.items()})


def _csv_problem(row: dict[str, Any] | csv.Error, *, is_strict: bool) -> str:
    if isinstance(row, csv.Error):
        return f"is no CSV ({row}); mend its quotes"
    if "" in row:
        return "has more cells than the header names; quote cells with commas"
    if is_strict and None in row.values():
        return "has too few cells and follows a broken row, so may be its rest; mend that row"
    return ""


def _rows(reader: csv.DictReader[str]) -> Iterator[dict[str, Any] | csv.Error]:
    """Yield rows, and the error in the place of one that cannot be read; the rest goes on."""
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "end of data" in str(error):  # inside quotes that were opened who knows where
                raise
            yield error


def _item(source: Source, record: dict[str, Any]) -> Item:
    body = json.dumps(record, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
    url = _first(record, source.fields.url)
    id_ = _first(record, source.fields.id)
    if URL.fullmatch(url):
        return Item(locator=url, media_type=MEDIA_TYPE, body=body, url=url)
    if not id_:
        id_ = sha256(body).hexdigest()[:16]
    return Item(locator=f"{source.id}#{short(id_)}", media_type=MEDIA_TYPE, body=body)


def _first(record: dict[str, Any], key: Key) -> str:
    for name in (key,) if isinstance(key, str) else key:
        value = _filled(name, record) if "{" in name else _field(record, name)
        if value not in (None, "", []):
            return str(value).strip()
    return ""


def _filled(pattern: str, record: dict[str, Any]) -> str:
    """Fill a pattern such as "{volume}/{doc}"; "" where one of its fields is missing."""
    names = re.findall(r"\{([\w.]+)\}", pattern)
    values = {name: _field(record, name) for name in names}
    if any(value in (None, "") for value in values.values()):
        return ""
    return re.sub(r"\{([\w.]+)\}", lambda match: str(values[match[1]]), pattern)


def _field(record: dict[str, Any], name: str) -> Any:
    """Return a field by its name, or by a path such as "meta.id"."""
    if name in record:
        return record[name]
    outer, _, inner = name.partition(".")
    nested = record.get(outer) if inner else None
    return _field(nested, inner) if isinstance(nested, dict) else None


def _too_large(source: Source, number: int, where: str, max_bytes: int) -> Rejected:
    detail = f"{where} is longer than max_item_bytes {max_bytes:,}; raise the limit to take it"
    return _rejected(source, f"{source.id}#line-{number}", "too_large", detail)


def _rejected(source: Source, locator: str, reason: str, detail: str) -> Rejected:
    return Rejected(
        stage="ingest", source_id=source.id, locator=locator, reason=reason, detail=detail
    )
