"""The notebooks of the book: clean, short, prose before code, and they run from anywhere."""

import itertools
import re
from collections import Counter

import pytest
from nbclient import NotebookClient
from nbformat.validator import iter_validate

from shieldbook.display import EXPLORER, FIGURE, STATES, TABLE
from shieldbook.phrases import plural
from shieldbook.proof import COLLECT, PROOF, fault
from shieldbook.publish.address import Place
from shieldbook.publish.figures import rows
from shieldbook.publish.figures.html import figure_html
from shieldbook.publish.figures.renderer import OURS
from shieldbook.publish.figures.tables import table_html
from shieldbook.tables.dates import MONTHS, in_words
from support import ROOT
from support.explorers import behind
from support.notebooks import NOTEBOOKS, code_of, every_notebook, read, tags
from support.pages import Page

BIBLIOGRAPHY = ROOT / "book" / "reference" / "bibliography.md"
LINES, LINES_OF_A_PROOF = 25, 60
APART = frozenset({"proof", "solution"})
EVIDENCE = [f"evidence/{path.stem}" for path in NOTEBOOKS if path.parent.name == "evidence"]


NAMED = "|".join((*MONTHS, "spring", "summer", "autumn", "winter"))
# A bare year is left out: it sorts as the number that it is.
IN_WORDS = re.compile(
    rf"(between |from )?([\w ]+ (to|and) )?(\d{{1,2}} )?({NAMED}) \d{{4}}(, "
    rf"(about|uncertain))?"
)


def test_the_book_has_notebooks():
    assert NOTEBOOKS


@every_notebook
def test_the_notebook_has_a_valid_form(path):
    assert [error.message for error in iter_validate(read(path))] == []


@every_notebook
def test_the_notebook_carries_no_output(path):
    assert [
        cell.id for _, cell in code_of(path) if cell.outputs or cell.execution_count is not None
    ] == []


@every_notebook
def test_no_two_cells_share_an_id(path):
    ids = [cell.id for cell in read(path).cells]
    assert len(ids) == len(set(ids))


@every_notebook
def test_every_cell_has_an_id_that_somebody_gave(path):
    assert [
        cell.id
        for cell in read(path).cells
        if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)+", cell.id)
    ] == []


@every_notebook
def test_the_notebook_names_the_kernel_that_everybody_has(path):
    assert read(path).metadata.kernelspec.name == "python3"


@every_notebook
def test_the_metadata_hold_nothing_of_one_machine(path):
    metadata = read(path).metadata
    assert set(metadata) == {"kernelspec", "language_info", "shieldbook"} and set(
        metadata.language_info
    ) == {"name"}
    assert set(metadata.shieldbook) <= {
        "description",
        "question",
        "answers",
        "aim",
        "helps",
    }
    assert metadata.shieldbook.get("answers", True) is True


@every_notebook
def test_every_cell_of_code_is_short(path):
    long = {
        cell.id: len(cell.source.splitlines())
        for _, cell in code_of(path)
        if len(cell.source.splitlines()) > (LINES_OF_A_PROOF if tags(cell) & APART else LINES)
    }
    assert long == {}


@every_notebook
def test_prose_stands_before_every_cell_of_code(path):
    cells = read(path).cells
    bare = [
        cell.id
        for place, cell in code_of(path)
        if place == 0
        or not (cells[place - 1].cell_type == "markdown" or tags(cells[place - 1]) & APART)
    ]
    assert bare == []


@every_notebook
def test_every_cell_of_code_can_be_folded_away(path):
    assert [cell.id for _, cell in code_of(path) if "hide-input" not in tags(cell)] == []


@every_notebook
def test_every_link_of_the_notebook_names_a_file_that_is_there(path):
    # The book would find a page without its ending too; JupyterLab would not.
    prose = [cell.source for cell in read(path).cells if cell.cell_type == "markdown"]
    links = [link for text in prose for link in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text)]
    pages = [link for link in links if not re.match(r"[a-z]+:", link)]
    assert [link for link in pages if not (path.parent / link).is_file()] == []


@every_notebook
def test_the_prose_of_the_notebook_has_no_markup_that_only_the_book_reads(path):
    raw = re.compile(r"^(?::{3,}|`{3,}\{).*|^\(.*\)=$|\{[a-z:-]+\}`|[\])]\{[.#][^}]*\}", re.M)
    prose = [cell.source for cell in read(path).cells if cell.cell_type == "markdown"]
    assert [found for text in prose for found in raw.findall(text)] == []


@every_notebook
def test_no_cell_opens_a_file_by_itself(path):
    wild = re.compile(
        r"\.\./|\bopen\(|\bread_\w+\(|\bPath\(|\burlopen\b|\brequests\b|^[!%]", re.MULTILINE
    )
    assert {
        cell.id: wild.findall(cell.source) for _, cell in code_of(path) if wild.search(cell.source)
    } == {}


