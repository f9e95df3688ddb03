"""Handouts: every sheet is made, of no more than a class may see, and none tells what its key
holds."""

from __future__ import annotations

import inspect
import re

import pandas as pd
import pytest

import shieldbook as sb
from shieldbook.analysis import handouts
from shieldbook.analysis.handouts import parts, prices
from shieldbook.publish.sheets import build
from shieldbook.tables.rules.handouts import KEYS

HANDOUTS, CARDS = sb.load("handouts"), sb.load("cards")
# Columns that say what a class is to find out: no sheet may show one.
TELLING = {
    "explanation_evidence": {"bears", "source"},
    "explanations": {"verdict", "because", "prediction"},
    "claims": {"kind", "certainty", "stance", "checkable", "because"},
    "text_claims": {"claim", "speaker", "kind", "checkable", "because"},
}


@pytest.fixture(scope="module")
def sheets():
    """The parts of every sheet that is made, by its id."""
    return {sheet.id: sheet for sheet in build.sheets()}


def text_of(sheet) -> str:
    """All that can be read on a sheet."""
    return "\n".join([sheet.title, sheet.instruction, *handouts.words_of(sheet.parts)])


def cards_of(sheet) -> list[parts.Card]:
    """The cards of a sheet, in their order."""
    found = [part for part in sheet.parts if isinstance(part, parts.Cards)]
    return [card for part in found for card in part.cards]


def rows_on(handout: str, table: str) -> list[str]:
    """The rows of a table that stand on the cards of a handout."""
    own = CARDS[(CARDS["handout_id"] == handout) & (CARDS["table"] == table)]
    return own.sort_values("n", kind="stable")["row"].tolist()


# Every sheet is made


def test_every_handout_is_made_by_a_function_that_is_there():
    unknown = [name for name in HANDOUTS["made_by"] if name not in handouts.MAKERS]
    assert unknown == []


def test_every_maker_makes_a_handout_and_has_the_name_of_its_function():
    assert set(handouts.MAKERS) == set(HANDOUTS["made_by"])
    assert [name for name, maker in handouts.MAKERS.items() if maker.make.__name__ != name] == []


def test_every_sheet_is_made_but_those_that_wait_for_a_free_text(sheets):
    waiting = {name for name, maker in handouts.MAKERS.items() if maker.may_lack}
    lacking = HANDOUTS[~HANDOUTS["id"].isin(sheets)]
    assert set(lacking["made_by"]) <= waiting


def test_no_maker_sees_a_table_of_keys_or_a_telling_column():
    seen = {
        f"{name}: {table}.{column}"
        for name, maker in handouts.MAKERS.items()
        for table, columns in maker.shows.items()
        for column in (*columns, "")
        if table in KEYS or column in TELLING.get(table, ())
    }
    assert seen == set()


def test_a_maker_gets_the_columns_that_it_shows_and_no_others():
    given = {}

    def look(tables):
        given.update(tables)
        return ()

    maker = parts.Maker(look, {"lamps": ("height",), "oil": ("price",)}, own=("lamps",))
    cards = pd.DataFrame(
        {"handout_id": "sheet", "n": [2, 1], "table": "lamps", "row": ["old", "new"]}
    )
    tables = {
        "lamps": pd.DataFrame(
            {"row": ["old", "new", "none"], "height": [3, 4, 5], "keeper": "Ada"}
        ),
        "oil": pd.DataFrame({"row": ["a"], "price": [7], "secret": [1]}),
    }
    handouts.MAKERS["look"] = maker
    try:
        assert handouts.made("look", "sheet", cards, tables) == ()
        lost = cards.assign(row="lantern")
        with pytest.raises(KeyError, match="lantern"):
            handouts.made("look", "sheet", lost, tables)
    finally:
        del handouts.MAKERS["look"]
    assert given["lamps"].to_dict("list") == {"n": [1, 2], "height": [4, 3]}
    assert given["oil"].to_dict("list") == {"price": [7]}


def test_a_sheet_without_its_text_is_left_out():
    assert handouts.made("coding_blank", "who-is-speaking-blank", CARDS, {}) is None


def test_what_a_maker_reads_is_what_it_says_it_shows():
    odd = {}
    for name, maker in handouts.MAKERS.items():
        read = set(re.findall(r'given\["(\w+)"\]', inspect.getsource(maker.make)))
        if read - set(maker.shows):
            odd[name] = read - set(maker.shows)
    assert odd == {}


# No sheet holds its key


def test_cards_of_the_reports_do_not_say_whose_they_are(sheets):
    sheet, reports = sheets["one-sentence-cards"], sb.load("wordings").set_index("id")
    names = {"AFP", "AP", "Newsis", "Breitbart", "KBS", "KUNA", "Kuwait", "Sputnik", "Yonhap"}
    names |= {"agency", "Korean", "Lavrov"} | set(reports["source"].str.partition("[")[0])
    told = text_of(sheet)
    assert [name for name in sorted(names) if re.search(rf"\b{name}\b", told)] == []
    assert "ministry" not in told and not set(reports.index) & set(re.findall(r"[\w-]+", told))


