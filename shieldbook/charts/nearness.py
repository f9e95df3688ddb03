"""Sites by their way to Russian soil, each from the side: what the Earth hides there, and whether
Moscow protested."""

from __future__ import annotations

import altair as alt
import pandas as pd

from shieldbook.charts.sight import capital, horizon, mark
from shieldbook.charts.theme import LAYOUTS, LIGHT, Layout, dress, tips
from shieldbook.display import figure

MOST_KM = 1000
# The height of a row in km, with room for its words, by whether it is the phone's picture, and how
# many pixels a km is high.
ROW_KM, KM_PX = {False: 118, True: 146}, 0.77
# As wide on the phone as on the page, where the words stand beside it: twice the same corners weigh
# little more than once.
WIDTH_PX = 320
LINE = 15


def nearness(
    ways: pd.DataFrame,
    *,
    title: str,
    subtitle: str,
    description: str,
    source: str,
    caption: str,
    columns: dict[str, str],
) -> alt.Chart:
    """One small side view a site, the nearest first, in the colour and by the mark of its capital.

    `ways`: one row a site as `reach.sightlines` has them, with `state` (a code of
    CAPITALS), `label` (the site's words), `protested` (whether Moscow did) and `told` (the same in
    words). A filled circle on Russian soil is a protest, a hollow one none.
    """
    return figure(
        _draw,
        ways,
        LAYOUTS,
        title=title,
        subtitle=subtitle,
        description=description,
        source=source,
        caption=caption,
        columns=columns,
    )


def _draw(ways: pd.DataFrame, layout: Layout) -> alt.LayerChart:
    shown = ways[["label", "state", "soil_km", "hidden_km", "protested", "told"]]
    # The nearest on top: each side view stands on the one below it.
    rows = shown.assign(level=range(len(shown) - 1, -1, -1))
    high = ROW_KM[layout.narrow]
    rows["foot_km"] = rows.pop("level") * high
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, MOST_KM], nice=False), axis=None)
    domain = [0, high * len(rows)]
    y = alt.Y("y:Q", scale=alt.Scale(domain=domain, nice=False), axis=None)
    base = alt.Chart(rows)
    return dress(
        alt.layer(*_ground(base, x, y), *_ends(base, x, y), *_words(base, x, y, layout)).properties(
            width=WIDTH_PX, height=round(KM_PX * high * len(rows))
        ),
        layout,
    )


def _over(height: str) -> str:
    """A height in km (an expression) in the row of its site."""
    return f"datum.foot_km + {height}"


def _ground(base: alt.Chart, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """What the Earth hides on the way, and Russia behind its end."""
    way = (
        base.transform_calculate(x="sequence(0, datum.soil_km * 1.01, datum.soil_km / 6)")
        .transform_flatten(["x"])
        .transform_calculate(y=_over(horizon("datum.x")), foot=_over("0"))
    )
    russia = base.transform_calculate(
        x="datum.soil_km", end=f"{MOST_KM}", y=_over("0"), top=_over("8")
    )
    return [
        russia.mark_rect(color=LIGHT["russia"], opacity=0.4).encode(
            x=x, x2="end:Q", y=y, y2="top:Q"
        ),
        way.mark_area(color=LIGHT["grid"], opacity=1).encode(
            x=x, y=y, y2="foot:Q", detail="label:N"
        ),
        way.mark_line(strokeWidth=2.5).encode(
            x=x, y=y, detail="label:N", stroke=capital(alt.Stroke)
        ),
    ]


def _ends(base: alt.Chart, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """The site by the mark of its capital, and Moscow's circle: filled where it protested."""
    site = base.transform_calculate(x="0", y=_over("0"))
    soil = base.transform_calculate(
        x="datum.soil_km", y=_over("0"), top=_over(horizon("datum.soil_km"))
    )
    fill = alt.Fill(
        "protested:N",
        scale=alt.Scale(domain=[False, True], range=["transparent", LIGHT["russia"]]),
        legend=None,
    )
    return [
        soil.mark_rule(strokeWidth=2.5, color=LIGHT["ink"]).encode(x=x, y=y, y2="top:Q"),
        soil.mark_point(
            shape="circle", size=140, opacity=1, strokeWidth=2, stroke=LIGHT["russia"]
        ).encode(
            x=x,
            y=y,
            fill=fill,
            tooltip=tips({"label": "Site", "soil_km:Q": "To Russia (km)", "told": "Moscow"}),
        ),
        site.mark_point(filled=True, size=140, opacity=1).encode(
            x=x,
            y=y,
            shape=mark(),
            color=capital(alt.Color),
        ),
    ]


def _words(base: alt.Chart, x: alt.X, y: alt.Y, layout: Layout) -> list[alt.Chart]:
    """The site and what Moscow did: above each side view on the phone, else left and right of
    it."""
    high, aside = ("108", 0) if layout.narrow else ("12", 16)
    start = base.transform_calculate(x="0", y=_over(high))
    end = base.transform_calculate(x=f"{MOST_KM}", y=_over(high))
    soil = base.transform_calculate(
        x="datum.soil_km",
        y=_over(f"{horizon('datum.soil_km')} + 5"),
        text="[datum.soil_km + ' km to Russia', 'hidden: ' + format(datum.hidden_km, 'd') + ' km']",
    )
    bold = {"fontWeight": "bold", "baseline": "top"}
    left, right = ("left", "right") if layout.narrow else ("right", "left")
    verdicts = (("datum.protested", LIGHT["russia"]), ("!datum.protested", LIGHT["ink"]))
    return [
        start.mark_text(align=left, dx=-aside, **bold).encode(
            x=x, y=y, text="label:N", color=capital(alt.Color)
        ),
        *(
            end.transform_filter(which)
            .mark_text(align=right, dx=aside, color=ink, **bold)
            .encode(x=x, y=y, text="told:N")
            for which, ink in verdicts
        ),
        soil.mark_text(align="right", baseline="bottom", dx=2, dy=-LINE, lineHeight=LINE).encode(
            x=x, y=y, text="text:N"
        ),
    ]
