"""`python -m shieldbook class new | sheets | report`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from shieldbook.classroom import layout, new
from shieldbook.phrases import counted
from shieldbook.tables.contract import DataError, Problem
from shieldbook.tables.copies import UnusableCopy
from shieldbook.tables.ledger import Refused

MOST_TOLD = 20


def class_command(args: argparse.Namespace) -> int:
    """Run one action of `shieldbook class`; exit code 0 done, 1 refused in a sentence."""
    actions = {"new": _new, "sheets": _sheets, "report": _report}
    try:
        return actions[args.action](args)
    except (DataError, Refused, UnusableCopy, OSError) as error:
        print(f"class {args.action}: {error}", file=sys.stderr)
        return 1


def _new(args: argparse.Namespace) -> int:
    wanted = new.Wanted(*(getattr(args, name) or "" for name in new.Wanted._fields))
    folder = layout.folder_of(args.id, args.folder)
    names = new.make(wanted, Path(args.file), folder)
    print(f"{folder} is made:")
    print("\n".join(f"  {name}" for name in names))
    print(f"Begin with step 1 of {layout.README}.")
    return 0


def _sheets(args: argparse.Namespace) -> int:
    folder = _there(args)
    names = new.remake_sheets(folder, args.coders)
    print(f"made anew from {layout.UNITS}: {', '.join(names)}")
    return 0


def _report(args: argparse.Namespace) -> int:
    from shieldbook.classroom import report, work

    folder = _there(args)
    done, problems = work.read_work(folder)
    if problems:
        _tell(problems)
        return 1
    for remark in done.remarks:
        print(f"note: {remark}")
    print(f"{report.write(done, folder)} is written: open it in any browser")
    return 0


def _tell(problems: list[Problem]) -> None:
    """The first cells that a report cannot use, and how many there are."""
    for problem in problems[:MOST_TOLD]:
        print(problem, file=sys.stderr)
    rest = len(problems) - MOST_TOLD
    more = f"; {rest} more are not shown" if rest > 0 else ""
    told = f"class report: {counted(len(problems), 'thing')} to mend{more}. No report was written."
    print(told, file=sys.stderr)


def _there(args: argparse.Namespace) -> Path:
    folder = layout.folder_of(args.id, args.folder)
    if not folder.is_dir():
        raise Refused(
            f"There is no folder {folder}: `class new` makes one, --folder names another."
        )
    return folder
