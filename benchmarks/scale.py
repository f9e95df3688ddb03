"""A larger copy of the data that still keeps its contract: the coded articles, n times over under
fresh ids."""

from __future__ import annotations

import csv
import json
import re
import shutil
from operator import itemgetter
from pathlib import Path
from string import ascii_lowercase

from shieldbook.tables.rules.checks import in_second_sample


def suffix(copy: int) -> str:
    """Letters that tell the copies apart, for article ids admit no digits in their first part; ''
    for copy 0."""
    letters = ""
    while copy:
        copy, last = divmod(copy - 1, len(ascii_lowercase))
        letters = ascii_lowercase[last] + letters
    return f"x{letters}" if letters else ""


def enlarge(source: Path, target: Path, times: int) -> dict[str, int]:
    """Write a copy of the data folder `source` to `target` with every coded article `times` times;
    rows by table.

    A row whose key names an article (its claims, codings, quotations, checks …) is repeated, the
    article's id changed in every cell; all other rows, actors and the outside record above all,
    stay as they are. Which checks are done twice hangs on their ids, so those are drawn anew from
    the copies.
    """
    shutil.copytree(source, target)
    contract = json.loads((source / "datapackage.json").read_text(encoding="utf-8"))
    resources = contract["resources"]
    articles = [row[0] for row in _read(source / _resource(resources, "articles")["path"])[1:]]
    named = re.compile(rf"\b({'|'.join(map(re.escape, articles))})(?![0-9])")
    rows = {
        table["name"]: _enlarge_table(source, target, table, named, times) for table in resources
    }
    return rows | {"second_checks": _draw_second_checks(target, resources)}


def _draw_second_checks(target: Path, resources: list[dict]) -> int:
    path = target / _resource(resources, "second_checks")["path"]
    header = _read(path)[0]
    checks = _read(target / _resource(resources, "checks")["path"])
    rows = (dict(zip(checks[0], row, strict=True)) for row in checks[1:])
    drawn = [
        row | {"first_verdict": row["verdict"], "settled": "", "checked_on": row["as_of"]}
        for row in rows
        if in_second_sample(row["claim_id"], row["aspect"])
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *map(itemgetter(*header), drawn)])
    return len(drawn)


def _resource(resources: list[dict], name: str) -> dict:
    return next(table for table in resources if table["name"] == name)


def _read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def _enlarge_table(source: Path, target: Path, table: dict, named: re.Pattern, times: int) -> int:
    header, *rows = _read(source / table["path"])
    keys = [header.index(column) for column in table["schema"]["primaryKey"]]
    ids = [
        n for n, column in enumerate(header) if column in ("id", "row") or column.endswith("_id")
    ]
    made = list(rows)
    for copy in range(1, times):
        fresh = suffix(copy)

        def rename(found: re.Match, fresh: str = fresh) -> str:
            outlet, year = found[1].rsplit("-", 1)
            return f"{outlet}{fresh}-{year}"

        for row in rows:
            if any(named.search(row[key]) for key in keys):
                made.append(
                    [named.sub(rename, cell) if n in ids else cell for n, cell in enumerate(row)]
                )
    made.sort(key=_sort_key(table, header))
    with (target / table["path"]).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *made])
    return len(made)


def _sort_key(table: dict, header: list[str]):
    types = {field["name"]: field["type"] for field in table["schema"]["fields"]}
    columns = [
        (header.index(name), types[name] in ("integer", "number"))
        for name in table["shieldbook"]["sort"]
    ]
    return lambda row: tuple(
        float(row[n]) if number and row[n] else row[n] for n, number in columns
    )
