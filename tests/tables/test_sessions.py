"""Sessions of the seminar: what cannot be taught as it is planned is refused, naming its row."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from shieldbook import validate
from shieldbook.tables import rules
from support.package import change


def dropped(path: Path, words: str) -> None:
    """Deletes the lines of a file that hold `words`, which must be there."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if words not in line]
    assert len(kept) < len(lines)
    path.write_text("".join(kept), encoding="utf-8", newline="\n")


def added(path: Path, line: str) -> None:
    """Adds a line at the end of a file."""
    with path.open("a", encoding="utf-8", newline="") as file:
        file.write(f"{line}\n")


def swap(name: str, old: str, new: str) -> Callable[[Path], None]:
    """Replaces the first `old` of a table."""
    return lambda folder: change(folder / f"{name}.csv", old, new)


def drop(name: str, words: str) -> Callable[[Path], None]:
    """Deletes the lines of a table that hold `words`."""
    return lambda folder: dropped(folder / f"{name}.csv", words)


def add(name: str, line: str) -> Callable[[Path], None]:
    """Adds a line to a table."""
    return lambda folder: added(folder / f"{name}.csv", line)


LONG = " ".join(["lamp"] * 800)
# What is done, then the table, row, column and value that must be named, and some words of why.
REFUSED = {
    "a first step that begins late": (
        swap("session_steps", "harbour,1,0,5", "harbour,1,1,5"),
        ("session_steps", 2, "from_min", "1"),
        "come as far as minute 0",
    ),
    "a gap between two steps": (
        swap("session_steps", "harbour,2,5,45", "harbour,2,6,45"),
        ("session_steps", 3, "from_min", "6"),
        "come as far as minute 5",
    ),
    "two steps at once": (
        swap("session_steps", "night,2,30,90", "night,2,29,90"),
        ("session_steps", 5, "from_min", "29"),
        "come as far as minute 30",
    ),
    "a step that ends before it begins": (
        swap("session_steps", "night,2,30,90", "night,2,30,20"),
        ("session_steps", 5, "to_min", "20"),
        "ends before it has begun",
    ),
    "steps that end early": (
        swap("session_steps", "night,2,30,90", "night,2,30,80"),
        ("session_steps", 5, "to_min", "80"),
        "lamp-night has 90 minutes",
    ),
    "a short version that is too long": (
        swap("session_steps", "stands.,20", "stands.,21"),
        ("sessions", 3, "minutes", "90"),
        "46 minutes in the version of 45",
    ),
    "a step that is longer in the short version": (
        swap("session_steps", "stands.,25", "stands.,31"),
        ("session_steps", 4, "short_min", "31"),
        "more than the 30 minutes",
    ),
    "a session of 45 minutes that is cut": (
        swap("session_steps", "stands.,40", "stands.,39"),
        ("session_steps", 3, "short_min", "39"),
        "is not cut: this step has 40",
    ),
    "a cut of a session of 45 minutes": (
        swap("sessions", "first.,,All", "first.,Leave it out.,All"),
        ("sessions", 2, "cut_45", "Leave it out."),
        "longer than 45 minutes",
    ),
    "a long session without a cut": (
        swap("sessions", "Leave out the walk.", ""),
        ("sessions", 3, "cut_45", ""),
        "longer than 45 minutes",
    ),
    "a step without a task": (
        swap("session_steps", "Guess.", ""),
        ("session_steps", 2, "students", ""),
        "required",
    ),
    "a step without a product": (
        swap("session_steps", "A walk.", ""),
        ("session_steps", 5, "product", ""),
        "required",
    ),
    "a step without a word on its sheet": (
        swap("session_steps", "n/a", ""),
        ("session_steps", 3, "handout_id", ""),
        "required",
    ),
    "a step that cannot be done on paper": (
        swap("session_steps", "As it stands.", ""),
        ("session_steps", 2, "on_paper", ""),
        "required",
    ),
    "a sheet that nobody made": (
        swap("session_steps", "harbour-cards", "no-such-sheet"),
        ("session_steps", 2, "handout_id", "no-such-sheet"),
        "not in handouts",
    ),
    "a second sheet that nobody made": (
        swap("session_steps", "harbour-cards", "harbour-cards; no-such-sheet"),
        ("session_steps", 2, "handout_id", "harbour-cards; no-such-sheet"),
        "no-such-sheet is not in handouts",
    ),
    "a sheet twice in one step": (
        swap("session_steps", "harbour-cards", "harbour-cards; harbour-cards"),
        ("session_steps", 2, "handout_id", "harbour-cards; harbour-cards"),
        "harbour-cards is named twice",
    ),
    "a sheet of another session": (
        swap("session_steps", "A list.,n/a", "A list.,harbour-cards"),
        ("session_steps", 4, "handout_id", "harbour-cards"),
        "harbour-cards is a sheet of harbour",
    ),
    "sheets with another sign between them": (
        swap("session_steps", "harbour-cards", "harbour-cards|harbour-cards"),
        ("session_steps", 2, "handout_id", "harbour-cards|harbour-cards"),
        "does not match",
    ),
    "a level without a sentence": (
        drop("rubric", "fairness,2"),
        ("rubric", 0, "level", "fairness/2"),
        "no sentence for level 2 of fairness",
    ),
    "a session without an aim": (
        drop("session_aims", "lamp-night"),
        ("sessions", 3, "id", "lamp-night"),
        "no aim in session_aims",
    ),
    "a session without a need": (
        drop("session_needs", "lamp-night"),
        ("sessions", 3, "id", "lamp-night"),
        "no need in session_needs",
    ),
    "a session without a step": (
        drop("session_steps", "lamp-night"),
        ("sessions", 3, "id", "lamp-night"),
        "no step in session_steps",
    ),
    "a session without a question": (
        drop("session_questions", "lamp-night"),
        ("sessions", 3, "id", "lamp-night"),
        "no question in session_questions",
    ),
    "a session without a finding": (
        drop("session_findings", "lamp-night"),
        ("sessions", 3, "id", "lamp-night"),
        "no expected finding in session_findings",
    ),
    "a session without a wrong answer": (
        drop("misreadings", "lamp-night"),
        ("sessions", 3, "id", "lamp-night"),
        "no wrong answer to expect in misreadings",
    ),
    "a session with one sample answer": (
        drop("samples", "lamp-night,2"),
        ("sessions", 3, "id", "lamp-night"),
        "1 sample answer, but every session has 2",
    ),
    "a sample answer without a level": (
        drop("sample_levels", "lamp-night,2,fairness"),
        ("samples", 5, "n", "2"),
        "no level for fairness",
    ),
    "a level of no sample answer": (
        add("sample_levels", "lamp-night,3,evidence,1"),
        ("sample_levels", 18, "n", "lamp-night/3"),
        "not in samples",
    ),
    "a level of 4": (
        swap("sample_levels", "evidence,1", "evidence,4"),
        ("sample_levels", 3, "level", "4"),
        "unknown code",
    ),
    "a sample answer of 81 words": (
        swap("samples", "Lamp number 1 is lit.", "lamp " * 80 + "lit"),
        ("samples", 2, "answer", None),
        "more than 80 words",
    ),
    "numbers with a gap": (
        swap("session_steps", "harbour,2,5", "harbour,3,5"),
        ("session_steps", 3, "n", "3"),
        "number 2 of harbour was to stand here",
    ),
    "a finding in a table that is none": (
        swap("session_findings", ",claims,", ",lamps,"),
        ("session_findings", 2, "table", "lamps"),
        "no table of this name",
    ),
    "a finding in a row that is none": (
        swap("session_findings", "001/content", "001/slip"),
        ("session_findings", 3, "row", "gazette-1901-001/slip"),
        "no row of checks has this key",
    ),
    "an aim of no session": (
        swap("session_aims", "lamp-night", "lamp-noon"),
        ("session_aims", 3, "session_id", "lamp-noon"),
        "not in sessions",
    ),
    "a page that is too long": (
        swap("session_steps", "As it stands.", LONG),
        ("sessions", 2, "id", "harbour"),
        "the rows of its page have",
    ),
    "a page for marking that is too long": (
        swap("misreadings", "Count again.", LONG),
        ("sessions", 3, "id", "lamp-night"),
        "the rows of its page for marking have",
    ),
    "a session of an hour": (
        swap("sessions", ",90,", ",60,"),
        ("sessions", 3, "minutes", "60"),
        "unknown code",
    ),
    "a lesson of no session": (
        add("taught", "lamp-noon,2026-12-01,A school,A teacher,20,"),
        ("taught", 2, "session_id", "lamp-noon"),
        "not in sessions",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_taught_is_refused_naming_its_row(package: Path, name: str) -> None:
    edit, (table, *place), says = REFUSED[name]
    edit(package)
    problems = validate(package, standard=False)
    there = [
        problem
        for problem in problems
        if [problem.file, problem.row, problem.column] == [f"{table}.csv", *place[:2]]
        and place[2] in (None, problem.value)
    ]
    assert any(says in problem.reason for problem in there), "\n".join(map(str, problems))


def test_no_rule_refuses_what_can_be_taught(package: Path) -> None:
    added(package / "taught.csv", "lamp-night,2026-12-01,A school,A teacher,20,It ran over.")
    assert validate(package, standard=False) == []


def test_every_rule_is_tried() -> None:
    own = [rule for _, rule in rules.RULES if rule.__module__ == rules.sessions.__name__]
    said = {
        "_steps_fill_their_session": "a gap between two steps",
        "_a_short_version_has_its_minutes": "a short version that is too long",
        "_a_step_uses_sheets_that_exist": "a sheet that nobody made",
        "_a_session_is_complete": "a session without an aim",
        "_rows_of_a_session_are_counted_through": "numbers with a gap",
        "_every_level_has_a_sentence": "a level without a sentence",
        "_every_sample_has_a_level_on_every_criterion": "a sample answer without a level",
        "_findings_lead_to_rows": "a finding in a row that is none",
        "_pages_are_short": "a page that is too long",
    }
    assert {rule.__name__: REFUSED.get(said.get(rule.__name__, ""), ()) != () for rule in own} == (
        dict.fromkeys(said, True)
    )
