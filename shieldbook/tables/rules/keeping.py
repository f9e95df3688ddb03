"""Nothing gets lost: floors of rows, ids that keep their meaning."""

from __future__ import annotations

from collections.abc import Iterator

from shieldbook.phrases import counted
from shieldbook.tables.contract import Problem
from shieldbook.tables.rules.book import Book, rule


@rule()
def _no_rows_were_deleted(book: Book) -> Iterator[Problem]:
    for name, floor in book.contract.floors.items():
        # A draft's rows may come and go, and must not hide that others have gone.
        count = book.of_drafts(name).count(False) if name in book.tables else floor
        if count < floor:
            reason = (
                f"rows were deleted: {counted(count, 'row')}, but the floor is {floor}; if that is "
                "meant, run "
                '`python -m shieldbook ledger --floors --because "…"`'
            )
            yield book.at(name, 0, "", str(count), reason)


@rule("ledger")
def _ids_keep_their_meaning(book: Book) -> Iterator[Problem]:
    entries = {
        (t, i): (n, m, s) for n, t, i, m, s in book.of("ledger", "table", "id", "meaning", "status")
    }
    named = {
        t.name: (t.primary_key[0], t.meaning) for t in book.contract.tables.values() if t.meaning
    }
    present: dict[str, set[str]] = {name: set() for name in named if name in book.tables}
    for name, ids in present.items():
        rows = zip(book.of(name, *named[name]), book.of_drafts(name), strict=True)
        for (line, own, meaning), draft in rows:
            ids.add(own)
            reason = _ledger_reason(entries.get((name, own)), meaning)
            # The ids of a draft are entered when it is coded; until then they may change.
            if reason and not (draft and (name, own) not in entries):
                yield book.at(name, line, named[name][0], own, reason)
    for (name, own), (line, _, status) in entries.items():
        if name not in named:
            yield book.at(
                "ledger", line, "table", name, "no table of this name gives its ids a meaning"
            )
        elif status == "in-use" and name in present and own not in present[name]:
            reason = (
                f"in use by the ledger, but gone from {name}: bring the row back, or retire the id "
                f"with {_WITH_REASON}"
            )
            yield book.at("ledger", line, "id", own, reason)


_WITH_REASON = '`python -m shieldbook ledger --because "…"`'


def _ledger_reason(entry: tuple[int, str, str] | None, meaning: str) -> str | None:
    if entry is None:
        return "not in the ledger: run `python -m shieldbook ledger`"
    line, recorded, status = entry
    if recorded != meaning:
        return (
            f"this id was used before for something else (ledger line {line}: {recorded!r}): give "
            f"the row a new id, or, if it is the same thing in other words, run {_WITH_REASON}"
        )
    if status == "retired":
        return (
            f"this id was retired (ledger line {line}) and may not be used again: give the row a "
            "new one"
        )
    return None
