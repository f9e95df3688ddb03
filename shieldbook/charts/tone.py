"""The tone of a visit: the acts that an article reports, by topic, on the scale of an event
coding."""

from __future__ import annotations

import altair as alt
import pandas as pd

from shieldbook.charts.theme import LAYOUTS, LIGHT, Layout, dress, tips
from shieldbook.display import figure

# Between a topic, its acts and whether they run between the two states, in the name of a row.
SEP = "|"
ROW = 21
# Pixels for the names of the acts, left of the scale.
NAMES = 76
ENDS = {-10: "−10, cold", 0: "0", 10: "warm, 10"}


def tone(
    table: pd.DataFrame, *, title: str, subtitle: str, description: str, source: str, caption: str
) -> alt.Chart:
    """A row a kind of act under its topic, at its score from cold to warm, with how many they are.

    `table`: what `acts.tone_table` makes. A filled mark stands for acts between the two states, a
    hollow one for others; a star marks acts whose printed score cannot be meant.
    """
    return figure(
        _draw,
        table,
        LAYOUTS,
        title=title,
        subtitle=subtitle,
        description=description,
        source=source,
        caption=caption,
        columns={
            "topic": "Topic",
            "category_label": "PLOVER",
            "score": "Score as printed",
            "likely": "Likely meant",
            "claim": "Claim",
            "dyad_label": "Between",
        },
    )


def _draw(table: pd.DataFrame, layout: Layout) -> alt.Chart:
    star = [" *" if odd else "" for odd in table["score"] != table["likely"]]
    apart = table["between"].map({True: "", False: f"{SEP}apart"})
    rows = table[["topic", "likely", "between"]].assign(
        row=table["topic"] + SEP + table["category_label"] + star + apart
    )
    # The topics in the order of the text as heads, under each its kinds of acts.
    names = [
        name
        for topic in rows["topic"].drop_duplicates()
        for name in (topic, *rows.loc[rows["topic"] == topic, "row"].drop_duplicates())
    ]
    x, y = _scores(), _rows(names)
    heads = (
        alt.Chart(pd.DataFrame({"row": rows["topic"].drop_duplicates()}))
        .mark_text(align="left", dx=-NAMES, dy=2, fontWeight="bold")
        .encode(x=alt.value(0), y=y, text="row:N")
    )
    size = {"width": layout.width - NAMES - 16, "height": ROW * len(names)}
    return dress(alt.layer(heads, *_marks(rows, x, y)).properties(**size), layout)


def _scores() -> alt.X:
    said = ", ".join(f"'{at}': '{words}'" for at, words in ENDS.items())
    return alt.X(
        "likely:Q",
        scale=alt.Scale(domain=[min(ENDS), max(ENDS)], nice=False),
        axis=alt.Axis(
            title=None,
            values=list(ENDS),
            orient="top",
            domain=False,
            grid=False,
            labelExpr=f"{{{said}}}[datum.value]",
        ),
    )


def _rows(names: list[str]) -> alt.Y:
    head = f"indexof(datum.value, '{SEP}') < 0"
    return alt.Y(
        "row:N",
        scale=alt.Scale(domain=names),
        axis=alt.Axis(
            title=None,
            domain=False,
            ticks=False,
            # The name of a topic stands over the scale, where nothing else is in its row.
            labelExpr=f"{head} ? '' : split(datum.label, '{SEP}')[1]",
        ),
    )


def _marks(rows: pd.DataFrame, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    counted = alt.Chart(rows).transform_aggregate(
        count="count()", groupby=["row", "likely", "between"]
    )
    base = counted.transform_calculate(act=f"split(datum.row, '{SEP}')[1]")
    zero = alt.Chart(pd.DataFrame({"likely": [0]})).mark_rule(color=LIGHT["line"]).encode(x=x)
    stems = base.mark_rule(color=LIGHT["ink"], strokeWidth=1.4).encode(x=x, x2=alt.datum(0), y=y)
    points = base.mark_point(
        size=110, fill=LIGHT["ink"], stroke=LIGHT["ink"], strokeWidth=1.6, opacity=1
    ).encode(
        x=x,
        y=y,
        fillOpacity=alt.condition("datum.between", alt.value(1), alt.value(0)),
        tooltip=tips({"act": "Act", "likely:Q": "Score"}),
    )
    many = base.transform_filter("datum.count > 1").mark_text(
        align=alt.expr("datum.likely < 0 ? 'right' : 'left'"),
        dx=alt.expr("datum.likely < 0 ? -11 : 11"),
    )
    return [
        zero,
        stems,
        points,
        many.transform_calculate(text="'×' + datum.count").encode(x=x, y=y, text="text:N"),
    ]
