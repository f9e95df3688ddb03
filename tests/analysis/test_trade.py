"""Trade: nothing is joined that counts differently, and nothing is lost."""

import pandas as pd
import pytest

import shieldbook as sb
from shieldbook import analysis
from support.tables import load


def trade(*rows):
    columns = ["year", "partner", "flow", "basis", "value_musd", "source", "confidence"]
    return pd.DataFrame(rows, columns=columns)


def flows(year, basis, one, two, known="verified"):
    return [
        (year, "KOR", "partner-imports-from-russia", basis, one, f"a-{year}[x]", known),
        (year, "KOR", "russia-imports-from-partner", basis, two, f"b-{year}[y]", "verified"),
    ]


def test_both_flows_of_a_year_are_added_up():
    found = analysis.trade.turnover(trade(*flows(2001, "customs", 1000, 500)), "KOR").iloc[0]
    assert (found["usd_bn"], found["sources"], found["known"]) == (
        1.5,
        "a-2001[x] | b-2001[y]",
        "verified",
    )


def test_a_sum_is_as_sure_as_its_weaker_part():
    assert (
        analysis.trade.turnover(trade(*flows(2001, "customs", 1, 1, "recalled")), "KOR").iloc[0][
            "known"
        ]
        == "recalled"
    )


def test_one_flow_alone_is_no_turnover():
    assert analysis.trade.turnover(trade(flows(2001, "customs", 1000, 500)[0]), "KOR").empty


def test_flows_of_two_bases_are_not_added():
    rows = [flows(2001, "customs", 1000, 500)[0], flows(2001, "press", 1000, 500)[1]]
    assert analysis.trade.turnover(trade(*rows), "KOR").empty


def test_a_printed_turnover_stands_where_the_flows_do_not():
    row = (2002, "KOR", "turnover", "press", 1600, "c-2002[z]", "verified")
    assert analysis.trade.turnover(trade(row), "KOR")["usd_bn"].tolist() == [1.6]


def test_a_gap_in_the_years_begins_a_new_run():
    rows = [
        *flows(2001, "customs", 1, 1),
        *flows(2002, "customs", 1, 1),
        *flows(2004, "customs", 1, 1),
    ]
    assert analysis.trade.turnover(trade(*rows), "KOR")["run"].tolist() == [1, 1, 2]


@pytest.mark.parametrize("partner", ["KOR", "JPN"])
def test_every_figure_of_the_book_keeps_its_source(partner):
    found = analysis.trade.turnover(sb.load("trade"), partner)
    assert found["sources"].ne("").sum() >= (found["known"] != "recalled").sum() and len(found) > 20


def test_trade_and_meetings_stand_side_by_side():
    tables = load("trade", "meetings", "codebook")
    table = analysis.trade.beside(*tables, ("KOR", "JPN"), (1999, 2023))
    assert set(table["what"]) == {"trade", "meetings"} and set(table["partner"]) == {"KOR", "JPN"}
    assert table["year"].between(1999, 2023).all()
    assert (table["basis_label"] != "").sum() == (table["what"] == "trade").sum()


def rivals(*rows):
    return trade(
        *[
            (2001, state, "turnover", basis, value, "a-2001[x]", known)
            for state, basis, value, known in rows
        ]
    )


@pytest.mark.parametrize(
    ("rows", "larger"),
    [
        pytest.param(
            [("KOR", "a", 9, "verified"), ("JPN", "b", 8, "verified")],
            "KOR",
            id="one above the other",
        ),
        pytest.param(
            [("KOR", "a", 9, "verified"), ("KOR", "c", 7, "verified"), ("JPN", "b", 8, "verified")],
            "",
            id="sources disagree",
        ),
        pytest.param(
            [("KOR", "a", 9, "recalled"), ("JPN", "b", 8, "verified")],
            "",
            id="one is not confirmed",
        ),
        pytest.param(
            [
                ("KOR", "a", 9, "verified"),
                ("JPN", "b", 8, "verified"),
                ("JPN", "c", 10, "recalled"),
            ],
            "",
            id="an unconfirmed one disagrees",
        ),
        pytest.param([("KOR", "a", 9, "verified")], "", id="one has none"),
    ],
)
def test_who_traded_more_is_told_only_where_all_figures_agree(rows, larger):
    assert analysis.trade.larger_trade(rivals(*rows), ("JPN", "KOR"), 2001, 2001)[
        "larger"
    ].tolist() == [larger]


def side(*rows):
    columns = ["partner", "year", "what", "value", "basis", "run"]
    return pd.DataFrame(rows, columns=columns)


TURNED = side(
    ("KOR", 2013, "trade", 1, "importer-cif", 1),
    ("KOR", 2014, "trade", 2, "importer-cif", 1),
    ("KOR", 2015, "trade", 3, "korean-customs-press", 1),
    ("KOR", 2016, "trade", 4, "korean-customs", 1),
    ("KOR", 2016, "trade", 5, "korean-customs-press", 1),
    ("KOR", 2016, "trade", 6, "russian-customs-press", 1),
    ("KOR", 2018, "trade", 7, "korean-customs-press", 2),
    ("KOR", 2014, "meetings", 2, "", 0),
)


def test_a_year_has_one_figure_and_a_new_way_of_counting_a_panel_of_its_own():
    found = analysis.trade.panelled(TURNED, *load("codebook")).query("what == 'trade'")
    assert found[["year", "value", "panel"]].values.tolist() == [
        [2013, 1, 1],
        [2014, 2, 1],
        [2015, 3, 2],
        [2016, 5, 2],
        [2018, 7, 2],
    ]


def test_a_run_ends_where_a_year_is_missing_or_the_basis_turns():
    found = analysis.trade.panelled(TURNED, *load("codebook"))
    assert found["run"].tolist()[:-1] == [1, 1, 2, 2, 3]


def test_meetings_stay_and_every_row_has_its_capital():
    found = analysis.trade.panelled(TURNED, *load("codebook"))
    assert found["what"].eq("meetings").sum() == 1 and set(found["capital"]) == {"Seoul"}
