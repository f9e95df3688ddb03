"""The rules of the house: what is public is explained, rooms keep to their floor, nothing is left
lying about."""

import ast
import io
import os
import re
import subprocess
import sys
import tokenize
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from urllib.parse import urlsplit

import pytest

from support import ROOT
from support.excuses import unexcused

PACKAGE = ROOT / "shieldbook"
MODULES = {path.relative_to(PACKAGE).as_posix(): path for path in sorted(PACKAGE.rglob("*.py"))}
OURS = [
    *MODULES.values(),
    *(path for top in ("tools", "benchmarks") for path in sorted((ROOT / top).glob("*.py"))),
]
LONGEST = 500

# The rooms of the package, floor by floor from the ground, and what each may use of the others:
# a room, or where it names a module, that module only. What stands on one floor keeps apart.
FLOORS = (
    {"phrases": (), "console": (), "heads": (), "proof": ()},
    {"tables": ("phrases",), "display": ("proof",)},
    {
        "analysis": ("tables.dates", "tables.desk", "tables.sheets", "phrases"),
        "charts": ("display", "phrases"),
        "verify": ("tables", "phrases"),
    },
    {
        "controls": ("tables.dates", "analysis.lookup"),
        "pages": ("tables", "analysis", "phrases"),
    },
    {
        "session": ("tables", "analysis", "display"),
        "draft": ("tables", "pages", "phrases"),
        "seminar": ("tables", "analysis", "display", "phrases"),
        "article": ("tables", "analysis", "charts", "display", "heads", "phrases"),
        "explorers": ("tables.dates", "display", "analysis", "charts", "controls", "phrases"),
        "publish": (
            "pages.notebook",
            "display",
            "tables",
            "analysis",
            "charts.region",
            "charts.theme",
            "controls",
            "phrases",
            "proof",
        ),
        "__init__": ("tables", "proof"),
    },
    {
        "classroom": (
            "tables",
            "analysis",
            "charts",
            "display",
            "publish.class_report",
            "phrases",
        ),
        "desk": ("tables", "analysis", "explorers"),
    },
    {
        "cli": (
            "tables",
            "pages",
            "verify",
            "draft",
            "classroom",
            "publish.hub",
            "phrases",
            "console",
        )
    },
    {"__main__": ("cli",)},
)
ALLOWED = {room: allowed for floor in FLOORS for room, allowed in floor.items()}
FLOOR_OF = {room: number for number, floor in enumerate(FLOORS) for room in floor}

FILELESS = ("analysis", "charts", "explorers", "display")
READERS = {
    "os",
    "io",
    "pathlib",
    "csv",
    "shutil",
    "tempfile",
    "glob",
    "urllib",
    "requests",
    "sqlite3",
    "subprocess",
}
HTML = {"html", "vl_convert", "docutils", "sphinx", "myst_nb"}

# What does not keep a rule, with the reason. An excuse that nothing needs is refused.
HIDDEN = {"charts": "a chart has the name of its module, until the charts are written anew by form"}


def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def room(name):
    """The room of a module: its folder, or the module itself where it stands alone."""
    return name.split("/")[0].removesuffix(".py")


def dotted(name):
    """A module as it is imported, without the package's own name."""
    return name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def imported(code, within):
    """Every module that code imports, dotted, wherever in it; of the package those `within` it, as
    `shieldbook.…`."""
    found = set()
    for node in ast.walk(code):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "a module is imported by its whole name"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                found.add(whole if whole.removeprefix("shieldbook.") in within else node.module)
    return found


def arrows(modules):
    """From every module to those of the package that it imports, by their dotted names."""
    within = {dotted(name) for name in modules}
    found = {}
    for name, code in modules.items():
        used = {module.partition("shieldbook.")[2] for module in imported(code, within)}
        found[dotted(name)] = (used & within) - {dotted(name)}
    return found


