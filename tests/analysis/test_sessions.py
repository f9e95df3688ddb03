"""Sessions of the seminar: the numbers in their cells, the tables of their pages, their sheets."""

import re

import pandas as pd
import pytest

import shieldbook as sb
from shieldbook.analysis import addresses, keys, salvo, sessions, statements
from shieldbook.analysis.handouts import speaking
from shieldbook.tables.contract import read_contract

TABLES = {name: sb.load(name) for name in (*sessions.COUNTED, *addresses.NEEDED)}
NUMBERS = sessions.numbers(TABLES)
KNOWN = {"lamps": 9, "oars": 1600, "share": "0.5"}
STEPS = pd.DataFrame(
    {
        "session_id": "lamp",
        "n": [1, 2],
        "from_min": [0, 5],
        "to_min": [5, 45],
        "students": ["Guess.", "Read."],
        "teacher": ["Asks.", "Listens."],
        "product": ["A guess", "A card"],
        "handout_id": ["n/a", "lamp-card"],
        "on_paper": ["As it stands.", "The card."],
        "short_min": [1, 0],
    }
)
HANDOUTS = pd.DataFrame(
    {
        "id": ["oar-card", "lamp-list", "lamp-card"],
        "session_id": ["oar", "lamp", "lamp"],
        "n": [1, 2, 1],
        "title": ["Oars", "A list", "A card"],
        "pages": [1, 2, 1],
        "copies_for_20": [20, 5, 10],
    }
)
SESSIONS = pd.DataFrame(
    {
        "id": ["lamp", "oar"],
        "n": [2, 1],
        **{name: name.title() for name in ("title", "question", "texts", "devices", "subject")},
        "level": "Level",
        "minutes": [45, 90],
    }
)
TAUGHT = pd.DataFrame(
    {
        "session_id": ["lamp", "lamp"],
        "date": pd.to_datetime(["2026-12-03", "2026-12-01"]),
        "where": ["A school", "A college"],
    }
)


def cells(*texts):
    return pd.DataFrame({"n": range(1, len(texts) + 1), "claim": texts})


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("{lamps} lamps", "9 lamps"),
        ("{lamps:word} lamps", "nine lamps"),
        ("{lamps:Word} lamps", "Nine lamps"),
        ("{oars} and {oars:word}", "1,600 and 1,600"),
        ("{share} of all", "0.5 of all"),
        ("no number", "no number"),
    ],
)
def test_a_number_is_filled_in_as_it_is_asked_for(cell, said):
    assert list(sessions.filled(cells(cell), "lamps", KNOWN)["claim"]) == [said]


def test_a_number_that_there_is_not_is_refused_naming_table_row_and_column():
    with pytest.raises(KeyError) as caught:
        sessions.filled(cells("{lamps}", "{lamp}"), "misreadings", KNOWN)
    told = str(caught.value)
    assert all(part in told for part in ("misreadings", "row 3", "column claim", "'lamp'", "lamps"))


def test_every_number_that_a_cell_asks_for_is_there():
    for name in ("sessions", *sessions.PARTS, "rubric"):
        assert sessions.strays(sb.load(name), NUMBERS) == [], name


def test_the_reports_of_one_statement_fall_into_two_families():
    reports = TABLES["wordings"]
    families = NUMBERS["lavrov_reports_harsher"] + NUMBERS["lavrov_reports_milder"]
    assert NUMBERS["lavrov_reports"] == len(reports) == families
    harsher = set(reports.loc[reports["subject"] == "system", "id"])
    assert len(harsher) == NUMBERS["lavrov_reports_harsher"]


def test_every_report_has_a_card_and_the_cards_of_others_are_no_russian_s_and_no_writer_s():
    cards = {name: n for name, n in NUMBERS.items() if re.fullmatch(r"card_\w+", name)}
    assert len(cards) == len(set(cards.values())) == len(TABLES["wordings"])
    lines = {one.split()[0]: one for one in NUMBERS["key_of_the_cards"].split("; ")}
    others = [lines[n] for n in NUMBERS["cards_other"].split(", ")]
    assert others and [one for one in others if re.search(r"writer|Lavrov|Russian", one)] == []


def test_the_key_of_the_reports_has_every_card_in_its_order():
    told = NUMBERS["key_of_the_reports"].split("; ")
    assert [one.split()[0] for one in told] == [str(n + 1) for n in range(len(told))]
    assert keys.OUTLETS.keys() == set(TABLES["wordings"]["id"])


def test_the_word_that_tells_stands_on_its_card():
    own = TABLES["cards"].query("handout_id == 'who-is-speaking-cards'")["row"]
    claims = TABLES["claims"].set_index("id")["claim"].loc[own]
    assert keys.GIVEAWAYS.keys() <= set(own)
    assert [row for row, word in keys.GIVEAWAYS.items() if word not in claims[row]] == []
    told = NUMBERS["key_of_the_cards"].split("; ")
    assert len(told) == len(own)
    assert sum(one.endswith("none") for one in told) == len(own) - len(keys.GIVEAWAYS)


