"""Distances against published values, what the horizon hides, and the land of a small map."""

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import shieldbook as sb
from shieldbook.analysis import reach
from shieldbook.analysis.reach import ReachError
from support.tables import load

latitudes, longitudes = st.floats(-80, 80), st.floats(-180, 180)


@pytest.fixture(scope="module")
def land():
    return sb.load("outlines"), sb.load("outline_points")


def test_the_distance_from_new_york_to_london_is_that_of_the_library_it_comes_from():
    # The example in GeographicLib's own documentation of Inverse: 5,551,759.400 m.
    assert reach.distance_km(40.6, -73.8, 51.6, -0.5) == pytest.approx(5551.7594, abs=1e-4)


def test_a_quarter_of_a_meridian_is_as_long_as_geodesy_says():
    # The meridian quadrant of WGS84: 10,001.966 km.
    assert reach.distance_km(0, 0, 90, 0) == pytest.approx(10001.966, abs=1e-3)


@given(latitudes, longitudes, latitudes, longitudes)
@settings(max_examples=60, deadline=None)
def test_the_way_back_is_as_long(one, two, three, four):
    assert reach.distance_km(one, two, three, four) == pytest.approx(
        reach.distance_km(three, four, one, two)
    )


@pytest.mark.parametrize("range_km, hidden_km", [(0, 0), (100, 0.589), (725, 30.99), (2000, 241.0)])
def test_the_horizon_hides_what_the_rule_of_thumb_says(range_km, hidden_km):
    # d² / (2 · 4/3 · 6371 km), worked on paper; farther out the exact value is a little larger.
    assert reach.hidden_below_km(range_km) == pytest.approx(hidden_km, rel=0.02, abs=1e-9)


@given(st.floats(0, 5000), st.floats(0, 100))
@settings(max_examples=60, deadline=None)
def test_farther_off_more_is_hidden(range_km, more):
    assert reach.hidden_below_km(range_km + more) >= reach.hidden_below_km(range_km)


def test_the_nearest_point_is_the_nearest_of_all(land):
    shore = reach.shore(*land, "RUS", ("mainland",))
    found = reach.nearest(36.05, 128.225, shore)
    every = shore.sample(300, random_state=1)
    assert all(
        found[0] <= reach.distance_km(36.05, 128.225, lat, lon)
        for lat, lon in every.itertuples(index=False)
    )


def test_russia_begins_at_the_tumen_for_a_site_in_korea(land):
    km, latitude, longitude = reach.nearest(
        36.05, 128.225, reach.shore(*land, "RUS", ("mainland",))
    )
    mouth = sb.load("sites").set_index("id").loc["tumen-mouth"]
    assert reach.distance_km(latitude, longitude, mouth["latitude_deg"], mouth["longitude_deg"]) < 5
    assert 715 < km < 735


def test_a_place_on_the_shore_is_on_the_shore(land):
    vladivostok = sb.load("sites").set_index("id").loc["vladivostok"]
    km, *_ = reach.nearest(
        vladivostok["latitude_deg"],
        vladivostok["longitude_deg"],
        reach.shore(*land, "RUS", ("mainland",)),
    )
    assert km < 10


def test_the_disputed_islands_are_apart_from_the_mainland(land):
    outlines, points = land
    disputed = outlines[outlines["region"] == "southern-kurils"]
    assert set(disputed["id"]) == {"rus-iturup", "rus-kunashir", "rus-shikotan", "rus-zelyony"}
    assert disputed["note"].eq("Administered by Russia, claimed by Japan").all()


def test_every_outline_is_closed_and_runs_clockwise(land):
    _, points = land
    for own, part in points.groupby(points["outline_id"].astype(str)):
        corners = part.sort_values("n")[["longitude_deg", "latitude_deg"]].to_numpy(dtype=float)
        assert (corners[0] == corners[-1]).all(), own
        x, y = corners.T
        assert ((x[1:] - x[:-1]) * (y[1:] + y[:-1])).sum() > 0, own


def test_both_levels_of_an_outline_are_there(land):
    _, points = land
    assert (points.groupby(points["outline_id"].astype(str))["detail"].min() == 1).all()
    assert set(reach.coarse(*land)["outline_id"]) == set(points["outline_id"].astype(str))


def test_a_claimed_range_carries_its_source():
    rings = reach.claimed(
        *load("system_figures", "systems"), [("an-tpy-2", "range-terminal-mode", "low", "radar")]
    )
    assert rings.iloc[0].to_dict() == {
        "label": "600 km, radar",
        "range_km": 600.0,
        "system": "AN/TPY-2",
        "measure": "range, terminal mode",
        "sources": "uscc-annual-report-2016[range]",
    }


@pytest.mark.parametrize(
    "make, told",
    [
        (lambda: reach.distance_km(91, 0, 0, 0), "latitude lies from -90 to 90 degrees: 91"),
        (lambda: reach.distance_km(0, 0, 0, 200), "longitude lies from -180 to 180 degrees: 200"),
        (lambda: reach.distance_km(math.nan, 0, 0, 0), "latitude"),
        (lambda: reach.hidden_below_km(-1), "range_km must not be negative: -1"),
        (
            lambda: reach.nearest(0, 0, pd.DataFrame({"latitude_deg": [], "longitude_deg": []})),
            "nearest of no points",
        ),
        (
            lambda: reach.shore(
                sb.load("outlines"), sb.load("outline_points"), "FRA", ("mainland",)
            ),
            "no outline of FRA in mainland",
        ),
        (
            lambda: reach.claimed(
                *load("system_figures", "systems"), [("thaad", "soldiers-a-battery", "low", "")]
            ),
            "no distance soldiers-a-battery",
        ),
    ],
    ids=lambda case: case if isinstance(case, str) else "",
)
def test_what_cannot_be_on_earth_is_refused(make, told):
    with pytest.raises(ReachError, match=told):
        make()


def test_a_sightline_has_its_length_its_direction_and_what_is_hidden_at_its_end():
    sites = pd.DataFrame({"id": ["far", "near"], "latitude_deg": [0, 0], "longitude_deg": [3, 1]})
    soil = pd.DataFrame({"latitude_deg": [0.0], "longitude_deg": [0.0]})
    ways = reach.sightlines(sites, soil, {"far": (100, 200)}).set_index("id")
    assert ways.index.tolist() == ["near", "far"]
    assert ways["soil_km"].tolist() == [111, 334] and set(ways["bearing_deg"]) == {-90}
    assert ways.loc["far", "hidden_km"] == pytest.approx(reach.hidden_below_km(333.96), rel=1e-3)
    assert ways.loc["far", ["low_km", "high_km"]].tolist() == [100, 200]
    assert ways.loc["near", ["low_km", "high_km"]].isna().all()
