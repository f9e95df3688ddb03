"""A notebook that somebody took along: it finds its package or says what is missing, and its links
lead to the book."""

import json
import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest

import shieldbook as sb
from shieldbook.publish import alone
from support import ROOT
from support.frames import SITE

WHEEL = alone.wheel_name(sb.__version__)
PAGES = {"index", "chapters/01_one", "reference/glossary"}
PROSE = (
    "[a](01_one.ipynb), [b](../reference/glossary.md#lamp), [c](../index.ipynb), [d](#part), "
    "[e](https://a.org/glossary.md), [f](../reference/lost.md)"
)
RUN = "import sys; exec(compile(open(sys.argv[1]).read(), 'the first cell', 'exec'))"


def notebook(*sources):
    """The text of a notebook of some cells of prose."""
    cells = [nbformat.v4.new_markdown_cell(source) for source in sources]
    return nbformat.writes(nbformat.v4.new_notebook(cells=cells))


def taken(site="", wheel=WHEEL, text=None):
    """A notebook of the invented book as it is taken along."""
    told = alone.alone(text or notebook(PROSE), "chapters/01_one", PAGES, wheel, site)
    return nbformat.reads(told, as_version=4)


def first(site=""):
    """The code of the first cell."""
    return taken(site).cells[0].source


def run(code):
    """Run the first cell here; returns nothing, raises what it raises."""
    exec(compile(code, "the first cell", "exec"), {"__name__": "__main__"})


@pytest.fixture
def bare(monkeypatch, tmp_path):
    """A folder in which the package is not to be found; `asked` is what pip is told, and it
    fails."""
    told = SimpleNamespace(asked=[], folder=tmp_path)

    def pip(command, **_):
        told.asked.append(command)
        return SimpleNamespace(returncode=1, stderr="WARNING: Slow.\nERROR: No network.\n")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    monkeypatch.setattr(subprocess, "run", pip)
    return told


def test_where_the_package_is_the_first_cell_does_nothing(monkeypatch, capsys):
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: pytest.fail("pip was called"))
    run(first())
    assert capsys.readouterr() == ("", "")


def test_another_version_of_the_package_is_told_and_left_alone(monkeypatch, capsys):
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: pytest.fail("pip was called"))
    older = taken(wheel=alone.wheel_name("0.0.1")).cells[0].source
    run(older)
    said = capsys.readouterr().out
    assert "0.0.1" in said and sb.__version__ in said and said.count("\n") == 1


def test_without_package_wheel_and_address_one_sentence_says_what_to_do(bare):
    with pytest.raises(ImportError, match=f"put {WHEEL}.*beside it and run this cell") as raised:
        run(first())
    assert raised.value._render_traceback_() == [str(raised.value)]
    assert bare.asked == []


def test_the_wheel_beside_the_notebook_comes_before_the_one_of_the_address(bare):
    (bare.folder / WHEEL).touch()
    with pytest.raises(ImportError, match=f"^{WHEEL} could not be installed: No network.$"):
        run(first(SITE))
    assert [command[-1] for command in bare.asked] == [WHEEL]


def test_without_a_wheel_beside_it_the_notebook_asks_the_address_of_the_book(bare):
    with pytest.raises(ImportError, match="No network"):
        run(first(SITE))
    assert [command[-1] for command in bare.asked] == [f"{SITE}_downloads/{WHEEL}"]


def test_the_first_cell_is_short_and_folded():
    cell = taken().cells[0]
    assert len(cell.source.splitlines()) <= 29 and max(map(len, cell.source.splitlines())) <= 300
    assert cell.metadata.jupyter.source_hidden and "hide-input" in cell.metadata.tags


def test_a_notebook_that_was_taken_along_is_a_valid_one():
    nbformat.validate(taken())


@pytest.mark.parametrize("site, root", [(SITE, SITE), ("", "../")])
def test_the_links_of_a_notebook_lead_to_the_pages_of_the_book(site, root):
    prose = taken(site).cells[-1].source
    assert prose == (
        f"[a]({root}chapters/01_one.html), [b]({root}reference/glossary.html#lamp), "
        f"[c]({root}index.html), [d](#part), [e](https://a.org/glossary.md), "
        "[f](../reference/lost.md)"
    )


