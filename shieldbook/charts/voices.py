"""The strip: whose voice each claim of an article is in, from its first to its last. Cover of the
book and head of each reading."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
import pandas as pd

from shieldbook.charts.theme import (
    LAYOUTS,
    LETTER,
    LIGHT,
    STATE_INK,
    Layout,
    clear,
    dress,
    tips,
    wrap,
)
from shieldbook.display import figure

MOSCOW, OTHERS, WRITER = "Moscow", "Others", "The writer"
STATES = {MOSCOW: "RUS", "Tokyo": "JPN", "Seoul": "KOR", "Washington": "USA"}
# The voices that `analysis.voices` tells apart, each with its colour.
INKS = {capital: STATE_INK[state] for capital, state in STATES.items()}
INKS |= {OTHERS: "soft", WRITER: "line"}
VOICES = tuple(INKS)
# How high a bar stands, so that Moscow's voice and the writer's are told apart in grey too.
HEIGHTS = {MOSCOW: 1.0, **dict.fromkeys(VOICES[1:-1], 0.65), WRITER: 0.25}
# Pixels of a line: the bars, the signs of objection over them, the names of the voices over these,
# each line of words that were said over the names, and a gap to the line above.
BARS, SIGNS, LINE, GAP = 34, 11, 16, 4
# Pixels between a bar and a name that ends before it.
APART = 4
# Room for the count at the end of a strip on a wide screen.
COUNT = 96
# On a phone a strip is broken once.
LINES = 2


def voices(
    table: pd.DataFrame,
    *,
    claims: pd.DataFrame,
    said: Mapping[str, str] | None = None,
    title: str,
    subtitle: str,
    description: str,
    source: str,
    caption: str,
) -> alt.VConcatChart:
    """A strip an article, a bar a claim in the order of the text, in the colour of its voice.

    `table`: what `voices.voices_table` makes, with the `name` of each article; it stands behind the
    picture. `claims`: what `voices.strips_table` makes. `said` has the few words that stand over
    some bars, by claim. All strips are equally long, so that the coloured part of each can be
    compared; on the phone a strip is set in two lines.
    """
    words = {} if said is None else said
    told = claims.assign(said=[words.get(claim, "") for claim in claims["claim_id"]])

    def draw(rows: pd.DataFrame, layout: Layout) -> alt.VConcatChart:
        strips = [
            _strip(told[told["article"] == row["article"]], row, layout)
            for _, row in rows.iterrows()
        ]
        return dress(alt.vconcat(*strips, spacing=12), layout)

    return figure(
        draw,
        table,
        LAYOUTS,
        title=title,
        subtitle=subtitle,
        description=description,
        source=source,
        caption=caption,
        columns={"name": "Article", "claims": "Claims", **{voice: voice for voice in VOICES}},
    )


def _strip(part: pd.DataFrame, counts: pd.Series, layout: Layout) -> alt.LayerChart:
    """One article: its head, its bars, the signs and words over them, the count of Moscow's."""
    per = -(-len(part) // (LINES if layout.narrow else 1))
    width = layout.width - (8 if layout.narrow else COUNT)
    bars = part.assign(line=(part["order"] - 1) // per, at=(part["order"] - 1) % per)
    said = _said(bars, width / per, layout)
    names = _names(bars, said, width / per, layout)
    lines = int(said["text"].str.count("\n").max() + 1) if len(said) else 0
    step = BARS + SIGNS + GAP + LINE * (lines + 1)
    along = alt.X("at:Q", axis=None, scale=alt.Scale(domain=[0, per], nice=False))
    base = {"x": along, "y": alt.Y("line:O", axis=None)}
    return (
        alt.layer(
            *_bars(bars, base, step),
            _signs(bars, base, step, width / per),
            *_leaders(said, base, step, GAP + LINE * lines),
            *_leaders(names, base, step, GAP + LINE * (lines + 1)),
            *_told(said, base, GAP - step / 2),
            *_told(names, base, GAP + LINE * lines - step / 2),
            *_ends(counts, _objecting(part), width, step, layout),
        )
        .properties(width=width, height=alt.Step(step))
        .resolve_scale(color="independent")
    )


def _bars(bars: pd.DataFrame, base: dict, step: int) -> list[alt.Chart]:
    """The claims, those of one height together; all stand on the ground of their line."""
    kept = bars[["at", "line", "voice", "who", "claim"]]
    drawn = []
    for share in sorted(set(HEIGHTS.values())):
        own = kept[kept["voice"].map(HEIGHTS) == share]
        high = share * BARS
        drawn.append(
            alt.Chart(own)
            .transform_calculate(till="datum.at + 0.8")
            .mark_bar(height=high, yOffset=(step - high) / 2)
            .encode(
                **base,
                x2="till:Q",
                color=ink(INKS),
                tooltip=tips({"who": "Who", "claim": "Claim"}),
            )
        )
    return drawn


def ink(names: Mapping[str, str]) -> alt.Color:
    """The colour of a voice, by what `names` calls its ink in the palette."""
    inks = [LIGHT[names[voice]] for voice in VOICES]
    return alt.Color("voice:N", scale=alt.Scale(domain=list(VOICES), range=inks))


def _signs(bars: pd.DataFrame, base: dict, step: int, wide: float) -> alt.Chart:
    """A sign over each claim that objects."""
    side = max(6, min(8, wide))
    return (
        alt.Chart(bars.loc[bars["against"], ["at", "line"]])
        .transform_calculate(at="datum.at + 0.4")
        .mark_point(
            shape="triangle-down",
            filled=True,
            opacity=1,
            color=LIGHT["ink"],
            size=side * side,
            yOffset=step / 2 - BARS - SIGNS / 2,
        )
        .encode(**base)
    )


def _leaders(words: pd.DataFrame, base: dict, step: int, top: float) -> list[alt.Chart]:
    """From words, which end at `top`, down to their bar or its sign: a line of its colour."""
    ends = (step - BARS * words["voice"].map(HEIGHTS)).where(~words["against"], step - BARS - SIGNS)
    return [
        alt.Chart(words.loc[ends == end, ["at", "line", "voice"]])
        .transform_calculate(at="datum.at + 0.4")
        .mark_tick(orient="vertical", thickness=1.2, size=end - top, yOffset=(top + end - step) / 2)
        .encode(**base, color=ink(INKS | {WRITER: "soft"}))
        for end in sorted(set(ends[ends > top]))
    ]


def _told(words: pd.DataFrame, base: dict, top: float) -> list[alt.Chart]:
    """The words over the bars, each from where its bar begins, or up to there."""
    return [
        alt.Chart(words.loc[words["align"] == align, ["at", "line", "voice", "text"]])
        .mark_text(
            align=align,
            baseline="top",
            lineBreak="\n",
            lineHeight=LINE,
            dx=shift,
            yOffset=top,
        )
        .encode(**base, text="text:N", color=ink(INKS | {WRITER: "soft"}))
        for align, shift in (("left", 0), ("right", -APART))
        if (words["align"] == align).any()
    ]


def _said(bars: pd.DataFrame, wide: float, layout: Layout) -> pd.DataFrame:
    """The words that were said, those that have room; all texts have equally many lines."""
    rows = bars[bars["said"] != ""].assign(align="left")
    rows["text"] = rows["said"]
    if rows.empty:
        return rows
    if layout.narrow:
        room = ((layout.width - rows["at"] * wide) / LETTER).astype(int).clip(lower=12)
        rows["text"] = [wrap(*pair) for pair in zip(rows["text"], room, strict=True)]
    begins = rows["at"] * wide
    kept = clear(zip(rows["line"], begins, rows["text"], strict=True), layout.width)
    rows = rows.loc[kept].copy()
    lines = rows["text"].str.count("\n")
    rows["text"] = [
        "\n" * (lines.max() - own) + text for own, text in zip(lines, rows["text"], strict=True)
    ]
    return rows


def _names(bars: pd.DataFrame, said: pd.DataFrame, wide: float, layout: Layout) -> pd.DataFrame:
    """Each voice of the strip by name, once, over a bar where there is room beside the other names
    and the leaders of what was said."""
    runs = _runs(bars)
    sides = [runs.assign(align=align, side=side) for side, align in enumerate(("left", "right"))]
    rows = pd.concat(sides).sort_values(["often", "voice", "side", "rank"], kind="stable")
    rows["text"] = rows["voice"]
    begins = rows["at"] * wide
    begins = begins.where(rows["side"] == 0, begins - APART - LETTER * rows["text"].str.len())
    rows, begins = rows[begins >= 0], begins[begins >= 0]
    leaders = [(line, at * wide, (at + 0.8) * wide) for line, at in said[["line", "at"]].to_numpy()]
    kept = clear(zip(rows["line"], begins, rows["text"], strict=True), layout.width, leaders)
    return rows.loc[kept]


def _runs(bars: pd.DataFrame) -> pd.DataFrame:
    """The first bar of each run of one voice, with its `rank`: the rarest voice first, of each
    voice the longest run."""
    starts = (bars["voice"] != bars["voice"].shift()) | (bars["line"] != bars["line"].shift())
    length = bars.groupby(starts.cumsum())["order"].transform("size")
    often = bars.groupby("voice")["order"].transform("size")
    firsts = bars[starts].assign(length=length[starts], often=often[starts])
    ranked = firsts.sort_values(
        ["often", "voice", "length"], ascending=[True, True, False], kind="stable"
    )
    return ranked.assign(rank=range(len(ranked)))


def _objecting(part: pd.DataFrame) -> list[str]:
    """How many of Moscow's claims object, in words; nothing where none does."""
    many = (part["against"] & (part["voice"] == MOSCOW)).sum()
    return {0: [], 1: ["one objects"]}.get(many, [f"{many} object"])


def _ends(
    counts: pd.Series, objecting: list[str], width: float, step: int, layout: Layout
) -> list[alt.Chart]:
    """The head of a strip, and how many of its claims are Moscow's and how many of these object: at
    its end, on a phone under the head."""
    told, whose = f"{counts[MOSCOW]} of {counts['claims']}", [f"from {MOSCOW}", *objecting]
    rows = pd.DataFrame(
        {
            "head": [counts["name"] + (", in two lines" if layout.narrow else "")],
            "told": [told],
            "whose": [",\n".join(whose)],
            "all": [f"{told} {', '.join(whose)}"],
        }
    )
    base = alt.Chart(rows).encode(x=alt.value(0 if layout.narrow else width))
    style = {"fontSize": layout.text + 3, "fontWeight": "bold", "color": LIGHT["russia"]}
    high = layout.text + 10 if layout.narrow else 4
    head = base.mark_text(align="left", baseline="bottom", fontWeight="bold").encode(
        x=alt.value(0), y=alt.value(-high), text="head:N"
    )
    if layout.narrow:
        count = base.mark_text(align="left", baseline="bottom", **style)
        return [head, count.encode(y=alt.value(-2), text="all:N")]
    count = base.mark_text(align="left", dx=10, **style).encode(
        y=alt.value(step - BARS), text="told:N"
    )
    whose = base.mark_text(
        align="left",
        dx=10,
        baseline="top",
        lineBreak="\n",
        lineHeight=LINE,
        color=LIGHT["russia"],
    ).encode(y=alt.value(step - BARS + 10), text="whose:N")
    return [head, count, whose]
