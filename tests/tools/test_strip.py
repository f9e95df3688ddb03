"""Notebooks are stripped of what a run leaves in them, and git refuses those that are not."""

from __future__ import annotations

import json
import os
import shutil
import subprocess

import pytest

from support import ROOT
from support.notebooks import every_notebook
from support.tools import POSIX, load_tool

RUN = {
    "cells": [
        {
            "cell_type": "markdown",
            "id": "a-1",
            "metadata": {"tags": ["narrative"]},
            "source": "# A",
        },
        {
            "cell_type": "code",
            "id": "a-2",
            "metadata": {"tags": ["method"], "collapsed": False, "execution": {"began": "9:00"}},
            "source": "x = 1\nx",
            "execution_count": 7,
            "outputs": [{"output_type": "stream", "name": "stdout", "text": "1"}],
        },
    ],
    "metadata": {
        "kernelspec": {"name": "mine", "display_name": "Mine"},
        "language_info": {"name": "python", "version": "3.13.1"},
        "shieldbook": {"description": "A page."},
        "widgets": {"state": {}},
    },
    "nbformat": 4,
    "nbformat_minor": 5,
}


@pytest.fixture
def strip():
    return load_tool("strip")


@pytest.fixture
def notebook(strip):
    """A notebook that was run and saved, stripped."""
    return json.loads(strip.stripped(json.dumps(RUN)))


def test_outputs_and_counts_of_runs_go(notebook):
    assert notebook["cells"][1]["outputs"] == []
    assert notebook["cells"][1]["execution_count"] is None


def test_the_metadata_of_one_machine_go_and_ours_stay(notebook):
    assert set(notebook["metadata"]) == {"kernelspec", "language_info", "shieldbook"}
    assert notebook["metadata"]["kernelspec"]["name"] == "python3"
    assert notebook["metadata"]["language_info"] == {"name": "python"}
    assert notebook["cells"][0]["metadata"] == {"tags": ["narrative"]}


def test_code_is_folded_away_where_jupyterlab_looks(notebook):
    assert notebook["cells"][1]["metadata"] == {
        "tags": ["method"],
        "jupyter": {"source_hidden": True},
    }


def test_no_word_of_a_cell_is_lost(notebook):
    assert ["".join(cell["source"]) for cell in notebook["cells"]] == ["# A", "x = 1\nx"]


def test_what_is_stripped_stays_as_it_is(strip):
    once = strip.stripped(json.dumps(RUN))
    assert strip.stripped(once) == once


def test_what_is_no_notebook_is_refused(strip):
    with pytest.raises(ValueError, match="no notebook"):
        strip.stripped('{"lamps": []}')


@every_notebook
def test_the_notebook_is_stripped(strip, path):
    text = path.read_text(encoding="utf-8")
    assert strip.stripped(text) == text, "run `make strip`"


def test_stripping_writes_only_what_was_not_stripped(strip, tmp_path, capsys):
    run, clean = tmp_path / "run.ipynb", tmp_path / "clean.ipynb"
    run.write_text(json.dumps(RUN))
    clean.write_text(strip.stripped(json.dumps(RUN)))
    assert strip.main(["--check", str(run), str(clean)]) == 1
    assert strip.main([str(run), str(clean)]) == 0
    assert capsys.readouterr().out == f"{run}: stripped\n"
    assert strip.main(["--check", str(run), str(clean)]) == 0


@pytest.fixture
def git(tmp_path):
    """Git in a clone with our hook in it, under no settings of this machine; returns the answer."""
    shutil.copytree(
        ROOT / "tools", tmp_path / "tools", ignore=shutil.ignore_patterns("__pycache__")
    )
    alone = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    somebody = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")

    def run(*words):
        command = ["git", *somebody, *words]
        return subprocess.run(command, cwd=tmp_path, env=alone, capture_output=True, text=True)

    run("init", "-q")
    run("config", "core.hooksPath", "tools/hooks")
    return run


@POSIX
def test_git_refuses_a_notebook_that_is_not_stripped_and_says_what_to_do(strip, git, tmp_path):
    page = tmp_path / "a page.ipynb"
    page.write_text(json.dumps(RUN))
    git("add", "a page.ipynb")
    refused = git("commit", "-m", "A page")
    assert refused.returncode and "a page.ipynb: not stripped; run `make strip`" in refused.stderr
    strip.main([str(page)])
    # What is staged counts, not what lies in the folder.
    assert git("commit", "-m", "A page").returncode
    git("add", "a page.ipynb")
    assert git("commit", "-m", "A page").returncode == 0
