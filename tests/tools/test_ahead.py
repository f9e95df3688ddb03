"""Notebooks run ahead of the build: found in the table of contents, kept when they succeed, known
again by the build."""

import importlib.util

import nbformat
import pytest
from jupyter_cache import get_cache

from shieldbook.publish.sphinx import marked
from support import ROOT


@pytest.fixture(scope="module")
def ahead():
    place = importlib.util.spec_from_file_location("tool_ahead", ROOT / "tools" / "ahead.py")
    module = importlib.util.module_from_spec(place)
    place.loader.exec_module(module)
    return module


def write(path, code):
    cell = nbformat.v4.new_code_cell(code, id="only", metadata={"tags": ["data"]})
    nbformat.write(
        nbformat.v4.new_notebook(
            cells=[cell], metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}}
        ),
        path,
    )


@pytest.fixture(scope="module")
def small(ahead, tmp_path_factory):
    """A book of two notebooks, one of which fails, run ahead; the book and what was kept."""
    book = tmp_path_factory.mktemp("book")
    (book / "_toc.yml").write_text(
        "root: sound\nparts:\n  - chapters:\n      - file: broken\n      - file: page\n",
        encoding="utf-8",
    )
    (book / "page.md").write_text("# No notebook\n", encoding="utf-8")
    write(book / "sound.ipynb", "print(6 * 7)")
    write(book / "broken.ipynb", "1 / 0")
    return book, ahead.run_ahead(book)


def test_every_notebook_of_the_book_is_run_ahead(ahead):
    built = {
        path
        for path in (ROOT / "book").rglob("*.ipynb")
        if not {"_build", ".ipynb_checkpoints"} & set(path.parts)
    }
    assert set(ahead.notebooks(ROOT / "book")) == built


def test_what_succeeds_is_kept_and_what_fails_is_left_to_the_build(small):
    book, kept = small
    assert kept == [book / "sound.ipynb"]


def test_the_build_knows_again_what_was_run(small):
    book, _ = small
    notebook = nbformat.reads(
        marked((book / "sound.ipynb").read_text(encoding="utf-8")), as_version=4
    )
    _, merged = get_cache(str(book / "_build" / ".jupyter_cache")).merge_match_into_notebook(
        notebook
    )
    assert merged.cells[0].outputs[0].text == "42\n"


def test_what_was_kept_is_not_run_again(small, ahead):
    assert ahead.run_ahead(small[0]) == []
