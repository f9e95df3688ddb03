"""A class's codings, as they come: lines out of a chat, files that a spreadsheet has been at.

What is read is told apart from what is refused, and nothing is dropped in silence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from shieldbook.analysis import agreement, homework, lines
from shieldbook.analysis.lines import Field, LineError
from shieldbook.phrases import counted

FIRST = "1"
PASTED = "what was pasted"
Given = dict[tuple[str, str], str]


class Notice(NamedTuple):
    """Something to tell about what came in: `kind` is refused, duplicate, namesake or aside,
    `where` says in which file and row it stood."""

    kind: str
    where: str
    text: str
    why: str


class Hand(NamedTuple):
    """What one coder handed in: a value for each claim and field, "" where nothing was decided."""

    name: str
    pack: str
    where: str
    given: Given


class Class(NamedTuple):
    """What a class handed in: `codings` has a row a value (`coder`, `pack`, `claim`, `field`,
    `value`), `notices` what is to be told, `noise` how many rows of the chat were no lines."""

    codings: pd.DataFrame
    notices: list[Notice]
    noise: int

    @property
    def coders(self) -> list[str]:
        """The names of those who coded, in the order in which they came."""
        return list(dict.fromkeys(self.codings["coder"]))


COLUMNS = [
    "coder",
    "pack",
    "claim",
    "field",
    "value",
]


def read_class(
    parts: Iterable[tuple[str, str]], packs: Sequence[Mapping], fields: Sequence[Field]
) -> Class:
    """Read all that a class handed in: `parts` are names and texts of what was pasted or sent, each
    a chat with lines in it or a CSV of the desk.

    A coder who hands in the same twice is counted once. Two who chose one name are kept apart where
    they coded the same claims otherwise.
    """
    known = {pack["id"]: pack for pack in packs}
    hands: list[Hand] = []
    notices: list[Notice] = []
    noise = 0
    for name, text in parts:
        if homework.is_sheet(text):
            found, told = _of_sheet(name, text, known, fields)
        else:
            found, told, more = _of_chat(name, text, known, fields)
            noise += more
        hands += found
        notices += told
    kept, told = _apart(hands)
    rows = [
        (name, hand.pack, claim, field, value)
        for name, hand in kept
        for (claim, field), value in hand.given.items()
    ]
    return Class(pd.DataFrame(rows, columns=COLUMNS, dtype=object), notices + told, noise)


def _of_chat(
    name: str, text: str, known: Mapping, fields: Sequence[Field]
) -> tuple[list[Hand], list[Notice], int]:
    hands, notices, noise = [], [], 0
    for number, row in enumerate(text.splitlines(), 1):
        found = lines.found_in(row, known)
        noise += bool(row.strip()) and not found
        for one in found:
            where = f"{name}, row {number}"
            try:
                line = lines.read(one, known, fields)
            except LineError as error:
                own = lines.nickname(one)
                by = f"{where}, by {own}" if own else where
                notices.append(Notice("refused", by, one, str(error)))
            else:
                hands.append(_hand(line, where, known))
    return hands, notices, noise


def _hand(line: lines.Line, where: str, known: Mapping) -> Hand:
    claims = lines.coded_claims(known[line.pack], line)
    given = {
        (claim["id"], field): value
        for claim, values in zip(claims, line.values, strict=True)
        for field, value in zip(line.fields, values, strict=True)
    }
    return Hand(line.name, line.pack, where, given)


def _of_sheet(
    name: str, text: str, known: Mapping, fields: Sequence[Field]
) -> tuple[list[Hand], list[Notice]]:
    try:
        rows = homework.read(text)
    except homework.SheetError as error:
        return [], [Notice("refused", name, "", str(error))]
    values = {field.id: field.ids() for field in fields}
    hands: dict[tuple[str, str], Given] = defaultdict(dict)
    notices, later = [], 0
    for row in rows:
        where = f"{name}, row {row['line']}"
        later += row["round"] != FIRST
        wrong = _wrong(row, known, values)
        if wrong:
            notices.append(Notice("refused", where, row[wrong[0]], wrong[1]))
        elif row["round"] == FIRST:
            given = hands[lines.tidy(row["coder"]), row["pack"].lower()]
            given[row["claim"].lower(), row["field"].lower()] = row["value"].lower()
    if later:
        why = f"{counted(later, 'row')} of a second round, coded after the key was seen"
        notices.append(Notice("aside", name, "", why))
    return [Hand(coder, pack, name, given) for (coder, pack), given in hands.items()], notices


def _wrong(row: Mapping, known: Mapping, values: Mapping) -> tuple[str, str] | None:
    """The column of a row of a file that cannot be read, and why; None where there is none."""
    pack = known.get(row["pack"].lower())
    if pack is None:
        return "pack", "this book has no such pack"
    if row["codebook"] and row["codebook"].lower() != pack["mark"]:
        return "codebook", "it was coded with another edition of the codebook or of the pack"
    if row["claim"].lower() not in {claim["id"] for claim in pack["claims"]}:
        return "claim", "the pack has no such claim"
    if row["field"].lower() not in values:
        return "field", "the desk asks for no such field"
    if row["value"] and row["value"].lower() not in values[row["field"].lower()]:
        return "value", f"no value of {row['field']}"
    return None if lines.tidy(row["coder"]) else ("coder", "a name needs a letter or a digit")


def _apart(hands: Sequence[Hand]) -> tuple[list[tuple[str, Hand]], list[Notice]]:
    """Every hand once, under a name that no other has for the same claims."""
    kept: list[tuple[str, Hand]] = []
    notices = []
    for hand in hands:
        mine = [(name, one) for name, one in kept if one.name == hand.name]
        if any(one.given == hand.given for _, one in mine):
            why = "handed in twice, counted once"
            notices.append(Notice("duplicate", hand.where, hand.name, why))
            continue
        clashes = {name for name, one in mine if one.given.keys() & hand.given.keys()}
        name, number = hand.name, 2
        while name in clashes:
            name, number = f"{hand.name} ({number})", number + 1
        if clashes:
            why = "the same name for other codes: two people, or one who coded twice; both are kept"
            notices.append(Notice("namesake", hand.where, name, why))
        kept.append((name, hand))
    return kept, notices


def table_of(found: Class, field: str) -> pd.DataFrame:
    """The codings of one field: a row a claim, a column a coder, None where nothing was decided."""
    rows = found.codings[(found.codings["field"] == field) & (found.codings["value"] != "")]
    claims = sorted(rows["claim"].unique())
    table = {
        coder: dict(zip(own["claim"], own["value"], strict=True))
        for coder, own in rows.groupby("coder", sort=False)
    }
    columns = {coder: list(map(own.get, claims)) for coder, own in table.items()}
    return pd.DataFrame(columns, index=pd.Index(claims, name="claim"), dtype=object)


def units_of(found: Class, field: str):
    """The codings of one field as `agreement` takes them, and its level of measurement."""
    table = table_of(found, field)
    if field in agreement.ORDINAL_FIELDS:
        return table.map(lambda value: value if value is None else float(value)), "ordinal"
    return table, "nominal"


def agreements(found: Class, fields: Sequence[Field]) -> pd.DataFrame:
    """How far a class agrees, a row a field that anybody coded.

    Columns: `field`, `coders`, `units` (claims coded by two people or more), `raw`, `baseline` and
    the `commonest` value that it gives, `alpha` with `low` and `high` (95 per cent, over claims),
    and `why` there is none.
    """
    rows = []
    for field in fields:
        units, level = units_of(found, field.id)
        if units.empty:
            continue
        low, high = agreement.alpha_interval(units, level)
        share, commonest = agreement.baseline(table_of(found, field.id))
        rows.append(
            {
                "field": field.id,
                "coders": units.shape[1],
                "units": agreement.pairable(units),
                "raw": agreement.raw_agreement(units),
                "baseline": share,
                "commonest": commonest or "",
                "alpha": agreement.alpha(units, level),
                "low": low,
                "high": high,
                "why": agreement.undefined(units),
            }
        )
    return pd.DataFrame(rows)


def pairs_alike(counts: Iterable[int]) -> float:
    """The share of pairs of coders who gave the same value, from how many gave each: the sum of
    n(n-1) over N(N-1); nan for fewer than two coders."""
    given = list(counts)
    most = sum(given)
    if most < 2:
        return float("nan")
    return sum(count * (count - 1) for count in given) / (most * (most - 1))


def spread(found: Class, field: Field, packs: Sequence[Mapping]) -> pd.DataFrame:
    """The claims of one field, those on which a class is most divided first.

    Columns: `claim`, `handle`, `where`, `alike` (the share of pairs that agree), `book` (its
    value), and one a value of the field with how many gave it.
    """
    table = table_of(found, field.id)
    rows = list(_spread_rows(table, field, packs))
    frame = pd.DataFrame(rows)
    if frame.empty:
        return frame
    return frame.sort_values("alike", kind="stable", na_position="last", ignore_index=True)


def _spread_rows(table: pd.DataFrame, field: Field, packs: Sequence[Mapping]) -> Iterator[dict]:
    for pack in packs:
        for claim in pack["claims"]:
            if claim["id"] in table.index:
                given = table.loc[claim["id"]].dropna().value_counts()
                counts = {value["id"]: int(given.get(value["id"], 0)) for value in field.values}
                told = {name: claim[name] for name in ("handle", "where")}
                alike = pairs_alike(counts.values())
                book = claim["book"].get(field.id, "")
                yield {"claim": claim["id"], **told, "alike": alike, "book": book} | counts


def hand_table(coders: Iterable[int]) -> pd.DataFrame:
    """What one pile of equal cards adds to the agreement on a claim, for paper.

    A row a pile (`n` cards, two and more), a column a number of coders; cells are whole per cent,
    "" where a pile cannot be so high. The cells of all piles of a claim, added up, are the share of
    pairs that agree.
    """
    numbers = list(coders)
    rows = []
    for pile in range(2, max(numbers) + 1):
        shares = {str(many): _pile_pct(pile, many) for many in numbers}
        rows.append({"n": pile} | shares)
    return pd.DataFrame(rows)


def _pile_pct(pile: int, many: int) -> str:
    """The share of pairs that one pile makes, in words."""
    if pile > many:
        return ""
    return f"{round(100 * pile * (pile - 1) / (many * (many - 1)))}%"
