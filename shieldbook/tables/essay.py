"""The tables as the essay sees them: no row of an article that it does not count."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from shieldbook.tables import reader
from shieldbook.tables.belonging import ARTICLES, articles_of, belongs, cells, tables_asked
from shieldbook.tables.contract import (
    CONTRACT_FILE,
    DataError,
    find_data,
    parse_contract,
    read_bytes,
)
from shieldbook.tables.reader import Row

if TYPE_CHECKING:
    import pandas as pd

CHOICES = ("essay", "all")


def load(
    name: str, data: str | os.PathLike[str] | None = None, *, articles: str = "essay"
) -> pd.DataFrame:
    """A table as a typed frame (see `shieldbook.tables.reader.load`), of the articles that the
    essay counts.

    Left out are the articles whose `essay` is not `yes` and every row that belongs to one: by a key
    of the contract, however many tables lie between, or because it is about such a row. Rows that
    belong to no article stay. With `articles="all"` nothing is left out. Raises ValueError for any
    other word, DataError as the reader does.
    """
    if articles not in CHOICES:
        raise ValueError(f"articles is one of {', '.join(CHOICES)}, not {articles!r}")
    frame = reader.load(name, data)
    if articles == "all":
        return frame
    folder = find_data(data)
    raw_contract = read_bytes(folder, CONTRACT_FILE)
    contract = parse_contract(folder, raw_contract)
    if not belongs(contract, name):
        return frame
    outside = _outside(str(folder), raw_contract, read_bytes(folder, contract.table(ARTICLES).path))
    if not outside:
        return frame
    needed = sorted(tables_asked(contract, name))
    raws = tuple(read_bytes(folder, contract.table(other).path) for other in needed)
    owners = _owners(str(folder), raw_contract, name, raws)
    return frame[[owner not in outside for owner in owners]].reset_index(drop=True)


# As in the reader the bytes are the key, so that no change of a file goes unseen.
@lru_cache(maxsize=8)
def _outside(folder: str, raw_contract: bytes, raw: bytes) -> frozenset[str]:
    """Ids of the articles that the essay does not count."""
    table = parse_contract(Path(folder), raw_contract).table(ARTICLES)
    known = cells(table, ("id", "essay"), _rows(folder, raw_contract, ARTICLES, raw))
    return frozenset(own for own, essay in known if essay != "yes")


@lru_cache(maxsize=64)
def _owners(
    folder: str, raw_contract: bytes, name: str, raws: tuple[bytes, ...]
) -> tuple[str, ...]:
    """The article of each row of a table; `raws` are the files of the tables that tell it, in the
    order of their names."""
    contract = parse_contract(Path(folder), raw_contract)
    held = dict(zip(sorted(tables_asked(contract, name)), raws, strict=True))
    return tuple(
        articles_of(contract, name, lambda other: _rows(folder, raw_contract, other, held[other]))
    )


@lru_cache(maxsize=64)
def _rows(folder: str, raw_contract: bytes, name: str, raw: bytes) -> tuple[Row, ...]:
    rows, problems = reader.parse_table(parse_contract(Path(folder), raw_contract), name, raw)
    if problems:
        raise DataError(problems[0])
    return tuple(rows)
