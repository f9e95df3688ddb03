"""What a chapter tells a class: its aim, what helps to know, the minutes to read and to do."""

import json

import pandas as pd
import pytest
from docutils import nodes

from shieldbook.publish import lessons
from shieldbook.publish.lessons import LessonError, exercise_minutes
from support import ROOT
from support.frames import MARKDOWN, build, make_book, notebook
from support.notebooks import NOTEBOOKS, read
from support.pages import Page

CHAPTERS = {"shieldbook_chapters": ["First part"], "myst_heading_anchors": 3}
AIM = "tell a lamp from a <torch>"
GROUND = "  - caption: Ground\n    chapters:\n      - file: before-you-read\n      - file: {}\n"


def make(folder, helps):
    """An invented book whose first chapter, on an article of 1999, has an aim."""
    book = make_book(folder)
    one = notebook("One")
    one["metadata"]["shieldbook"] |= {"aim": AIM, "helps": helps}
    (book / "chapters" / "01_one.ipynb").unlink()
    (book / "chapters" / "01_one-1999.ipynb").write_text(json.dumps(one))
    toc = (book / "_toc.yml").read_text().replace("01_one", "01_one-1999")
    (book / "_toc.yml").write_text(toc + GROUND.format("seminar/1999"))
    (book / "seminar").mkdir()
    text = "## How a lamp works\n\nIt burns."
    for name in ("before-you-read", "seminar/1999"):
        (book / f"{name}.md").write_text(MARKDOWN.format(title="Ground", text=text))
    return folder


def fold(html, name):
    """The fold of a page, taken apart; nothing where it has none."""
    page = (html / f"{name}.html").read_text(encoding="utf-8")
    parts = page.split('<details class="sb-lesson">')[1:]
    return [Page(part.split("</details>")[0]) for part in parts]


@pytest.fixture(scope="module", params=[0, 55], ids=["no exercises", "exercises"])
def told(request, tmp_path_factory):
    """The minutes of the exercises, and the folds of the chapter and of a page that is none."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lessons, "exercise_minutes", lambda page: request.param)
        html = build(make(tmp_path_factory.mktemp("lesson"), ["how-a-lamp-works"]), **CHAPTERS)
    [chapter] = fold(html, "chapters/01_one-1999")
    return request.param, chapter, fold(html, "before-you-read") + fold(html, "chapters/two")


def test_a_chapter_says_what_it_is_for_and_how_long_it_takes(told):
    minutes, chapter, _ = told
    words = " ".join(chapter.text.split())
    assert f"For a class Afterwards you can {AIM}. It takes about 1 minute to read" in words
    assert ("the exercises about 55 minutes to do" in words) == bool(minutes)


def test_it_leads_to_what_helps_to_know_and_to_the_exercises_where_there_are_some(told):
    minutes, chapter, _ = told
    links = [one["href"] for one in chapter.all("a")]
    exercises = ["../seminar/1999.html"] if minutes else []
    assert links == [*exercises, "../before-you-read.html#how-a-lamp-works"]
    assert "How a lamp works" in chapter.text


def test_a_page_without_an_aim_tells_none(told):
    assert told[2] == []


def test_what_helps_to_know_has_to_be_there(tmp_path):
    with pytest.raises(LessonError, match="no heading of before-you-read: 'how-a-torch-works'"):
        build(make(tmp_path, ["how-a-torch-works"]), **CHAPTERS)


def test_the_minutes_of_exercises_are_summed_by_page_where_the_data_have_exercises(monkeypatch):
    rows = pd.DataFrame({"page": ["1999", "1999", "2000"], "minutes": [10, 20, 5]})
    monkeypatch.setattr(lessons, "load", lambda name: {"exercises": rows}[name])
    contract = type("Contract", (), {"tables": {"exercises": None}})
    monkeypatch.setattr(lessons, "read_contract", lambda: contract)
    assert [exercise_minutes(page) for page in ("1999", "2000", "2017")] == [30, 5, 0]
    monkeypatch.setattr(contract, "tables", {})
    assert exercise_minutes("1999") == 0


def test_every_chapter_of_the_book_has_an_aim_and_names_what_helps():
    chapters = [path for path in NOTEBOOKS if path.parent.name == "chapters"]
    told = {path.stem: read(path).metadata.shieldbook for path in chapters}
    ground = read(ROOT / "book" / "before-you-read.ipynb").cells
    heads = {nodes.make_id(line[3:]) for cell in ground for line in cell.source.splitlines()}
    for name, meta in told.items():
        assert 40 <= len(meta["aim"]) <= 220 and meta["aim"][0].islower(), name
        assert not meta["aim"].endswith("."), name
        assert meta["helps"] and set(meta["helps"]) <= heads, name
    assert len(told) == 10 and len({meta["aim"] for meta in told.values()}) == 10
