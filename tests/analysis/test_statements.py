"""What Moscow said: statements with their days, each with the shield that it is drawn with."""

from shieldbook.analysis import statements
from shieldbook.charts.arguments import ROWS
from support.tables import CODEBOOK, load


def test_a_statement_that_names_no_capital_is_drawn_with_both_or_neither():
    table = statements.dated(*load("statements"), CODEBOOK)
    assert set(table.loc[table["about"] == "region", "over"]) == {"both"}
    named = table[table["about"] != "region"]
    assert named["over"].tolist() == named["about"].tolist() and set(table["over"]) == set(ROWS)
