"""Read gold annotations."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline.errors import DeclarationError


class _GoldDocument(BaseModel):
    model_config = ConfigDict(extra="allow", strict=True)

    id: str = Field(min_length=1)
    text: str = ""
    themes: dict[str, int]
    themes_optional: list[str] = []
    countries: list[str] = []
    countries_optional: list[str] = []
    organisations: list[str] = []
    organisations_optional: list[str] = []
    programmes: list[str] = []
    programmes_optional: list[str] = []


def load_gold(path: Path) -> list[dict[str, Any]]:
    """Read a gold file, one JSON object a line.

    Returns:
        Documents with themes, countries, organisations and programmes, each also `_optional`.

    Raises:
        DeclarationError: The file cannot be read, or a line is no gold document or repeats an id.
    """
    try:
        lines = path.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise DeclarationError(f"{path}: not readable as UTF-8 text ({error})") from error
    gold: dict[str, dict[str, Any]] = {}
    for number, line in enumerate(lines, start=1):
        if line.strip():
            one = _document(path, number, line)
            if one["id"] in gold:
                raise DeclarationError(f"{path}: line {number}: id '{one['id']}' appears twice")
            gold[one["id"]] = one
    return list(gold.values())


def _document(path: Path, number: int, line: str) -> dict[str, Any]:
    try:
        return _GoldDocument(**json.loads(line)).model_dump()
    except ValidationError as error:
        problem = error.errors()[0]
        where = ".".join(str(part) for part in problem["loc"])
        raise DeclarationError(f"{path}: line {number}: {where}: {problem['msg']}") from error
    except (json.JSONDecodeError, TypeError) as error:
        raise DeclarationError(f"{path}: line {number}: no JSON object ({error})") from error
