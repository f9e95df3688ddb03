"""The order of rows is decided by what they hold: no sort leaves ties to chance, in the package or
in a notebook."""

import ast

import nbformat
import pandas as pd
import pytest

import shieldbook as sb
from shieldbook import analysis
from shieldbook.analysis import formats
from support import ROOT

# Sorts of frames and arrays that break ties by chance unless they are told to be stable.
SORTS = {"sort_values", "sort_index", "argsort"}
# What reads an order off counts, among which pandas 2 leaves ties to chance.
READ_OFF = {"index", "items", "iloc", "head", "keys", "idxmax", "tolist"}


def sources():
    """The code of every module of the package and of every notebook, by path."""
    for path in sorted((ROOT / "shieldbook").rglob("*.py")):
        yield path, path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "book").rglob("*.ipynb")):
        if not {"_build", ".ipynb_checkpoints"} & set(path.parts):
            cells = nbformat.read(path, as_version=4).cells
            yield path, "\n".join(cell.source for cell in cells if cell.cell_type == "code")


def left_to_chance(code):
    """The calls of a piece of code that sort without saying that they are stable."""
    return [ast.unparse(node) for node in ast.walk(ast.parse(code)) if _chancy(node)]


def _chancy(node):
    if isinstance(node, ast.Attribute) and node.attr in READ_OFF:
        return isinstance(node.value, ast.Call) and _name(node.value) == "value_counts"
    if not isinstance(node, ast.Call):
        return False
    numpy = (
        _name(node) == "sort"
        and isinstance(node.func, ast.Attribute)
        and _id(node.func.value) in ("np", "numpy")
    )
    kinds = [word.value for word in node.keywords if word.arg == "kind"]
    stable = [kind.value for kind in kinds if isinstance(kind, ast.Constant)] == ["stable"]
    return (_name(node) in SORTS or numpy) and not stable


def _name(call):
    return getattr(call.func, "attr", _id(call.func))


def _id(node):
    return getattr(node, "id", "")


def test_every_sort_of_a_frame_is_stable():
    found = {str(path.relative_to(ROOT)): left_to_chance(code) for path, code in sources()}
    assert len(found) > 80
    assert {path: calls for path, calls in found.items() if calls} == {}


@pytest.mark.parametrize(
    "code",
    [
        "t.sort_values('a')",
        "t.sort_values(['a', 'b'])",
        "t.sort_values('a', kind='quicksort')",
        "t.sort_index()",
        "t.sort_values('a', kind=kind)",
        "x.argsort()",
        "np.argsort(x)",
        "np.sort(x)",
        "t.value_counts().index[0]",
        "for a, n in t.value_counts().items(): pass",
    ],
)
def test_a_sort_that_leaves_ties_to_chance_is_noticed(code):
    assert left_to_chance(code) != []


@pytest.mark.parametrize(
    "code",
    [
        "t.sort_values(['a', 'b'], kind='stable')",
        "np.argsort(x, kind='stable')",
        "rows.sort(key=len)",
        "sorted(rows)",
        "t.value_counts().get('a', 0)",
        "t.value_counts().reindex(order)",
    ],
)
def test_a_sort_that_decides_every_tie_is_not_refused(code):
    assert left_to_chance(code) == []


# Ties are broken by the key, whatever order the rows come in


def shuffled(frame):
    """The rows in another order; so many that an unstable sort would show."""
    return frame.sample(frac=1, random_state=7)


def test_articles_of_one_day_stand_in_the_order_of_their_ids():
    names = [f"article-{n:02d}" for n in range(40)]
    articles = shuffled(pd.DataFrame({"id": names, "published": "1999-09-03"}))
    assert analysis.articles.by_date(articles)["id"].tolist() == names


def test_treaties_that_began_on_one_day_stand_in_the_order_of_their_ids():
    names = [f"treaty-{n:02d}" for n in range(40)]
    treaties = pd.DataFrame(
        {"id": names, "short": names, "signed": "1972-05-26", "in_force": "", "ended": ""}
    )
    assert (
        analysis.treaties.lifetimes(shuffled(treaties), "2020-01-01")["treaty_id"].tolist() == names
    )


def test_formats_stand_in_the_order_of_the_days_on_which_they_were_proposed():
    proposed = {"d": "[2003-01-01..2003-02-01]", "a": "2003-08-27", "c": "1999", "b": "1999"}
    table = pd.DataFrame(
        {
            "id": list(proposed),
            "name": list(proposed),
            "proposed_on": list(proposed.values()),
            "first_met": "",
        }
    )
    members = pd.DataFrame({"format_id": list(proposed), "state": "RUS"})
    seats = formats.seat_table(table, members, sb.load("actors")).query("code == 'RUS'")
    assert seats["format"].tolist() == ["b", "c", "d", "a"]
    assert seats["when"].tolist() == ["1999", "1999", "2003", "2003"]


def test_missiles_that_flew_equally_often_are_named_in_the_order_of_the_table():
    names = [f"rocket {n}" for n in range(40, 0, -1)]
    launches = pd.DataFrame({"date": "2006-07-05", "missile": names})
    assert analysis.launches.launch_days(launches)["label"].tolist() == [", ".join(names)]
