"""What a table of a snapshot is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pyarrow as pa

ColumnType = Literal["string", "integer", "number", "boolean", "date"]

ARROW_TYPES: dict[ColumnType, pa.DataType] = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what its cells mean and what they may hold."""

    name: str
    type: ColumnType
    description: str
    """With the unit, where there is one."""
    nullable: bool = False
    """Empty texts are published as null, so that Parquet and CSV say the same."""
    minimum: float | None = None
    maximum: float | None = None
    enum: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Columns whose values must occur as the key of another table, unless null."""

    columns: tuple[str, ...]
    table: str
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a snapshot."""

    name: str
    description: str
    key: tuple[str, ...]
    """Primary key and sort order: rows strictly ascend by it, texts in code-point order."""
    columns: tuple[Column, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()

    @property
    def schema(self) -> pa.Schema:
        """The same table for Arrow."""
        return pa.schema(
            pa.field(column.name, ARROW_TYPES[column.type], nullable=column.nullable)
            for column in self.columns
        )


def text(name: str, description: str, *, nullable: bool = False) -> Column:
    """Return a column of text."""
    return Column(name, "string", description, nullable=nullable)


def choice(
    name: str, values: tuple[str, ...], description: str, *, nullable: bool = False
) -> Column:
    """Return a column of one of a few words."""
    return Column(name, "string", description, nullable=nullable, enum=values)


def count(name: str, description: str, *, minimum: int = 0) -> Column:
    """Return a column of whole numbers."""
    return Column(name, "integer", description, minimum=minimum)


def weight(name: str, description: str) -> Column:
    """Return a column of numbers from 0 up."""
    return Column(name, "number", description, minimum=0.0)


def fraction(name: str, description: str, *, nullable: bool = False) -> Column:
    """Return a column of numbers from 0 to 1."""
    return Column(name, "number", description, nullable=nullable, minimum=0.0, maximum=1.0)


def number(name: str, description: str) -> Column:
    """Return a column of any numbers."""
    return Column(name, "number", description)


def day(name: str, description: str, *, nullable: bool = False) -> Column:
    """Return a column of dates."""
    return Column(name, "date", description, nullable=nullable)


def flag(name: str, description: str) -> Column:
    """Return a column of yes or no."""
    return Column(name, "boolean", description)