def test_the_short_version_of_the_blank_has_its_own_baseline():
    assert NUMBERS["short_claims"] == len(keys.SHORT)
    assert 0 < NUMBERS["short_commonest"] <= NUMBERS["short_claims"]


def test_the_key_of_the_blank_has_a_claim_for_each_line_of_it():
    lines = NUMBERS["key_of_the_blank"].split("; ")
    cards = TABLES["cards"].query("handout_id == 'who-is-speaking-blank'")
    claims = TABLES["text_claims"].set_index("id").loc[cards["row"]]
    assert [line.split()[0] for line in lines] == list(map(str, cards["n"]))
    assert [line.rpartition(", ")[2] for line in lines] == list(claims["checkable"])
    assert NUMBERS["blank_ahead"] == sum(line.split(", ")[1] == "ahead" for line in lines)


def test_the_fingers_of_a_kind_are_its_number_on_the_sheet_of_rules():
    rules = speaking.coding_rules({"codebook": TABLES["codebook"]})
    numbered = next(part for part in rules if getattr(part, "heading", "").startswith("Kind"))
    said = [one.partition(".")[0].lower() for one in numbered.items]
    fingers = NUMBERS["fingers_of_the_blank"].split(", ")
    shown = {line.split(", ")[1] for line in NUMBERS["key_of_the_blank"].split("; ")}
    assert len(fingers) == len(shown)
    for one in fingers:
        kind, _, n = one.rpartition(" ")
        assert kind in shown and kind in said[int(n) - 1], one


def test_every_card_with_a_finding_has_its_mark_and_stands_in_a_key():
    cards = TABLES["cards"].query("table == 'explanation_evidence'")
    marks = {name: mark for name, mark in NUMBERS.items() if name.startswith("mark_")}
    assert sorted(int(mark.split()[0]) for mark in marks.values()) == sorted(cards["n"])
    told = " ".join(sb.load("session_findings")["finding"])
    assert [name for name in marks if f"{{{name}}}" not in told] == []
    found = TABLES["explanation_evidence"].set_index(["explanation_id", "n"])["bears"]
    assert found["islands", 4] == "against" and NUMBERS["mark_islands_4"] == "3 against"
    ends = {name: end for name, end in NUMBERS.items() if name.startswith("verdict_")}
    assert set(ends.values()) <= {"Kept", "Dropped", "Open"}
    assert [name for name in ends if f"{{{name}}}" not in told] == []


def test_the_claims_of_the_articles_add_up():
    years = ("1999", "2000", "2017", "2018", "2019")
    assert sum(NUMBERS[f"claims_{year}"] for year in years) == NUMBERS["claims"]
    reported = sum(NUMBERS[f"claims_reported_{year}"] for year in years)
    assert reported + NUMBERS["claims_by_writers"] == NUMBERS["claims"]


def test_the_chance_of_the_trap_is_that_of_drawing_all_errors_from_one_article():
    wrong, ours, theirs = (NUMBERS[name] for name in ("wrong_2017", "settled_2017", "settled_1999"))
    chance = 1.0
    for n in range(wrong):
        chance *= (ours - n) / (ours + theirs - n)
    assert NUMBERS["chance_all_wrong_in_2017"] == round(100 * chance)


def test_the_turns_are_those_that_the_chapter_on_seoul_and_tokyo_counts():
    dated = statements.dated(TABLES["statements"], TABLES["codebook"])
    cuts = [("2013-12-31", "the years before"), ("2017-12-19", "Tokyo decides")]
    table = statements.between(dated, cuts).set_index(["words", "over"])["protests"]
    for name, words in (("before", "the years before"), ("after", "Tokyo decides")):
        for capital, state in (("seoul", "KOR"), ("tokyo", "JPN")):
            assert NUMBERS[f"objections_{capital}_{name}"] == table[words, state]


def test_a_dozen_is_stopped_as_often_as_the_chapter_of_2017_says():
    table = salvo.battery_table({"two": 2, "six": 6}, 8, 12, hits=(0.7, 0.8), shots=2)
    found = {(row.day, row.hit_pct): round(row.none_pct) for row in table.itertuples()}
    asked = {("two", 80): "dozen_two_80", ("six", 80): "dozen_six_80", ("six", 70): "dozen_six_70"}
    assert {key: NUMBERS[name] for key, name in asked.items()} == {key: found[key] for key in asked}


def test_the_reasons_are_judged_and_none_of_them_fits():
    assert NUMBERS["reasons"] == NUMBERS["reasons_failed"] + NUMBERS["reasons_cannot_tell"]
    assert 0 < NUMBERS["marks_alike"] <= NUMBERS["marks_judged"]


