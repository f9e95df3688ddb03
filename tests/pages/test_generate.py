"""The generated pages: up to date, the same each time, and deaf to markup in the data."""

from argparse import Namespace

import pytest

from shieldbook.pages import generate
from shieldbook.tables.contract import read_contract
from support import ROOT
from support.markdown import HOSTILE, Page, as_shown


@pytest.mark.parametrize(
    "path",
    [
        generate.README,
        generate.DICTIONARY,
        generate.CODEBOOK,
        generate.GLOSSARY,
        generate.PEOPLE,
        generate.CORRECTIONS,
    ],
)
def test_hostile_text_in_the_data_stays_text(repository, path):
    page = Page(generate.generate(repository)[path])
    assert as_shown(HOSTILE) in page.text


@pytest.mark.parametrize(
    "path",
    [
        generate.README,
        generate.DICTIONARY,
        generate.CODEBOOK,
        generate.GLOSSARY,
        generate.PEOPLE,
        generate.CORRECTIONS,
        generate.SOURCES,
    ],
)
def test_hostile_text_in_the_data_makes_no_element(repository, path):
    assert not Page(generate.generate(repository)[path]).tags & {"script", "b", "strong", "math"}


def test_generating_twice_gives_the_same(repository):
    assert generate.generate(repository) == generate.generate(repository)


@pytest.fixture
def command(repository, monkeypatch, capsys):
    """Runs the command in the small repository: exit status and what it printed."""

    def run(check):
        monkeypatch.setattr(generate, "ROOT", repository)
        status = generate.pages_command(Namespace(check=check))
        printed = capsys.readouterr()
        return status, printed.out + printed.err

    return run


def test_the_command_writes_what_the_check_then_accepts(command):
    command(check=False)
    assert command(check=True)[0] == 0


def test_the_check_names_the_page_that_drifted(command, repository):
    command(check=False)
    (repository / generate.DICTIONARY).write_text("changed by hand", encoding="utf-8")
    status, printed = command(check=True)
    assert status == 1 and [line.split(":")[0] for line in printed.splitlines()] == [
        generate.DICTIONARY
    ]


def test_the_check_notices_a_row_more(command, repository):
    command(check=False)
    with (repository / "data" / "record" / "votes.csv").open("a", encoding="utf-8") as file:
        file.write("2001-09-07-s-3,2001-09-07,S/3,,9,0,6,yes,yes,,,recalled\n")
    assert generate.README in command(check=True)[1]


def test_the_check_writes_nothing(command, repository):
    command(check=True)
    assert not any(
        (repository / path).exists()
        for path in (generate.README, generate.CODEBOOK, generate.CODEBOOK_HEAD)
    )


def test_the_command_leaves_a_written_head_alone(command, repository):
    (repository / generate.CODEBOOK_HEAD).write_text("# By hand\n", encoding="utf-8")
    command(check=False)
    assert (repository / generate.CODEBOOK_HEAD).read_text(encoding="utf-8") == "# By hand\n"


def test_the_command_reports_refused_data(command, repository):
    (repository / "data" / "codebook.csv").unlink()
    status, printed = command(check=True)
    assert status == 1 and "codebook.csv" in printed


def test_the_command_says_that_it_needs_a_clone(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(generate, "ROOT", tmp_path)
    assert generate.pages_command(Namespace(check=True)) == 1 and "clone" in capsys.readouterr().err


def test_the_generated_pages_of_the_book_are_up_to_date():
    contract = read_contract(ROOT / "data")
    absent = [
        table.path
        for table in contract.tables.values()
        if not (contract.folder / table.path).is_file()
    ]
    if absent:
        pytest.skip(f"the data are not there yet: {', '.join(absent)}")
    assert generate.drifted(ROOT) == []
