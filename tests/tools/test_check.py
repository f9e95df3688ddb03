"""What `make check` tells whoever corrects something: all that is left to do, in plain words."""

from __future__ import annotations

import json
import shutil
from functools import partial

import pytest

from shieldbook.proof import COLLECT
from shieldbook.tables.contract import DataError, Problem
from support import ROOT
from support.package import change
from support.tools import load_tool


@pytest.fixture(scope="module")
def check():
    return load_tool("check")


@pytest.fixture
def copy(check, tmp_path, monkeypatch):
    """Data, changelog and generated pages of the book, to be corrected."""
    # The second opinion takes seconds, and says nothing of these corrections.
    monkeypatch.setattr(check, "validate", partial(check.validate, standard=False))
    shutil.copytree(ROOT / "data", tmp_path / "data")
    # An evidence page names its chapter, and the table of contents names the evidence page.
    shutil.copytree(ROOT / "book", tmp_path / "book", ignore=shutil.ignore_patterns("_build"))
    shutil.copy(ROOT / "CHANGELOG.md", tmp_path)
    return tmp_path


def notebook(path, *cells):
    """A notebook of these cells of code, at that path."""
    made = [
        {"cell_type": "code", "id": f"cell-{number}", "source": code, "metadata": {}, "outputs": []}
        for number, code in enumerate(cells, 1)
    ]
    text = {"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(text))
    return path


@pytest.fixture(autouse=True)
def here(monkeypatch):
    """Leaves the test where it was, for every notebook is run in its own folder, and proofs to warn
    as they do in a reader's kernel."""
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv(COLLECT, raising=False)


# Four corrections


@pytest.mark.broad
def test_a_typo_in_a_check_is_left_to_the_changelog_and_a_version(check, copy):
    change(copy / "data" / "checks.csv", "cannot be told", "can not be told")
    assert (check.data(copy), check.pages(copy)) == ([], [])
    told = "\n".join(check.version(copy))
    assert "the data differ from version" in told and "--again" in told
    assert "CHANGELOG.md does not name `checks`" in told


@pytest.mark.broad
def test_a_wrong_date_is_asked_for_its_row_of_corrections(check, copy):
    change(
        copy / "data" / "events.csv", "seoul,1999-09-02/1999-09-04", "seoul,1999-09-02/1999-09-05"
    )
    assert any("data/corrections.csv wants a row" in line for line in check.version(copy))


@pytest.mark.broad
def test_a_reworded_claim_is_told_of_the_ledger_and_of_the_version_at_once(check, copy):
    change(copy / "data" / "claims.csv", "trying to head off", "trying to prevent")
    assert any("ledger --because" in line for line in check.data(copy))
    assert any("CHANGELOG.md does not name `claims`" in line for line in check.version(copy))


@pytest.mark.broad
def test_a_new_source_is_told_of_the_page_and_that_nothing_cites_it(check, copy):
    source = (
        "@misc{lamp-2017,\n  title = {{A lamp}},\n  publisher = {Lamps},\n  date = {2017-11-22},\n"
    )
    source += (
        "  year = {2017},\n  url = {https://example.org/lamp},\n  urldate = {2026-11-29},\n}\n\n"
    )
    change(copy / "data" / "references.bib", "@misc{yourpedia", f"{source}@misc{{yourpedia")
    assert any("lamp-2017" in line and "no row" in line for line in check.data(copy))
    assert check.pages(copy) == ["book/reference/bibliography.md is out of date"]


@pytest.mark.broad
def test_a_change_that_the_changelog_names_is_not_asked_for_again(check, copy):
    change(copy / "data" / "checks.csv", "cannot be told", "can not be told")
    change(copy / "CHANGELOG.md", "\n## ", "\n## Next\n\n- `checks`: a typo.\n\n## ")
    assert not any("does not name" in line for line in check.version(copy))


@pytest.mark.broad
def test_data_as_they_were_ask_for_nothing(check, copy):
    assert (check.data(copy), check.version(copy), check.pages(copy)) == ([], [], [])


# Proofs


def test_every_false_sentence_of_a_notebook_is_told_with_its_cell(check, tmp_path):
    path = notebook(
        tmp_path / "lamps.ipynb",
        'import shieldbook as sb\nsb.prove("{n:three} lamps", n=4)\nsb.prove("{n:two} oars", n=2)',
        'sb.prove("{n:five} oars", n=6)',
    )
    first, second = check.unproven(path)
    assert first.startswith("lamps, cell cell-1: The prose says 'three lamps'")
    assert second.startswith("lamps, cell cell-2: ") and "n is 6, not five" in second


def test_a_cell_that_fails_is_told_and_what_follows_is_not_run(check, tmp_path):
    path = notebook(tmp_path / "lamps.ipynb", "lamp = 1 / 0", "print(lamp)")
    assert check.unproven(path) == ["lamps, cell cell-1: ZeroDivisionError: division by zero"]


# All at once


def told(check, monkeypatch, capsys, *steps):
    monkeypatch.setattr(check, "STEPS", steps)
    return check.main(ROOT), capsys.readouterr().out


def test_all_that_is_left_to_do_is_told_and_not_only_the_first(check, monkeypatch, capsys):
    steps = [
        check.Step("lamps are lit", lambda root: ["one is out", "two are out"], "light them."),
        check.Step("oars are dry", lambda root: [], "dry them."),
        check.Step("ropes are tied", lambda root: ["one is loose"], "tie it."),
    ]
    code, said = told(check, monkeypatch, capsys, *steps)
    assert code == 1 and "2 steps of 3 to do" in said
    for words in ("one is out", "two are out", "What to do: light them.", "What to do: tie it."):
        assert words in said
    assert "dry them" not in said


def test_where_nothing_is_left_to_do_that_is_said(check, monkeypatch, capsys):
    code, said = told(check, monkeypatch, capsys, check.Step("oars are dry", lambda root: [], ""))
    assert code == 0 and "nothing is left to do" in said


def test_data_that_cannot_be_read_do_not_hide_the_other_steps(check, monkeypatch, capsys):
    def broken(root):
        raise DataError(Problem("claims.csv", 3, "id", "x", "no such id"))

    steps = check.Step("pages", broken, "a."), check.Step("ropes", lambda root: ["loose"], "b.")
    code, said = told(check, monkeypatch, capsys, *steps)
    assert code == 1 and "before the data can be read" in said and "loose" in said


def test_every_test_that_the_words_are_held_to_is_there(check):
    assert [name for name in check.TESTS if not (ROOT / name).is_file()] == []
