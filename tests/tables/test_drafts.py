"""An article in the making: what is there must be true, and what is missing is asked for when it is
said to be coded or read."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from shieldbook import validate
from shieldbook.cli import main
from shieldbook.tables.contract import Problem, read_contract
from shieldbook.tables.rules.book import STATUSES
from shieldbook.tables.rules.checks import in_second_sample
from support.drafting import DRAFT, add, add_draft, add_half_done_work, line_of

CLAIM = f"{DRAFT}-001"


def places(problems: list[Problem]) -> set[tuple[str, int, str, str]]:
    """File, row, column and value of each problem."""
    return {(p.file, p.row, p.column, p.value) for p in problems}


def set_status(package: Path, status: str) -> None:
    path = package / "articles.csv"
    text = path.read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.startswith(DRAFT))
    path.write_bytes(text.replace(row, row.replace(",draft,", f",{status},")).encode())


def missing_until_coded(package: Path) -> set[tuple[str, int, str, str]]:
    """What the draft lacks of being coded, by file, row, column and value."""
    article = line_of(package, "articles", DRAFT)
    first, second = (line_of(package, "paragraphs", DRAFT, n) for n in "12")
    claim = line_of(package, "claims", CLAIM)
    return {
        ("articles.csv", article, "words", "140"),
        ("articles.csv", article, "paragraphs", "4"),
        ("articles.csv", article, "fingerprint", ""),
        ("paragraphs.csv", first, "fingerprint", ""),
        ("paragraphs.csv", second, "fingerprint", ""),
        ("paragraphs.csv", first, "n", f"{DRAFT}/1"),
        ("paragraphs.csv", second, "n", f"{DRAFT}/2"),
        ("claims.csv", claim, "id", CLAIM),
        ("claims.csv", claim, "speaker_id", "harbour-council"),
    }


def test_the_rules_know_the_statuses_of_the_contract_in_their_order(package: Path) -> None:
    assert read_contract(package).table("articles").field("status").enum == STATUSES


def test_an_article_may_be_a_draft(package: Path) -> None:
    add_draft(package)
    assert validate(package) == []


def test_a_draft_may_have_work_half_done(package: Path) -> None:
    add_draft(package)
    add_half_done_work(package)
    assert validate(package) == []


def test_a_draft_that_is_called_read_is_refused_with_each_thing_that_it_lacks(
    package: Path,
) -> None:
    add_draft(package, status="read")
    problems = validate(package, standard=False)
    assert places(problems) == missing_until_coded(package)
    claim = line_of(package, "claims", CLAIM)
    assert {problem.reason for problem in problems if problem.row == claim} >= {
        "not in the ledger: run `python -m shieldbook ledger`",
        "no unit of a coder became this claim",
        "reported speech without a row in claim_reports",
        "checkable, but not checked",
        "a commitment without a row in forecasts",
    }


def test_a_coded_article_may_wait_for_checks_and_for_nothing_else(package: Path) -> None:
    add_draft(package, status="coded")
    problems = validate(package, standard=False)
    assert places(problems) == missing_until_coded(package)
    assert not [p for p in problems if "checked" in p.reason or "forecasts" in p.reason]


def test_half_done_work_is_asked_for_when_the_article_is_called_coded(package: Path) -> None:
    add_draft(package)
    add_half_done_work(package)
    set_status(package, "coded")
    found = places(validate(package, standard=False))
    assert ("quotes.csv", line_of(package, "quotes", f"{DRAFT}-q01"), "seal", "") in found
    unit = line_of(package, "coded_units", f"A-{DRAFT}-001")
    assert ("coded_units.csv", unit, "unit_id", f"A-{DRAFT}-001") in found
    assert ("claims.csv", line_of(package, "claims", CLAIM), "stance", "1") in found
    assert ("claim_reports.csv", 2, "step", "2") in found
    assert not [place for place in found if place[0] in ("checks.csv", "forecasts.csv")]


def test_findings_want_sources_and_a_tenth_a_second_check_when_the_article_is_called_read(
    package: Path,
) -> None:
    add_draft(package)
    add_half_done_work(package)
    set_status(package, "read")
    found = places(validate(package, standard=False))
    assert in_second_sample(CLAIM, "slip")
    check = line_of(package, "checks", CLAIM, "slip")
    assert ("checks.csv", check, "verdict", "slip") in found
    assert ("checks.csv", check, "claim_id", f"{CLAIM}/slip") in found
    forecast = line_of(package, "forecasts", CLAIM)
    assert ("forecasts.csv", forecast, "outcome", "happened") in found


# What is there must be true, in a draft as anywhere

TRUE = {
    "claims": {
        "id": f"{DRAFT}-002",
        "article_id": DRAFT,
        "paragraph": 2,
        "claim": "The beacon will be seen from afar.",
        "speaker_id": "author",
        "issue": "other",
        "stance": 0,
        "kind": "description",
        "certainty": "certain",
        "checkable": "no",
        "because": "Nobody has measured it.",
    },
    "paragraphs": {
        "article_id": DRAFT,
        "n": 3,
        "position": 3,
        "words": 30,
        "voice": "author",
        "function": "report",
        "gloss": "What the fishermen say.",
    },
    "check_sources": {"claim_id": CLAIM, "aspect": "slip"},
    "codings": {"unit_id": f"A-{DRAFT}-001", "coded_on": "2026-01-20"},
    "adjudications": {"claim_id": CLAIM},
}

UNTRUE = {
    "a claim by nobody": ("claims", {"speaker_id": "nobody"}, "not in actors"),
    "a code that is none": ("claims", {"kind": "promise"}, "unknown code"),
    "a claim in a paragraph that is not there": ("claims", {"paragraph": 7}, "not in paragraphs"),
    "a dyad the wrong way round": ("claims", {"dyad": "JPN-RUS"}, "Russia comes first"),
    "more words than it has": ("paragraphs", {"words": 999}, "add up to 1059"),
    "a hash that could be guessed": (
        "paragraphs",
        {"words": 5, "fingerprint": "0" * 64},
        "guessed",
    ),
    "a source that is not in the bibliography": (
        "check_sources",
        {"source": "nowhere-1900[p. 1]"},
        "no entry nowhere-1900",
    ),
    "a raw code that is none": ("codings", {"field": "kind", "value": "promise"}, "as kind"),
    "a decision that was not published": (
        "adjudications",
        {"field": "kind", "value": "norm", "because": "So decided."},
        "claims has 'commitment'",
    ),
    "an id of another article": ("claims", {"id": "gazette-1901-099"}, "begin with its article"),
}


def test_a_draft_may_not_hold_what_is_not_true(pristine_package: Path, tmp_path: Path) -> None:
    astray = []
    for name, (table, cells, says) in UNTRUE.items():
        package = Path(shutil.copytree(pristine_package, tmp_path / name.replace(" ", "-")))
        add_draft(package)
        add_half_done_work(package)
        add(package, table, TRUE[table] | cells)
        reasons = [problem.reason for problem in validate(package, standard=False)]
        if not any(says in reason for reason in reasons):
            astray.append((name, reasons))
    assert astray == []


# Ids and floors


def test_the_ids_of_a_draft_enter_the_ledger_when_it_is_coded(package: Path) -> None:
    add_draft(package)
    before = (package / "ledger.csv").read_bytes()
    assert main(["ledger", str(package)]) == 0
    assert (package / "ledger.csv").read_bytes() == before
    set_status(package, "coded")
    assert main(["ledger", str(package)]) == 0
    assert f"claims,{CLAIM},The council promises".encode() in (package / "ledger.csv").read_bytes()


def test_a_draft_may_not_use_an_id_again_that_was_retired(package: Path) -> None:
    add_draft(package)
    add(package, "ledger", {"table": "claims", "id": CLAIM, "meaning": "x", "status": "retired"})
    (problem,) = validate(package, standard=False)
    assert (problem.file, problem.value) == ("claims.csv", CLAIM)


def test_the_rows_of_a_draft_do_not_hide_that_others_were_deleted(package: Path) -> None:
    add_draft(package)
    path = package / "quantities.csv"
    path.write_bytes(path.read_bytes().splitlines(keepends=True)[0])
    add(package, "quantities", {"claim_id": CLAIM, "measure": "beacons", "low": 1, "unit": "lamp"})
    found = [p for p in validate(package, standard=False) if p.file == "quantities.csv"]
    assert [(p.row, p.value) for p in found] == [(0, "0")]


def test_floors_do_not_count_the_rows_of_a_draft(package: Path) -> None:
    before = json.loads((package / "datapackage.json").read_text("utf-8"))["shieldbook"]["floors"]
    add_draft(package)
    assert main(["ledger", str(package), "--floors"]) == 0
    after = json.loads((package / "datapackage.json").read_text("utf-8"))["shieldbook"]["floors"]
    assert after == before
