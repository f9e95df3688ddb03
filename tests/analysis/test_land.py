"""The land of a small map, the places on it, and the way to Moscow."""

import numpy as np
import pandas as pd
import pytest

import shieldbook as sb
from shieldbook.analysis import land, reach
from shieldbook.analysis.reach import ReachError

BOX = (0, 0, 10, 10)
SITES = pd.DataFrame(
    [
        ("lamp", "Lamp", "JPN", "planned-aegis-ashore", "Cancelled", 10.0, 20.0, "a[1]"),
        ("tower", "Tower", "KOR", "radar", "Stands", 0.0, 0.0, "b[1]"),
        ("town", "Town", "RUS", "city", "", 0.0, 10.0, "c[1]"),
    ],
    columns="id name state kind status latitude_deg longitude_deg source".split(),
)


def outline(name, corners, region="mainland"):
    longitudes, latitudes = zip(*corners, strict=True)
    return pd.DataFrame(
        {
            "outline_id": name,
            "region": region,
            "longitude_deg": longitudes,
            "latitude_deg": latitudes,
        }
    )


SQUARE = [(1, 1), (1, 5), (3, 5.001), (5, 5), (5, 1), (1, 1)]


def test_a_corner_that_hardly_stands_out_goes():
    kept = land.in_sight(outline("a", SQUARE), BOX, 10)
    assert list(zip(kept["longitude_deg"], kept["latitude_deg"], strict=True)) == [
        (1, 1),
        (1, 5),
        (5, 5),
        (5, 1),
        (1, 1),
    ]


def test_a_corner_that_stands_out_stays():
    assert len(land.in_sight(outline("a", SQUARE), BOX, 0.01)) == len(SQUARE)


def test_land_out_of_the_box_is_not_drawn():
    assert land.in_sight(outline("a", [(20, 20), (20, 21), (21, 21), (20, 20)]), BOX, 1).empty


def test_land_across_the_edge_is_laid_on_it():
    kept = land.in_sight(outline("a", [(5, 5), (5, 8), (90, 8), (90, 5), (5, 5)]), BOX, 1)
    assert kept["longitude_deg"].max() == 10


def test_a_speck_goes_but_claimed_islands_keep_every_corner():
    speck = [(1, 1), (1, 1.01), (1.01, 1.01), (1, 1)]
    both = pd.concat([outline("a", speck), outline("b", speck, land.CLAIMED)])
    assert land.in_sight(both, BOX, 10)["outline_id"].tolist() == ["b"] * 4


def test_an_island_no_larger_than_the_distance_goes():
    small = [(5 + x / 100, 5 + y / 100) for x, y in SQUARE]
    both = pd.concat([outline("a", SQUARE), outline("b", small)])
    assert set(land.in_sight(both, BOX, 10)["outline_id"]) == {"a"}


def test_the_books_land_in_few_corners_still_runs_clockwise():
    whole = reach.coarse(sb.load("outlines"), sb.load("outline_points"))
    for own, part in land.in_sight(whole, (112, 28, 160, 60), 33).groupby("outline_id"):
        x, y = part[["longitude_deg", "latitude_deg"]].to_numpy().T
        assert ((x[1:] - x[:-1]) * (y[1:] + y[:-1])).sum() > 0, own


def test_a_distance_of_nothing_is_refused():
    with pytest.raises(ReachError, match="apart_km"):
        land.in_sight(outline("a", SQUARE), BOX, 0)


def test_no_corner_of_the_books_land_is_farther_from_its_line_than_allowed():
    whole = reach.coarse(sb.load("outlines"), sb.load("outline_points"))
    one = whole[whole["outline_id"] == "jpn-hokkaido"]
    kept = land.in_sight(one, (112, 28, 160, 60), 20)
    scale = np.array([np.cos(np.radians(44)), 1]) * land.KM_A_DEGREE
    corners, line = (
        frame[["longitude_deg", "latitude_deg"]].to_numpy() * scale for frame in (one, kept)
    )
    away = np.min(
        [land._away(corners, *ends) for ends in zip(line[:-1], line[1:], strict=True)], axis=0
    )
    assert len(kept) < len(one) / 2 and away.max() <= 20.001


def test_a_place_is_a_shield_that_stands_or_was_given_up_or_a_town():
    chosen = [
        ("tower", "Tower\nradar", "left"),
        ("lamp", "Lamp", "above"),
        ("town", "Town", "right"),
    ]
    rows = land.places(SITES, chosen)
    assert rows["what"].tolist() == [land.STANDING, land.DROPPED, land.TOWN]
    assert rows["label"].tolist() == ["Tower\nradar", "Lamp", "Town"]


def test_a_place_that_is_not_there_is_told():
    with pytest.raises(KeyError, match="lampp"):
        land.places(SITES, [("lampp", "Lamp", "left")])


def test_the_way_is_as_long_as_the_distance_and_only_its_beginning_is_drawn():
    km, way = land.towards(SITES, "tower", "town", 100)
    assert km == pytest.approx(reach.distance_km(0, 0, 0, 10))
    drawn = reach.distance_km(0, 0, way["latitude_deg"].iloc[-1], way["longitude_deg"].iloc[-1])
    assert drawn == pytest.approx(100)


def test_more_than_the_whole_way_is_refused():
    with pytest.raises(ReachError, match="drawn_km"):
        land.towards(SITES, "tower", "town", 20_000)
