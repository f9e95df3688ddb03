"""What a desk is told of a pack: where its claims stand, what the book and its coders gave."""

import pandas as pd
import pytest

import shieldbook as sb
from shieldbook.analysis import lines, packs
from shieldbook.tables import desk

TABLES = {name: sb.load(name) for name in (*packs.TABLES, *packs.FREE_TABLES)}
PACKS = packs.packs(TABLES)
ARTICLES = [one for one in PACKS if not one["free"]]
FIELDS = {field.id: field for field in packs.fields(TABLES["codebook"])}


def test_every_claim_is_found_by_paragraph_opening_words_sentence_and_handle():
    assert len(ARTICLES) >= 4 and len({one["mark"] for one in PACKS}) == len(PACKS)
    for one in ARTICLES:
        assert [claim["n"] for claim in one["claims"]] == list(range(1, 12))
        for claim in one["claims"]:
            assert claim["where"].count("sentence") == 1 and claim["handle"]
            assert 1 <= len(claim["opens"].split()) <= 4
            assert claim["because"] and claim["claim"]
    assert packs.pack(PACKS, "monitor-1999-a")["text"]
    with pytest.raises(KeyError, match="monitor-1999-a"):
        packs.pack(PACKS, "monitor-1999-x")


def test_every_value_of_the_book_and_of_its_coders_is_one_that_the_desk_has():
    for one in PACKS:
        for claim in one["claims"]:
            assert set(claim["coders"]) == {"A", "B"}
            assert one["free"] or set(claim["book"]) == set(FIELDS)
            for given in (claim["book"], *claim["coders"].values()):
                assert set(given) >= set(lines.USUAL)
                for field, value in given.items():
                    assert value in FIELDS[field].letters().values(), (claim["id"], field)


def test_a_value_has_the_rules_of_the_codebook_and_a_text_its_address():
    yes, no = FIELDS["record"].values
    assert "reported act" in yes["include"] and yes["exclude"] and yes["tell"]
    assert no["exclude"] and "tell" not in no
    assert set(FIELDS["speaker"].values[0]) == {"id", "letter", "label", "rule"}
    addresses = TABLES["articles"].set_index("id")["url"]
    assert all(one["original"] == addresses[one["text_id"]] != "" for one in ARTICLES)


def test_every_kind_and_every_actor_has_a_group():
    kinds = {value["id"] for value in FIELDS["ten"].values}
    assert set(desk.GROUP_OF) == kinds
    assert set(desk.GROUP_OF.values()) == {value["id"] for value in FIELDS["kind"].values}
    kind_of = dict(zip(TABLES["actors"]["id"], TABLES["actors"]["kind"], strict=True))
    pairs = [("sergeev-and-cho", "igor-sergeev"), ("sergeev-and-cho", "cho-sung-tae")]
    told = desk.speaker_kinds(kind_of, pairs)
    assert told["sergeev-and-cho"] == "person" and told["russian-agencies"] == "other"
    assert set(told.values()) == {value["id"] for value in FIELDS["speaker"].values}


def test_a_claim_on_which_the_coders_split_is_a_border():
    (claim,) = (
        claim for one in PACKS for claim in one["claims"] if claim["id"] == "monitor-1999-017"
    )
    assert packs.split(claim, "kind") and not packs.split(claim, "record")
    assert packs.border(claim) and claim["notes"]["kind"]


def test_the_text_that_is_printed_whole_has_a_pack_with_its_sentence_beside_each_claim():
    own = packs.pack(PACKS, "invented-2000-a")
    rows = TABLES["text_sentences"].set_index(["text_id", "paragraph", "sentence"])["words"]
    places = TABLES["text_claims"].set_index("id")
    assert own["free"] and sum(map(len, own["whole"])) == len(rows["invented-2000"])
    for claim in own["claims"]:
        place = places.loc[claim["id"]]
        marked = claim["words"][claim["sentence"] - 1]
        assert marked == rows["invented-2000", place["paragraph"], place["sentence"]] != ""
        assert claim["handle"] == place["handle"]
    assert packs.coded_fields(own) == ["speaker", "kind", "ten", "record", "stance", "certainty"]
    (held,) = (claim for claim in own["claims"] if packs.border(claim))
    assert held["reserve"] and held["notes"]["kind"] == held["because"]


def test_the_sheet_of_the_session_and_the_pack_hold_the_same_claims():
    cards = sb.load("cards")
    sheet = cards.loc[cards["handout_id"] == "who-is-speaking-blank", "row"]
    own = packs.pack(PACKS, "invented-2000-a")
    assert [one["id"] for one in own["claims"] if not one["reserve"]] == sheet.tolist()


def test_a_free_text_shows_its_sentences_where_they_may_be_printed():
    claim = {
        "id": "lamp-1902-001",
        "text_id": "lamp-1902",
        "paragraph": 2,
        "sentence": 1,
        "claim": "The lamp is lit.",
        "speaker_kind": "state-or-ministry",
        "kind": "event-report",
        "checkable": "yes",
        "because": "A day.",
    }
    codings = [
        {"claim_id": claim["id"], "coder": coder, "field": field, "value": value}
        for coder in "AB"
        for field, value in (("speaker_kind", "press"), ("kind", "forecast"), ("checkable", "no"))
    ]
    sentences = [
        {"text_id": "lamp-1902", "paragraph": n, "sentence": place, "words": words}
        for n, place, words in ((1, 1, ""), (2, 1, "It is lit."), (2, 2, "It burns."))
    ]
    place = {"pack_id": "lamp-1902-a", "n": 1, "claim": claim["id"], "table": "text_claims"}
    one = {"id": "lamp-1902-a", "text_id": "lamp-1902", "title": "A", "side": "all", "note": "."}
    free = TABLES | {
        "packs": pd.DataFrame([one]),
        "pack_claims": pd.DataFrame(
            [place | {"sentence": 1, "handle": "the lamp", "reserve": "no"}]
        ),
        "texts": pd.DataFrame([{"id": "lamp-1902", "title": "The lamp"}]),
        "text_claims": pd.DataFrame([claim]),
        "text_sentences": pd.DataFrame(sentences),
        "text_codings": pd.DataFrame(codings),
    }
    (found,) = packs.packs(free)
    (told,) = found["claims"]
    assert not found["whole"] and found["free"] and found["text"] == "The lamp"
    assert told["words"] == ["It is lit.", "It burns."]
    assert told["book"]["speaker"] == "state" and told["coders"]["A"]["kind"] == "ahead"
    free["text_sentences"].loc[2, "words"] = ""
    (closed,) = packs.packs(free)
    assert closed["claims"][0]["words"] == [] and not closed["free"] and closed["whole"] == []


def test_marks_are_those_of_the_lines():
    one = PACKS[0]
    ids = [claim["id"] for claim in one["claims"]]
    assert one["mark"] == lines.mark(tuple(FIELDS.values()), ids)
