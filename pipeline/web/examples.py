"""Calls that a reader can copy, made from the API's description."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

HOST = re.compile(r"[A-Za-z0-9.-]+(:\d+)?|\[[0-9A-Fa-f:]+\](:\d+)?")
DEFAULT_BASE = "http://127.0.0.1:8000"
BY_TYPE: dict[str, Any] = {
    "string": "...", "integer": 1, "number": 0.5, "boolean": True, "array": [], "object": {},
}  # fmt: skip
"""Samples of what says nothing better of itself."""
Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation, as the page shows it."""

    id: str
    method: str
    path: str
    role: str
    summary: str
    text: str
    parameters: list[Mapping[str, Any]]
    body: str
    """An example, or empty."""
    fields: list[tuple[str, Mapping[str, Any]]]
    """Of the body: (name, schema)."""
    result: list[tuple[str, Mapping[str, Any]]]
    """Fields of what is answered where all goes well: (name, schema)."""
    answers: list[tuple[str, str]]
    """(status, meaning)."""
    call: str


def base_of(host: str) -> str:
    """Return the address to show in examples; what a client calls the server, if it is a name."""
    return f"http://{host}" if HOST.fullmatch(host) else DEFAULT_BASE


def operations(api: Schema, base: str) -> dict[str, list[Operation]]:
    """Return the operations of a description by tag, in their order."""
    found: dict[str, list[Operation]] = {tag["name"]: [] for tag in api["tags"]}
    for path, methods in api["paths"].items():
        for method, said in methods.items():
            found.setdefault(said["tags"][0], []).append(_operation(api, base, path, method, said))
    return {tag: shown for tag, shown in found.items() if shown}


def _operation(api: Schema, base: str, path: str, method: str, said: Schema) -> Operation:
    schema, media_type = _body(api, said)
    sample = _sample(api, schema) if schema else None
    body = json.dumps(sample, ensure_ascii=False, indent=1) if schema else ""
    text = str(said.get("description", ""))
    return Operation(
        id=said["operationId"],
        method=method.upper(),
        path=path,
        role=said["x-role"],
        summary=text.split("\n")[0] or said["summary"],
        text="\n".join(text.split("\n")[1:]).strip(),
        parameters=[{**one, "schema": _plain(one["schema"])} for one in said.get("parameters", [])],
        body=body,
        fields=list(_fields(api, schema)),
        result=list(_fields(api, _result(api, said))),
        answers=sorted((str(key), one["description"]) for key, one in said["responses"].items()),
        call=_call(api, base + path, said, sample, media_type),
    )


def _call(api: Schema, url: str, said: Schema, sample: Any, media_type: str) -> str:
    words = ["curl"]
    if said["x-role"]:
        words.append('-H "Authorization: Bearer $TOKEN"')
    for one in said.get("parameters", []):
        if one["in"] == "path":
            value = one.get("example", _sample(api, one["schema"]))
            url = url.replace(f"{{{one['name']}}}", quote(str(value), safe=""))
    if sample is not None and media_type == "application/json":
        shown = json.dumps(sample, ensure_ascii=False)
        words += [f"-H 'Content-Type: {media_type}'", f"-d {shlex.quote(shown)}"]
    elif sample is not None:
        words += [f"--data-urlencode {shlex.quote(f'{k}={v}')}" for k, v in sample.items()]
    return " ".join([*words, shlex.quote(url)])


def _body(api: Schema, said: Schema) -> tuple[Schema, str]:
    content = said.get("requestBody", {}).get("content", {})
    for media_type, one in content.items():
        return _resolved(api, one["schema"]), media_type
    return {}, ""


def _result(api: Schema, said: Schema) -> Schema:
    """Return the schema of the first answer that is no refusal."""
    for status, one in sorted(said["responses"].items()):
        for content in one.get("content", {}).values() if str(status) < "300" else ():
            return _resolved(api, content.get("schema", {}))
    return {}


def _fields(api: Schema, schema: Schema, prefix: str = "") -> Iterator[tuple[str, Schema]]:
    """Yield the fields of a body, and those of what it holds, as `texts[].title`."""
    if schema.get("type") == "array":
        yield from _fields(api, _resolved(api, schema["items"]), "[].")
    for name, said in schema.get("properties", {}).items():
        yield prefix + name, _plain(said)
        mark = "[]." if said.get("type") == "array" else "."
        below = _resolved(api, said.get("items", said))
        if below is not said and "properties" in below:
            yield from _fields(api, below, prefix + name + mark)


def _resolved(api: Schema, schema: Schema) -> Schema:
    while "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        schema = api["components"]["schemas"][name]
    return schema


def _sample(api: Schema, schema: Schema) -> Any:
    """Return what a field may hold: its example, its default, or something of its type."""
    schema = _resolved(api, schema)
    for key in ("examples", "enum"):
        if schema.get(key):
            return schema[key][0]
    if "default" in schema:
        return schema["default"]
    if "anyOf" in schema:
        return _sample(api, schema["anyOf"][0])
    if schema.get("type") == "object" and "properties" in schema:
        wanted = schema.get("required", [])
        return {k: _sample(api, v) for k, v in schema["properties"].items() if k in wanted}
    if schema.get("type") == "array":
        return [_sample(api, schema["items"])]
    return BY_TYPE.get(str(schema.get("type")), "...")


def _plain(schema: Schema) -> Mapping[str, Any]:
    """Return what a reader wants to know of a field: type, range, default, description."""
    kind, ranges = _kind(schema), []
    for key, sign in (("minimum", "from"), ("maximum", "to"), ("maxLength", "up to"),
                      ("minItems", "at least"), ("maxItems", "at most")):  # fmt: skip
        if key in schema:
            ranges.append(f"{sign} {schema[key]:,.12g}")
    default = json.dumps(schema["default"], ensure_ascii=False) if "default" in schema else ""
    return {
        "kind": kind,
        "range": " ".join(ranges),
        "default": default,
        "description": schema.get("description", ""),
    }


def _kind(schema: Schema) -> str:
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(_kind(one) for one in schema["anyOf"]))
    if "enum" in schema or "const" in schema:
        values = schema.get("enum", [schema.get("const")])
        return ", ".join(json.dumps(value, ensure_ascii=False) for value in values)
    if schema.get("type") == "array":
        return f"list of {_kind(schema['items'])}"
    return str(schema.get("format", schema.get("type", "any")))
