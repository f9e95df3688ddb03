"""Routes: every reported claim is one dot, on the shelf where a carrier is named, else under the
gap."""

import pandas as pd
import pytest

from shieldbook.charts.routes import ACROSS, SHAPES, STATES, _dots
from shieldbook.charts.theme import LAYOUTS
from support.charts import drawing, routes_tables
from support.specs import said

layouts = pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)


def dots(layout, *hands):
    """The dots of invented claims of one voice, each with its carrier."""
    claims = pd.DataFrame({"hands": hands, "voice": "Moscow"})
    return _dots(claims, layout)


@layouts
def test_every_reported_claim_is_one_dot(layout):
    spec = drawing("routes").specs[layout.name]
    panels = spec.get("hconcat") or spec["vconcat"]
    drawn = [len(spec["datasets"][panel["layer"][0]["data"]["name"]]) for panel in panels]
    assert drawn == (routes_tables()[0]["named"] + routes_tables()[0]["unnamed"]).tolist()


@layouts
def test_a_claim_without_a_carrier_stands_under_the_shelf(layout):
    rows = dots(layout, "Wire", "", "", "Wire")
    assert (rows.loc[rows["hands"] != "", "level"] >= 0).all()
    assert (rows.loc[rows["hands"] == "", "level"] < 0).all()


@layouts
def test_no_two_dots_of_a_panel_stand_in_one_place(layout):
    for _, part in routes_tables()[1].groupby("article"):
        places = _dots(part, layout)[["column", "level"]]
        assert not places.duplicated().any()
        assert places["column"].between(0, ACROSS[layout.name] - 1).all()


@layouts
@pytest.mark.parametrize("hands, whole", [(["Wire"] * 3, True), ([""] * 3, False)])
def test_where_all_or_none_are_carried_the_shelf_is_whole_or_missing(layout, hands, whole):
    assert set(dots(layout, *hands)["shelf"]) == {ACROSS[layout.name] * whole}


@layouts
def test_a_single_claim_without_a_carrier_keeps_its_gap(layout):
    shelf = dots(layout, *["Wire"] * 60, "")["shelf"].iloc[0]
    assert shelf == ACROSS[layout.name] - 1


@layouts
def test_every_panel_counts_both_in_words(layout):
    told = said(drawing("routes").svg[layout.name])
    assert "29 through Reuters and 9 others" in told
    assert "None through a named agency or paper" in told and "17 without one named" in told


def test_the_capitals_are_told_apart_without_colour():
    assert len({SHAPES[capital] for capital in STATES}) == len(STATES)
