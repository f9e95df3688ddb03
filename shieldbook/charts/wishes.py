"""Wishes and what became of them: a row a wish, on the left who has it, on the right what came."""

from __future__ import annotations

from dataclasses import dataclass

import altair as alt
import pandas as pd

from shieldbook.charts.theme import LAYOUTS, LIGHT, Layout, dress, inked, shaped, tips
from shieldbook.display import figure

# Paths, because the glyphs of these signs differ from font to font. The fuller the square, the more
# of the wish came; a question mark and a dash leave it open.
BOX = "M-.8,-.8H.8V.8H-.8Z"
DASH = "M-.8,0H.8"
SIGNS = {
    "happened": BOX,
    # The right half is told twice, once each way round: it is drawn and not filled.
    "partly": "M-.8,-.8H0V.8H-.8ZM0,-.8H.8V.8H0ZM0,-.8V.8H.8V-.8Z",
    "did-not-happen": "M-.7,-.7L.7,.7M-.7,.7L.7,-.7",
    "condition-not-met": DASH,
    "open": DASH,
    "cannot-tell": "M-.45,-.4A.45,.45,0,1,1,.25,0Q0,.15,0,.4M0,.75V.95",
    "": DASH,
}
FILLED = "['happened', 'partly']"
# The capitals that can have a wish, in the order of their marks.
ORDER = ("KOR", "JPN", "RUS")
TOP = " "


@dataclass(frozen=True)
class Room:
    """Where the parts of a row stand, in pixels: the first and the last capital's mark and name,
    the wish, its sign, the words of what came; how far these hang below the line of the wish; and
    the height of a row."""

    marks: tuple[int, int]
    names: tuple[int, int]
    wish: int
    sign: int
    came: int
    hang: int
    step: int


WIDE = Room((24, 136), (24, 136), 176, 384, 400, 0, 28)
NARROW = Room((8, 44), (8, 156), 62, 70, 84, 19, 46)


def wishes(
    table: pd.DataFrame, *, title: str, subtitle: str, description: str, source: str, caption: str
) -> alt.Chart:
    """One row a wish under a head that says whose it is: a mark for each capital that wishes it,
    the wish, and what came.

    `table`: what `bargains.wishes_table` makes, one row a wish and capital. Heads stand in the
    order of their first wish.
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
            "wish": "Wish",
            "partner_label": "Whose",
            "outcome_label": "What came",
            "came": "In a few words",
        },
    )


def _draw(table: pd.DataFrame, layout: Layout) -> alt.TopLevelMixin:
    room = NARROW if layout.narrow else WIDE
    rows = table.assign(head=table["whose"] + " wished")
    heads = rows.drop_duplicates("head")["head"]
    order = [TOP]
    for head in heads:
        order += [head, *rows.loc[rows["head"] == head, "wish"].drop_duplicates()]
    y = alt.Y("wish:N", scale=alt.Scale(domain=order), axis=None)
    parts = [
        *_key(rows, y, layout),
        _marks(rows, room.marks).encode(y=y),
        _said(heads.rename("wish").to_frame(), y, 0, dy=room.hang * 0.8, fontWeight="bold"),
        *_fates(rows.drop_duplicates("wish"), y, room),
    ]
    chart = alt.layer(*parts).resolve_scale(x="independent", shape="independent", color="shared")
    size = {"width": layout.width - 8, "height": {"step": room.step}}
    return dress(chart.properties(**size), layout)


def _marks(rows: pd.DataFrame, ends: tuple[int, int]) -> alt.Chart:
    scale = alt.Scale(domain=ORDER, padding=0, range=list(ends))
    return (
        alt.Chart(rows)
        .mark_point(filled=True, size=130, opacity=1)
        .encode(
            x=alt.X("partner:N", scale=scale, axis=None),
            color=alt.Color("partner:N", scale=inked(ORDER)),
            shape=alt.Shape("partner:N", scale=shaped(ORDER)),
            tooltip=tips({"wish": "Wish", "partner_label": "For whom"}),
        )
    )


def _key(rows: pd.DataFrame, y: alt.Y, layout: Layout) -> list[alt.Chart]:
    """The capitals' names: over the columns of their marks, on the phone each beside its mark."""
    room = NARROW if layout.narrow else WIDE
    names = rows.drop_duplicates("partner").assign(wish=TOP)
    marks = _marks(names, room.names)
    place = {"align": "left", "dx": 12} if layout.narrow else {"align": "center"}
    texts = marks.mark_text(fontWeight="bold", **place).encode(
        y=y, text="partner_label:N", shape=alt.Undefined, tooltip=alt.Undefined
    )
    if layout.narrow:
        return [marks.encode(y=y), texts]
    over = pd.DataFrame({"wish": [TOP]})
    heads = [(room.wish, "the wish"), (room.sign - 8, "what came of it")]
    soft = [_said(over.assign(told=words), y, x, "told", color=LIGHT["soft"]) for x, words in heads]
    return [texts, *soft]


def _said(rows: pd.DataFrame, y: alt.Y, x: int, field: str = "wish", **how) -> alt.Chart:
    mark = alt.Chart(rows).mark_text(align="left", baseline="middle", **how)
    return mark.encode(x=alt.value(x), y=y, text=f"{field}:N")


def _fates(fates: pd.DataFrame, y: alt.Y, room: Room) -> list[alt.Chart]:
    """The wish, the sign of what came of it, and its words."""
    told = fates.assign(told=fates["outcome_label"] + ": " + fates["came"])
    signs = alt.Scale(domain=list(SIGNS), range=list(SIGNS.values()))
    sign = (
        alt.Chart(fates)
        .mark_point(size=140, strokeWidth=1.8, opacity=1, yOffset=room.hang, color=LIGHT["ink"])
        .encode(
            x=alt.value(room.sign),
            y=y,
            shape=alt.Shape("outcome:N", scale=signs),
            fill=alt.condition(
                f"indexof({FILLED}, datum.outcome) >= 0",
                alt.value(LIGHT["ink"]),
                alt.value("transparent"),
            ),
        )
    )
    return [
        _said(fates, y, room.wish),
        sign,
        _said(told, y, room.came, "told", dy=room.hang),
    ]
