"""The contract: `data/datapackage.json` read into small frozen records, and the one error of the
data."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

CONTRACT_FILE = "datapackage.json"
DATA_VARIABLE = "SHIELDBOOK_DATA"
TYPES = ("string", "integer", "number", "date")
_PACKAGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Problem:
    """One refused thing: `row` is the line in the file (the header is 1, 0 means the whole
    file)."""

    file: str
    row: int
    column: str
    value: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.row}:{self.column or '-'}: {shorten(self.value)}: {self.reason}"


class DataError(Exception):
    """Raised wherever data cannot be trusted; holds exactly one `Problem` as `problem`."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem

    def __str__(self) -> str:
        return str(self.problem)


def shorten(value: str, limit: int = 60) -> str:
    """The value as `repr` shows it, cut to `limit` characters."""
    shown = repr(value[: limit + 1])
    return shown if len(shown) <= limit else shown[: limit - 3] + "..."


@dataclass(frozen=True)
class Field:
    """One column: its type, what it means, and what its cells may hold.

    `edtf` marks a date of `shieldbook.dates`, `open_end` one that may be a span without end.
    """

    name: str
    type: str
    description: str = ""
    unit: str = ""
    required: bool = False
    unique: bool = False
    enum: tuple[str, ...] = ()
    pattern: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    edtf: bool = False
    open_end: bool = False
    source: bool = False
    max_words: int | None = None


@dataclass(frozen=True)
class ForeignKey:
    """Columns whose values must stand in the `reference` columns of another `table`."""

    fields: tuple[str, ...]
    table: str
    reference: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """One CSV file: `path` is relative to the data folder; `meaning` names the column that says
    what an id is; `row_of` the two that name a table and a row of it, where rows are about rows.
    """

    name: str
    path: str
    title: str
    description: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()
    sort: tuple[str, ...] = ()
    may_be_empty: bool = False
    meaning: str | None = None
    row_of: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return tuple(field.name for field in self.fields)

    def field(self, name: str) -> Field:
        """The field called `name`; KeyError if there is none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)


@dataclass(frozen=True)
class Version:
    """A published version: its number, the day (ISO), and the fingerprint over its files; `files`
    has the SHA-256 of each by its path, and is kept for the newest only."""

    number: str
    released: str
    sha256: str
    files: Mapping[str, str]


@dataclass(frozen=True)
class Contract:
    """The whole contract: the data folder, its tables by name, the least number of rows each may
    have, and the versions that were published, the newest last."""

    folder: Path
    title: str
    tables: Mapping[str, Table]
    floors: Mapping[str, int]
    descriptor: Mapping[str, Any]
    version: str = ""
    versions: tuple[Version, ...] = ()

    def table(self, name: str) -> Table:
        """The table called `name`, or one DataError that lists the tables there are."""
        if name not in self.tables:
            known = ", ".join(self.tables)
            raise DataError(
                Problem(
                    CONTRACT_FILE, 0, "", str(name), f"no table of this name; there are: {known}"
                )
            )
        return self.tables[name]

    def key_columns(self, name: str) -> frozenset[str]:
        """Columns of a table that identify rows here or elsewhere: its keys and what other tables
        refer to."""
        table = self.tables[name]
        own = {column for key in table.foreign_keys for column in key.fields}
        others = (
            key for other in self.tables.values() for key in other.foreign_keys if key.table == name
        )
        return frozenset(own.union(table.primary_key, *(key.reference for key in others)))


def find_data(data: str | os.PathLike[str] | None = None) -> Path:
    """The data folder: the argument, else $SHIELDBOOK_DATA, else the repository's, else the
    installed copy."""
    chosen = data if data is not None else os.environ.get(DATA_VARIABLE) or None
    return own_data() if chosen is None else Path(chosen)


def own_data() -> Path:
    """The data that belong to this code: the repository's, else the installed copy."""
    repository = _PACKAGE.parent / "data"
    return repository if (repository / CONTRACT_FILE).is_file() else _PACKAGE / "data"


