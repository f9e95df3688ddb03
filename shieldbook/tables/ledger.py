"""Keeps `ledger.csv`, every id ever used and what it stood for, and the floors of the contract."""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import sys
import tempfile
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from shieldbook.phrases import counted
from shieldbook.tables.contract import (
    CONTRACT_FILE,
    Contract,
    DataError,
    Table,
    find_data,
    read_contract,
)
from shieldbook.tables.reader import Row, parse_table, read_table
from shieldbook.tables.rules.book import Book

LEDGER = "ledger"
Key = tuple[str, str]


class Refused(Exception):
    """A file of the data may not be written; the message is one sentence that says why."""


@dataclass(frozen=True)
class Entry:
    """One id of one table: what it stands for, `in-use` or `retired`, and why it was reworded or
    retired."""

    meaning: str
    status: str = "in-use"
    because: str = ""


def ledger_command(args: argparse.Namespace) -> int:
    """Bring the ledger of `args.directory` up to date (`args.because`, `args.floors`); exit code 0
    or 1."""
    try:
        contract = read_contract(find_data(args.directory))
        counts = update(contract, args.because, floors=args.floors)
    except (DataError, Refused, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    print(counts)
    return 0


def update(contract: Contract, because: str | None = None, *, floors: bool = False) -> str:
    """Write the ledger anew and return a sentence on what changed.

    New ids are added, but not those of drafts, which may still change. A changed meaning or a
    vanished id needs `because`, and is then reworded or retired; a retired id never comes back.
    With `floors` the contract's floors rise to the present numbers of rows, drafts not counted;
    they fall only with a `because`. Each file is replaced in one step, or not at all. Raises
    Refused or DataError.
    """
    because = _reason(because)
    old, book = _entries(contract), _book(contract)
    new = merge(old, _present(book, old), because)
    rows = [[name, own, e.meaning, e.status, e.because] for (name, own), e in sorted(new.items())]
    text = _csv(contract.table(LEDGER), rows)
    problems = parse_table(contract, LEDGER, text.encode())[1]
    if problems:
        raise DataError(problems[0])
    descriptor = _raised(book, len(rows), because) if floors else None
    replace_file(contract.folder / contract.table(LEDGER).path, text)
    if descriptor is not None:
        replace_file(contract.folder / CONTRACT_FILE, descriptor)
    changed = sum(old[key] != new[key] for key in old)
    added = f"{len(new) - len(old)} added, {changed} reworded or retired"
    return f"{counted(len(new), 'id')} in the ledger: {added}"


def merge(old: dict[Key, Entry], present: dict[Key, str], because: str | None) -> dict[Key, Entry]:
    """The ledger after the ids now `present` (with their meanings) are entered; Refused as `update`
    says."""
    back = [key for key in present if key in old and old[key].status == "retired"]
    changed = [
        key
        for key in present
        if key in old and key not in back and old[key].meaning != present[key]
    ]
    gone = [key for key in old if key not in present and old[key].status == "in-use"]
    if back:
        raise Refused(
            f"{'/'.join(back[0])} was retired and may not be used again: give the row a new id."
        )
    if (changed or gone) and not because:
        first, what = (
            (changed[0], "has another meaning now") if changed else (gone[0], "has vanished")
        )
        raise Refused(
            f"{'/'.join(first)} {what} ({len(changed)} changed, {len(gone)} vanished in all): "
            "if that is meant, say why with --because."
        )
    new = {**old, **{key: Entry(meaning) for key, meaning in present.items() if key not in old}}
    new.update({key: Entry(present[key], because=because or "") for key in changed})
    new.update({key: replace(old[key], status="retired", because=because or "") for key in gone})
    return new


def _reason(because: str | None) -> str | None:
    if because is not None and not because.strip():
        raise Refused("The reason after --because is empty.")
    return because


def _entries(contract: Contract) -> dict[Key, Entry]:
    table = contract.table(LEDGER)
    path = contract.folder / table.path
    # A ledger is begun with the first table, when the file is missing or holds nothing but its
    # header.
    if not path.exists() or path.read_bytes() == _csv(table, []).encode():
        return {}
    return {(name, own): Entry(*rest) for name, own, *rest in _rows(contract, LEDGER)}


def _present(book: Book, known: Collection[Key]) -> dict[Key, str]:
    """The meanings of all ids but those of drafts that the ledger has not `known` before."""
    present = {}
    for table in book.contract.tables.values():
        if table.meaning:
            rows = book.of(table.name, table.primary_key[0], table.meaning)
            for (_, own, meaning), draft in zip(rows, book.of_drafts(table.name), strict=True):
                if not draft or (table.name, own) in known:
                    present[table.name, own] = meaning
    return present


def _book(contract: Contract) -> Book:
    """All tables but the ledger, which may not be begun yet."""
    names = [name for name in contract.tables if name != LEDGER]
    return Book(contract, {name: _rows(contract, name) for name in names}, None)


def _rows(contract: Contract, name: str) -> list[Row]:
    rows, problems = read_table(contract, name)
    if problems:
        raise DataError(problems[0])
    return rows


def _csv(table: Table, rows: list[Row]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([list(table.columns), *rows])
    return out.getvalue()


def _raised(book: Book, ledger_rows: int, because: str | None) -> str:
    contract, floors = book.contract, {}
    for name in contract.tables:
        count = ledger_rows if name == LEDGER else book.of_drafts(name).count(False)
        floors[name] = count
        floor = contract.floors.get(name, 0)
        if count < floor and not because:
            raise Refused(
                f"{name} has {counted(count, 'row')}, but its floor is {floor}: if that is meant, "
                "say why with --because."
            )
    descriptor = dict(contract.descriptor)
    descriptor["shieldbook"] = {**descriptor.get("shieldbook", {}), "floors": floors}
    return json.dumps(descriptor, ensure_ascii=False, indent=1) + "\n"


def replace_file(path: Path, text: str) -> None:
    """Write beside the file first and swap at the end, so that no reader ever meets half a file."""
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        os.chmod(beside, mode)
        os.replace(beside, path)
    except BaseException:
        os.unlink(beside)
        raise
