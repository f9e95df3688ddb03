"""The pages of the sessions: two each, from one generator, in the zones that a teacher expects."""

import json
import re

import pandas as pd
import pytest

import shieldbook as sb
from shieldbook.analysis import sessions as analysis
from shieldbook.display import in_words
from shieldbook.pages import generate, sessions
from shieldbook.tables.contract import DataError, read_contract
from support import ROOT
from support.markdown import HOSTILE, Page, as_shown

NAMES = sorted({"handouts", *sessions.ASKING, *analysis.COUNTED})
TABLES = {name: sb.load(name) for name in NAMES}
CONTRACT = read_contract()
PAGES = sessions.pages(CONTRACT, TABLES)
SESSIONS = tuple(TABLES["sessions"]["id"])
ZONES = [
    *("You will be able to", "Needs", "The steps", "What to cut", "On paper", "Questions"),
    *("Marking", "Status"),
]
MARKED = ["What a class should find", "Wrong answers to expect", "The grid", "Two invented answers"]


def prose(path, pages=PAGES):
    """The Markdown of a page as one text."""
    found = json.loads(pages[path])["cells"]
    return "\n\n".join("".join(cell["source"]) for cell in found if cell["cell_type"] == "markdown")


def headings(text):
    return re.findall(r"^## (.*)$", text, re.MULTILINE)


def shown(session, path):
    """All words of the tables that a page shows; between links it sets no word."""
    code = "\n".join("".join(cell["source"]) for cell in json.loads(PAGES[path])["cells"])
    tables = [getattr(session, name)() for name in re.findall(r"session\.(\w+)\(\)", code)]
    told = []
    for table in tables:
        hidden = table.attrs["shieldbook"]["hidden"]
        columns = [table[name] for name in table if name not in hidden]
        told += [word for column in columns for cell in in_words(column) for word in cell.split()]
    return [word for word in told if word != "|"]


@pytest.mark.parametrize("session", SESSIONS)
def test_a_plan_has_its_zones_in_order(session):
    text = prose(f"book/seminar/{session}.ipynb")
    assert headings(text) == ZONES
    assert f"marking-{session}.ipynb" in text.split("## Marking")[1]


@pytest.mark.parametrize("session", SESSIONS)
def test_a_page_for_marking_has_its_parts(session):
    assert headings(prose(f"book/seminar/marking-{session}.ipynb")) == MARKED


@pytest.mark.parametrize("session", SESSIONS)
def test_the_grid_says_what_its_session_keeps_apart(session):
    first = analysis.of(session, TABLES["session_aims"])["aim"].iloc[0]
    grid = prose(f"book/seminar/marking-{session}.ipynb").split("## The grid")[1]
    assert f"to {first}." in grid.partition("##")[0]


def test_a_class_has_time_to_write_its_exit_card():
    last = TABLES["session_steps"].groupby("session_id", sort=False).tail(1)
    lasts = dict(zip(last["session_id"], last["to_min"] - last["from_min"], strict=True))
    assert {own: minutes for own, minutes in lasts.items() if minutes < 5} == {}


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_more_than_nine_hundred_words(path):
    own = path.rpartition("/")[2].removesuffix(".ipynb").removeprefix(sessions.MARKING)
    words = [*prose(path).split(), *shown(sb.Session(own), path)]
    assert len(words) <= 900


@pytest.mark.parametrize("path", PAGES)
def test_every_page_says_that_its_session_was_planned_and_not_yet_taught(path):
    taught = set(TABLES["taught"]["session_id"])
    own = path.rpartition("/")[2].removesuffix(".ipynb").removeprefix(sessions.MARKING)
    assert ("Planned, not yet taught" in prose(path)) == (own not in taught)


def test_every_page_is_described_in_no_more_than_a_search_engine_shows():
    about = [json.loads(text)["metadata"]["shieldbook"]["description"] for text in PAGES.values()]
    assert [words for words in about if not 50 <= len(words) <= 160] == []
    assert len(set(about)) == len(about)


def test_a_session_that_was_taught_says_when_on_both_pages():
    row = {
        "session_id": "one-sentence",
        "date": pd.Timestamp("2026-12-01"),
        "where": "A school",
        "who": "A teacher",
        "students": 20,
        "note": "",
    }
    pages = sessions.pages(CONTRACT, TABLES | {"taught": pd.DataFrame([row])})
    for name in ("one-sentence", "marking-one-sentence"):
        text = prose(f"book/seminar/{name}.ipynb", pages)
        assert "Taught once, last on 1 December 2026" in text and "not yet taught" not in text


