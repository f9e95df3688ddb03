"""`article new`: a further article stands in the book as a draft at once, or nothing is
written."""

from __future__ import annotations

import ast
import json
import shutil
import warnings
from pathlib import Path

import pandas as pd
import pytest

import shieldbook as sb
from shieldbook import draft
from shieldbook.cli import main
from shieldbook.draft import Wanted
from shieldbook.explorers import ClaimsExplorer
from shieldbook.pages.generate import drifted
from shieldbook.proof import UnprovenWarning
from shieldbook.tables.contract import DataError, read_contract
from shieldbook.tables.copies import UnusableCopy, paragraphs
from shieldbook.tables.ledger import Refused
from support import ROOT
from support.drafting import add, add_copy

# Invented for this test, with a caption and a paragraph too short for a fingerprint.
COPY = """Two harbour towns have quarrelled over a radar for three weeks now, and their
councils have stopped answering each other's letters altogether.

[caption] The radar above the harbour.

“It looks at the water and at nothing else,” the mayor said on the quay, and nobody who stood
beside him there asked what he had meant by it.
"""
NAMED = Wanted(
    id="gazette-2021",
    title="The radar above the harbour",
    author="unsigned",
    published="2021-05-03",
    url="https://example.org/radar",
    outlet="Harbour Gazette",
)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("copy") / "mycopy.txt"
    path.write_text(COPY, encoding="utf-8")
    return path


def book(folder: Path) -> Path:
    """The parts of this book that an article changes, in a folder of their own."""
    for part in ("data", "book"):
        shutil.copytree(ROOT / part, folder / part, ignore=draft.LEFT_OUT)
    shutil.copy(ROOT / "CHANGELOG.md", folder)
    return folder