def read_contract(data: str | os.PathLike[str] | None = None) -> Contract:
    """Read `datapackage.json` of a data folder (see `find_data`); one DataError if it is missing or
    broken."""
    folder = find_data(data)
    return parse_contract(folder, read_bytes(folder, CONTRACT_FILE))


def read_bytes(folder: Path, path: str) -> bytes:
    """The bytes of one file of the data folder; one DataError if it cannot be read."""
    try:
        return (folder / path).read_bytes()
    except FileNotFoundError:
        raise DataError(Problem(path, 0, "", str(folder), "the file is missing")) from None
    except (OSError, ValueError) as error:
        raise DataError(
            Problem(path, 0, "", str(folder), f"the file cannot be read: {error}")
        ) from None


@lru_cache(maxsize=8)
def parse_contract(folder: Path, raw: bytes) -> Contract:
    """Build the contract of `folder` from the bytes of its `datapackage.json`; one DataError if it
    is broken."""
    try:
        descriptor = json.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise _broken("", "", f"not JSON in UTF-8: {error}") from None
    top = _Reader(descriptor, "")
    tables: dict[str, Table] = {}
    for reader in top.items("resources"):
        table = _table(reader)
        if table.name in tables:
            raise _broken(table.name, table.name, "two tables of this name")
        tables[table.name] = table
    for table in tables.values():
        _check_references(table, tables)
    own = top.child("shieldbook")
    return Contract(
        folder,
        top.get("title", str, ""),
        tables,
        _floors(own.child("floors"), tables),
        descriptor,
        top.get("version", str, ""),
        tuple(_version(item) for item in own.items("versions", [])),
    )


def _broken(column: str, value: str, reason: str) -> DataError:
    return DataError(Problem(CONTRACT_FILE, 0, column, value, f"the contract is broken: {reason}"))


@dataclass(frozen=True)
class _Reader:
    """A JSON object that hands out values of the type asked for, or says where the contract is
    broken."""

    value: Any
    where: str

    def __post_init__(self) -> None:
        if not isinstance(self.value, dict):
            raise _broken(self.where, str(self.value), "an object is wanted here")

    def get(self, key: str, kind: type | tuple[type, ...], default: Any = ...) -> Any:
        found = self.value.get(key, default)
        if found is ...:
            raise _broken(self.where, key, "this is missing")
        # bool is an int to Python; a contract that says `minimum: true` is a mistake.
        if found is not default and (
            not isinstance(found, kind) or (isinstance(found, bool) and kind is not bool)
        ):
            raise _broken(self.where, key, "this has the wrong type")
        return found

    def names(self, key: str, default: Any = ...) -> tuple[str, ...]:
        found = self.get(key, list, default)
        if not all(isinstance(name, str) for name in found):
            raise _broken(self.where, key, "a list of names is wanted here")
        return tuple(found)

    def child(self, key: str) -> _Reader:
        return _Reader(self.value.get(key, {}), f"{self.where}.{key}".lstrip("."))

    def items(self, key: str, default: Any = ...) -> list[_Reader]:
        found = self.get(key, list, default)
        return [
            _Reader(item, f"{self.where}.{key}[{n}]".lstrip(".")) for n, item in enumerate(found)
        ]


def _table(reader: _Reader) -> Table:
    schema, own = reader.child("schema"), reader.child("shieldbook")
    fields = tuple(_field(item) for item in schema.items("fields"))
    table = Table(
        name=reader.get("name", str),
        path=_path(reader),
        title=reader.get("title", str, ""),
        description=reader.get("description", str, ""),
        fields=fields,
        primary_key=schema.names("primaryKey", []),
        foreign_keys=tuple(_foreign_key(item) for item in schema.items("foreignKeys", [])),
        sort=own.names("sort", []),
        may_be_empty=own.get("mayBeEmpty", bool, False),
        meaning=own.get("meaning", str, None),
        row_of=own.names("rowOf", []),
    )
    if not fields or len(set(table.columns)) != len(fields):
        raise _broken(table.name, table.name, "a table needs fields, each with its own name")
    return table


