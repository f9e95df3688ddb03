"""What a build may use of an earlier one, and what it throws away."""

from __future__ import annotations

import json

import pytest

from support.tools import load_tool


@pytest.fixture
def build():
    return load_tool("build")


@pytest.fixture
def built(build, tmp_path):
    """A project with a book that was built well; its pages."""
    for name in (
        "data/claims.csv",
        "shieldbook/display.py",
        "book/_config.yml",
        "pyproject.toml",
        "requirements.txt",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("as it was\n")
    pages = tmp_path / "book" / "_build"
    (pages / ".doctrees").mkdir(parents=True)
    (pages / ".jupyter_cache").mkdir()
    state = {"inputs": build.digest(tmp_path), "finished": True}
    (pages / "shieldbook.json").write_text(json.dumps(state))
    return pages


def test_nothing_is_dropped_where_nothing_changed(build, built, tmp_path):
    build.drop_stale_pages(tmp_path)
    assert (built / ".jupyter_cache").exists() and (built / ".doctrees").exists()


@pytest.mark.parametrize(
    "name", ["data/claims.csv", "shieldbook/display.py", "book/_config.yml", "requirements.txt"]
)
def test_outputs_made_from_older_data_or_code_are_dropped(build, built, tmp_path, name):
    (tmp_path / name).write_text("as it is now\n")
    build.drop_stale_pages(tmp_path)
    assert not built.exists()


def test_outputs_are_dropped_where_a_table_is_gone(build, built, tmp_path):
    (tmp_path / "data" / "claims.csv").unlink()
    build.drop_stale_pages(tmp_path)
    assert not built.exists()


def test_pages_are_read_anew_after_a_build_that_failed(build, built, tmp_path):
    note = built / "shieldbook.json"
    note.write_text(json.dumps(json.loads(note.read_text()) | {"finished": False}))
    build.drop_stale_pages(tmp_path)
    assert not (built / ".doctrees").exists() and (built / ".jupyter_cache").exists()