def test_a_book_without_a_package_gives_its_notebooks_no_such_cell(tmp_path):
    assert alone.make_wheel(tmp_path, tmp_path / "out") == ""
    assert [cell.cell_type for cell in taken(wheel="").cells] == ["markdown"]


@pytest.fixture(scope="module")
def offered(tmp_path_factory):
    """A folder as a reader has it after two downloads: a chapter of the book and the wheel."""
    folder = tmp_path_factory.mktemp("taken along")
    (folder / "shieldbook-0.0.1-py3-none-any.whl").touch()
    wheel = alone.make_wheel(ROOT, folder)
    text = (ROOT / "book" / "chapters" / "03_breitbart-2017.ipynb").read_text(encoding="utf-8")
    told = alone.alone(text, "chapters/03_breitbart-2017", set(), wheel, "")
    (folder / "chapter.ipynb").write_text(told, encoding="utf-8")
    return folder


@pytest.mark.slow
def test_the_wheel_is_of_this_version_alone_and_the_same_at_every_build(offered, tmp_path):
    assert [path.name for path in offered.glob("*.whl")] == [WHEEL]
    assert alone.make_wheel(ROOT, tmp_path) == WHEEL
    assert (tmp_path / WHEEL).read_bytes() == (offered / WHEEL).read_bytes()


@pytest.fixture(scope="module")
def python(tmp_path_factory):
    """The Python of a fresh environment with everything that the book needs but its package."""
    home, others = tmp_path_factory.mktemp("venv"), tmp_path_factory.mktemp("packages")
    venv.create(home, with_pip=True)
    for path in Path(sysconfig.get_path("purelib")).iterdir():
        if "shieldbook" not in path.name:
            (others / path.name).symlink_to(path)
    scheme = {"base": str(home), "platbase": str(home)}
    site = Path(sysconfig.get_path("purelib", "venv", scheme))
    (site / "others.pth").write_text(f"{others}\n")
    return Path(sysconfig.get_path("scripts", "venv", scheme)) / Path(sys.executable).name


def called(python, folder, *arguments):
    """Run the Python of the fresh environment in a folder, without the internet; `PYTHONPATH` holds
    the versions of pandas and Altair under which `make matrix` runs the tests."""
    kept = {
        "PYTHONPATH": os.pathsep.join(
            path
            for path in os.environ.get("PYTHONPATH", "").split(os.pathsep)
            if path and not (Path(path) / "shieldbook").is_dir()
        ),
        "PIP_NO_INDEX": "1",
    }
    environment = {name: value for name, value in os.environ.items() if name != "SHIELDBOOK_DATA"}
    command = [str(python), *arguments]
    return subprocess.run(
        command, cwd=folder, env={**environment, **kept}, capture_output=True, text=True
    )


@pytest.mark.slow
def test_a_chapter_taken_along_runs_to_its_end_with_the_wheel_beside_it(offered, python, tmp_path):
    missing = called(python, tmp_path, "-c", "import shieldbook")
    assert "No module named 'shieldbook'" in missing.stderr
    (tmp_path / "first.py").write_text(first(), encoding="utf-8")
    told = called(python, tmp_path, "-c", RUN, "first.py")
    assert told.returncode and f"put {WHEEL}" in told.stderr.splitlines()[-1]
    notebook = ["-m", "nbconvert", "--to", "notebook", "--execute", "--output", "done"]
    done = called(python, offered, *notebook, "chapter.ipynb")
    assert done.returncode == 0, done.stderr
    cells = json.loads((offered / "done.ipynb").read_text(encoding="utf-8"))["cells"]
    shown = {kind for cell in cells for out in cell.get("outputs", ()) for kind in out["data"]}
    assert "application/vnd.vegalite.v5+json" in shown
    where = called(python, tmp_path, "-c", "import shieldbook; print(shieldbook.__file__)")
    assert Path(where.stdout.strip()).is_relative_to(python.parent.parent)