def _path(reader: _Reader) -> str:
    path = reader.get("path", str)
    pure = PurePosixPath(path)
    if not pure.name or pure.is_absolute() or ".." in pure.parts or "\\" in path or "\0" in path:
        raise _broken(reader.where, path, "a path inside the data folder is wanted here")
    return path


def _foreign_key(reader: _Reader) -> ForeignKey:
    reference = reader.child("reference")
    return ForeignKey(
        reader.names("fields"), reference.get("resource", str), reference.names("fields")
    )


def _field(reader: _Reader) -> Field:
    limits, own = reader.child("constraints"), reader.child("shieldbook")
    field = Field(
        name=reader.get("name", str),
        type=reader.get("type", str),
        description=reader.get("description", str, ""),
        unit=reader.get("unit", str, ""),
        required=limits.get("required", bool, False),
        unique=limits.get("unique", bool, False),
        enum=tuple(str(code) for code in limits.get("enum", list, [])),
        pattern=limits.get("pattern", str, None),
        minimum=limits.get("minimum", (int, float), None),
        maximum=limits.get("maximum", (int, float), None),
        edtf=own.get("edtf", bool, False),
        open_end=own.get("openEnd", bool, False),
        source=own.get("source", bool, False),
        max_words=own.get("maxWords", int, None),
    )
    if field.type not in TYPES:
        raise _broken(field.name, field.type, f"a type is one of {', '.join(TYPES)}")
    if field.type not in ("integer", "number") and (
        field.minimum is not None or field.maximum is not None
    ):
        raise _broken(field.name, field.type, "only numbers have a minimum or a maximum")
    if field.type != "string" and (
        field.edtf or field.source or field.pattern or field.max_words is not None
    ):
        raise _broken(
            field.name,
            field.type,
            "only strings are EDTF dates, sources, patterns or counted in words",
        )
    if field.open_end and not field.edtf:
        raise _broken(field.name, field.type, "only EDTF dates may have an open end")
    _check_pattern(field)
    return field


def _check_pattern(field: Field) -> None:
    try:
        re.compile(field.pattern or "")
    except (re.error, OverflowError, RecursionError) as error:
        raise _broken(
            field.name, field.pattern or "", f"the pattern does not compile: {error}"
        ) from None


def _check_references(table: Table, tables: Mapping[str, Table]) -> None:
    meaning = (table.meaning,) if table.meaning else ()
    for column in (*table.primary_key, *table.sort, *meaning, *table.row_of):
        _check_column(table, table, column)
    if len(table.row_of) not in (0, 2):
        raise _broken(table.name, "rowOf", "two columns are wanted: of the table and of its row")
    if table.meaning and len(table.primary_key) != 1:
        raise _broken(
            table.name, table.meaning, "a table whose ids have a meaning has a key of one column"
        )
    for key in table.foreign_keys:
        if key.table not in tables or len(key.fields) != len(key.reference) or not key.fields:
            raise _broken(table.name, key.table, "a foreign key that leads nowhere")
        for name, other in zip(key.fields, key.reference, strict=True):
            _check_column(table, table, name)
            _check_column(table, tables[key.table], other)


def _check_column(here: Table, table: Table, column: str) -> None:
    if column not in table.columns:
        raise _broken(here.name, column, f"{table.name} has no such column")


def _version(reader: _Reader) -> Version:
    files = reader.child("files")
    return Version(
        number=reader.get("version", str),
        released=reader.get("released", str),
        sha256=reader.get("sha256", str),
        files={path: files.get(path, str) for path in files.value},
    )


def _floors(reader: _Reader, tables: Mapping[str, Table]) -> dict[str, int]:
    floors = {name: reader.get(name, int) for name in reader.value}
    for name in floors:
        if name not in tables:
            raise _broken("shieldbook.floors", name, "a floor for a table that is not there")
    return floors
