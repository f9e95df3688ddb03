"""Charts of more rows than can have a mark each."""

import pandas as pd

from shieldbook import charts
from shieldbook.analysis import checks, coding
from support.charts import VERDICTS
from support.tables import load


def marks_of(chart):
    """How many rows of data the wide drawing of a chart holds in all."""
    return sum(len(rows) for rows in chart.to_dict().get("datasets", {}).values())


def test_a_board_of_too_many_checks_counts_them_instead():
    names = ("checks", "check_sources", "claims", "articles", "codebook")
    board = checks.on_truth(checks.all_checks_table(*load(*names)))
    words = {"title": "t", "description": "d", "source": "s", "caption": "c", **VERDICTS}
    full = charts.boards(pd.concat([board] * 6, ignore_index=True), **words)
    assert marks_of(full) < 50 < len(board) <= marks_of(charts.boards(board, **words))


def test_codings_of_too_many_articles_are_shown_by_decade():
    counted = coding.by_coding(*load("claims", "coded_units", "codings", "articles"))
    many = pd.concat(
        [counted.assign(article=f"lamp{n}-" + counted["article"].str[-4:]) for n in range(10)],
        ignore_index=True,
    )
    drawn = charts.codings(
        coding.pictures(many), subtitle="s", title="t", description="d", source="s", caption="c"
    )
    assert {row[1] for row in drawn.to_dict()["usermeta"]["shieldbook"]["table"]["rows"]} == {
        "1990s",
        "2000s",
        "2010s",
    }
