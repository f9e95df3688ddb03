"""The pages of the sessions, notebooks made from the tables: a plan and a page for marking each.

Tables are shown by code, as on an evidence page: `sb.Session` fills their numbers in when the
notebook runs. Prose is written here, its numbers filled in from the same data; no proof cell says
them again, for the test that the generated pages are those of the data holds every one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from shieldbook.analysis import sessions
from shieldbook.analysis.codebook import labels
from shieldbook.pages.markup import line, text
from shieldbook.pages.notebook import code, notebook, prose
from shieldbook.phrases import counted
from shieldbook.tables.contract import Contract, DataError, Problem
from shieldbook.tables.sheets import sheets_named

FOLDER = "book/seminar"
MARKING = "marking-"
SHEETS = "sheets.ipynb"
# Every table whose cells may ask for a number.
ASKING = ("sessions", *sessions.PARTS, "rubric")


def pages(contract: Contract, tables: Mapping[str, Any]) -> dict[str, str]:
    """The two pages of every session: the text of a notebook by its path.

    `tables`: frames of the articles that the essay counts. Raises DataError where a cell asks for
    a number that there is not, naming file, row, column and name.
    """
    known = sessions.numbers(tables)
    told = {name: _filled(contract, name, tables[name], known) for name in ASKING}
    found = {}
    for row in sessions.in_order(told["sessions"]).to_dict("records"):
        own = {name: sessions.of(row["id"], told[name]) for name in sessions.PARTS}
        sheets = sessions.sheets_of(row["id"], tables["handouts"])
        plan = plan_cells(row, own, sheets, tables["codebook"])
        own_words = {"description": _about(row), "question": row["question"]}
        found[f"{FOLDER}/{row['id']}.ipynb"] = notebook(plan, own_words)
        marking = marking_cells(row, own)
        own_words = {"description": _about_marking(row)}
        found[f"{FOLDER}/{MARKING}{row['id']}.ipynb"] = notebook(marking, own_words)
    return found


def _filled(contract: Contract, name: str, frame: Any, known: Mapping[str, object]) -> Any:
    """A table with its numbers; one DataError where it asks for one that there is not."""
    for row, column, stray in sessions.strays(frame, known):
        path, reason = contract.table(name).path, sessions.hint(stray, known)
        raise DataError(Problem(path, row, column, stray, reason))
    return sessions.filled(frame, name, known)


def _about(row: Mapping[str, Any]) -> str:
    return (
        f"The session “{row['title']}”: aims, needs, every step with its minutes and its sheet, "
        "what can be cut, and the way on paper."
    )


def _about_marking(row: Mapping[str, Any]) -> str:
    return (
        f"How to mark the session “{row['title']}”: what a class should find, wrong answers with "
        "replies, the marking grid and invented answers."
    )


def plan_cells(
    row: Mapping[str, Any], own: Mapping[str, Any], sheets: Any, codebook: Any
) -> list[dict]:
    """The cells of a session's plan. `row`: its row in `sessions`; `own`: its rows in the other
    tables, by their names; numbers are filled in. `sheets`: what `sessions.sheets_of` makes."""
    aims = _list(map(line, own["session_aims"]["aim"]))
    needs, asked = own["session_needs"]["need"], labels(codebook, "question_answered")
    parts = [
        ("head", "", _head(row)),
        ("aims", "You will be able to", aims),
        ("needs", "Needs", f"{_facts(row, own, sheets)}\n\n{_list(map(line, needs))}"),
        ("steps", "The steps", f"**At the end.** {text(row['ends'])}"),
        ("cut", "What to cut", _cuts(row)),
        ("paper", "On paper", line(row["on_paper"])),
        ("questions", "Questions", _questions(own["session_questions"], asked)),
        ("marking", "Marking", _marking_link(row)),
        ("status", "Status", line(sessions.status(row["id"], own["taught"]))),
    ]
    shown = {"head": _setup(row), "steps": "session.steps()", "paper": "session.paper()"}
    return _cells("plan", parts, shown)


def marking_cells(row: Mapping[str, Any], own: Mapping[str, Any]) -> list[dict]:
    """The cells of a session's page for marking; arguments as of `plan_cells`."""
    head = f"# Marking: {text(row['title'])}\n\n"
    told = _marking_head(row, sessions.status(row["id"], own["taught"]))
    apart = own["session_aims"]["aim"].iloc[0]
    grid = f"The same in every session; distinction is here to {text(apart)}."
    parts = [
        ("head", "", head + told),
        ("findings", "What a class should find", ""),
        ("misreadings", "Wrong answers to expect", ""),
        ("grid", "The grid", grid),
        ("samples", "Two invented answers", ""),
    ]
    shown = {
        "head": _setup(row),
        "findings": "session.findings()",
        "misreadings": "session.misreadings()",
        "grid": "session.rubric()",
        "samples": "session.samples()",
    }
    return _cells("marking", parts, shown)


