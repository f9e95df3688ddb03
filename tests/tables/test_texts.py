"""Free texts: what the rules refuse, and what the tables of this book hold."""

from __future__ import annotations

from pathlib import Path

import pytest

import shieldbook as sb
from shieldbook import validate
from shieldbook.tables import rules
from support.package import change

FIELDS = ("checkable", "kind", "speaker_kind")
SAILS = "1,1,The harbour master sails tomorrow."


@pytest.mark.parametrize(
    ("file", "old", "new", "column", "says"),
    [
        ("texts", "whole,yes", "part,yes", "printed", "its end was not read"),
        ("texts", "twice,16,", "twice,14,", "words", "its printed sentences have 16 words"),
        ("texts", "not-yet,,", "not-yet,9,", "words", "its printed sentences have 0 words"),
        ("texts", "Invented for the tests.", "", "licence_basis", "empty"),
        ("texts", "Nobody read its end.", "", "licence_doubt", "empty"),
        ("text_sentences", "notice-1908,1,1,", "notice-1908,1,1,Beware.", "words", "is no"),
        ("text_sentences", "1907,2,1,", "1907,3,1,", "sentence", "does not follow 1/2"),
        ("text_sentences", "1908,1,1,", "1908,1,2,", "sentence", "the first is 1/1"),
        ("text_claims", "the master's journey", "journey", "handle", "2 to 6 words"),
        ("text_claims", "a new pact", "he means to sign a new pact", "handle", "2 to 6 words"),
        ("text_claims", ",forecast,", ",norm,", "kind", "commitment and forecast"),
        ("text_claims", ",1,2,He means", ",1,3,He means", "sentence", "not in text_sentences"),
        ("text_codings", ",B,kind,commitment,", ",B,kind,wish,", "value", "no code of kind"),
        ("text_checks", "001,2,", "001,3,", "n", "finding 2"),
        ("text_checks", "unresolved,", "partly,", "verdict", "without a source"),
        ("text_checks", "01[p. 9],verified", "01[p. 9],recalled", "verdict", "without a source"),
    ],
)
def test_a_broken_text_is_refused(
    package: Path, file: str, old: str, new: str, column: str, says: str
) -> None:
    change(package / f"{file}.csv", old, new)
    found = [problem for problem in validate(package, standard=False) if says in problem.reason]
    assert [(problem.file, problem.column) for problem in found] == [(f"{file}.csv", column)]


def test_a_printed_sentence_without_words_is_refused(package: Path) -> None:
    change(package / "text_sentences.csv", SAILS, "1,1,")
    found = {problem.column for problem in validate(package, standard=False)}
    assert found == {"words"}


def test_a_claim_that_one_coder_left_out_is_refused(package: Path) -> None:
    line = "lantern-1907,lantern-1907-001,B,kind,event-report,Invented.\n"
    change(package / "text_codings.csv", line, "")
    problems = validate(package, standard=False)
    assert "has 1 of the 2 codes that its text tells of" in {problem.reason for problem in problems}


def test_a_text_that_is_said_to_be_coded_once_has_one_coder(package: Path) -> None:
    change(package / "texts.csv", "yes,twice,", "yes,once,")
    found = {problem.reason for problem in validate(package, standard=False)}
    assert found == {"has 2 of the 1 code that its text tells of"}


def test_a_coding_under_another_text_is_refused(package: Path) -> None:
    line = "lantern-1907,lantern-1907-002,B,speaker_kind"
    change(package / "text_codings.csv", line, line.replace("lantern-1907,", "notice-1908,", 1))
    problems = validate(package, standard=False)
    assert "lantern-1907-002 is of lantern-1907" in {problem.reason for problem in problems}


def test_a_claim_named_after_another_text_is_refused(package: Path) -> None:
    change(package / "text_claims.csv", "002,lantern-1907,1,2", "002,notice-1908,1,1")
    problems = validate(package, standard=False)
    assert "a claim of notice-1908" in {problem.reason for problem in problems}


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ("no", "a check of a claim that is not checkable"),
        ("yes", "checkable, but not checked"),
    ],
)
def test_checks_answer_checkable_claims(package: Path, answer: str, says: str) -> None:
    claim, kind = ("001", "event-report") if answer == "no" else ("002", "forecast")
    other = "yes" if answer == "no" else "no"
    change(package / "text_claims.csv", f"{kind},{other}", f"{kind},{answer}")
    problems = validate(package, standard=False)
    told = [problem.value for problem in problems if says in problem.reason]
    assert set(told) == {f"lantern-1907-{claim}"}


def test_every_field_of_every_claim_has_as_many_codes_as_its_text_says() -> None:
    coded = sb.load("texts").set_index("id")["coded"].map(rules.texts.CODERS)
    given = sb.load("text_codings").groupby(["text_id", "claim_id"]).size()
    due = [coded[text] * len(FIELDS) for text, _ in given.index]
    assert given.tolist() == due
    assert set(given.index.get_level_values(1)) == set(sb.load("text_claims")["id"])


def test_no_text_is_printed_that_was_not_read_whole() -> None:
    texts, sentences = sb.load("texts"), sb.load("text_sentences")
    shown = texts.loc[texts["printed"] == "yes", "id"]
    assert set(texts.loc[texts["printed"] == "yes", "read"]) <= {"whole"}
    assert set(sentences.loc[sentences["words"] != "", "text_id"]) <= set(shown)


def test_no_free_text_is_an_article_of_the_book() -> None:
    assert not set(sb.load("texts")["id"]) & set(sb.load("articles", articles="all")["id"])