def test_a_card_has_the_words_of_its_report_in_quotation_marks(sheets):
    reports = sb.load("wordings").set_index("id")
    for card, row in zip(
        cards_of(sheets["one-sentence-cards"]),
        rows_on("one-sentence-cards", "wordings"),
        strict=True,
    ):
        words = reports.loc[row, "words"]
        assert card.text == f"“{words}”" if words else "not read" in card.text
        assert ("Our translation" in card.under) == bool(reports.loc[row, "translated_by"])


def test_cards_and_grid_of_the_reports_have_the_same_numbers():
    assert rows_on("one-sentence-cards", "wordings") == rows_on("one-sentence-grid", "wordings")


def test_claim_cards_do_not_name_who_says_them(sheets):
    claims = sb.load("claims").set_index("id")
    actors = sb.load("actors").set_index("id")["name"]
    cards = cards_of(sheets["who-is-speaking-cards"])
    for card, row in zip(cards, rows_on("who-is-speaking-cards", "claims"), strict=True):
        speaker = claims.loc[row, "speaker_id"]
        family = actors[speaker].split()[-1]
        assert speaker == "author" or family.casefold() not in card.text.casefold(), row
        assert row not in f"{card.label} {card.text} {card.under}"


def test_findings_have_no_mark_and_reasons_no_verdict(sheets):
    marks = re.compile(r"\b(for|against|neither|fits|does not fit|cannot tell)\b", re.I)
    for n in (1, 2, 3):
        sheet = sheets[f"two-prices-cards-{n}"]
        for card in cards_of(sheet):
            said = card.label.partition(prices.GATHERED)
            assert said[1] and not marks.search(said[0] + said[2]) and not card.under
    told = text_of(sheets["two-prices-bet"]) + text_of(sheets["two-prices-grid"])
    assert not re.search(r"does.not.fit|cannot.tell", told, re.I)


def test_findings_are_numbered_through_their_three_sheets():
    own = CARDS[CARDS["handout_id"].str.startswith("two-prices-cards-")]
    assert own["n"].tolist() == list(range(1, len(own) + 1))
    reasons = set(own["row"].str.partition("/")[0])
    assert reasons == set(rows_on("two-prices-bet", "explanations"))
    assert reasons == set(rows_on("two-prices-grid", "explanations"))


def test_a_finding_can_be_understood_alone():
    findings = sb.load("explanation_evidence")
    keys = findings["explanation_id"] + "/" + findings["n"].astype(str)
    shown = findings[keys.isin(CARDS["row"])]["finding"]
    assert [text for text in shown if re.search(r"\b(he|it) (said|put|called|named)\b", text)] == []


def test_no_code_of_the_data_stands_on_a_sheet(sheets):
    codes = {code for code in sb.load("codebook")["code"] if "-" in code.strip("-")}
    codes -= {"arms-race"}
    found = {
        own: sorted(code for code in codes if re.search(rf"(?<![\w-]){code}(?![\w-])", told))
        for own, sheet in sheets.items()
        if (told := text_of(sheet))
    }
    assert {own: there for own, there in found.items() if there} == {}


def test_stations_do_not_tell_what_became_of_a_treaty_or_shield(sheets):
    stations = [own for own in sheets if own.startswith("which-treaty-station-")]
    assert len(stations) == 5
    treaties = sb.load("treaties").set_index("id")
    ends = {str(day)[:4] for day in treaties["ended"] if day} - {"2019"}
    for own in stations:
        told = text_of(sheets[own])
        assert not re.search(r"withdr|expired|gave them up|cancel|\bended\b", told, re.I), own
        assert not {"2002", "2020", "2026"} & set(re.findall(r"\b\d{4}\b", told)), own
    assert {"2002", "2026"} <= ends


# What is on them


def test_a_shield_is_not_asked_what_it_limits_and_a_treaty_not_what_it_hits(sheets):
    for own in ("abm", "inf", "new-start"):
        told = text_of(sheets[f"which-treaty-station-{own}"])
        assert "What does it limit" in told and "can it hit" not in told
    for own in ("aegis-ashore", "thaad"):
        told = text_of(sheets[f"which-treaty-station-{own}"])
        assert "can it hit" in told and "What does it limit" not in told


def test_a_station_names_the_parties_and_the_heirs_of_one(sheets):
    inf = text_of(sheets["which-treaty-station-inf"])
    assert "in whose place came Russia and 3 more of its states" in inf
    assert "Parties: Russia and the United States." in text_of(
        sheets["which-treaty-station-new-start"]
    )


def test_every_strip_says_what_it_names_and_the_sheet_stays_whole(sheets):
    part = next(p for p in sheets["which-treaty-strips"].parts if isinstance(p, parts.Cards))
    assert not part.cut
    named = re.compile("ABM|THAAD|INF|START|Aegis")
    assert [bool(card.under) for card in part.cards] == [
        bool(named.search(card.text)) for card in part.cards
    ]


