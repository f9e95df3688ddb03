"""A missile's way, where shields meet it, and what a struck country has left."""

import math

import pandas as pd
import pytest

import shieldbook as sb
from shieldbook.analysis import shield
from shieldbook.analysis.reach import EARTH_KM
from shieldbook.analysis.shield import FlightError


def test_a_flight_begins_and_ends_on_the_ground_and_is_as_far_and_high_as_asked():
    path = shield.flight(1000, 260)
    assert path["along_km"].iloc[[0, -1]].tolist() == pytest.approx([0, 1000])
    assert path["up_km"].iloc[[0, -1]].tolist() == pytest.approx([0, 0], abs=1e-6)
    assert path["up_km"].max() == pytest.approx(260)


def test_a_flight_rises_and_falls_alike():
    up = shield.flight(1000, 260)["up_km"].tolist()
    assert up == pytest.approx(up[::-1])


def test_a_short_flight_is_the_parabola_of_a_thrown_stone():
    path = shield.flight(10, 2.5)
    for row in path.itertuples():
        share = row.along_km / 10
        assert row.up_km == pytest.approx(4 * 2.5 * share * (1 - share), abs=0.01)


def test_the_ellipse_has_the_centre_of_the_earth_in_its_focus():
    path = shield.flight(4000, 900)
    angle = (path["along_km"] - 2000) / EARTH_KM
    away = path["up_km"] + EARTH_KM
    # r (1 - e cos a) is the same everywhere on a conic about its focus.
    flat = 900 / (EARTH_KM + 900 - EARTH_KM * math.cos(2000 / EARTH_KM))
    parameter = [r * (1 - flat * math.cos(a)) for r, a in zip(away, angle, strict=True)]
    assert max(parameter) == pytest.approx(min(parameter), rel=1e-9)


@pytest.mark.parametrize("figures", [(0, 260), (1000, 0), (1000, -1), (30_000, 260)])
def test_a_flight_that_cannot_be_is_refused(figures):
    with pytest.raises(FlightError):
        shield.flight(*figures)


def test_a_flight_of_two_points_is_refused():
    with pytest.raises(FlightError, match="3 points"):
        shield.flight(1000, 260, points=2)


def test_a_shield_meets_the_missile_where_it_falls():
    path = shield.flight(1000, 260, points=401)
    met = shield.meetings(path, pd.DataFrame({"up_km": [0, 95.0, 260]}))
    assert met["along_km"].tolist() == pytest.approx([1000, 895, 500], abs=1)


def test_a_shield_above_the_missiles_way_is_refused():
    with pytest.raises(FlightError, match="300"):
        shield.meetings(shield.flight(1000, 260), pd.DataFrame({"up_km": [300]}))


def test_the_heights_of_the_three_shields_are_those_of_the_table():
    rows = shield.interceptors(sb.load("system_figures")).set_index("name")
    assert rows["up_km"].to_dict() == {"SM-3": 160, "THAAD": 95, "Patriot": 10}
    assert rows.loc["THAAD", "told"] == "THAAD: 40 to 150 km up"


def test_a_table_without_a_height_is_told():
    figures = sb.load("system_figures")
    with pytest.raises(KeyError, match="engagement-altitude"):
        shield.interceptors(figures[figures["system_id"] != "pac-3"])


def test_a_beam_begins_and_ends_at_the_radar():
    beam = shield.beam(shield.flight(1000, 260), 870, (180, 420))
    assert beam["along_km"].iloc[[0, -1]].tolist() == [870, 870]
    assert beam["along_km"].iloc[1:-1].between(180, 420).all()


def test_what_is_left_strikes_back_unless_a_shield_stops_it():
    struck = shield.silos(10, left=(2, 6, 10), stopped=2)
    fates = struck.groupby("case")["fate"].value_counts().to_dict()
    assert fates == {
        (shield.WITHOUT, "destroyed"): 7,
        (shield.WITHOUT, "strikes back"): 3,
        (shield.WITH, "destroyed"): 7,
        (shield.WITH, "stopped"): 2,
        (shield.WITH, "strikes back"): 1,
    }


def test_a_silo_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="11"):
        shield.silos(10, left=(11,), stopped=1)


def test_a_stopped_missile_ends_on_the_dome_and_another_in_the_city():
    struck = shield.silos(10, left=(2, 6, 10), stopped=3)
    ends = shield.strikes(struck).groupby(["case", "silo"]).last()
    away = [math.hypot(row.at, row.up) for row in ends.loc[shield.WITH].itertuples()]
    assert away == pytest.approx([shield.DOME] * 3, abs=0.05)
    assert ends.loc[shield.WITHOUT, "at"].tolist() == pytest.approx([2, 0, -2])
    assert ends.loc[shield.WITHOUT, "up"].tolist() == pytest.approx([0, 0, 0])


def test_a_single_missile_strikes_back_too():
    ways = shield.strikes(shield.silos(3, left=(1,), stopped=1))
    assert ways.groupby("case").size().min() >= 2


def test_the_dome_stands_on_the_ground():
    up = shield.dome()["up"]
    assert up.iloc[[0, -1]].tolist() == pytest.approx([0, 0]) and up.max() == shield.DOME
