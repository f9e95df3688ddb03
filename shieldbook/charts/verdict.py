"""The record's verdict: every check as one small square, by what was asked and what came out."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd

from shieldbook.charts.squares import CROSS_SIGN, NEXT, Grid, headed, told
from shieldbook.charts.theme import LAYOUTS, LIGHT, Layout, dress, tips
from shieldbook.display import figure
from shieldbook.phrases import counted

# A line of squares is one dashed rule, so that hundreds of checks are a few elements of the page.
# Of each rule: dash and gap and thickness in parts of a step, its cap and its colour. What holds in
# part is a dark half over a pale whole.
SIGNS = {
    "supported": ((0.8, 0.2, 0.8, "butt", "ink"),),
    "partly": ((0.8, 0.2, 0.8, "butt", "line"), (0.4, 0.6, 0.8, "butt", "ink")),
    "unresolved": ((0, 1, 0.8, "round", "line"),),
    "": ((0.8, 0.2, 0.25, "butt", "line"),),
}
AGAINST, OPEN = "contradicted", "unresolved"
TIPS = tips({"verdict_label": "Verdict", "count:Q": "How many"})
# A block has so many lines, or more where its squares would not fit the page: those of all
# questions side by side, or those of none.
LINES, MOST_COLUMNS, MOST_ALONE = 6, 24, 31


def verdict(
    table: pd.DataFrame,
    *,
    questions: Mapping[str, str],
    verdicts: Mapping[str, str],
    named: Sequence[str],
    remark: str,
    title: str,
    subtitle: str,
    description: str,
    source: str,
    caption: str,
) -> alt.Chart:
    """Every check of all articles, a square a check, in blocks by verdict and by question.

    `table`: what `checks.fared` makes, one row a block. `questions` and `verdicts`: the words over
    the blocks by their codes, in their order; claims of which nothing was asked are "" in both.
    `named`: words for each check that goes against an article; `remark`: words beside the open
    checks of the last question.
    """

    def draw(rows: pd.DataFrame, layout: Layout) -> alt.TopLevelMixin:
        step = 10 if layout.narrow else 14
        rows = rows.rename(columns={"verdict": "block", "claims": "count"})
        blocks = _asked(rows, questions, verdicts, remark, step)
        few = _named(named, verdicts[AGAINST])
        if layout.narrow:
            upper = alt.vconcat(blocks, few, spacing=14)
        else:
            upper = alt.hconcat(blocks, few, spacing=26)
        upper = upper.resolve_scale(yOffset="independent")
        rest = rows[rows["asked"] == ""]
        if rest.empty:
            return dress(upper, layout)
        whole = alt.vconcat(upper, _rest(rest, verdicts[""], step), spacing=14)
        return dress(whole.resolve_scale(yOffset="independent"), layout)

    return figure(
        draw,
        table,
        LAYOUTS,
        title=title,
        subtitle=subtitle,
        description=description,
        source=source,
        caption=caption,
        columns={"asked_label": "What is asked", "verdict_label": "Verdict", "claims": "How many"},
    )


def _asked(
    rows: pd.DataFrame,
    questions: Mapping[str, str],
    verdicts: Mapping[str, str],
    remark: str,
    step: int,
) -> alt.HConcatChart:
    """The blocks of all verdicts but the one whose checks are named, a column a question."""
    order = tuple(code for code in verdicts if code not in (AGAINST, ""))
    own = rows[rows["asked"].isin(questions)]
    totals = own.groupby("block")["count"].sum().reindex(order, fill_value=0)
    lines = max(LINES, math.ceil(totals.max() / MOST_COLUMNS))
    grid = Grid(order, lines, step)
    columns = []
    for code, words in questions.items():
        part = own[own["asked"] == code]
        shown = part[part["block"].isin(order) & (part["count"] > 0)]
        head = alt.Title(
            words,
            subtitle=counted(part["count"].sum(), "check"),
            anchor="start",
            frame="group",
            color=LIGHT["ink"],
            subtitleColor=LIGHT["soft"],
        )
        columns.append(
            alt.layer(*_blocks(shown, grid), _counts(shown, grid)).properties(
                title=head, width=_wide(shown, grid), height=grid.height
            )
        )
    heads = pd.DataFrame({"block": order, "words": [verdicts[code] for code in order]})
    heads["count"] = heads["block"].map(totals)
    columns[0] = alt.layer(columns[0], *headed(heads, grid), _remark(remark, grid))
    return alt.hconcat(*columns, spacing=4)


def _wide(rows: pd.DataFrame, grid: Grid) -> int:
    """The width of the widest block in px."""
    return math.ceil(max(rows["count"], default=0) / grid.lines) * grid.step


def _blocks(rows: pd.DataFrame, grid: Grid) -> list[alt.Chart]:
    """The squares of each row as lines that hold `end` of them."""
    lined = rows.assign(level=[list(range(grid.lines))] * len(rows)).explode("level")
    lined["level"] = lined["level"].astype(int)
    lined["end"] = -((lined["level"] - lined["count"]) // grid.lines)
    lined = lined[lined["end"] > 0]
    x = alt.X("start:Q", scale=_across(rows, grid), axis=None)
    layers = []
    for code in grid.order:
        base = alt.Chart(lined[lined["block"] == code])
        for dash, gap, thick, cap, colour in SIGNS[code]:
            # A round cap stands around a dash without length, which may not be the line's end.
            start, short = (0.5, 0.4) if cap == "round" else (0, 0)
            drawn = base.transform_calculate(start=f"{start}", to=f"datum.end - {short}")
            rule = drawn.mark_rule(
                color=LIGHT[colour],
                strokeCap=cap,
                strokeDash=[dash * grid.step, gap * grid.step],
                strokeWidth=thick * grid.step,
            )
            layers.append(
                rule.encode(x=x, x2="to:Q", y=grid.down(), yOffset=grid.within(), tooltip=TIPS)
            )
    return layers


def _across(rows: pd.DataFrame, grid: Grid) -> alt.Scale:
    return alt.Scale(domain=[0, _wide(rows, grid) / grid.step], nice=False)


def _counts(rows: pd.DataFrame, grid: Grid) -> alt.Chart:
    """The count of each block behind its squares."""
    ends = [math.ceil(count / grid.lines) for count in rows["count"]]
    return (
        alt.Chart(rows.assign(level=grid.lines / 2 - 0.5, end=ends))
        .mark_text(align="left", dx=5, fontWeight="bold")
        .encode(
            x=alt.X("end:Q", scale=_across(rows, grid), axis=None),
            y=grid.down(),
            yOffset=grid.within(),
            text="count:Q",
        )
    )


def _remark(words: str, grid: Grid) -> alt.Chart:
    """Words that end before the open checks of the next question."""
    row = pd.DataFrame({"block": [OPEN], "level": [grid.lines / 2 - 1], "words": [words]})
    return (
        alt.Chart(row)
        .mark_text(align="right", color=LIGHT["soft"], lineBreak="\n", lineHeight=15)
        .encode(x=alt.value("width"), y=grid.down(), yOffset=grid.within(), text="words:N")
    )


def _named(named: Sequence[str], words: str) -> alt.LayerChart:
    """A cross a check, with its words; over them how many there are."""
    grid = Grid((AGAINST,), len(named), NEXT)
    rows = pd.DataFrame({"words": named, "level": range(len(named)), "block": AGAINST})
    head = pd.DataFrame({"block": [AGAINST], "count": [len(named)], "words": [words]})
    return alt.layer(*told(rows, grid, CROSS_SIGN), *headed(head, grid)).properties(
        width=200, height=grid.height
    )


def _rest(rows: pd.DataFrame, words: str, step: int) -> alt.LayerChart:
    """The claims of which nothing could be asked."""
    lines = max(LINES, math.ceil(rows["count"].max() / MOST_ALONE))
    grid = Grid(("",), lines, step)
    return alt.layer(*_blocks(rows, grid), *headed(rows.assign(words=words), grid)).properties(
        width=_wide(rows, grid), height=grid.height
    )
