"""Numbers in the prose: every one is proven by name from the data, or excused by a list."""

import ast
import csv
import re
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest

import shieldbook as sb
from shieldbook.pages.sessions import MARKING
from shieldbook.proof import NUMBER, parsed
from support.notebooks import NOTEBOOKS, every_notebook

EXCUSED_HERE = Path(__file__).resolve().parent / "excused"
MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
DAY = r"\d{1,2}(?:st|nd|rd|th)?"
# What no proof is asked for anywhere: dates, years, code, addresses, numbers of headings, lists
# and paragraphs, numbers in the name of a thing (Taepodong-1), and "one".
EXCUSED = (
    rf"\b{DAY}(?:(?:,| to| and| or|–) {DAY})* {MONTH}\b",
    rf"\b{MONTH} {DAY}\b",
    r"\bthe \d{1,2}(?:st|nd|rd|th)\b",
    r"(?<![\d,.])(?:19|20)\d{2}(?![\d,.]\d|\d)",
    r"```(?!\{).*?```",
    r"`[^`\n]+`",
    r"\]\([^)]*\)",
    r"https?://\S+",
    r"(?m:^#+ \d+(?:\.\d+)*\b)",
    r"(?m:^ *\d+\. )",
    r"¶\d+",
    r"\b[A-Z]\w+-\d+\b",
    r"\b[Oo]ne\b",
)


def cells(path, kind):
    """The sources of a notebook's cells of one kind, by their ids."""
    return {
        cell.id: cell.source
        for cell in nbformat.read(path, as_version=4).cells
        if cell.cell_type == kind
    }


def proofs(codes):
    """Every call of `prove` in some code."""
    calls = [
        node for code in codes for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)
    ]
    return [call for call in calls if called(call) == "prove"]


def called(call):
    """The last part of the name that is called."""
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def templates(codes):
    """The phrases of all proofs, with the names of their numbers."""
    return [ast.literal_eval(call.args[0]) for call in proofs(codes)]


def pattern(phrase):
    """A phrase as it may stand in prose, broken into lines anywhere, but not inside a longer word
    or number."""
    words = r"\s+".join(re.escape(word) for word in phrase.split())
    return rf"(?<![\w,.]){words}(?![\w]|[,.]\d)"


def excused_in(path):
    """The phrases whose numbers this notebook's list excuses."""
    file = EXCUSED_HERE / f"{path.stem}.csv"
    if not file.is_file():
        return []
    with file.open(encoding="utf-8", newline="") as rows:
        return [row["phrase"] for row in csv.DictReader(rows)]


def proven_spans(prose, template):
    """Where in the prose the named numbers of a phrase stand."""
    plain, places = parsed(template)[0], named_places(template)
    spans = []
    for found in re.finditer(pattern(plain), prose):
        numbers = list(NUMBER.finditer(prose, found.start(), found.end()))
        spans += [numbers[place].span() for place in places]
    return spans


def named_places(template):
    """The places, among all numbers of a phrase, of those that have a name."""
    marked = re.sub(r"\{(\w+):([^}]*)\}", lambda field: f"\x01{field[2]}\x02", template)
    plain = marked.replace("{{", "{").replace("}}", "}")
    found = NUMBER.finditer(plain.replace("\x01", " ").replace("\x02", " "))
    return [place for place, number in enumerate(found) if plain[number.start() - 1] == "\x01"]


def unproven(prose, proven=(), excused=()):
    """Numbers of the prose that are neither excused nor named in a proven phrase, with the words
    around them."""
    spans = [span for template in proven for span in proven_spans(prose, template)]
    for known in (*EXCUSED, *map(pattern, excused)):
        spans += [found.span() for found in re.finditer(known, prose, re.DOTALL)]
    return [
        " ".join(prose[max(0, n.start() - 30) : n.end() + 30].split())
        for n in NUMBER.finditer(prose)
        if not any(low <= n.start() and n.end() <= high for low, high in spans)
    ]


# The plans of sessions and their pages for marking are made from tables: their numbers are filled
# in from the data, and the tests of `pages/sessions.py` find what is typed into a cell.
MADE = {f"{kind}{own}" for own in sb.load("sessions")["id"] for kind in ("", MARKING)}
every_written_notebook = pytest.mark.parametrize(
    "path", [path for path in NOTEBOOKS if path.stem not in MADE], ids=lambda path: path.stem
)


@every_written_notebook
def test_every_number_in_the_prose_is_proven_or_excused(path):
    proven, excused = templates(cells(path, "code").values()), excused_in(path)
    astray = [
        f"{name}: … {found} …"
        for name, prose in cells(path, "markdown").items()
        for found in unproven(prose, proven, excused)
    ]
    assert not astray, "neither proven nor excused:\n" + "\n".join(astray)


@every_written_notebook
def test_the_description_of_a_page_gives_no_number(path):
    # No proof reads what a search engine shows of a page.
    description = nbformat.read(path, as_version=4).metadata.shieldbook.description
    assert unproven(description) == []


@every_notebook
def test_every_proven_phrase_stands_in_the_prose(path):
    prose = "\n\n".join(cells(path, "markdown").values())
    phrases = [parsed(template)[0] for template in templates(cells(path, "code").values())]
    assert [phrase for phrase in phrases if not re.search(pattern(phrase), prose)] == []


@every_notebook
def test_every_proven_phrase_is_more_than_a_number(path):
    phrases = [parsed(template)[0] for template in templates(cells(path, "code").values())]
    assert [phrase for phrase in phrases if NUMBER.fullmatch(phrase.strip())] == []