def test_the_grid_says_what_every_reason_claims(sheets):
    reasons = sb.load("explanations").set_index("id")["statement"]
    told = text_of(sheets["two-prices-grid"])
    assert [
        own for own in rows_on("two-prices-grid", "explanations") if reasons[own] not in told
    ] == []


def test_what_stands_above_the_cards_stands_on_the_grid_too(sheets):
    above = sheets["one-sentence-cards"].parts[0]
    assert above == sheets["one-sentence-grid"].parts[0] and "three dots" in above.text


def test_the_strips_say_who_had_it_from_whom_and_where_nobody_tells(sheets):
    first, then = (part.text for part in sheets["who-is-speaking-strips"].parts[:2])
    assert "Russian news agencies" in first and first.endswith("not told.")
    assert "Sputnik and KUNA: from the news conference." in then
    assert "Newsis: from AP, in Korean." in then and "AP and AFP: not told." in then
    labels = [card.text for card in cards_of(sheets["who-is-speaking-strips"])]
    assert "an interpreter (?)" in labels


def test_a_card_of_a_report_without_words_says_so():
    row = {
        "n": [1],
        "event_id": ["meeting"],
        "danger": ["serious"],
        "subject": ["system"],
        "thaad": ["tied"],
        "doer": ["nobody"],
        "condition": ["kept"],
        "words": [""],
        "translated_by": [""],
    }
    given = {
        "wordings": pd.DataFrame(row),
        "events": pd.DataFrame({"id": ["meeting"], "date": ["1901-03-04"]}),
    }
    told = list(handouts.words_of(handouts.MAKERS["wording_cards"].make(given)))
    assert any("were not read" in text for text in told)
    assert any("4 March 1901" in text for text in told)


def test_the_grid_of_the_salvo_has_the_numbers_of_the_model(sheets):
    grid = next(p for p in sheets["which-treaty-grid"].parts if isinstance(p, parts.Grid))
    figures = sb.load("system_figures")
    model = sb.analysis.salvo
    each = model.interceptors_a_launcher(figures)
    few = model.Defence(model.magazine_of(2, each), 0.8, shots=2)
    share = 100 * model.engage(12, few).none_leaks
    assert grid.rows[0][grid.heads.index("80%")] == str(round(share))
    assert all(cell.isdigit() for row in grid.rows for cell in row[1:])


def test_the_grid_of_the_salvo_says_how_too_few_interceptors_are_shared_out(sheets):
    sheet = sheets["which-treaty-grid"]
    grid = next(p for p in sheet.parts if isinstance(p, parts.Grid))
    assert "16 interceptors" in grid.rows[0][0] and "none gets a second before" in text_of(sheet)
    by_hand = [
        str(round(100 * hit**8 * (1 - (1 - hit) ** 2) ** 4))
        for hit in (0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
    ]
    assert list(grid.rows[0][1:]) == by_hand


def test_the_puzzle_has_no_more_than_120_words(sheets):
    told = [
        part.text for part in sheets["two-prices-puzzle"].parts if isinstance(part, parts.Prose)
    ]
    assert len(" ".join(told).split()) <= 120


def test_the_dates_have_every_protest_over_one_capital_alone(sheets):
    grid = next(p for p in sheets["two-prices-dates"].parts if isinstance(p, parts.Grid))
    statements = sb.load("statements")
    objects = statements[statements["bears"] == "objects"]["about"].value_counts()
    sums = [sum(int(row[column]) for row in grid.rows) for column in (1, 2)]
    assert sums == [objects["KOR"], objects["JPN"]]
    assert prices.FIRST < "2014"
    assert grid.rows[0][1] == "0" and "ends before the first over Seoul's" in text_of(
        sheets["two-prices-dates"]
    )


def test_what_the_findings_name_is_told_before_they_are_laid(sheets):
    findings = " ".join(
        card.text for n in (1, 2, 3) for card in cards_of(sheets[f"two-prices-cards-{n}"])
    )
    told = text_of(sheets["two-prices-puzzle"])
    for word in ("New Northern Policy", "peace treaty"):
        assert word in findings and word in told
    assert "Russia holds" in told and "Japan claims" in told


def test_sheets_that_are_cut_into_cards_are_printed_on_one_side(sheets):
    cards = [own for own, sheet in sheets.items() if sheet.kind == "card"]
    assert len(cards) >= 5
    assert [own for own in cards if "on one side" not in sheets[own].instruction] == []


def test_facts_that_strips_are_laid_from_are_not_cut_away(sheets):
    sheet = sheets["who-is-speaking-strips"]
    assert "keep the facts" in sheet.instruction


def test_the_table_of_sheets_adds_up(sheets):
    rows = handouts.printed_table(HANDOUTS)
    assert len(rows) == len(HANDOUTS) and rows["session_id"].iloc[-1] == ""
    own = rows[rows["session_id"] == "one-sentence"]
    pages = int((own["pages"] * own["copies_for_20"]).sum())
    assert (
        handouts.total(own)
        == f"3 sheets; for twenty students {pages} pages come out of the printer."
    )
