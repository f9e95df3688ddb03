"""The package and its notebooks under the lowest pandas that is allowed; conftest.py holds all
other tests to it."""

import altair as alt
import nbformat
import pandas as pd
import pytest
from pandas.errors import InvalidIndexError

from support.notebooks import NOTEBOOKS

CATEGORIES = pd.DataFrame({"unit": ["a", "a"], "field": pd.Categorical(["x", "y"]), "code": [1, 2]})


@pytest.mark.parametrize("value", ["", 0])
def test_filling_categories_with_another_value_is_noticed(value):
    for use in (lambda: CATEGORIES.fillna(value), lambda: CATEGORIES["field"].fillna(value)):
        with pytest.raises(TypeError):
            use()
    assert CATEGORIES["code"].fillna(0).tolist() == [1, 2]
    assert CATEGORIES["field"].fillna("x").tolist() == ["x", "y"]


def test_columns_named_by_categories_are_noticed():
    wide = CATEGORIES.pivot(index="unit", columns="field", values="code")
    other = pd.DataFrame({"z": [1]}, index=["a"])
    for use in (
        lambda: wide[:],
        lambda: wide.join(other),
        lambda: other.join(wide),
        lambda: other.merge(wide, left_index=True, right_index=True),
    ):
        with pytest.raises(InvalidIndexError):
            use()


def test_groups_of_categories_that_do_not_occur_are_noticed():
    for use in (
        lambda: CATEGORIES.groupby("field"),
        lambda: CATEGORIES.groupby(["unit", "field"]),
        lambda: CATEGORIES.groupby(CATEGORIES["field"]),
        lambda: CATEGORIES["code"].groupby(CATEGORIES["field"]),
    ):
        with pytest.raises(FutureWarning):
            use()
    assert len(CATEGORIES.groupby("field", observed=True)) == len(CATEGORIES.groupby("code")) == 2


@pytest.fixture
def renderer():
    """Leaves Altair's choice of renderer as it was, for every notebook chooses the book's."""
    with alt.renderers.enable(alt.renderers.active):
        yield


def failure(path, monkeypatch):
    """Why the code of a notebook does not run, or nothing; what it shows is made and thrown
    away."""
    monkeypatch.chdir(path.parent)
    names = {}
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            try:
                exec(compile(cell.source, f"{path.name}, cell {cell.id}", "exec"), names)
            except Exception as error:  # Whatever it is, the notebook does not run.
                return f"cell {cell.id}: {type(error).__name__}: {error}"
    return None


@pytest.mark.notebooks
def test_every_notebook_runs_under_the_lowest_pandas(monkeypatch, renderer):
    assert len(NOTEBOOKS) > 10
    found = {path.name: failure(path, monkeypatch) for path in NOTEBOOKS}
    assert {name: why for name, why in found.items() if why} == {}