def files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book to which nothing may be added; each refusal leaves it as it is."""
    return book(tmp_path_factory.mktemp("untouched"))


@pytest.fixture(scope="module")
def added(tmp_path_factory: pytest.TempPathFactory, copy: Path) -> tuple[Path, draft.Added]:
    root = book(tmp_path_factory.mktemp("added"))
    return root, draft.add(root, NAMED, copy)


def test_the_data_keep_their_contract_and_the_pages_are_those_of_the_data(
    added: tuple[Path, draft.Added],
) -> None:
    root, _ = added
    assert sb.validate(root / "data", standard=False) == []
    assert drifted(root) == []


def test_every_row_that_must_exist_is_there(added: tuple[Path, draft.Added]) -> None:
    data = added[0] / "data"
    article = sb.load("articles", data, articles="all").set_index("id").loc["gazette-2021"]
    told = ("outlet_id", "words", "paragraphs", "captions", "status", "essay")
    assert [article[name] for name in told] == ["harbour-gazette", 56, 2, 1, "draft", "no"]
    rows = sb.load("paragraphs", data, articles="all")
    rows = rows[rows["article_id"] == "gazette-2021"].sort_values("position", kind="stable")
    assert rows["n"].tolist() == ["1", "c1", "2"]
    assert rows["voice"].tolist() == ["", "caption", ""]
    assert [bool(mark) for mark in rows["fingerprint"]] == [True, False, True]
    assert "harbour-gazette" in set(sb.load("actors", data)["id"])
    events = set(sb.load("events", data, articles="all")["id"])
    assert "2021-05-03-gazette-2021-published" in events


def test_the_essay_counts_nothing_of_it(added: tuple[Path, draft.Added]) -> None:
    changed = [
        name
        for name in read_contract(ROOT / "data").tables
        if not sb.load(name, added[0] / "data").equals(sb.load(name, ROOT / "data"))
    ]
    # The outlet is an actor like any other, and the ledger has its id.
    assert changed == ["actors", "ledger"]


def test_only_its_own_files_and_generated_ones_are_written(
    added: tuple[Path, draft.Added], untouched: Path
) -> None:
    root, told = added
    before, after = files(untouched), files(root)
    assert told.written == sorted(path for path in after if after[path] != before.get(path))
    assert not [path for path in told.written if path.startswith("book/chapters")]


def test_its_evidence_page_stands_in_the_contents_and_runs(
    added: tuple[Path, draft.Added], monkeypatch: pytest.MonkeyPatch
) -> None:
    root, _ = added
    assert "file: evidence/gazette-2021\n" in (root / "book/_toc.yml").read_text("utf-8")
    monkeypatch.setenv("SHIELDBOOK_DATA", str(root / "data"))
    for page in ("evidence", "stories"):
        path = root / "book" / page / "gazette-2021.ipynb"
        names: dict = {}
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                exec("".join(cell["source"]), names)
        assert names["article"].name == "Harbour Gazette, May 2021"


def test_it_says_what_is_still_empty(added: tuple[Path, draft.Added]) -> None:
    told = "\n".join(draft.told("gazette-2021", added[1]))
    assert "paragraphs.csv: gloss: empty, which only the row of a draft may be (3 rows)" in told
    assert "no claim stands in this paragraph (3 rows)" in told
    assert told.isascii()


def test_a_draft_that_is_called_coded_is_asked_for_each_empty_cell(
    added: tuple[Path, draft.Added], tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(added[0] / "data", tmp_path / "data"))
    path = folder / "articles.csv"
    text = path.read_text(encoding="utf-8").replace(",draft,no,", ",coded,no,")
    path.write_text(text, encoding="utf-8", newline="\n")
    problems = sb.validate(folder, standard=False)
    empty = {(p.file, p.column) for p in problems if p.reason.startswith("empty")}
    assert empty == {
        ("articles.csv", "date_basis"),
        ("articles.csv", "genre"),
        ("paragraphs.csv", "voice"),
        ("paragraphs.csv", "function"),
        ("paragraphs.csv", "gloss"),
    }


def test_an_outlet_that_is_known_is_taken_by_name_or_id(untouched: Path) -> None:
    for outlet in ("reuters", "Reuters"):
        assert draft._outlet(untouched, NAMED._replace(outlet=outlet)) == ("reuters", [])


def test_an_uncertain_date_gives_the_event_its_year(untouched: Path) -> None:
    wanted = NAMED._replace(published="[2021-03-21..2021-06-20]")
    [event] = draft._rows(untouched, wanted, paragraphs(COPY))["events"]
    assert event["id"] == "2021-gazette-2021-published"


# The pages on which every article stands, that the essay does not count too.


def run(page: str, data: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """What the cells of a page end in, by their ids, run over `data`. A sentence that the data do
    not bear out fails."""
    monkeypatch.setenv("SHIELDBOOK_DATA", str(data))
    names: dict = {}
    shown = {}
    with warnings.catch_warnings():
        warnings.simplefilter("error", UnprovenWarning)
        for cell in json.loads((ROOT / "book" / f"{page}.ipynb").read_text("utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                tree = ast.parse("".join(cell["source"]))
                last = tree.body.pop()
                exec(compile(tree, cell["id"], "exec"), names)
                if isinstance(last, ast.Expr):
                    value = compile(ast.Expression(last.value), cell["id"], "eval")
                    shown[cell["id"]] = eval(value, names)
                else:
                    exec(compile(ast.Module([last], []), cell["id"], "exec"), names)
    return shown


@pytest.fixture(scope="module")
def begun(added: tuple[Path, draft.Added], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The draft with two claims, a check that goes against it, and an expectation."""
    folder = tmp_path_factory.mktemp("begun") / "data"
    shutil.copytree(added[0] / "data", folder)
    claim = {
        "article_id": "gazette-2021",
        "speaker_id": "author",
        "issue": "other",
        "target": "other",
        "certainty": "certain",
        "checkable": "yes",
        "because": "As the text has it.",
    }
    told = {"paragraph": "1", "claim": "Two towns quarrel over a radar.", "kind": "event-report"}
    ahead = {"paragraph": "2", "claim": "The quarrel will be settled.", "kind": "forecast"}
    add(
        folder,
        "claims",
        claim | told | {"id": "gazette-2021-001", "stance": -1},
        claim | ahead | {"id": "gazette-2021-002", "stance": 0},
    )
    judged = {"because": "The list has it.", "as_of": "2026-11-29", "confidence": "recalled"}
    found = {"aspect": "content", "verdict": "contradicted", "finding": "One town alone does."}
    came = {"outcome": "cannot-tell", "what_happened": "Nothing was found."}
    expected = {"expects": "A settlement", "horizon_basis": "none"}
    add(folder, "checks", {"claim_id": "gazette-2021-001"} | judged | found)
    add(folder, "forecasts", {"claim_id": "gazette-2021-002"} | judged | came | expected)
    assert sb.validate(folder, standard=False) == []
    return folder