def strangers(modules):
    """The arrows between rooms that the table does not allow."""
    found = []
    for name, used in arrows(modules).items():
        own = name.split(".")[0]
        found += [
            f"{name} -> {module}"
            for module in sorted(used)
            if module.split(".")[0] != own
            and not {module, module.split(".")[0]} & set(ALLOWED.get(own, ()))
        ]
    return found


def circle(graph):
    """A circle in a graph of arrows, or nothing."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return error.args[1]
    return []


def hidden_in(folder, package, beside):
    """The modules of a package that its `__init__` hides behind something else of their name."""
    whole = ".".join(["shieldbook", *folder.split("/")]).rstrip(".")
    bound = set()
    for node in package.body:
        if isinstance(node, ast.ImportFrom) and node.module != whole:
            bound |= {alias.asname or alias.name for alias in node.names}
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            bound.add(node.name)
    return sorted(bound & set(beside))


@pytest.fixture(scope="module")
def package():
    """The code of every module of the package, by its path."""
    return {name: tree(path) for name, path in MODULES.items()}


# What is public is explained


def public(node, outer=""):
    """Public functions and classes of a module, and the public methods of its public classes."""
    for child in ast.iter_child_nodes(node):
        if isinstance(
            child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
        ) and not child.name.startswith("_"):
            yield f"{outer}{child.name}", child
            if isinstance(child, ast.ClassDef):
                yield from public(child, f"{child.name}.")


def test_everything_public_has_a_docstring(package):
    bare = {
        f"{name}: {label}"
        for name, code in package.items()
        for label, node in public(code)
        if not ast.get_docstring(node)
    }
    assert sorted(bare) == []


def test_every_module_says_what_it_is(package):
    assert [
        name for name, code in package.items() if code.body and not ast.get_docstring(code)
    ] == []


def test_no_module_is_longer_than_five_hundred_lines():
    # Lines may be counted because one formatter breaks them all.
    lines = {
        path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in OURS
    }
    assert {name: n for name, n in lines.items() if n > LONGEST} == {}


# Rooms keep to their floor


def test_every_room_of_the_package_stands_in_the_table():
    assert sorted({room(name) for name in MODULES}) == sorted(ALLOWED)


def test_what_a_room_may_use_lies_on_a_floor_below():
    upward = [
        f"{own} -> {module}"
        for own, allowed in ALLOWED.items()
        for module in allowed
        if FLOOR_OF[module.split(".")[0]] >= FLOOR_OF[own]
    ]
    assert upward == []


def test_a_room_uses_only_what_the_table_allows(package):
    assert strangers(package) == []


def test_whatever_the_table_allows_is_used(package):
    used = {
        (name.split(".")[0], part)
        for name, modules in arrows(package).items()
        for module in modules
        for part in (module, module.split(".")[0])
    }
    idle = [
        f"{own} -> {module}"
        for own, allowed in ALLOWED.items()
        for module in allowed
        if (own, module) not in used
    ]
    assert idle == []


def test_no_module_leads_back_to_itself(package):
    assert circle(arrows(package)) == []


def test_an_arrow_upwards_is_noticed_inside_a_function_too():
    modules = {
        "analysis/lamps.py": ast.parse(
            "def light():\n    from shieldbook.charts.theme import INK\n"
        ),
        "charts/theme.py": ast.parse("from shieldbook import display\n"),
        "display.py": ast.parse("import json\n"),
    }
    assert strangers(modules) == ["analysis.lamps -> charts.theme"]


def test_a_use_of_more_than_the_one_module_that_is_allowed_is_noticed():
    modules = {
        "analysis/lamps.py": ast.parse("from shieldbook.tables import dates, reader\n"),
        "tables/dates.py": ast.parse(""),
        "tables/reader.py": ast.parse(""),
    }
    assert strangers(modules) == ["analysis.lamps -> tables.reader"]


def test_a_circle_is_noticed():
    modules = {
        "charts/one.py": ast.parse("import shieldbook.charts.two\n"),
        "charts/two.py": ast.parse("def late():\n    from shieldbook.charts import one\n"),
    }
    assert circle(arrows(modules)) in (
        ["charts.one", "charts.two", "charts.one"],
        ["charts.two", "charts.one", "charts.two"],
    )


def test_nothing_public_hides_a_module_of_its_package(package):
    found = {}
    for name, code in package.items():
        folder, _, file = name.rpartition("/")
        if file == "__init__.py":
            beside = {path.stem for path in (PACKAGE / folder).iterdir()}
            found[folder] = hidden_in(folder, code, beside)
    assert unexcused(found, HIDDEN) == ({}, [])


def test_a_function_that_hides_its_module_is_noticed():
    code = ast.parse("from shieldbook.lamps.wick import trim, wick\ndef oil(): pass\n")
    assert hidden_in("lamps", code, {"wick", "oil", "glass"}) == ["oil", "wick"]


def test_a_module_that_its_package_imports_is_not_hidden():
    code = ast.parse("from shieldbook.lamps import wick\n")
    assert hidden_in("lamps", code, {"wick"}) == []


def test_analysis_and_charts_have_no_means_of_reading_files(package):
    found = {}
    for name, code in package.items():
        if room(name) in FILELESS:
            used = {module.split(".")[0] for module in imported(code, ())} & READERS
            calls = {
                getattr(node.func, "attr", getattr(node.func, "id", ""))
                for node in ast.walk(code)
                if isinstance(node, ast.Call)
            }
            found[name] = used | {c for c in calls if c == "open" or c.startswith("read_")}
    assert found and unexcused(found, {}) == ({}, [])


def test_only_publishing_knows_html(package):
    found = {
        name: {module.split(".")[0] for module in imported(code, ())} & HTML
        for name, code in package.items()
        if room(name) != "publish"
    }
    assert unexcused(found, {}) == ({}, [])


def test_importing_the_package_loads_no_room_that_it_does_not_need():
    heavy = ("pandas", "altair", "ipywidgets", "vl_convert")
    code = f"import shieldbook, sys; print([m for m in {heavy} if m in sys.modules])"
    printed = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout
    assert printed.strip() == "[]"


# Tests keep to theirs


def test_no_file_of_tests_imports_another():
    files = sorted((ROOT / "tests").rglob("*.py"))
    beside = {path.stem for path in files} | {path.parent.name for path in files}
    wrong = {
        path.relative_to(ROOT).as_posix(): sorted(
            {module.split(".")[0] for module in imported(tree(path), ())}
            & (beside - {"support", "tests"}) - set(sys.stdlib_module_names)
        )
        for path in files
    }
    assert unexcused(wrong, {}) == ({}, [])


# One hand has written it


@pytest.mark.parametrize("words", ["check", "format --check"])
def test_the_project_is_as_ruff_would_have_it(words):
    command = [sys.executable, "-m", "ruff", *words.split(), "--no-cache", "."]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


EXCUSE = re.compile(r"noqa: [A-Z]+\d+(, [A-Z]+\d+)* - \S.*")


def test_every_exception_in_the_code_gives_its_reason(texts):
    bare = [
        f"{path}: {comment}"
        for path, text in texts.items()
        if path.endswith(".py")
        for comment in comments(text)
        if comment.startswith("noqa") and not EXCUSE.fullmatch(comment)
    ]
    assert bare == []


def test_every_exception_in_the_settings_gives_its_reason():
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    section, bare = "", []
    for before, line in pairwise(lines):
        section = line if line.startswith("[") else section
        excepts = re.match(r'(ignore|extend-exclude|extend-immutable-calls|"[^"]+") = ', line)
        if section.startswith("[tool.ruff") and excepts and not before.startswith("#"):
            bare.append(line)
    assert bare == []


# Nothing is left lying about


def project_files():
    """Every file of the project that git knows or would take."""
    command = ["git", "-C", ROOT, "ls-files", "-co", "--exclude-standard"]
    listed = subprocess.run(command, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("the project is no git checkout, so its files cannot be told from others")
    return [
        path for line in sorted(set(listed.stdout.splitlines())) if (path := ROOT / line).is_file()
    ]


@pytest.fixture(scope="module")
def texts():
    """The text of every file of the project, by path; files that are no text are left out."""
    found = {}
    for path in project_files():
        try:
            found[str(path.relative_to(ROOT))] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
    return found


def lines_with(texts, pattern, *, skip=()):
    """Where a pattern stands: path, line and what was found."""
    return [
        f"{path}:{number}: {found[0]}"
        for path, text in texts.items()
        if not path.startswith(skip)
        for number, line in enumerate(text.splitlines(), 1)
        if (found := re.search(pattern, line))
    ]


def test_nothing_is_marked_to_be_done_later(texts):
    marks = ["TO" + "DO", "FIX" + "ME"]
    kinds = (".py", ".sh", ".css", ".ipynb", ".toml", ".md")
    code = {path: text for path, text in texts.items() if path.endswith(kinds)}
    assert (
        lines_with(code, rf"\b(?:{'|'.join(marks)})\b", skip=("book/reference/bibliography",)) == []
    )


def is_code(comment):
    """Whether the words of a comment are a statement rather than prose."""
    for text in (comment, f"{comment} pass"):
        try:
            body = ast.parse(text).body
        except (SyntaxError, ValueError):
            continue
        prose = (
            ast.Name,
            ast.Constant,
            ast.Tuple,
            ast.Compare,
            ast.BoolOp,
            ast.Subscript,
            ast.BinOp,
            ast.UnaryOp,
            ast.Attribute,
        )
        return any(
            not isinstance(node, (ast.Expr, ast.AnnAssign))
            or isinstance(node, ast.Expr)
            and not isinstance(node.value, prose)
            for node in body
        )
    return False


def comments(text):
    """The words of every comment, without the sign."""
    return [
        token.string.lstrip("#! ")
        for token in tokenize.generate_tokens(io.StringIO(text).readline)
        if token.type == tokenize.COMMENT
    ]


def test_no_code_is_left_in_comments(texts):
    found = {
        path: [c for c in comments(text) if is_code(c)]
        for path, text in texts.items()
        if path.endswith(".py")
    }
    assert {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "comment", ["x = 3", "print(x)", "import os", "if x:", "return x", "raise ValueError"]
)
def test_code_in_a_comment_is_noticed(comment):
    assert is_code(comment)


@pytest.mark.parametrize(
    "comment", ["Because the converter counts.", "Figures", "noqa: E501", "a, b", "one or two"]
)
def test_prose_in_a_comment_is_not_taken_for_code(comment):
    assert not is_code(comment)


def test_no_file_names_a_place_on_one_machine(texts):
    places = "|".join(["wo" + "rk", "t" + "mp", "ro" + "ot", "ho" + "me", "Us" + "ers"])
    assert lines_with(texts, rf"(?<![\w.\-:/~])/(?:{places})/[\w.]") == []


def hosts_of_this_machine():
    """Hosts that packages come from here, where that is not the public index."""
    named = [
        value
        for key, value in os.environ.items()
        if key.startswith(("PIP_", "UV_", "NPM_", "npm_config_"))
    ]
    pip = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True
    ).stdout
    addresses = re.findall(r"(?:https?|file)://[^\s'\"]+", " ".join([*named, pip]))
    public = {
        "pypi.org",
        "files.pythonhosted.org",
        "registry.npmjs.org",
        "localhost",
        "127.0.0.1",
        "",
    }
    return sorted({part.hostname or part.path for part in map(urlsplit, addresses)} - public)


def test_no_file_names_the_registry_of_one_machine(texts):
    hosts = hosts_of_this_machine()
    assert not hosts or lines_with(texts, "|".join(map(re.escape, hosts))) == []


def test_the_pinned_requirements_name_no_index(texts):
    pinned = {path: text for path, text in texts.items() if path.startswith("requirements")}
    assert pinned and lines_with(pinned, r"index-url|find-links|trusted-host|://") == []
