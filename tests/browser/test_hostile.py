"""Hostile strings in every text column of the frames stay text in every chart, table, tooltip,
description and CSV."""

from __future__ import annotations

import json
import shutil

import pytest

from shieldbook import charts, explorers
from support import ROOT, poison
from support.building import built, copy_project, start_build
from support.driving import PAGES, Visit, ask, page_names, served
from support.judges import formula_cells, intruders, none
from support.notebooks import NOTEBOOKS
from support.poison import HOSTILE, LONG, text_columns

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGES_OF_CODE = [
    f"{path.relative_to(ROOT / 'book').with_suffix('').as_posix()}.html" for path in NOTEBOOKS
]
MOST_MARKS = 8


def without_proofs(notebook: dict) -> dict:
    """A notebook without the cells that hold prose against data, or compute what these need: they
    read words that the poison changes, and show nothing."""
    kept = [
        cell
        for cell in notebook["cells"]
        if not {"proof", "solution"} & set(cell["metadata"].get("tags", []))
    ]
    return {**notebook, "cells": kept}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """The folder of a book built from poisoned frames."""
    folder = copy_project(tmp_path_factory.mktemp("hostile") / "project")
    shutil.copy(poison.__file__, folder)
    door = folder / "shieldbook" / "tables" / "reader.py"
    poisoning = "\n\nfrom poison import poisoned\n\nload = poisoned(load, find_data)\n"
    door.write_text(door.read_text(encoding="utf-8") + poisoning, encoding="utf-8")
    for path in (folder / "book").rglob("*.ipynb"):
        path.write_text(
            json.dumps(without_proofs(json.loads(path.read_text(encoding="utf-8")))),
            encoding="utf-8",
        )
    return built(folder, start_build(folder))


@pytest.fixture(scope="module")
def told(browser, address, hostile):
    """Of every page with code: what Chromium made of it, used as a reader would use it."""
    found = {}
    with served(hostile) as where:
        for name in PAGES_OF_CODE:
            with Visit(browser, address, name) as clean:
                clean.open_folds()
                for number in range(clean.hydrate()):
                    walk_marks(clean.page, number)
                census = ask(clean.page, "census")
            with Visit(browser, where, name) as here:
                here.scroll_through()
                here.open_folds()
                live = here.hydrate(60)
                tips = [walk_marks(here.page, number) for number in range(live)]
                here.page.wait_for_timeout(200)
                found[name] = {
                    "intruders": intruders(here.page, census),
                    "dialogs": here.dialogs,
                    "live": live,
                    "foreign": here.foreign,
                    "words": ask(here.page, "words"),
                    "tips": tips,
                    "errors": here.errors,
                }
    return found


def walk_marks(page, number: int) -> str:
    """What a live picture tells of its first marks under the arrow keys."""
    picture = page.locator(".sb-picture:visible").nth(number)
    picture.focus()
    heard = []
    for _ in range(MOST_MARKS):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(30)
        heard += picture.locator(".sb-tip").all_text_contents()
    return "\n".join(heard)


def test_every_chart_and_explorer_stands_in_a_page_of_the_book():
    # What every reading shows is drawn by its article.
    code = (ROOT / "shieldbook" / "article.py").read_text(encoding="utf-8")
    code += "".join(
        "".join(cell["source"])
        for path in NOTEBOOKS
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        if cell["cell_type"] == "code"
    )
    missing = [name for name in charts.__all__ if f"charts.{name}(" not in code]
    missing += [
        name for name in explorers.__all__ if "explorer" in name.lower() and f"{name}(" not in code
    ]
    assert missing == []


def test_the_contract_has_text_to_poison():
    contract = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))
    columns = {item["name"]: text_columns(contract, item["name"]) for item in contract["resources"]}
    assert (
        columns["claims"] == {"claim": False, "because": False}
        and sum(map(len, columns.values())) > 40
    )


def test_no_script_from_the_data_runs_and_no_element_comes_of_it(told):
    none(**{name: page["intruders"] for name, page in told.items()})


def test_hostile_data_opens_no_box_and_asks_no_host(told):
    none(**{name: page["dialogs"] + page["foreign"] for name, page in told.items()})


def test_hostile_data_break_no_picture(told):
    none(**{name: page["errors"] for name, page in told.items()})


def test_hostile_words_are_read_as_they_stand(told):
    lost = {}
    for place in ("tables", "pictures", "told", "tips"):
        heard = [
            "\n".join(page["tips"]) if place == "tips" else page["words"][place]
            for page in told.values()
        ]
        texts = [" ".join(text.split()) for text in heard]
        lost[place] = [
            kind
            for kind, words in HOSTILE.items()
            if not any(" ".join(words.split()) in text for text in texts)
        ]
    none(**lost)


def test_ten_thousand_characters_stay_whole_in_tables_and_tips(told):
    tables = "".join(page["words"]["tables"] for page in told.values())
    tips = "".join("\n".join(page["tips"]) for page in told.values())
    assert LONG.strip() in tables and LONG[:500] in tips


def test_no_cell_of_a_csv_is_a_formula(hostile):
    files = sorted(hostile.rglob("*.csv"))
    assert files
    none(**{path.name: formula_cells(path.read_text(encoding="utf-8")) for path in files})


def test_every_csv_keeps_the_words(hostile):
    texts = [
        path.read_text(encoding="utf-8").replace('""', '"')
        for path in sorted(hostile.rglob("*.csv"))
    ]
    assert sum(all(words in text for words in HOSTILE.values()) for text in texts) > len(texts) / 3


def test_the_pages_are_those_of_the_book():
    assert set(PAGES_OF_CODE) <= set(page_names(PAGES))