# Tables


def test_a_step_has_its_minutes_and_the_sheet_that_it_uses():
    table = sessions.steps_table(STEPS, HANDOUTS)
    assert list(table["minutes"]) == ["0–5", "5–45"]
    assert list(table["sheet"]) == ["", "A card"]
    assert list(table["sheet_href"]) == ["", "seminar/sheets.html#lamp-card"]


def test_a_step_that_uses_several_sheets_leads_to_each():
    several = STEPS.assign(handout_id=["n/a", "lamp-card; lamp-list"])
    table = sessions.steps_table(several, HANDOUTS)
    assert table["sheet"][1] == "A card | A list"
    shown = "seminar/sheets.html#lamp-card | seminar/sheets.html#lamp-list"
    assert table["sheet_href"][1] == shown


def test_a_sheet_that_there_is_not_is_told():
    with pytest.raises(KeyError, match="no handout 'lamp-card'"):
        sessions.steps_table(STEPS, HANDOUTS[HANDOUTS["id"] != "lamp-card"])


def test_what_a_step_gets_of_the_short_version_is_told():
    assert list(sessions.paper_table(STEPS)["short"]) == ["1", "–"]


def test_the_grid_has_a_row_for_each_criterion_and_a_column_for_each_level():
    grid = sessions.rubric_table(sb.load("rubric"), TABLES["codebook"])
    assert list(grid.columns) == ["criterion", "0", "1", "2", "3"]
    assert list(grid["criterion"]) == ["Evidence", "Distinction", "Inference", "Fairness"]
    assert (grid != "").all(axis=None)


def test_a_sample_answer_has_its_levels_in_the_order_of_the_criteria():
    samples = pd.DataFrame({"n": [1], "answer": ["So."], "because": ["It is."]})
    levels = pd.DataFrame({"n": 1, "criterion": ["fairness", "evidence"], "level": [2, 3]})
    table = sessions.samples_table(samples, levels, TABLES["codebook"])
    assert list(table["levels"]) == ["Evidence 3, fairness 2"]


def test_sessions_are_shown_in_their_order_with_what_is_to_be_printed():
    table = sessions.overview(SESSIONS, HANDOUTS, TAUGHT)
    assert list(table["href"]) == ["seminar/oar.html", "seminar/lamp.html"]
    assert list(table["pages"]) == [20, 10 + 2 * 5]
    assert list(table["taught"]) == ["not yet", "2 times"]


def test_the_sheets_of_a_session_stand_in_their_order():
    assert list(sessions.sheets_of("lamp", HANDOUTS)["title"]) == ["A card", "A list"]


def test_a_session_is_planned_until_it_was_taught():
    assert sessions.status("oar", TAUGHT).startswith("Planned, not yet taught")
    assert sessions.status("lamp", TAUGHT) == "Taught 2 times, last on 3 December 2026 (A school)."


# Where a row is shown

FINDINGS = sb.load("session_findings")


def test_every_finding_leads_into_the_book_by_words_that_are_no_code():
    table = sessions.findings_table(FINDINGS, TABLES)
    keys = set(FINDINGS["row"].str.split(" ").str[0])
    assert table["shown_href"].str.fullmatch(r"[a-z-]+/[a-z0-9_-]+\.html(#[\w.-]+)?").all()
    told = [word for words in table["shown_by"] for word in words.split() if word in keys]
    assert [word for word in told if "-" in word] == []


@pytest.mark.parametrize(
    ("table", "row", "words", "href"),
    [
        (
            "checks",
            "monitor-1999-003/attribution",
            "check of claim 003, Monitor, September 1999: was it said",
            "evidence/monitor-1999.html#monitor-1999-003-attribution",
        ),
        (
            "claims",
            "eaf-2018-020",
            "claim 020, East Asia Forum, 2018",
            "evidence/eaf-2018.html#eaf-2018-020",
        ),
        (
            "explanation_evidence",
            "trade-pipelines/2",
            "finding 2 on: Trade and pipelines",
            "reference/explanations.html#trade-pipelines-2",
        ),
        (
            "treaty_terms",
            "inf-treaty range",
            "the table of treaty terms",
            "reference/data-dictionary.html#table-treaty-terms",
        ),
    ],
)
def test_a_row_has_its_words_and_its_address(table, row, words, href):
    assert addresses.place_of(table, row, TABLES) == (words, href)


def test_a_row_that_there_is_not_is_told():
    with pytest.raises(KeyError, match="no statement 'nobody-spoke'"):
        addresses.place_of("statements", "nobody-spoke", TABLES)


def test_every_table_that_has_words_of_its_own_is_one():
    assert addresses.PLACES.keys() <= read_contract().tables.keys()
