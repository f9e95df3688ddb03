"""The rules of the house: what is public is explained, rooms keep to their floor, nothing is left
lying about."""

import ast
import io
import os
import re
import subprocess
import sys
import tokenize
from urllib.parse import urlsplit

import nbformat
import pytest

from support import ROOT

PACKAGE = ROOT / "shieldbook"
MODULES = {str(path.relative_to(PACKAGE)): path for path in sorted(PACKAGE.rglob("*.py"))}
LONGEST = 500

# What each room may use of the others; arrows point downward only.
ALLOWED = {
    "analysis": ("analysis", "tables", "phrases"),
    "charts": ("charts", "display", "phrases"),
    "display.py": (),
    "proof.py": (),
    "explorers": ("explorers", "analysis", "charts", "display", "phrases", "tables"),
    "publish": ("publish", "charts", "display", "phrases"),
}
GROUND = tuple(
    name
    for name in MODULES
    if "/" not in name
    and name not in ("__init__.py", "__main__.py", "cli.py", "display.py", "proof.py")
)
FILELESS = ("analysis", "charts", "explorers", "display.py")
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

every_module = pytest.mark.parametrize("name", MODULES)


def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def room(name):
    """The room of a module: its folder, or the module itself where it stands alone."""
    return name.split("/")[0]


def imports(path):
    """Every module that a module imports, dotted; `from a import b` counts as a and a.b."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parts = path.relative_to(ROOT).with_suffix("").parts
                base = ".".join([*parts[: len(parts) - node.level], *([base] if base else [])])
            found |= {base} | {f"{base}.{alias.name}" for alias in node.names}
    return found


def rooms_used(path):
    """The rooms of the package that a module imports from."""
    within = {name.split(".")[1] for name in imports(path) if name.startswith("shieldbook.")}
    return {
        name for name in within if (PACKAGE / name).is_dir() or (PACKAGE / f"{name}.py").is_file()
    }


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


@every_module
def test_everything_public_has_a_docstring(name):
    assert [
        label for label, node in public(tree(MODULES[name])) if not ast.get_docstring(node)
    ] == []


@every_module
def test_every_module_says_what_it_is(name):
    assert not MODULES[name].read_text(encoding="utf-8").strip() or ast.get_docstring(
        tree(MODULES[name])
    )


@every_module
def test_no_module_is_longer_than_five_hundred_lines(name):
    assert len(MODULES[name].read_text(encoding="utf-8").splitlines()) <= LONGEST


# Rooms keep to their floor


@pytest.mark.parametrize("name", [name for name in MODULES if room(name) in ALLOWED])
def test_a_room_uses_only_rooms_below_it(name):
    assert rooms_used(MODULES[name]) - set(ALLOWED[room(name)]) == set()


@pytest.mark.parametrize("name", GROUND)
def test_the_ground_floor_uses_no_room_above_it(name):
    assert (
        rooms_used(MODULES[name]) & {"analysis", "charts", "display", "explorers", "publish"}
        == set()
    )


@pytest.mark.parametrize("name", [name for name in MODULES if room(name) in FILELESS])
def test_analysis_and_charts_have_no_means_of_reading_files(name):
    used = {module.split(".")[0] for module in imports(MODULES[name])}
    calls = {
        getattr(node.func, "attr", getattr(node.func, "id", ""))
        for node in ast.walk(tree(MODULES[name]))
        if isinstance(node, ast.Call)
    }
    assert used & READERS == set() and not [
        call for call in calls if call == "open" or call.startswith("read_")
    ]


@every_module
def test_only_publishing_knows_html(name):
    used = {module.split(".")[0] for module in imports(MODULES[name])}
    assert room(name) == "publish" or not used & {
        "html",
        "vl_convert",
        "docutils",
        "sphinx",
        "myst_nb",
    }


def test_importing_the_package_loads_no_room_that_it_does_not_need():
    heavy = ("pandas", "altair", "ipywidgets", "vl_convert")
    code = f"import shieldbook, sys; print([m for m in {heavy} if m in sys.modules])"
    printed = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout
    assert printed.strip() == "[]"


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


AMERICAN = (
    "color colors colored gray center centers centered theater defense offense license analyze "
    "analyzed analyzing "
    "behavior favor favors favored honor labor neighbor neighbors rumor harbor organize organized "
    "recognize recognized "
    "emphasize emphasized criticize criticized realize realized summarize catalog traveled "
    "traveling labeled labeling "
    "modeled canceled signaled fulfill skeptic skeptical judgment artifact program toward gotten"
).split()
# A Python program, and what may be done under a licence, are written so in British English too.
BRITISH = r"\b(?:a|the|this|each|Python|computer|notebook) program\b"


def prose(path):
    """The prose of a page or notebook: without code, addresses and what is quoted."""
    if path.suffix == ".ipynb":
        cells = nbformat.read(path, as_version=4).cells
        text = "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    else:
        text = path.read_text(encoding="utf-8")
    other = r"```(?!\{).*?```|`[^`\n]+`|\]\([^)]*\)|https?://\S+|“[^”]*”|\"[^\"\n]*\""
    return re.sub(other, " ", text, flags=re.DOTALL)


PAGES = [
    ROOT / "README.md",
    *(
        path
        for kind in ("*.md", "*.ipynb")
        for path in sorted((ROOT / "book").rglob(kind))
        if "_build" not in path.parts and path.name != "bibliography.md"
    ),
]


@pytest.mark.parametrize("path", PAGES, ids=[path.name for path in PAGES])
def test_the_page_is_in_british_spelling(path):
    # Only small letters count: a name such as the Center of a foundation keeps its own spelling.
    text = re.sub(BRITISH, " ", prose(path))
    assert sorted({word for word in re.findall(r"\b[a-z]+\b", text) if word in AMERICAN}) == []


def test_american_spelling_is_noticed(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(
        'The color of defense; `gray`; Missile Defense Agency; "toward".', encoding="utf-8"
    )
    assert set(re.findall(r"\b[a-z]+\b", prose(page))) & set(AMERICAN) == {"color", "defense"}