def test_both_pages_of_every_session_stand_in_the_contents():
    toc = (ROOT / "book" / "_toc.yml").read_text(encoding="utf-8")
    listed = re.findall(r"file: (seminar/[a-z-]+)", toc)
    wanted = [path.removeprefix("book/").removesuffix(".ipynb") for path in PAGES]
    assert sorted(set(wanted) - set(listed)) == []
    plans = [name for name in listed if f"book/{name}.ipynb" in PAGES and "marking" not in name]
    order = analysis.in_order(TABLES["sessions"])["id"]
    assert plans == [f"seminar/{own}" for own in order]


def test_no_page_keeps_a_hole():
    assert [path for path in PAGES if re.search(r"\{\w+(:\w+)?\}", prose(path))] == []


def test_a_number_that_there_is_not_stops_the_pages_and_names_its_place():
    frame = TABLES["misreadings"].copy()
    frame.loc[2, "reply"] = "There are {lavrov_report} of them."
    with pytest.raises(DataError) as caught:
        sessions.pages(CONTRACT, TABLES | {"misreadings": frame})
    problem = caught.value.problem
    place = (problem.file, problem.row, problem.column, problem.value)
    assert place == ("misreadings.csv", 4, "reply", "lavrov_report")
    assert "lavrov_reports" in problem.reason


def test_hostile_text_in_the_rows_of_a_session_stays_text():
    hostile = dict(TABLES)
    for name in ("sessions", "session_aims", "session_needs", "session_questions"):
        frame = TABLES[name].copy()
        for column in ("aim", "need", "question", "where", "title", "level", "cut_first", "ends"):
            if column in frame:
                frame[column] = HOSTILE.replace("{", "(").replace("}", ")")
        hostile[name] = frame
    page = Page(prose("book/seminar/one-sentence.ipynb", sessions.pages(CONTRACT, hostile)))
    assert as_shown(HOSTILE.replace("{", "(").replace("}", ")")) in page.text
    assert not page.tags & {"script", "b", "math"}


def test_the_pages_of_the_repository_are_those_of_its_data():
    assert [path for path in generate.drifted() if path in PAGES] == []


# Numbers about the data are filled in, and never typed

# Figures that no table holds, with the reason.
SETTINGS = {
    r"\bminute \d+": "the clock of the session",
    r"\b\d+ points\b": "what is spread in a bet",
    r"\bin 60 words\b": "the length of a text to write",
    r"\b(?:of|in) 100\b": "per hundred",
    r"\bmore than 50 cases\b": "what mostly means",
    r"\b[Aa]t (?:a hit chance of )?(?:70|80)\b": "a hit chance that is assumed: nobody knows it",
    r"\bstop 80 salvoes\b": "a wrong answer that repeats the hit chance",
    r"\b\d to \d is \d\d\b": "pairs among ten hands, to be reckoned on the board",
    r"Key to the five sentences: .*?\.": "numbers of invented sentences on a sheet",
    r"\b90 seconds\b": "the time for a report",
    r"\b[Ss]trips? \d(?: and \d)?\b": "numbers of claims on a sheet",
    r"\b[Cc]laims? \d(?:, \d)*(?: and \d)?\b": "numbers of claims on a sheet",
}
DATED = r"\b\d{1,2} [A-Z][a-z]+\b|\b(?:19|20)\d\d\b|\{\w+(?::\w+)?\}"
COUNTED = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) "
    r"(?:of the )?(?:objections|protests|statements|checks|reports|articles name)\b",
    re.IGNORECASE,
)
KEYS = {"id", "session_id", "handout_id", "table", "row", "letter", "criterion", "answered"}


def texts():
    """Every cell of text of the tables of sessions, with its place."""
    for name in sessions.ASKING:
        for column in set(TABLES[name]) - KEYS:
            if TABLES[name][column].dtype == object:
                for line, cell in enumerate(TABLES[name][column], start=2):
                    yield f"{name}:{line}:{column}", cell


def typed(cell):
    """The figures of a cell that are typed and that nothing excuses, and counts of the data in
    words."""
    left = re.sub("|".join((DATED, *SETTINGS)), " ", cell)
    return re.findall(r"\d[\d.,]*", left) + COUNTED.findall(left)


def test_no_number_about_the_data_is_typed_into_a_cell():
    assert {place: found for place, cell in texts() if (found := typed(cell))} == {}


def test_every_excuse_for_a_figure_is_needed():
    told = " | ".join(cell for _, cell in texts())
    assert [pattern for pattern in SETTINGS if not re.search(pattern, told)] == []


@pytest.mark.parametrize("cell", ["151 objections", "Nine objections", "of 442 claims", "p = 0.17"])
def test_a_typed_number_is_noticed(cell):
    assert typed(cell)


@pytest.mark.parametrize("cell", ["{claims} claims", "on 8 July 2016", "In minute 42.", "In fours"])
def test_a_date_a_setting_or_a_name_is_no_typed_number(cell):
    assert typed(cell) == []
