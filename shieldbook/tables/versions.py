"""Which version the data are: the fingerprint of every published one, and the step to the next."""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from shieldbook.tables.contract import (
    CONTRACT_FILE,
    Contract,
    DataError,
    Problem,
    find_data,
    read_bytes,
    read_contract,
)
from shieldbook.tables.ledger import LEDGER, Refused, replace_file
from shieldbook.tables.sources import BIBLIOGRAPHY
from shieldbook.tables.validation import validate

CHANGELOG, CITATION = "CHANGELOG.md", "CITATION.cff"
NEXT = "Next"
_NUMBER = re.compile(r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)")


def file_hashes(contract: Contract) -> dict[str, str]:
    """SHA-256 (hex) of each table's file and of the bibliography, by path and in its order.

    Raises DataError where a file cannot be read.
    """
    paths = sorted([*(table.path for table in contract.tables.values()), BIBLIOGRAPHY])
    return {path: hashlib.sha256(read_bytes(contract.folder, path)).hexdigest() for path in paths}


def fingerprint(hashes: Mapping[str, str]) -> str:
    """SHA-256 (hex) of the list that `sha256sum` prints for files in the order of their paths."""
    listed = "".join(f"{mark}  {path}\n" for path, mark in sorted(hashes.items()))
    return hashlib.sha256(listed.encode()).hexdigest()


def changed(contract: Contract) -> list[str]:
    """What differs from the newest version: names of tables, and the bibliography by its file."""
    known = contract.versions[-1].files
    names = {table.path: table.name for table in contract.tables.values()}
    hashes = file_hashes(contract)
    paths = [path for path in hashes.keys() | known.keys() if hashes.get(path) != known.get(path)]
    return sorted(names.get(path, path) for path in paths)


def problem(contract: Contract) -> Problem | None:
    """Why the data are not the version that they say they are, with the way out; None where they
    are, or where the contract knows no versions.

    Raises DataError where a file cannot be read.
    """
    if not contract.versions:
        return None
    said, newest = contract.version, contract.versions[-1].number
    if said != newest:
        return _problem(said, f"the newest version of which a fingerprint is kept is {newest}")
    found = changed(contract)
    if not found:
        return None
    return _problem(
        said,
        f"the data differ from version {said} in {', '.join(found)}: say in {CHANGELOG} under "
        f"`## {NEXT}` what changed and why, then run `python -m shieldbook version "
        f"{_following(said)}`, or, while nobody has {said} yet, `python -m shieldbook version "
        f"{said} --again`",
    )


def _problem(said: str, reason: str) -> Problem:
    return Problem(CONTRACT_FILE, 0, "version", said, reason)


def version_command(args: argparse.Namespace) -> int:
    """Say which version the data are, or give them the `args.number`; exit code 0 or 1."""
    folder = find_data()
    try:
        if args.number is None:
            contract = read_contract(folder)
            found = problem(contract)
            same = f"{contract.version}, and the data are those of this version"
            print(found.reason if found else same)
            return 1 if found else 0
        print(publish(folder.parent, args.number, again=args.again))
    except (DataError, Refused, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def publish(root: Path, number: str, *, again: bool = False, today: dt.date | None = None) -> str:
    """Give the data of the repository at `root` a version, and return a sentence that says so.

    Contract, citation and changelog carry the number and the day from then on. With `again` the
    present version is sealed anew, which is right only while nobody has it. Raises Refused where
    the number does not follow, where the data have failures, or where the changelog does not name
    every table that changed; then nothing is written.
    """
    contract = read_contract(root / "data")
    _check_number(contract, number, again)
    failures = validate(contract.folder, standard=False)
    if failures:
        raise Refused(f"The data have failures ({len(failures)}), the first is {failures[0]}")
    day = (today or dt.date.today()).isoformat()
    told = _told(root, number, day, changed(contract) if contract.versions else [], again)
    cited = _cited(root, number, day)
    replace_file(root / CHANGELOG, told)
    replace_file(root / CITATION, cited)
    replace_file(contract.folder / CONTRACT_FILE, _sealed(contract, number, day))
    return f"The data are version {number} of {day}."


def _check_number(contract: Contract, number: str, again: bool) -> None:
    if not _NUMBER.fullmatch(number):
        raise Refused(f"{number} is no version: that is three numbers, as in 0.2.1.")
    old = contract.version
    if again and number != old:
        raise Refused(f"Only the present version, {old}, can be sealed again.")
    if not again and _parts(number) <= _parts(old):
        raise Refused(
            f"{number} does not follow {old}: the next is {_following(old)}. While nobody has "
            f"{old} yet, it can be sealed anew with --again."
        )


def _parts(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in number.split("."))


def _following(number: str) -> str:
    *first, last = _parts(number)
    return ".".join(str(part) for part in (*first, last + 1))


def _told(root: Path, number: str, day: str, tables: Iterable[str], again: bool) -> str:
    """The changelog with what stands under Next, and with `again` under the version itself, as one
    section of this version."""
    head, *rest = re.split(r"^(?=## )", _read(root / CHANGELOG), flags=re.M)
    own = [f"## {NEXT}\n"] + ([f"## {number} "] if again else [])
    mine = [part for part in rest if part.startswith(tuple(own))]
    body = "\n".join(part.partition("\n")[2].strip("\n") for part in mine).strip("\n")
    unsaid = untold(body, tables)
    if unsaid or not body:
        what = f" of {', '.join(unsaid)}" if unsaid else ""
        raise Refused(
            f"{CHANGELOG} says nothing{what} under `## {NEXT}`: add a line that names the table "
            "(`so`) and says why it changed."
        )
    older = [part for part in rest if part not in mine]
    return "".join([head, f"## {number} — {day}\n\n{body}\n", *(["\n"] if older else []), *older])


def untold(text: str, tables: Iterable[str]) -> list[str]:
    """Which of these tables a piece of the changelog does not name."""
    # The ledger is written by a command, and follows from the tables that are named.
    return [name for name in tables if f"`{name}`" not in text and name != LEDGER]


def _cited(root: Path, number: str, day: str) -> str:
    text = _read(root / CITATION)
    for name, value in (("version", number), ("date-released", f'"{day}"')):
        text, found = re.subn(rf"^{name}: .*$", f"{name}: {value}", text, flags=re.M)
        if found != 1:
            raise Refused(f"{CITATION} has no line, or more than one, that begins with {name}:")
    return text


def _without_files(version: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in version.items() if name != "files"}


def _sealed(contract: Contract, number: str, day: str) -> str:
    """The contract with the version and its fingerprint; the older ones keep theirs, without the
    hash of each file."""
    hashes = file_hashes(contract)
    described = dict(contract.descriptor)
    older = described["shieldbook"].get("versions", ())
    kept = [_without_files(version) for version in older if version["version"] != number]
    new = {"version": number, "released": day, "sha256": fingerprint(hashes), "files": hashes}
    described |= {"version": number, "created": f"{day}T00:00:00Z"}
    described["shieldbook"] = {**described["shieldbook"], "versions": [*kept, new]}
    return json.dumps(described, ensure_ascii=False, indent=1) + "\n"


def _read(path: Path) -> str:
    if not path.is_file():
        raise Refused(f"{path.name} is missing: a version is given in a clone of the repository.")
    return path.read_text(encoding="utf-8")