def test_a_draft_without_a_claim_is_named_on_the_pages_of_every_claim_and_check(
    added: tuple[Path, draft.Added], monkeypatch: pytest.MonkeyPatch
) -> None:
    for page, cell, noun in (
        ("reference/claims", "claims-10", "claims"),
        ("reference/checks", "check-22", "checks"),
    ):
        table = run(page, added[0] / "data", monkeypatch)[cell]
        told = table.attrs["shieldbook"]["note"]
        assert told.endswith(f"No sentence of this book counts the draft gazette-2021 (0 {noun}).")
        assert len(table) == len(run(page, ROOT / "data", monkeypatch)[cell])


def test_what_is_coded_of_a_draft_stands_in_every_claim_and_the_page_counts_what_it_shows(
    begun: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = run("reference/claims", begun, monkeypatch)
    table = shown["claims-10"]
    claims = len(sb.load("claims")) + 2
    assert len(table) == claims and list(table["Article"])[-2:] == ["gazette-2021"] * 2
    assert table.attrs["shieldbook"]["caption"] == "Every claim of the five articles and one draft"
    assert f"Everything: {claims} claims of {claims}." in shown["claims-04"].answer()
    assert ids_chosen(shown["claims-04"], article="gazette-2021") == table["id"].tolist()[-2:]
    picture = shown["claims-06"].to_dict()["usermeta"]["shieldbook"]
    assert picture["title"].startswith(f"Of {claims} claims ")
    assert picture["caption"] == "Every claim of the five articles and one draft."


def ids_chosen(explorer: ClaimsExplorer, **values: str) -> list[str]:
    """The ids of the claims that an explorer keeps."""
    return explorer.claims.loc[explorer.result(**values)["fit"], "id"].tolist()


def test_what_is_checked_of_a_draft_stands_in_every_check_and_in_no_count_of_the_five(
    begun: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = "reference/checks"
    shown, before = run(page, begun, monkeypatch), run(page, ROOT / "data", monkeypatch)
    grown = {
        cell: len(table) - len(before[cell])
        for cell, table in shown.items()
        if isinstance(table, pd.DataFrame) and len(table) != len(before[cell])
    }
    assert grown == {"check-20": 1, "check-22": 1}
    assert "gazette-2021-001" not in set(shown["check-12"].iloc[:, 0])
    board = shown["check-04"].to_dict()["usermeta"]["shieldbook"]
    checks = len(sb.load("checks").query("aspect != 'slip'")) + 1
    assert board["title"].startswith(f"Of {checks} checks ")
    assert board["caption"].startswith("All checks of the five articles and one draft")


@pytest.mark.parametrize("of", ("monitor-1999", "eaf-2018"))
def test_a_draft_as_full_as_an_article_stands_at_its_date_and_breaks_no_sentence(
    of: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))
    add_copy(folder, of, "beacon-2005", status="draft", essay="no", published="2005-06-01")
    table = run("reference/claims", folder, monkeypatch)["claims-10"]
    order = list(dict.fromkeys(table["Article"]))
    assert order.index("beacon-2005") == order.index("monitor-2000") + 1
    checks = run("reference/checks", folder, monkeypatch)["check-22"]
    assert list(dict.fromkeys(checks["Article"])) == order


REFUSED = {
    "an id without a year": ({"id": "gazette"}, "no id of an article"),
    "an id with capitals": ({"id": "Gazette-2021"}, "no id of an article"),
    "an id that is taken": ({"id": "eaf-2018"}, "has a row eaf-2018 already"),
    "no title": ({"title": " "}, "--title is empty"),
    "a title that a spreadsheet would compute": ({"title": "=1+1"}, "spreadsheet formula"),
    "a date that is none": ({"published": "3 May 2021"}, "not an EDTF date"),
    "a day that is none": ({"published": "2021-02-30"}, "--published"),
    "an address that is none": ({"url": "example.org"}, "is no address"),
    "an outlet that is a person": ({"outlet": "sergey-lavrov"}, "but as a person"),
    "an outlet without a latin letter": ({"outlet": "Коммерсантъ"}, "--outlet-id"),
    "an id of an outlet that is another's": ({"outlet_id": "reuters"}, "row reuters already"),
}


def test_what_cannot_be_added_is_refused_and_nothing_is_written(
    untouched: Path, copy: Path
) -> None:
    before, astray = files(untouched), []
    for name, (changed, says) in REFUSED.items():
        try:
            draft.add(untouched, NAMED._replace(**changed), copy)
            astray.append((name, "taken"))
        except (Refused, DataError) as error:
            if says not in str(error):
                astray.append((name, str(error)))
    assert astray == []
    assert files(untouched) == before


COPIES = {
    "lines without a blank one": (b"One line.\nAnother line.\n", "no blank line"),
    "nothing": (b" \n", "is empty"),
    "an office document": (b"PK\x03\x04...", "an office document"),
    "a paragraph that is only a mark": (b"Words.\n\n[caption]\n\nMore.\n", "has no words"),
}


def test_a_copy_that_is_no_text_in_paragraphs_is_refused(untouched: Path, tmp_path: Path) -> None:
    before = files(untouched)
    for raw, says in COPIES.values():
        path = tmp_path / "copy.txt"
        path.write_bytes(raw)
        with pytest.raises(UnusableCopy, match=says):
            draft.add(untouched, NAMED, path)
    assert files(untouched) == before


def test_a_copy_inside_the_repository_is_refused(untouched: Path) -> None:
    inside = untouched / "mycopy.txt"
    inside.write_text(COPY, encoding="utf-8")
    try:
        with pytest.raises(Refused, match="kept outside"):
            draft.add(untouched, NAMED, inside)
    finally:
        inside.unlink()


def test_data_that_have_failures_take_no_article(untouched: Path, copy: Path) -> None:
    path = untouched / "data" / "claims.csv"
    before = path.read_bytes()
    # A cell that only a rule across tables refuses: the rows by themselves can be read.
    path.write_bytes(before.replace(b",RUS-USA,", b",USA-RUS,", 1))
    try:
        with pytest.raises(Refused, match="would have failures .*Russia comes first"):
            draft.add(untouched, NAMED, copy)
    finally:
        path.write_bytes(before)


def test_without_a_clone_there_is_no_book_to_add_to(tmp_path: Path, copy: Path) -> None:
    with pytest.raises(Refused, match="in a clone"):
        draft.add(tmp_path, NAMED, copy)


def test_a_file_that_cannot_be_written_takes_the_others_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    staged, root = tmp_path / "staged", tmp_path / "root"
    for folder, words in ((staged, "new"), (root, "old")):
        folder.mkdir()
        for name in ("a", "c"):
            (folder / name).write_text(words)
    (staged / "b").write_text("new")
    write = draft._write

    def full(path: Path, text: str) -> None:
        if path.name == "c":
            raise OSError("no space left")
        write(path, text)

    monkeypatch.setattr(draft, "_write", full)
    with pytest.raises(OSError, match="no space"):
        draft.install(staged, root)
    assert files(root) == {"a": b"old", "c": b"old"}


def test_the_command_says_in_a_sentence_why_not(
    tmp_path: Path, copy: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draft, "ROOT", tmp_path)
    words = "--title T --author unsigned --published 2021 --outlet reuters"
    assert main(["article", "new", "gazette-2021", str(copy), *words.split()]) == 1
    told = capsys.readouterr()
    assert told.out == "" and told.err.endswith("here is none.\nNothing was written.\n")
