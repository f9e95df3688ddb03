"""One session of the seminar as its pages show it: `sb.Session("one-sentence").steps()`.

The rows of a session are made into tables in `shieldbook.analysis.sessions`; here they get their
data. What stands in their cells as `{name}` is a number about the data, filled in from it.
"""

from __future__ import annotations

import os
from functools import cached_property

import pandas as pd

from shieldbook.analysis import addresses, sessions
from shieldbook.analysis.lookup import Known, row_of
from shieldbook.display import show
from shieldbook.tables.essay import load

STEPS = {
    "minutes": "Minutes",
    "students": "Students",
    "teacher": "Teacher",
    "product": "Result",
    "sheet": "Sheet",
}
PAPER = {"minutes": "Minutes", "on_paper": "On paper"}
SHORT = {**PAPER, "short": "Of 45 minutes"}
FINDINGS = {"n": "No.", "finding": "What a class should find", "shown_by": "The row that shows it"}
MISREADINGS = {"misreading": "What will be said", "reply": "A reply"}
SAMPLES = {"n": "No.", "answer": "Invented answer", "levels": "Levels", "because": "Why"}


class Session:
    """One session of the seminar: its rows, and what its pages show of them.

    `session_id` is an id of the table `sessions`, `data` the folder (default as in `load`). A
    method ends a cell: it returns one of the book's tables. Raises KeyError where there is no such
    session, and where a cell asks for a number that there is not.
    """

    def __init__(self, session_id: str, data: str | os.PathLike[str] | None = None) -> None:
        self.id, self._data = session_id, data
        row_of(self._all("sessions"), session_id, "session")

    def _all(self, name: str) -> pd.DataFrame:
        return load(name, self._data)

    @cached_property
    def numbers(self) -> Known:
        """What the cells of sessions may ask for, by name: see `analysis.sessions.numbers`."""
        return sessions.numbers(self._tables(sessions.COUNTED))

    def _tables(self, wanted: tuple[str, ...]) -> dict[str, pd.DataFrame]:
        return {name: self._all(name) for name in wanted}

    @property
    def row(self) -> pd.Series:
        """The row of the session in `sessions`, its numbers filled in."""
        told = sessions.filled(self._all("sessions"), "sessions", self.numbers)
        return row_of(told, self.id, "session")

    def rows(self, name: str) -> pd.DataFrame:
        """The rows of a table that belong to this session, their numbers filled in. Raises
        KeyError for a table whose rows belong to no session."""
        if name not in sessions.PARTS:
            raise KeyError(f"the rows of {name} belong to no session")
        return sessions.of(self.id, sessions.filled(self._all(name), name, self.numbers))

    def steps(self) -> pd.DataFrame:
        """What is done from which minute to which, with the sheet that it uses."""
        table = sessions.steps_table(self.rows("session_steps"), self._all("handouts"))
        return show(
            table, "The steps", heads=STEPS, links={"sheet": "sheet_href"}, name="session-steps"
        )

    def paper(self) -> pd.DataFrame:
        """How each step goes on paper, and how much it gets of 45 minutes where there are more."""
        table = sessions.paper_table(self.rows("session_steps"))
        longer = self.row["minutes"] > sessions.SHORT
        caption = "The steps on paper, and in 45 minutes" if longer else "The steps on paper"
        return show(table, caption, heads=SHORT if longer else PAPER, name="session-paper")

    def findings(self) -> pd.DataFrame:
        """What a class should find, and which row of the data shows it."""
        tables = self._tables(addresses.NEEDED)
        table = sessions.findings_table(self.rows("session_findings"), tables)
        return show(
            table,
            "Expected findings",
            heads=FINDINGS,
            links={"shown_by": "shown_href"},
            name="session-findings",
        )

    def misreadings(self) -> pd.DataFrame:
        """Wrong answers to expect, each with a reply."""
        table = self.rows("misreadings")
        return show(table, "Wrong answers to expect", heads=MISREADINGS, name="session-misreadings")

    def rubric(self) -> pd.DataFrame:
        """The marking grid, which all sessions share: a sentence for each level."""
        table = sessions.rubric_table(self._all("rubric"), self._all("codebook"))
        levels = [column for column in table if column != "criterion"]
        told = {"criterion": "Criterion", **{level: f"Level {level}" for level in levels}}
        return show(table, "The marking grid", heads=told, name="session-grid")

    def samples(self) -> pd.DataFrame:
        """Two invented answers to the exit question, with the levels that they get."""
        own = self.rows("samples"), self.rows("sample_levels")
        table = sessions.samples_table(*own, self._all("codebook"))
        return show(
            table,
            "Invented answers with their levels",
            heads=SAMPLES,
            name="session-samples",
            note="Invented for this book to show the grid at work: no student wrote them.",
        )
