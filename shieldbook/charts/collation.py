"""One sentence and its reports: a slip a report, with the words that it has in each slot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import altair as alt
import pandas as pd

from shieldbook.charts.theme import LAYOUTS, LIGHT, Layout, dress, tips, wrap
from shieldbook.display import figure

# Room for a slot, and for a line of words, in pixels.
SLOT, LINE = 112, 16
LEFT_OUT = "\N{EN DASH}"


def collation(
    table: pd.DataFrame,
    *,
    slots: Mapping[str, str],
    families: tuple[str, str],
    title: str,
    subtitle: str,
    description: str,
    source: str,
    caption: str,
) -> alt.Chart:
    """The sentence of the first report with its slots underlined, and what the others have there.

    `table` is what `wordings.collation_table` makes; `slots` maps its points, in the order of the
    sentence, to the words that stand before them in it; `families` heads the reports that share a
    point with the first, and those that share none.
    """

    def draw(rows, layout):
        cells = _cells(rows, slots, families)
        return dress(_columns(cells, layout) if layout.narrow else _slips(cells, layout), layout)

    return figure(
        draw,
        table,
        LAYOUTS,
        title=title,
        subtitle=subtitle,
        description=description,
        source=source,
        caption=caption,
        columns={"report": "Report", **slots},
    )


def _cells(
    table: pd.DataFrame, slots: Mapping[str, str], families: tuple[str, str]
) -> pd.DataFrame:
    """One row a report and slot: `report`, `family`, `slot`, `lead`, `says`, and how that stands to
    the first report: `first`, `same`, `other` or `left out`."""
    cells = table.melt(["report", "alike"], list(slots), "slot", "says")
    model = table[list(slots)].iloc[0]
    cells["how"] = "other"
    cells.loc[cells["says"] == LEFT_OUT, "how"] = "left out"
    cells.loc[cells["says"] == cells["slot"].map(model), "how"] = "same"
    cells.loc[cells["report"] == table["report"].iloc[0], "how"] = "first"
    cells["family"] = cells["alike"].map(dict(zip((True, False), families, strict=True)))
    cells["lead"] = cells["slot"].map(slots)
    return cells


def _slips(cells: pd.DataFrame, layout: Layout) -> alt.VConcatChart:
    """The sentence large, and under it a slip a report."""
    names = cells[["report", "family"]].drop_duplicates()
    rows = pd.concat([cells, names.assign(slot="", how="name", says=names["report"])])
    order = ["", *cells["slot"].drop_duplicates()]
    first = rows["report"] == cells["report"].iloc[0]
    families = rows[~first].groupby("family", sort=False)
    parts = [_sentence(rows[first], order)]
    parts += [_family(own, str(name), order, layout) for name, own in families]
    return alt.vconcat(*parts, spacing=12)


def _slot(order: list[str], band: float = 0) -> alt.X:
    scale = alt.Scale(paddingInner=0.04, paddingOuter=0)
    return alt.X("slot:N", sort=order, axis=None, scale=scale, bandPosition=band)


def _lines(rows: pd.DataFrame, characters: int, field: str = "says") -> alt.Chart:
    """Words in lines of at most so many characters, for texts that begin at the top of theirs."""
    return alt.Chart(rows.assign(text=[wrap(words, characters) for words in rows[field]]))


def _style(**more) -> dict:
    return {"align": "left", "baseline": "top", "lineBreak": "\n", "lineHeight": LINE, **more}


def _sentence(rows: pd.DataFrame, order: list[str]) -> alt.LayerChart:
    """The first report as one sentence over the slots."""
    slots, x = rows[rows["how"] == "first"], _slot(order)
    large = _style(fontSize=15, fontWeight="bold", lineHeight=LINE + 2, dx=6)
    lead = _lines(slots, 17, "lead").mark_text(**_style(color=LIGHT["soft"], dx=6))
    under = alt.Chart(slots).mark_rect(height=2, color=LIGHT["ink"])
    return alt.layer(
        lead.encode(x=x, y=alt.value(2), text="text:N"),
        _lines(rows, 13).mark_text(**large).encode(x=x, y=alt.value(40), text="text:N"),
        under.encode(x=_slot(order, 0.5), y=alt.value(80)),
    ).properties(width=SLOT * len(order), height=82)


def _family(rows: pd.DataFrame, name: str, order: list[str], layout: Layout) -> alt.LayerChart:
    """The slips of one family under its name."""
    scale = alt.Scale(paddingInner=0.08, paddingOuter=0)
    reports = list(rows["report"].unique())
    y, top = (
        alt.Y("report:N", sort=reports, axis=None, scale=scale, bandPosition=band)
        for band in (0.5, 0)
    )
    ground = alt.Chart(rows[rows["how"] == "other"]).mark_rect(color=LIGHT["grid"])
    same = rows["how"] == "same"
    title = alt.TitleParams(
        name, anchor="start", fontSize=layout.text, fontWeight="bold", color=LIGHT["soft"], dx=6
    )
    told = tips({"report": "Report", "says": "Says"})
    place = {"x": _slot(order), "y": top, "text": "text:N", "tooltip": told}
    return alt.layer(
        ground.encode(x=_slot(order, 0.5), y=y),
        _lines(rows[same], 15).mark_text(**_style(fontWeight="bold", dx=6, dy=4)).encode(**place),
        _lines(rows[~same], 15).mark_text(**_style(dx=6, dy=4)).encode(**place),
    ).properties(width=SLOT * len(order), height=alt.Step(2 * LINE + 8), title=title)


def _columns(cells: pd.DataFrame, layout: Layout) -> alt.LayerChart:
    """A column a family, headed by its reports: slot by slot what most of it say, then, each with
    its name, what others say."""
    lines = pd.DataFrame(_readings(cells))
    scale = alt.Scale(paddingInner=0.03, paddingOuter=0)
    x = alt.X("family:N", sort=list(cells["family"].unique()), axis=None, scale=scale)
    y = alt.Y("row:N", sort=list(dict.fromkeys(lines["row"])), axis=None)
    left, middle = x.copy(), y.copy()
    left.bandPosition, middle.bandPosition = 0, 0.5
    told = tips({"family": "Reports", "text": "Say"})
    ground = alt.Chart(lines[lines["how"] == "other"]).mark_rect(color=LIGHT["grid"])
    under = alt.Chart(lines[lines["how"] == "first"])
    under = under.mark_rect(height=2, yOffset=LINE / 2, color=LIGHT["ink"])
    words = [
        alt.Chart(lines[lines["how"].isin(kinds)])
        .mark_text(align="left", baseline="middle", dx=4, **style)
        .encode(x=left, y=middle, text="text:N", tooltip=told)
        for kinds, style in (
            (["lead"], {"color": LIGHT["soft"], "dy": 3}),
            (["other", "left out"], {}),
            (["head", "first", "same"], {"fontWeight": "bold"}),
        )
    ]
    return alt.layer(ground.encode(x=x, y=y), under.encode(x=x, y=y), *words).properties(
        width=layout.width - 8, height=alt.Step(LINE + 3)
    )


def _readings(cells: pd.DataFrame) -> Iterator[dict[str, str]]:
    """The lines of the columns: `family`, `row` (one for lines side by side), `text` and `how`."""
    first = cells["report"].iloc[0]
    for family, own in cells.groupby("family", sort=False):
        names = [name.partition(",")[0] for name in own["report"].unique()]
        for n, line in enumerate(wrap(", ".join(names), 24).split("\n")):
            yield {"family": family, "row": f"head {n}", "text": line, "how": "head"}
    for slot, readings in cells.groupby("slot", sort=False):
        lead = {"row": f"{slot} lead", "text": readings["lead"].iloc[0], "how": "lead"}
        yield {"family": readings["family"].iloc[0], **lead}
        for family, own in readings.groupby("family", sort=False):
            told = [line for says, part in _by_number(own) for line in _told(says, part, len(own))]
            for n, (text, how) in enumerate(told):
                how = "first" if how == "same" and n == 0 and first in set(own["report"]) else how
                yield {"family": family, "row": f"{slot} {n}", "text": text, "how": how}


def _by_number(readings: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """What the reports of a family say: what most say first, what is left out last."""
    found = readings.groupby("says", sort=False)
    return sorted(found, key=lambda pair: (2 * len(pair[1]) <= len(readings), pair[0] == LEFT_OUT))


def _told(says: str, reports: pd.DataFrame, many: int) -> Iterator[tuple[str, str]]:
    """One reading in lines, and how it stands to the first report; with the names of its reports,
    where they are not most of their family."""
    names = ", ".join(name.partition(",")[0] for name in reports["report"])
    how = reports["how"].iloc[-1]
    text = says if 2 * len(reports) > many else f"{names}: {says}"
    for line in wrap(text, 24).split("\n"):
        yield line, how
