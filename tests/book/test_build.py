"""What stops the build: a failing cell, a warning, and neither of them only once."""

from __future__ import annotations

import pytest

from support.books import NOTEBOOK, Book, notebook
from support.tools import load_tool


@pytest.fixture
def book(tmp_path) -> Book:
    return Book(tmp_path)


pytestmark = pytest.mark.slow


@pytest.fixture
def build(book):
    """The build of `make book` at work on the small book; it returns the exit code."""
    tool = load_tool("build")
    return lambda: tool.build(book.folder.parent)


def test_a_good_book_is_built_with_its_cells_run(book):
    answer = book.build()
    assert answer.returncode == 0, answer.stdout[-2000:] + answer.stderr[-2000:]
    assert ">42<" in book.page(NOTEBOOK).replace("\n", "")


def test_a_failing_cell_fails_the_build_and_is_named(book):
    book.write(f"{NOTEBOOK}.ipynb", notebook("assert 1 == 2, 'one is not two'"))
    answer = book.build()
    assert answer.returncode != 0
    assert "one is not two" in answer.stdout + answer.stderr


def test_a_failing_cell_fails_the_second_build_too(book):
    book.write(f"{NOTEBOOK}.ipynb", notebook("1 / 0"))
    book.build()
    assert book.build().returncode != 0


def test_a_warning_fails_the_build(book):
    book.write("intro.md", "# A small book\n\nSee {doc}`nowhere`.\n")
    assert book.build().returncode != 0


def test_a_warning_is_not_forgotten_by_the_next_make(book, build):
    book.write("intro.md", "# A small book\n\nSee {doc}`nowhere`.\n")
    assert build() and build()


def test_an_output_made_from_older_data_is_not_published(book, build):
    table = book.folder.parent / "data" / "table.csv"
    table.parent.mkdir(exist_ok=True)
    table.write_text("first value")
    book.write(f"{NOTEBOOK}.ipynb", notebook(f"open({str(table)!r}).read()"))
    build()
    table.write_text("second value")
    build()
    assert "second value" in book.page(NOTEBOOK)