@every_notebook
def test_every_excused_phrase_stands_in_the_prose_and_holds_a_number(path):
    prose = "\n\n".join(cells(path, "markdown").values())
    stale = [p for p in excused_in(path) if not re.search(pattern(p), prose)]
    idle = [p for p in excused_in(path) if not unproven(p)]
    assert (stale, idle) == ([], [])


def test_every_list_of_excused_numbers_has_its_notebook_and_reasons():
    stems = {path.stem for path in NOTEBOOKS}
    for file in sorted(EXCUSED_HERE.glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as rows:
            assert file.stem in stems and all(row["because"] for row in csv.DictReader(rows))


# At least one value comes from data


def reaches_data(codes):
    """The names of a notebook's code that hold something of the data, followed through every
    assignment.

    Data come from `sb`: a table that it loads, or what the package computes of one.
    """
    known = {"sb"}
    while True:
        before = len(known)
        for code in codes:
            for node in ast.walk(ast.parse(code)):
                for target, value in bindings(node):
                    if touches(value, known):
                        known |= {n.id for n in ast.walk(target) if isinstance(n, ast.Name)}
                if isinstance(node, ast.FunctionDef) and touches(node, known):
                    known.add(node.name)
        if len(known) == before:
            return known


def bindings(node):
    """Pairs of what is bound and what it is bound to."""
    if isinstance(node, ast.Assign):
        return [(target, node.value) for target in node.targets]
    if isinstance(node, (ast.AugAssign, ast.AnnAssign, ast.NamedExpr)) and node.value:
        return [(node.target, node.value)]
    if isinstance(node, (ast.For, ast.comprehension)):
        return [(node.target, node.iter)]
    return []


def touches(node, known):
    """Whether an expression uses a name that holds data."""
    return any(isinstance(n, ast.Name) and n.id in known for n in ast.walk(node))


def literal(codes):
    """The phrases of proofs no value of which comes from data."""
    known = reaches_data(codes)
    return [
        ast.literal_eval(call.args[0])
        for call in proofs(codes)
        if not any(touches(keyword.value, known) for keyword in call.keywords)
    ]


@every_notebook
def test_every_proof_has_a_value_from_the_data(path):
    assert literal(list(cells(path, "code").values())) == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('sb.prove("{a:two} lamps", a=2)', ["{a:two} lamps"]),
        ('n = 1 + 1\nsb.prove("{a:two} lamps", a=n)', ["{a:two} lamps"]),
        ('minutes = [1, 1]\nsb.prove("{a:two} lamps", a=sum(minutes))', ["{a:two} lamps"]),
        ('sb.prove("a lamp", holds=True)', ["a lamp"]),
        ('t = sb.load("claims")\nsb.prove("{a:two} lamps", a=len(t))', []),
        ('t = sb.load("claims")\nn = len(t) + 1\nsb.prove("{a:two} lamps", a=n)', []),
        ('for n in sb.load("claims")["n"]:\n    pass\nsb.prove("{a:two} lamps", a=n)', []),
    ],
)
def test_a_proof_of_a_literal_is_noticed(code, found):
    assert literal([code]) == found


# Proofs stand at the end, and nothing else holds a notebook up


@every_notebook
def test_no_cell_of_a_notebook_asserts(path):
    # An assert would stop whoever changes an assumption and runs all cells.
    stops = [
        name
        for name, code in cells(path, "code").items()
        if any(isinstance(node, ast.Assert) for node in ast.walk(ast.parse(code)))
    ]
    assert stops == []


@every_notebook
def test_proofs_stand_at_the_end_of_the_notebook(path):
    own = nbformat.read(path, as_version=4).cells
    proving = [cell.cell_type == "code" and bool(proofs([cell.source])) for cell in own]
    assert [
        own[n].id for n, (here, after) in enumerate(pairwise(proving)) if here and not after
    ] == []


@pytest.mark.parametrize(
    "prose",
    [
        "on 16 August",
        "on 24 September 1999",
        "from 2 to 5 September",
        "in 1999, 2000, 2017 and 2018",
        "until the 4th",
        "`load(3)`",
        "[page](../12.html)",
        "see ¶3",
        "1. First",
        "## 2. Head",
        "one brief",
        "One day",
        "a Taepodong-1",
        "no number",
        "1999–2019",
        "```\nx = 3\n```",
    ],
)
def test_a_number_is_excused_in(prose):
    assert unproven(prose) == []


@pytest.mark.parametrize(
    "prose",
    [
        "seven days",
        "Twenty lamps",
        "0.8",
        "2,497 days",
        "1999,5 days",
        "19990 lamps",
        "12 of the 13",
        "six-country idea",
        "the lamps, 2018 of them and 4 more",
        "```{note}\n3 lamps\n```",
        "## 3. A\n\n5 oars",
    ],
)
def test_a_number_is_not_excused_in(prose):
    assert unproven(prose)


def test_a_named_number_is_proven_across_a_line_break():
    assert unproven("There were\nthree lamps.", ["were {lamps:three} lamps"]) == []


def test_a_number_without_a_name_is_not_proven():
    assert unproven("three of five lamps", ["{lit:three} of five lamps"]) == ["three of five lamps"]


def test_a_phrase_proves_only_its_own_words():
    found = unproven("three lamps and three oars", ["{lamps:three} lamps"])
    assert found == ["three lamps and three oars"]


def test_a_phrase_does_not_prove_part_of_a_longer_number():
    assert unproven("12 lamps and 1,002 lamps", ["{lamps:2} lamps"]) != []
