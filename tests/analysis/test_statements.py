"""What Moscow said: statements with their days, each with the shield that it is drawn with."""

import pandas as pd
import pytest

from shieldbook.analysis import statements
from shieldbook.charts.turn import SHAPES
from support.tables import CODEBOOK, load


def test_a_statement_that_names_no_capital_is_drawn_with_both_or_neither():
    table = statements.dated(*load("statements"), CODEBOOK)
    assert set(table.loc[table["about"] == "region", "over"]) == {"both"}
    named = table[table["about"] != "region"]
    assert named["over"].tolist() == named["about"].tolist() and set(table["over"]) == set(SHAPES)


def test_protests_are_counted_from_one_decision_to_the_next():
    days = ["2001-05-01", "2010-03-02", "2010-03-03", "2010-03-03", "2011-01-01", "2012-01-01"]
    rows = pd.DataFrame(
        {
            "start": pd.to_datetime(days),
            "end": pd.to_datetime(days),
            "over": ["JPN", "KOR", "KOR", "both", "JPN", "JPN"],
            "bears": ["objects", "objects", "objects", "objects", "offers", "objects"],
        }
    )
    spans = statements.between(rows, [("2010-03-02", "Seoul decides")])
    assert spans[["words", "over", "protests"]].to_numpy().tolist() == [
        ["", "KOR", 1],
        ["", "JPN", 1],
        ["Seoul decides", "KOR", 1],
        ["Seoul decides", "JPN", 1],
    ]
    assert spans["end"].max() == pd.Timestamp("2012-01-01")


def test_every_protest_over_one_capital_is_in_one_span():
    table = statements.dated(*load("statements"), CODEBOOK)
    spans = statements.between(table, [("2013-12-31", ""), ("2017-12-19", "Tokyo decides")])
    protests = table.loc[table["bears"] == "objects", "over"].value_counts()
    counted = spans.groupby("over")["protests"].sum()
    assert counted.to_dict() == {over: protests[over] for over in ("KOR", "JPN")}


def test_the_estimate_is_the_one_worked_out_by_hand():
    assert statements.chapman(32, 54, 7)[0] == 33 * 55 / 8 - 1


def test_searches_that_found_the_same_leave_nothing_to_be_found():
    assert statements.chapman(40, 40, 40) == (40, 40, 40)


def test_an_interval_holds_the_estimate_and_begins_above_what_was_found():
    estimate, low, high = statements.chapman(30, 25, 10)
    assert 30 + 25 - 10 <= low < estimate < high


def test_the_less_two_searches_share_the_more_is_missing():
    estimates = [statements.chapman(30, 30, both)[0] for both in (5, 15, 25)]
    assert estimates == sorted(estimates, reverse=True)


def test_more_in_both_than_in_either_is_refused():
    with pytest.raises(ValueError, match="31 cannot be in both of 30 and 40"):
        statements.chapman(30, 40, 31)


def test_what_two_passes_left_is_estimated_by_period():
    found = ["both", "first", "second", "neither", "both"]
    days = ["2001-02-27", "2002", "2002-01/2002-02", "2015", "[2016-01..2016-05]"]
    table = statements.estimated(pd.DataFrame({"date": days, "found_by": found}))
    early, whole = table.iloc[0], table.iloc[-1]
    assert (early["first"], early["second"], early["both"], early["beside"]) == (2, 2, 1, 0)
    assert (whole["found"], whole["beside"], whole["period"]) == (4, 1, "1999–2026")
    assert table.iloc[:-1][["found", "beside"]].sum().tolist() == [4, 1]


def test_two_codings_of_the_statements_are_compared_field_by_field():
    coded = {"about": ["KOR", "JPN", "KOR", "JPN"], "about_second": ["KOR", "JPN", "region", "JPN"]}
    bears = {name: ["objects", "offers"] * 2 for name in ("bears", "bears_second")}
    table = statements.again_table(pd.DataFrame(coded | bears), draws=20).set_index("field")
    assert table["alike"].to_dict() == {"about": 3, "bears": 4}
    assert table.loc["bears", "alpha"] == 1 > table.loc["about", "alpha"] > 0
