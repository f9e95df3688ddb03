"""The build and its proofs: every wrong sentence of the book is told at once, and none shows."""

import json

import pytest

from shieldbook.proof import COLLECT, PROOF, collecting
from shieldbook.publish.proofs import KEPT, Unproven, faults
from support.sites import PAGE


def record(said="two", found=2.0, holds=None):
    return {
        "phrase": f"{said} lamps",
        "of": "lamps",
        "numbers": [{"name": "lamps", "said": said, "found": found, "at": [[0, len(said)]]}],
        "holds": holds,
    }


def proof(site, ident, **how):
    return site.sends(ident, {PROOF: record(**how)}, "proof", "method")


def test_a_proof_that_holds_shows_nothing_on_the_page(site):
    page = proof(site, "a-1").page()
    assert "lamps" not in page and "cell_output" not in page


def test_a_book_that_a_test_builds_does_not_make_later_tests_collect(site, monkeypatch):
    monkeypatch.delenv(COLLECT)
    proof(site, "a-1").build()
    assert not collecting()


def test_what_holds_is_kept_with_its_page_and_cell(site):
    proof(site, "a-1").build()
    kept = json.loads((site.folder / "trees" / KEPT).read_text(encoding="utf-8"))
    assert kept == {PAGE: [{"cell": "a-1", **record()}]}


def test_all_wrong_sentences_are_told_at_once_with_page_and_cell(site):
    proof(site, "a-1", found=3.0)
    proof(site, "a-2")
    proof(site, "a-3", said="five", found=None)
    with pytest.raises(Unproven) as caught:
        site.build()
    first, *lines = str(caught.value).splitlines()
    assert first.startswith("2 sentences") and len(lines) == 2
    assert lines[0].startswith(f"{PAGE}, cell a-1: ") and "lamps is 3, not two" in lines[0]
    assert lines[1].startswith(f"{PAGE}, cell a-3: ") and "no number, not five" in lines[1]


def test_no_page_is_written_while_a_sentence_is_wrong(site):
    with pytest.raises(Unproven):
        proof(site, "a-1", found=3.0).build()
    assert not (site.folder / "out" / f"{PAGE}.html").exists()


def test_pages_are_told_in_their_order():
    wrong = {"cell": "a", **record(found=3.0)}
    assert [line.split(",")[0] for line in faults({"b": [wrong], "a": [wrong]})] == ["a", "b"]
