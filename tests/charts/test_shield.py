"""The shield from the side, the region, and bars of years: what is encoded, once for each row."""

import pytest

from shieldbook.charts.theme import LIGHT
from support.charts import STRUCK, drawing, heads, treaty_rows

both_layouts = pytest.mark.parametrize("layout", ["wide", "narrow"])


def layers(spec):
    """Every layer of a specification, with its rows."""
    for part in (part for name in ("layer", "vconcat", "hconcat") for part in spec.get(name, ())):
        yield from layers(part)
    if "encoding" in spec:
        yield spec


def drawn(case, layout):
    """Every layer of a case with the rows that it draws."""
    spec = drawing(case).specs[layout]
    rows = spec["datasets"]
    return [(one, rows.get(one.get("data", {}).get("name"), [])) for one in layers(spec)]


def marked(case, layout, mark):
    """The layers of a case that draw such a mark, with their rows."""
    return [(one, rows) for one, rows in drawn(case, layout) if one["mark"]["type"] == mark]


@both_layouts
def test_every_shield_starts_on_the_ground_and_ends_on_the_missiles_way(layout):
    (_, rows) = next(
        (one, rows)
        for one, rows in marked("shield", layout, "rule")
        if one["encoding"].get("y2", {}).get("field") == "ground"
    )
    assert {row["name"] for row in rows} == {"SM-3", "THAAD", "Patriot"}
    assert all(row["ground"] == 0 < row["up_km"] for row in rows)


@both_layouts
def test_the_side_view_is_to_scale_but_on_the_phone(layout):
    spec = drawing("shield").specs[layout]["vconcat"][0]
    ends = {}
    for unit in spec["layer"]:
        for channel in ("x", "y"):
            domain = unit["encoding"][channel].get("scale", {}).get("domain")
            ends[channel] = domain[1] - domain[0]
    across, up = spec["width"] / ends["x"], spec["height"] / ends["y"]
    assert up / across == pytest.approx(1 if layout == "wide" else 2.6, rel=0.01)


@both_layouts
def test_every_silo_is_drawn_in_both_cases(layout):
    silos = sum(
        len(rows)
        for _, rows in marked("shield", layout, "point")
        if rows and "fate" in rows[0] and "silo" in rows[0] and "n" not in rows[0]
    )
    assert silos == len(STRUCK) == 20


@both_layouts
def test_only_a_stopped_missile_ends_at_a_dome(layout):
    lines = [rows for _, rows in marked("shield", layout, "line") if rows and "n" in rows[0]]
    domes = [rows for rows in lines if set(rows[0]) == {"n", "at", "up"}]
    assert len(domes) == 1


@both_layouts
def test_every_place_of_the_region_has_one_mark_and_its_words(layout):
    marks = [
        row["id"] for _, rows in marked("region", layout, "point") for row in rows if "id" in row
    ]
    words = [
        row["id"] for _, rows in marked("region", layout, "text") for row in rows if "id" in row
    ]
    assert sorted(marks) == sorted(words) == sorted(set(drawing("region").table["id"]))


@both_layouts
def test_the_distance_to_moscow_stands_on_the_map(layout):
    assert "to Moscow: 6,434 km" in drawing("region").svg[layout]


@both_layouts
def test_a_lit_place_is_bold_and_no_other(layout):
    bold = [
        row["id"]
        for one, rows in marked("region, one place lit", layout, "text")
        for row in rows
        if one["mark"].get("fontWeight") == "bold" and "id" in row
    ]
    assert bold == ["seongju-thaad"]


@both_layouts
def test_a_shield_that_was_given_up_is_empty(layout):
    ((fill, rows),) = (
        (one["encoding"]["fill"], rows)
        for one, rows in marked("region", layout, "point")
        if "fill" in one["encoding"]
    )
    inks = dict(zip(fill["scale"]["domain"], fill["scale"]["range"], strict=True))
    assert {row["id"]: inks[row[fill["field"]]] for row in rows} == {
        "seongju-thaad": LIGHT["ink"],
        "mutsumi": LIGHT["tint"],
    }


@both_layouts
def test_every_term_is_a_bar_with_its_name_where_there_is_room(layout):
    (bars,) = marked("offices", layout, "bar")
    words = [rows for _, rows in marked("offices", layout, "text") if rows and "short" in rows[0]]
    assert len(bars[1]) == len(heads())
    unnamed = {row["id"] for row in bars[1]} - {row["id"] for row in words[0]}
    assert unnamed == {"hwang-kyo-ahn"}


@both_layouts
def test_the_articles_lie_behind_the_bars_so_that_no_name_is_struck_through(layout):
    kinds = [one["mark"]["type"] for one, _ in drawn("offices", layout)]
    assert kinds.index("rule") < kinds.index("bar") < len(kinds) - 1


@both_layouts
def test_every_treaty_is_a_bar_from_its_first_day_to_its_last(layout):
    (bars,) = marked("treaties", layout, "bar")
    assert [row["name"] for row in bars[1]] == treaty_rows()["name"].tolist()
    assert bars[0]["encoding"]["x2"]["field"] == "end"


def test_articles_near_one_another_are_named_together():
    told = [
        row["told"]
        for one, rows in marked("treaties", "wide", "text")
        for row in rows
        if "first" in row
    ]
    assert told == ["articles\n1999–2000", "articles\n2017–2019"]
