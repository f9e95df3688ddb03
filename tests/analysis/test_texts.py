"""Free texts: places, pictures, agreement of two coders."""

import math

import pandas as pd
import pytest

import shieldbook as sb
from shieldbook.analysis import texts
from support.tables import CODEBOOK

OWN = "voa-2000"


def table(name):
    return texts.of_text(sb.load(name), OWN)


@pytest.fixture(scope="module")
def scored():
    named = (table(name) for name in ("text_claims", "text_sentences", "text_checks"))
    return texts.score_table(*named, CODEBOOK)


def test_a_text_has_its_own_rows_alone():
    rows = pd.DataFrame({"claim_id": ["a-2000-001", "b-2000-001"]})
    assert texts.of_text(rows, "b-2000")["claim_id"].tolist() == ["b-2000-001"]


def test_a_card_tells_on_what_ground_a_text_may_be_reused_and_what_speaks_against():
    told = texts.card(sb.load("texts").set_index("id", drop=False).loc[OWN])
    assert told["what"].tolist() == list(texts.TOLD.values()) and (told["known"] != "").all()
    assert told.set_index("what")["known"]["On"] == "9 February 2000"


def test_every_claim_stands_in_a_sentence_of_the_list():
    places = texts.places_table(table("text_sentences"), table("text_claims"))
    assert places["claims"].sum() == len(table("text_claims"))
    assert places.set_index("place")["handles"]["3.1"].count(";") == 1
    assert places.set_index("place")["numbers"]["1.1"] == "001, 002"
    assert (places["numbers"] == "none").equals(places["claims"] == 0)


def test_the_words_of_a_text_that_is_not_printed_are_nowhere():
    assert set(texts.places_table(table("text_sentences"), table("text_claims"))["words"]) == {""}


def test_claims_of_one_sentence_share_it_in_their_order(scored):
    own = scored.set_index("number")
    assert own.loc["001", "begin"] == 0 and own.loc["001", "end"] == own.loc["002", "begin"] == 0.5
    assert (scored["end"] > scored["begin"]).all() and scored["begin"].is_monotonic_increasing


def test_the_score_begins_with_the_author_and_gives_capitals_but_no_outlet_a_voice(scored):
    by = scored.groupby("speaker")[["row", "voice"]].first()
    assert by.loc["The writer"].tolist() == [0, "The writer"]
    assert by.loc["South Korean officials", "voice"] == "Seoul"
    assert by.loc["The Russian Foreign Ministry's spokesman", "voice"] == "Moscow"
    assert by.loc["Itar-Tass", "voice"] == "Others"


def test_a_claim_leads_to_all_its_checks(scored):
    own = scored.set_index("number").loc["003"]
    assert own["checked"] == "supported | partly" and own["checked_href"].count("#") == 2
    assert scored.set_index("number").loc["004", "checked_href"] == ""


def test_claims_against_something_point_down(scored):
    against = scored[scored["direction"] == "against"]
    assert against["number"].tolist() == ["014"] and against["strong"].all()


def test_no_route_is_the_authors_and_an_agency_needs_no_carrier():
    routes = texts.routes_table(table("text_claims"), "VOA").set_index("origin")
    assert "The author" not in routes.index and set(routes["agency"]) == {""}
    assert routes.loc["Itar-Tass", "line"] == "paraphrased"
    assert set(routes.drop("Itar-Tass")["line"]) == {"unnamed"}


def test_every_finding_is_on_the_board_with_an_id_of_its_own():
    board = texts.checks_table(table("text_checks"), table("text_claims"), CODEBOOK)
    assert len(board) == len(table("text_checks")) == board["check_id"].nunique()
    assert not board.isna().any().any()


def codings(first, second):
    """Codings of `kind`, and of two fields on which both agree throughout."""
    rows = []
    for n, pair in enumerate(zip(first, second, strict=True)):
        for coder, kind in zip("AB", pair, strict=True):
            own = {"kind": kind, "checkable": "yes", "speaker_kind": "author"}
            rows += [(f"x-2000-00{n}", coder, field, code, "So.") for field, code in own.items()]
    return pd.DataFrame(rows, columns=["claim_id", "coder", "field", "value", "because"])


def test_agreement_is_told_beside_what_the_commonest_code_would_match():
    found = texts.agreement_table(codings("aaaab", "aaacc")).set_index("field").loc["Kind"]
    assert (found["units"], found["same"], found["baseline"]) == (5, 3, 3)
    assert found["alpha"] == pytest.approx(1 - 9 * 4 / (10**2 - 7**2 - 1 - 2**2))


def test_where_nobody_used_a_second_code_there_is_no_alpha():
    found = texts.agreement_table(codings("aab", "aab")).set_index("field")
    assert math.isnan(found.loc["Speaker", "alpha"]) and found.loc["Kind", "alpha"] == 1


def test_every_difference_is_told_with_both_reasons_and_what_was_settled():
    found = texts.differences_table(table("text_codings"), table("text_claims"), CODEBOOK)
    wide = table("text_codings").pivot(index=["claim_id", "field"], columns="coder", values="value")
    assert len(found) == (wide["A"] != wide["B"]).sum() > 0
    assert found[["first", "second", "settled"]].map(len).min().min() > 20


def test_claims_are_shown_in_words_and_not_in_codes():
    shown = texts.claims_table(table("text_claims"), CODEBOOK)
    assert "state or ministry" in set(shown["speaker_kind"])
    assert "motive attribution" in set(shown["kind"])
