"""The shape of the code, read off its syntax tree: short functions, no crowded lines, and nothing
nested that a reader would have to unfold.

Lines are what the formatter makes of the code; docstrings, comments and blank lines are left out.
"""

import ast

import pytest

from support import programs
from support.excuses import unexcused

LONGEST, DENSEST, CASTS = 50, 10.0, 20
PACKAGE, TOOLS = "shieldbook", ("tools", "benchmarks")
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
DOCUMENTED = (ast.Module, ast.ClassDef, *FUNCTIONS)

# What does not keep a rule yet, with the reason. An excuse that nothing needs is refused.
DENSE = {
    "shieldbook/tables/rules": "a rule is mostly one condition in one loop",
    "tests/charts": "what a picture shows is asked of its table in one line each",
}


def docstring_lines(node):
    """The lines that the docstring of a module, class or function takes."""
    if ast.get_docstring(node, clean=False) is None:
        return set()
    return set(range(node.body[0].lineno, node.body[0].end_lineno + 1))


def lines_of_code(text, code):
    """How many lines hold code."""
    told = set()
    for node in ast.walk(code):
        if isinstance(node, DOCUMENTED):
            told |= docstring_lines(node)
    lines = enumerate(text.splitlines(), 1)
    held = [line.strip() for number, line in lines if number not in told]
    return sum(bool(line) and not line.startswith("#") for line in held)


def lengths(code):
    """The lines of every function, its docstring left out."""
    for node in ast.walk(code):
        if isinstance(node, FUNCTIONS):
            yield node.name, node.end_lineno - node.lineno + 1 - len(docstring_lines(node))


def nested(code):
    """The lines of comprehensions that hold another, and of conditional expressions that do."""
    found = set()
    for node in ast.walk(code):
        for kind in (COMPREHENSIONS, ast.IfExp):
            inside = isinstance(node, kind) and [n for n in ast.walk(node) if isinstance(n, kind)]
            if inside and len(inside) > 1:
                found.add(node.lineno)
    return sorted(found)


def casts(code):
    """How often something is turned into text by `.astype(str)`."""
    return sum(
        isinstance(node, ast.Call)
        and getattr(node.func, "attr", "") == "astype"
        and any(isinstance(kind, ast.Name) and kind.id == "str" for kind in node.args)
        for node in ast.walk(code)
    )


@pytest.fixture(scope="module")
def modules():
    """Text and syntax tree of every module of the package, the tools, the benchmarks and the
    tests."""
    found = programs(PACKAGE, *TOOLS, "tests")
    return {name: (text, ast.parse(text)) for name, text in found.items()}


def test_no_function_is_longer_than_fifty_lines(modules):
    long = {}
    for name, (_, code) in modules.items():
        over = [f"{function}: {lines}" for function, lines in lengths(code) if lines > LONGEST]
        if over:
            long[name] = over
    assert long == {}


def test_no_folder_has_more_than_ten_nodes_a_line(modules):
    counted = {}
    for name, (text, code) in modules.items():
        nodes, lines = counted.get(name.rpartition("/")[0], (0, 0))
        nodes, lines = nodes + sum(1 for _ in ast.walk(code)), lines + lines_of_code(text, code)
        counted[name.rpartition("/")[0]] = nodes, lines
    density = {name: round(nodes / max(1, lines), 2) for name, (nodes, lines) in counted.items()}
    dense = {name: mean for name, mean in density.items() if mean > DENSEST}
    assert unexcused(dense, DENSE) == ({}, [])


def test_no_comprehension_holds_another_and_no_conditional_expression_does(modules):
    found = {}
    for name, (_, code) in modules.items():
        if not name.startswith("tests/") and nested(code):
            found[name] = nested(code)
    assert found == {}


def test_the_package_hardly_ever_turns_a_loaded_column_into_text(modules):
    # The loader gives text as text; whoever casts it again has met a frame that it did not make.
    found = {
        name: number
        for name, (_, code) in modules.items()
        if name.startswith("shieldbook/") and (number := casts(code))
    }
    assert sum(found.values()) <= CASTS, found


def test_what_is_nested_is_noticed():
    code = ast.parse(
        "a = [[y for y in x] for x in z]\n"
        "b = {k: sum(v for v in w) for k, w in z.items()}\n"
        "c = 1 if p else 2 if q else 3\n"
        "d = [x if p else y for x in z]\n"
        "e = [x for x in z] + [y for y in z]\n"
    )
    assert nested(code) == [1, 2, 3]


def test_lines_are_counted_without_docstring_comment_and_blank():
    text = 'def lamp():\n    """Two\n    lines."""\n\n    # Why.\n    return 1\n'
    code = ast.parse(text)
    assert lines_of_code(text, code) == 2 and dict(lengths(code)) == {"lamp": 4}
