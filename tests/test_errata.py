"""The answers to the referee of the data: one for every row of the list, and what was read."""

import csv
import re

import pytest

from support import ROOT

ANSWERS = list(
    csv.DictReader(
        (ROOT / "research" / "errata-answers.csv").read_text(encoding="utf-8").splitlines()
    )
)
KEYS = set(re.findall(r"@\w+\{([^,]+),", (ROOT / "data" / "references.bib").read_text("utf-8")))
every_answer = pytest.mark.parametrize("answer", ANSWERS, ids=[row["row"] for row in ANSWERS])


def test_every_row_of_the_list_is_answered_once():
    text = (ROOT / "research" / "README.md").read_text(encoding="utf-8")
    listed = int(re.search(r"listed (\d+) faults", text).group(1))
    assert [int(answer["row"]) for answer in ANSWERS] == list(range(1, listed + 1))


@every_answer
def test_an_answer_is_of_a_kind_and_says_what_was_done(answer):
    assert answer["answer"] in {"mended", "refuted", "open"}
    assert answer["done"]


@every_answer
def test_what_is_open_says_what_would_settle_it_and_nothing_else_does(answer):
    assert (answer["answer"] == "open") == bool(answer["settles"])


@every_answer
def test_what_is_not_open_names_what_was_read(answer):
    assert answer["source"] or answer["answer"] == "open"
    for source in filter(None, answer["source"].split(", ")):
        assert source == "data" or source.startswith("https://") or source in KEYS
