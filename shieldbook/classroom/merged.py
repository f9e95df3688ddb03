"""Coders put together: what they agree on, what was settled, how far they agree."""

from __future__ import annotations

import math
from collections import Counter

import pandas as pd

from shieldbook.analysis.agreement import alpha, alpha_interval, raw_agreement
from shieldbook.classroom import layout
from shieldbook.classroom.work import Work

AGREED, SETTLED, OPEN, ALONE = "agreed", "settled", "open", "one coder"
LEVELS = {"stance": "ordinal"}


def fields(work: Work) -> list[str]:
    """The fields that anybody filled, in the order of the sheets."""
    given: set[str] = set()
    for codes in work.codings.values():
        given.update(*codes.values())
    return [name for name in layout.FIELDS if name in given]


def values(work: Work, field: str) -> pd.DataFrame:
    """What each coder gave to each unit, one row a unit in the order of the text, one column a
    coder; None where nothing was given."""
    index = [unit["unit"] for unit in work.units]
    given = {}
    for coder, codes in work.codings.items():
        given[coder] = [codes.get(unit, {}).get(field) for unit in index]
    return pd.DataFrame(given, index=index, dtype=object)


def merge(work: Work) -> pd.DataFrame:
    """One row a unit: `unit`, each field and, as `<field>_how`, how it came about: AGREED by two
    or more, SETTLED, ALONE (only one coder gave a value) or OPEN, where the coders differ and
    nothing is settled; the first coder's value then stands in. "" where nobody gave one."""
    table = pd.DataFrame({"unit": [unit["unit"] for unit in work.units]})
    for field in layout.FIELDS:
        rows = values(work, field)
        told = [
            _merged(list(row), work.settled.get((unit, field), ""))
            for unit, row in zip(rows.index, rows.to_numpy(), strict=True)
        ]
        table[field] = [value for value, _ in told]
        table[f"{field}_how"] = [how for _, how in told]
    return table


def _merged(given: list[str | None], settled: str) -> tuple[str, str]:
    held = [value for value in given if value is not None]
    if settled:
        return settled, SETTLED
    if len(held) < 2:
        return (held[0], ALONE) if held else ("", "")
    return held[0], AGREED if len(set(held)) == 1 else OPEN


def agreement(work: Work, draws: int = 2000) -> pd.DataFrame:
    """How far the coders agree, one row a field that anybody filled: `field`, `units` (with two
    values or more), `raw` (share of agreeing pairs), `baseline` (the share of all values that are
    the commonest one), `alpha`, `low`, `high` (95 per cent bootstrap over units), and `why`, a
    sentence where alpha is not defined."""
    rows = []
    for field in fields(work):
        table, level = values(work, field), LEVELS.get(field, "nominal")
        if level != "nominal":
            table = table.map(lambda value: None if value is None else int(value))
        counts = Counter(value for row in table.to_numpy() for value in row if not pd.isna(value))
        paired = int((table.notna().sum(axis=1) >= 2).sum())
        found = alpha(table, level)
        low, high = alpha_interval(table, level, draws)
        rows.append(
            {
                "field": field,
                "units": paired,
                "raw": raw_agreement(table),
                "baseline": max(counts.values()) / sum(counts.values()),
                "alpha": found,
                "low": low,
                "high": high,
                "why": _why(len(work.codings), paired, found),
            }
        )
    return pd.DataFrame(rows)


def _why(coders: int, paired: int, found: float) -> str:
    """Why there is no alpha, in a sentence; "" where there is one."""
    if not math.isnan(found):
        return ""
    if coders < 2:
        return "One coder has nobody to agree with: alpha needs two codings of the same claims."
    if not paired:
        return "No claim has two values here, so nothing can be compared."
    return (
        "Everybody gave one and the same value throughout. Without a second value agreement cannot "
        "be told from habit, and alpha is not defined."
    )


def splits(work: Work) -> pd.DataFrame:
    """The claims on which coders differ, most fields first, then in the order of the text: `unit`,
    `fields` (how many), and `how`, what each coder gave where they differ."""
    rows = []
    for n, unit in enumerate(work.units):
        differing = {}
        for field in fields(work):
            given = {
                coder: own
                for coder, codes in work.codings.items()
                if (own := codes.get(unit["unit"], {}).get(field))
            }
            if len(set(given.values())) > 1:
                differing[field] = given
        if differing:
            rows.append({"n": n, "unit": unit["unit"], "fields": len(differing), "how": differing})
    table = pd.DataFrame(rows, columns=["n", "unit", "fields", "how"])
    return table.sort_values(["fields", "n"], ascending=[False, True], kind="stable").reset_index(
        drop=True
    )
