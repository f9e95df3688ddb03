"""What the essay counts: its own articles and what hangs on them, however many others there are."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

import shieldbook as sb
from shieldbook.tables import reader
from shieldbook.tables.belonging import articles_of, belongs, tables_asked
from shieldbook.tables.contract import parse_contract, read_contract
from support import ROOT
from support.drafting import DRAFT, add, add_copy, add_draft, line_of

DATA = ROOT / "data"
TABLES = tuple(read_contract(DATA).tables)
# One article of few words and many tables, one whose explanations have findings of their own.
COPIED = {"monitor-1999": "beacon-1905", "eaf-2018": "lantern-1906"}


@pytest.fixture(scope="module")
def larger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book's data with two articles more, drafts as full of work as those that are read."""
    folder = Path(shutil.copytree(DATA, tmp_path_factory.mktemp("larger") / "data"))
    for of, name in COPIED.items():
        add_copy(folder, of, name, status="draft", essay="no")
    return folder


def differing(ours: Path, theirs: Path, *how: str) -> list[str]:
    """Tables whose frames differ; `how` says for ours and for theirs which articles are wanted."""
    found = []
    for name in TABLES:
        one, other = (
            sb.load(name, folder, articles=articles)
            for folder, articles in zip((ours, theirs), how, strict=True)
        )
        if not one.equals(other) or list(one.dtypes) != list(other.dtypes):
            found.append(name)
    return found


def test_where_the_essay_counts_every_article_its_frames_are_all_there_is() -> None:
    if set(reader.load("articles", DATA)["essay"]) != {"yes"}:
        pytest.skip("the data have an article that the essay does not count")
    assert differing(DATA, DATA, "essay", "all") == []


def test_all_articles_are_what_the_reader_gives() -> None:
    for name in TABLES:
        assert sb.load(name, DATA, articles="all").equals(reader.load(name, DATA)), name


def test_two_more_articles_keep_the_contract(larger: Path) -> None:
    assert sb.validate(larger, standard=False) == []


def test_further_articles_change_no_frame_of_the_essay(larger: Path) -> None:
    assert differing(larger, DATA, "essay", "essay") == []
    assert sb.load("claims", larger).equals(sb.load("claims", larger, articles="essay"))


def test_with_all_articles_the_further_ones_are_there(larger: Path) -> None:
    grown = set(differing(larger, DATA, "all", "all"))
    assert {
        "articles",
        "claims",
        "codings",
        "check_sources",
        "event_actors",
        "second_codes",
    } <= grown
    contract = read_contract(DATA)
    assert [name for name in grown if not belongs(contract, name)] == []


def test_an_article_joins_the_essay_by_its_mark_alone(package: Path) -> None:
    path = package / "articles.csv"
    path.write_bytes(path.read_bytes().replace(b",read,yes,almanac", b",read,no,almanac"))
    assert list(sb.load("articles", package)["id"]) == ["courier-1905"]
    assert set(sb.load("claims", package)["article_id"]) == {"courier-1905"}
    path.write_bytes(path.read_bytes().replace(b",read,no,almanac", b",read,yes,almanac"))
    assert len(sb.load("claims", package)) == 8


def test_another_word_than_essay_or_all_is_refused_in_one_sentence(package: Path) -> None:
    with pytest.raises(ValueError, match="^articles is one of essay, all, not 'five'$"):
        sb.load("claims", package, articles="five")


def test_rows_of_no_article_are_the_essay_s_too(package: Path) -> None:
    add_draft(package)
    for name in ("actors", "sites", "votes", "glossary", "actor_members"):
        assert len(sb.load(name, package)) == len(reader.load(name, package)) > 0, name


# What stands in the essay leads to nothing that it leaves out


def test_a_draft_may_not_be_counted_by_the_essay(package: Path) -> None:
    add_draft(package, essay="yes")
    (problem,) = sb.validate(package, standard=False)
    line = line_of(package, "articles", DRAFT)
    assert (problem.row, problem.column, problem.value) == (line, "essay", "yes")
    assert "is draft" in problem.reason


def test_a_claim_of_the_essay_may_not_tell_of_an_event_that_a_draft_alone_brought_in(
    package: Path,
) -> None:
    add_draft(package)
    event = {"id": "1905-11-01-beacon-lit", "date": "1905-11-01", "title": "The beacon is lit"}
    rest = {"kind": "report", "article_id": DRAFT, "confidence": "recalled"}
    add(package, "events", event | rest)
    assert sb.validate(package, standard=False) == []
    path = package / "claims.csv"
    told = path.read_bytes().replace(b"1901-03-04-harbour-meeting", b"1905-11-01-beacon-lit")
    path.write_bytes(told)
    (problem,) = sb.validate(package, standard=False)
    line = line_of(package, "claims", "gazette-1901-001")
    assert (problem.file, problem.row, problem.column) == ("claims.csv", line, "event_id")
    assert DRAFT in problem.reason


# How it is known what a row belongs to


def test_a_row_about_a_row_belongs_where_that_belongs(package: Path) -> None:
    contract = read_contract(package)
    rows = {
        "ledger": [
            ["claims", "gazette-1901-001", "…", "in-use", ""],
            ["actors", "ada-lind", "…", "in-use", ""],
            ["explanations", "fog", "…", "in-use", ""],
        ],
        "second_codes": [["explanation_evidence", "fog#2", "against", "", "2026-11-28"]],
        "row_sources": [["checks", "courier-1905-002/content", "x-1900[p. 1]"]],
        "corrections": [["c", "quotes", "gazette-1901-q01 text", *[""] * 7]],
    }

    def rows_of(name: str) -> list[list[str]]:
        return rows.get(name) or reader.read_table(contract, name)[0]

    assert {name: articles_of(contract, name, rows_of) for name in rows} == {
        "ledger": ["gazette-1901", "", "gazette-1901"],
        "second_codes": ["gazette-1901"],
        "row_sources": ["courier-1905"],
        "corrections": ["gazette-1901"],
    }


def test_keys_that_run_in_a_circle_end_somewhere(package: Path) -> None:
    described = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    tables = {table["name"]: table for table in described["resources"]}
    for here, there in (("checks", "check_sources"), ("check_sources", "claims")):
        column = "id" if there == "claims" else "claim_id"
        key = {"fields": ["claim_id"], "reference": {"resource": there, "fields": [column]}}
        tables[here]["schema"]["foreignKeys"].append(key)
    contract = parse_contract(package, json.dumps(described).encode())
    found = articles_of(contract, "checks", lambda name: reader.read_table(contract, name)[0])
    assert found == [row[0][:-4] for row in reader.read_table(contract, "checks")[0]]
    assert tables_asked(contract, "checks") == {"articles", "claims", "checks", "check_sources"}


def test_a_table_is_read_anew_when_the_mark_changes(package: Path) -> None:
    add_draft(package)
    assert DRAFT not in set(sb.load("claims", package)["article_id"])
    path = package / "articles.csv"
    path.write_bytes(path.read_bytes().replace(b",draft,no,", b",read,yes,"))
    assert DRAFT in set(sb.load("claims", package)["article_id"])


def test_frames_of_the_essay_are_copies(package: Path) -> None:
    add_draft(package)
    frame = sb.load("claims", package)
    frame.loc[0, "claim"] = "Something else"
    pd.testing.assert_index_equal(frame.index, pd.RangeIndex(len(frame)))
    assert sb.load("claims", package).loc[0, "claim"] != "Something else"