def _head(row: Mapping[str, Any]) -> str:
    letter = f"Session {row['letter']}, " if row["letter"] else "A session of "
    lasts = counted(int(row["minutes"]), "minute")
    return f"# {text(row['title'])}\n\n**{text(row['question'])}**\n\n" + (
        f"{letter}{lasts}. {_sentences(row['level'], row['subject'])}"
    )


def _facts(row: Mapping[str, Any], own: Mapping[str, Any], sheets: Any) -> str:
    """What a class has to have, and how much is printed for it: the steps name its sheets, so only
    those are named here that no step does."""
    pages = counted(int(sheets["all"].sum()), "page")
    cells = own["session_steps"]["handout_id"]
    named = sheets["id"].isin([sheet for cell in cells for sheet in sheets_named(cell)])
    others = "; ".join(map(text, sheets["title"][~named]))
    among = f", among them *{others}*" if others else ""
    return (
        f"**Texts.** {text(row['texts'])} **Devices.** {text(row['devices'])} "
        f"**Print.** [{pages}]({SHEETS}) for twenty students{among}."
    )


def _cuts(row: Mapping[str, Any]) -> str:
    short = f" **In 45 minutes.** {text(row['cut_45'])}" if row["cut_45"] else ""
    return line(row["cut_first"]) + short


def _marking_head(row: Mapping[str, Any], status: str) -> str:
    return f"For whoever teaches [{text(row['title'])}]({row['id']}.ipynb). {text(status)}"


def _marking_link(row: Mapping[str, Any]) -> str:
    page = f"{MARKING}{row['id']}.ipynb"
    return f"[Findings to expect, and the marking grid]({page})."


def _questions(questions: Any, asked: Mapping[str, str]) -> str:
    """The questions of a session under what is said of them: answered today, or not."""
    parts = []
    for answered, label in asked.items():
        rows = questions[questions["answered"] == answered]
        told = zip(rows["question"], rows["where"], strict=True)
        items = _list(f"{line(question)} {text(where)}" for question, where in told)
        if items:
            parts.append(f"**{text(label)}**\n\n{items}")
    return "\n\n".join(parts)


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _sentences(*told: str) -> str:
    """Sentences of the data in one paragraph; empty ones are left out."""
    first, *others = [sentence for sentence in told if sentence] or [""]
    return " ".join([line(first), *map(text, others)])


def _setup(row: Mapping[str, Any]) -> str:
    return f'import shieldbook as sb\n\nsession = sb.Session("{row["id"]}")'


def _cells(
    page: str, parts: Iterable[tuple[str, str, str]], shown: Mapping[str, str]
) -> list[dict]:
    """Prose cells in the order given, each with its heading and the code that follows it, if
    any."""
    cells = []
    for name, heading, words in parts:
        head = f"## {heading}\n\n" if heading else ""
        cells.append(prose(f"{page}-{name}-text", (head + words).rstrip()))
        if name in shown:
            cells.append(code(f"{page}-{name}-rows", shown[name]))
    return cells
