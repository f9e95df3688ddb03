"""What README, CONTRIBUTING and the like say of the project: the house is drawn as it stands, and
whatever they name is there."""

import re
from importlib import import_module

import pytest

from support import ROOT

DOCUMENTS = (
    "README.md",
    "CONTRIBUTING.md",
    "benchmarks/README.md",
    "hub/README.md",
    "research/README.md",
)
ROOMS = "tables|analysis|charts|explorers|publish|pages"
TOPS = f"shieldbook|tests|tools|benchmarks|book|data|hub|research|{ROOMS}"
# What is only there once something was built, measured or installed.
MADE = (
    "book/_build",
    "benchmarks/latest",
    "benchmarks/.node",
    "benchmarks/.hub",
    "benchmarks/.peers",
)


@pytest.fixture(scope="module")
def documents():
    """The text of every document, by its name."""
    return {name: (ROOT / name).read_text(encoding="utf-8") for name in DOCUMENTS}


def drawn(text):
    """The house as it is drawn: every name as a path from the root, with the words beside it."""
    block = text.split("\n## The house\n")[1].split("```")[1]
    found, above = {}, []
    for line in block.strip("\n").splitlines():
        name, _, words = line.strip().partition(" ")
        depth = (len(line) - len(line.lstrip())) // 2
        above = [*above[:depth], name]
        found["".join(above)] = words.strip()
    return found


def standing():
    """What has to be drawn: every module of the package, every tool, and the rooms of the tests."""
    package = (ROOT / "shieldbook").rglob("*.py")
    inner = {
        path for path in package if path.name != "__init__.py" or path.parent.name == "shieldbook"
    }
    tools = {path for path in (ROOT / "tools").iterdir() if path.is_file()}
    tests = {path for path in (ROOT / "tests").iterdir() if path.suffix == ".py"}
    rooms = {path.parent for path in (ROOT / "tests").rglob("*.py")} - {ROOT / "tests"}
    rooms = {room for room in rooms if room.parent == ROOT / "tests"}
    return {path.relative_to(ROOT).as_posix() for path in inner | tools | tests} | {
        f"{room.relative_to(ROOT).as_posix()}/" for room in rooms
    }


def test_the_drawing_of_the_house_has_every_module_and_no_other(documents):
    house = drawn(documents["CONTRIBUTING.md"])
    missing = sorted(standing() - house.keys())
    gone = [
        name
        for name in house
        if not (ROOT / name).is_dir() and (name.endswith("/") or not (ROOT / name).is_file())
    ]
    assert (missing, gone) == ([], [])


def test_everything_in_the_drawing_of_the_house_is_explained(documents):
    assert [name for name, words in drawn(documents["CONTRIBUTING.md"]).items() if not words] == []


def test_a_drawing_is_read_by_its_indents():
    text = "\n## The house\n\n```\na/     one\n  b/   two\n    c  three\n  d    four\n```\n"
    assert drawn(text) == {"a/": "one", "a/b/": "two", "a/b/c": "three", "a/d": "four"}


def test_every_path_that_a_document_names_is_there(documents):
    lost = []
    for name, text in documents.items():
        for path in re.findall(rf"`((?:{TOPS})/[\w./*-]*)`", text):
            places = [f"{top}{path}" for top in ("", "shieldbook/", "benchmarks/")]
            if not path.startswith(MADE) and not any(list(ROOT.glob(place)) for place in places):
                lost.append(f"{name}: {path}")
    assert lost == []


def resolves(dotted):
    """Whether a dotted name of the package leads to a module or to something in one."""
    found, parts = import_module("shieldbook"), dotted.split(".")[1:]
    for number, part in enumerate(parts, 1):
        if hasattr(found, part):
            found = getattr(found, part)
            continue
        try:
            found = import_module(".".join(["shieldbook", *parts[:number]]))
        except ModuleNotFoundError:
            return False
    return True


def test_every_name_of_the_package_that_a_document_gives_is_there(documents):
    lost = [
        f"{name}: {dotted}"
        for name, text in documents.items()
        for dotted in re.findall(r"`(?:shieldbook|sb)((?:\.\w+)+)", text)
        if not resolves(f"shieldbook{dotted}")
    ]
    assert lost == []


def test_a_name_that_leads_nowhere_is_noticed():
    assert resolves("shieldbook.tables.rules.checks.in_second_sample")
    assert not resolves("shieldbook.rules.in_second_sample")
