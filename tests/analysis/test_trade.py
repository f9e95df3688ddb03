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
    tables = load("trade", "meetings", "actors", "codebook")
    table = analysis.trade.beside(*tables, ("KOR", "JPN"), (1999, 2023))
    assert set(table["what"]) == {"trade", "meetings"} and set(table["partner"]) == {"KOR", "JPN"}
    assert table["year"].between(1999, 2023).all()
    assert set(table["partner_label"]) == {"South Korea", "Japan"}
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
