"""Votes: how Russia voted, on what, and for how long alike."""

import pandas as pd

from shieldbook.analysis import votes


def test_like_votes_one_after_the_other_are_one_stretch():
    panel = "Renews the panel of experts"
    rows = pd.DataFrame(
        [
            ("d", "2020-01-04", "no", ""),
            ("a", "2020-01-01", "yes", ""),
            ("b", "2020-01-02", "yes", ""),
            ("c", "2020-01-03", "yes", panel),
        ],
        columns=["id", "date", "russia", "note"],
    ).assign(date=lambda t: pd.to_datetime(t["date"]))
    found = votes.runs(rows)
    assert found[["when", "vote", "about", "run"]].values.tolist() == [
        ["1 January 2020", "yes", "new sanctions", 1],
        ["2 January 2020", "yes", "new sanctions", 1],
        ["3 January 2020", "yes", "panel of experts", 2],
        ["4 January 2020", "no", "new sanctions", 3],
    ]