@pytest.fixture(
    scope="module",
    params=[pytest.param(path, marks=pytest.mark.slow, id=path.stem) for path in NOTEBOOKS],
)
def run(request, tmp_path_factory):
    """The notebook after its run in a fresh kernel that started in an empty folder, errors and
    all."""
    notebook = read(request.param)
    resources = {"metadata": {"path": str(tmp_path_factory.mktemp("elsewhere"))}}
    client = NotebookClient(
        notebook, timeout=120, kernel_name="python3", allow_errors=True, resources=resources
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(COLLECT, "1")
        client.execute()
    return notebook


def sent(notebook, mime_type):
    """Every output of one kind, by the cell that sent it."""
    return [
        (cell.id, output.data[mime_type])
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if mime_type in output.get("data", {})
    ]


def test_no_cell_fails_in_an_empty_folder(run):
    errors = {
        cell.id: f"{output.ename}: {output.evalue}"
        for cell in run.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if output.output_type == "error"
    }
    assert errors == {}


def test_the_cells_run_from_top_to_bottom(run):
    counts = [cell.execution_count for cell in run.cells if cell.cell_type == "code"]
    assert counts == [*range(1, len(counts) + 1)]


def test_no_cell_complains(run):
    said = {
        cell.id: output.text
        for cell in run.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if output.output_type == "stream" and output.name == "stderr"
    }
    assert said == {}


def test_every_figure_of_the_notebook_can_be_told_without_being_seen(run):
    bare = [
        cell
        for cell, spec in sent(run, FIGURE)
        for words in [spec["usermeta"]["shieldbook"]]
        if not all(words[name].strip() for name in ("title", "description", "source", "caption"))
        or words["description"].strip() == words["title"].strip()
    ]
    assert bare == []


def test_every_table_of_the_notebook_has_a_caption_and_rows(run):
    assert [
        cell
        for cell, table in sent(run, TABLE)
        if not table["caption"].strip() or not table["rows"]
    ] == []


def test_no_two_figures_of_a_notebook_have_the_same_title(run):
    titles = [spec["usermeta"]["shieldbook"]["title"] for _, spec in sent(run, FIGURE)]
    assert len(titles) == len(set(titles))


def test_every_output_of_the_notebook_is_of_the_books_own_kinds(run):
    strange = [
        cell.id
        for cell in run.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if output.output_type != "error" and not set(OURS) & set(output.get("data", {}))
    ]
    assert strange == []


def anchors_of(table):
    """The ids that the rows of a table have on the page."""
    if not table["anchors"]:
        return set()
    at = [column["name"] for column in table["columns"]].index(table["anchors"])
    return {row[at] for row in table["rows"]}


@pytest.fixture(scope="module")
def rendered(run):
    """The figures and tables of a notebook as its page has them."""
    place = Place.of("chapters/x")
    own = {key for _, table in sent(run, TABLE) for key in anchors_of(table)}
    figures = []
    for number, (_, spec) in enumerate(sent(run, FIGURE), 1):
        elsewhere = rows.keys(spec["usermeta"]["shieldbook"]["table"]) - own
        pages = rows.pages(elsewhere, EVIDENCE, place)
        figures.append(figure_html(spec, number, place, pages=pages))
    tables = [
        table_html(table, f"table-{number}", place)
        for number, (_, table) in enumerate(sent(run, TABLE), 1)
    ]
    return Page("".join(figures + tables))


def test_no_two_rows_tables_or_figures_of_a_notebook_share_an_id(rendered):
    assert [ident for ident, count in Counter(rendered.ids).items() if count > 1] == []


def test_every_link_within_a_notebook_leads_to_something_there(rendered):
    asked = {
        a["href"].removeprefix("#") for a in rendered.all("a") if a.get("href", "").startswith("#")
    }
    assert asked - set(rendered.ids) == set()


def test_every_source_of_a_notebook_leads_into_the_bibliography(rendered):
    path = "../reference/bibliography.html#"
    asked = {
        a["href"].removeprefix(path)
        for a in rendered.all("a")
        if a.get("href", "").startswith(path)
    }
    there = re.findall(
        r"^\((bib-[a-z0-9-]+)\)=$", BIBLIOGRAPHY.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert there and asked - set(there) == set()


def test_every_mark_of_a_notebook_filters_a_table_that_has_its_row(rendered, run):
    for _, spec in sent(run, FIGURE):
        meta = spec["usermeta"]["shieldbook"]
        if meta["drives"]:
            driven = next(table for _, table in sent(run, TABLE) if table["name"] == meta["drives"])
            marks, rows = keys_of(meta["table"]), keys_of(driven)
            assert marks <= rows
            # Slips of the pen are told in the tables of checks and have no mark on their boards.
            assert all(key.endswith("-slip") for key in rows - marks)


def test_a_figure_that_filters_a_table_calls_its_rows_what_the_table_does(run):
    metas = [spec["usermeta"]["shieldbook"] for _, spec in sent(run, FIGURE)]
    assert [
        (meta["title"], meta["noun"], meta["drives"])
        for meta in metas
        if meta["drives"] and meta["noun"][1] != meta["drives"]
    ] == []


def keys_of(table):
    """The keys of a table's rows."""
    at = [column["name"] for column in table["columns"]].index(table["keys"])
    return {row[at] for row in table["rows"]}


def test_no_proof_of_the_notebook_shows_anything(run):
    shown = [
        cell.id
        for cell in run.cells
        if "proof" in tags(cell)
        for output in cell.outputs
        if output.output_type != "error" and PROOF not in output.get("data", {})
    ]
    assert shown == []


def counted_nouns():
    """Every noun that is counted anywhere in the package, its scripts or the notebooks."""
    files = [*(ROOT / "shieldbook").rglob("*.py"), *(ROOT / "shieldbook").rglob("*.js"), *NOTEBOOKS]
    calls = r"""\bcounted\(.*?, \\?['"]([a-z ]+)\\?['"]\)"""
    return {noun for path in files for noun in re.findall(calls, path.read_text(encoding="utf-8"))}


def texts(value):
    """Every text in a piece of JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from texts(part)


def test_the_nouns_that_are_counted_are_found():
    assert {"claim", "check", "interceptor", "caption", "testable paragraph"} <= counted_nouns()


def test_nothing_is_one_and_several_at_once(run):
    many = sorted({plural(noun).split(" ")[-1] for noun in counted_nouns()})
    wrong = re.compile(rf"(?<![\d.,–-])1[ \u00a0](?:[a-z]+ )?(?:{'|'.join(many)})\b")
    said = {
        cell: [found[0] for text in texts(bundle) if (found := wrong.search(text))]
        for kind in (FIGURE, TABLE, STATES, EXPLORER)
        for cell, bundle in sent(run, kind)
    }
    assert {cell: found for cell, found in said.items() if found} == {}


def test_no_two_scenarios_of_an_explorer_have_one_answer(run):
    # Sentences repeat the settings, so that two may differ in words alone: what lies behind them is
    # compared.
    tables = {table.get("name"): table for _, table in sent(run, TABLE)}
    for cell, explorer in sent(run, EXPLORER):
        found = {
            scenario["label"]: behind(explorer, scenario["values"], tables)
            for scenario in explorer["scenarios"]
        }
        alike = [
            pair for pair in itertools.combinations(found, 2) if found[pair[0]] == found[pair[1]]
        ]
        assert alike == [], cell


def dated_in_words(table):
    """The shown columns of a table whose cells are all dates in words."""
    shown = [
        (at, column["name"])
        for at, column in enumerate(table["columns"])
        if column["name"] not in table["hidden"]
    ]
    cells = {name: [row[at] for row in table["rows"] if row[at]] for at, name in shown}
    return [name for name, words in cells.items() if words and all(map(IN_WORDS.fullmatch, words))]


def test_every_date_in_words_has_its_days_to_be_sorted_by(run):
    tables = [
        *(table for _, table in sent(run, TABLE)),
        *(spec["usermeta"]["shieldbook"]["table"] for _, spec in sent(run, FIGURE)),
    ]
    assert [
        (table["caption"], name)
        for table in tables
        for name in dated_in_words(table)
        if name not in table["dates"]
    ] == []


def test_dates_in_words_are_known_from_other_words():
    days = (
        "1999",
        "1999-09",
        "1999-09-03",
        "1999-09-01/1999-09-05",
        "[2018-03-21..2018-06-20]",
        "1998-05-31/1998-06-07",
        "2003?",
        "2003-04~",
    )
    said = [*map(in_words, days), "from 3 October 1972 to 13 June 2002", "from 5 February 2011"]
    other = [
        "3 September 1999, a Friday",
        "Since May 2003 it stands there",
        "the record only",
        "May",
    ]
    assert [words for words in said if not IN_WORDS.fullmatch(words)] == ["1999", "2003, uncertain"]
    assert [words for words in other if IN_WORDS.fullmatch(words)] == []


def test_every_sentence_that_the_notebook_proves_holds(run):
    records = sent(run, PROOF)
    asked = any(cell.cell_type == "code" and "sb.prove(" in cell.source for cell in run.cells)
    assert bool(records) == asked
    assert [f"{cell}: {fault(record)}" for cell, record in records if fault(record)] == []
