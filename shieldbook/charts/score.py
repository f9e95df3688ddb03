"""The score: who says what, and where in the article. The book's signature chart."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
import pandas as pd

from shieldbook.charts.theme import LAYOUTS, LETTER, LIGHT, Layout, clear, dress, levels, tips, wrap
from shieldbook.charts.voices import INKS, MOSCOW, OTHERS, WRITER, ink
from shieldbook.display import figure

# By the side that a claim takes; the score leaves the sign out where it takes none.
SHAPES = {"against": "triangle-down", "none": "circle", "for": "triangle-up"}
COLOURS = {"against": LIGHT["against"], "none": LIGHT["soft"], "for": LIGHT["favour"]}
# Wide: a tile of more claims in a row than this is hard to touch.
MOST_IN_A_SYSTEM = 85
# Pixels of a row: the tiles, the signs over them, the words over these.
TILE, SIGN, WORDS = 15, 13, 17
ROW = TILE + SIGN + WORDS
NAMES = 136
# Pixels on a phone: the numbers of the paragraphs, a column, a claim's height, the longest picture.
MARGIN, COLUMN, CLAIM, LONGEST = 30, 54, 10, 1500
# The columns of a phone, by the voices in them; colour tells those in the last apart.
COLUMNS = {WRITER: "Writer", MOSCOW: MOSCOW}
SIGNS = {False: 44, True: 100}
# What people call the inks of the capitals, in the light page and the dark one.
COLOUR_NAMES = {MOSCOW: "red", "Tokyo": "purple", "Seoul": "green", "Washington": "blue"}


def score(
    table: pd.DataFrame,
    *,
    said: Mapping[str, str] | None = None,
    title: str,
    description: str,
    source: str,
    caption: str,
    drives: str = "claims",
) -> alt.Chart:
    """One row a speaker, one tile a claim where it stands in the text, as wide as its share of it.

    `table`: what `claims.score_table` makes, one row a claim in the order of the article, with its
    `voice` and the `begin` and `end` of `claims.places`. `said` has the few words that some tiles
    carry, by claim. `drives` names the table of claims that a chosen tile filters.
    """
    told = {} if said is None else dict(said)

    def draw(rows: pd.DataFrame, layout: Layout) -> alt.TopLevelMixin:
        marks = _marks(rows, told)
        return dress((_down if layout.narrow else _across)(marks, layout), layout)

    return figure(
        draw,
        table,
        LAYOUTS,
        title=title,
        description=description,
        source=source,
        caption=caption,
        subtitle=f"A tile is a claim, in the order of the text, as long as its share of it; every "
        f"second paragraph is tinted. {_colours(table)} ▼ against something, ▲ for something, "
        "large if strongly.",
        columns={
            "number": "No.",
            "claim": "Claim",
            "who": "Speaker",
            "stance": "Stance",
            "kind": "Kind",
            "paragraph": "Paragraph",
            "quoted": "Words",
            "checked": "Checks",
        },
        links={
            "number": "claim_href",
            "paragraph": "paragraph_href",
            "quoted": "quoted_href",
            "checked": "checked_href",
        },
        key="claim_id",
        drives=drives,
        noun=("claim", "claims"),
    )


def _colours(table: pd.DataFrame) -> str:
    """What the colours of the voices mean, in words: of the capitals that have a tile."""
    own = set(table["voice"])
    told = [f"{voice} {name}" for voice, name in COLOUR_NAMES.items() if voice in own]
    return f"By colour: {', '.join([*told, 'all others grey'])}."


def _marks(table: pd.DataFrame, said: Mapping[str, str]) -> pd.DataFrame:
    """What is drawn of each claim."""
    kept = "claim_id order begin end voice direction strong who stance paragraph claim".split()
    return table[kept].assign(
        row=table["row"].astype(int),
        speaker=[wrap(name, 20) for name in table["speaker"]],
        column=table["voice"].map(COLUMNS).fillna(OTHERS),
        said=[said.get(claim, "") for claim in table["claim_id"]],
    )


def _across(marks: pd.DataFrame, layout: Layout) -> alt.VConcatChart:
    """Rows of speakers; a long article in several systems, as music is set."""
    systems = _systems(marks)
    longest = max(part["end"].max() - part["begin"].min() for part in systems)
    speakers = marks.sort_values("row", kind="stable")["speaker"].drop_duplicates().tolist()
    drawn = [_system(part, speakers, longest, layout) for part in systems]
    return alt.vconcat(*drawn, spacing=22)


def _systems(marks: pd.DataFrame) -> list[pd.DataFrame]:
    """The parts of an article, broken between paragraphs, of about equally many claims."""
    count = -(-len(marks) // MOST_IN_A_SYSTEM)
    first = marks.groupby("paragraph", sort=False)["order"].transform("min")
    at = (first - first.min()) * count // len(marks)
    return [part for _, part in marks.groupby(at.to_numpy())]


def _system(
    marks: pd.DataFrame, speakers: list[str], longest: float, layout: Layout
) -> alt.LayerChart:
    width, first = layout.width - NAMES, marks["begin"].min()
    along = alt.Scale(domain=[first, first + longest], nice=False, zero=False)
    names = alt.Axis(
        title=None,
        domain=False,
        ticks=False,
        labelLimit=NAMES,
        labelPadding=6,
        labelOffset=(ROW - TILE) / 2,
        labelLineHeight=14,
        labelExpr="split(datum.label, '\\n')",
    )
    row = alt.Y("speaker:N", axis=names, scale=alt.Scale(domain=speakers))
    place = {"x": alt.X("begin:Q", axis=None, scale=along), "y": row}
    tiles = _tiles(marks).mark_bar(height=TILE, yOffset=(ROW - TILE) / 2)
    starts = alt.Chart(_paragraphs(marks, width / longest, 30))
    return (
        alt.layer(
            starts.transform_filter("datum.even")
            .mark_rect(color=LIGHT["tint"])
            .encode(x=place["x"], x2="end:Q"),
            starts.mark_text(
                align="left", baseline="bottom", dx=2, dy=-2, color=LIGHT["soft"]
            ).encode(x=place["x"], y=alt.value(0), text="text:N"),
            tiles.encode(**place, x2="till:Q"),
            _signs(marks).encode(x=alt.X("middle:Q", axis=None, scale=along), y=row),
            *_words(marks, width / longest, width, along, row),
        )
        .properties(width=width, height=alt.Step(ROW))
        .resolve_scale(color="independent")
    )


def _tiles(marks: pd.DataFrame) -> alt.Chart:
    """The claims, each a link to its row, with a gap to the next."""
    return (
        alt.Chart(marks.drop(columns=["order", "row", "said", "direction", "strong"]))
        .transform_calculate(till="datum.end - 0.15 * (datum.end - datum.begin)")
        .encode(
            key="claim_id:N",
            color=ink(INKS),
            tooltip=tips({"who": "Speaker", "claim": "Claim", "stance": "Stance"}),
        )
    )


def _signs(marks: pd.DataFrame, **shift: float) -> alt.Chart:
    """A sign over each tile that takes a side."""
    kept = marks.loc[
        marks["direction"] != "none", ["begin", "end", "speaker", "column", "direction", "strong"]
    ]
    shift = shift or {"yOffset": ROW / 2 - TILE - SIGN / 2}
    return (
        alt.Chart(kept.astype({"strong": bool}))
        .transform_calculate(middle="datum.begin + 0.43 * (datum.end - datum.begin)")
        .mark_point(filled=True, opacity=1, **shift)
        .encode(
            shape=alt.Shape(
                "direction:N", scale=alt.Scale(domain=list(SHAPES), range=list(SHAPES.values()))
            ),
            color=alt.value(LIGHT["ink"]),
            size=alt.Size(
                "strong:N", scale=alt.Scale(domain=list(SIGNS), range=list(SIGNS.values()))
            ),
        )
    )


def _paragraphs(marks: pd.DataFrame, scale: float, apart: float) -> pd.DataFrame:
    """Where each paragraph stands, with its number where no other is nearer than `apart` pixels,
    and whether it is tinted; `scale` is how many pixels a word has."""
    whole = marks.groupby("paragraph", sort=False)
    rows = whole.agg(begin=("begin", "min"), end=("end", "max")).reset_index()
    # Captions of pictures are no paragraphs, and have no number.
    body = ~rows["paragraph"].str.startswith("c")
    level = pd.Series(levels(rows.loc[body, "begin"] * scale, apart), index=rows.index[body])
    rows["text"] = ("¶" + rows["paragraph"]).where(level.reindex(rows.index) == 0, "")
    return rows[["begin", "end", "text"]].assign(even=rows.index % 2 == 0)


def _words(
    marks: pd.DataFrame, scale: float, width: float, along: alt.Scale, row: alt.Y
) -> list[alt.Chart]:
    """The words that tiles carry: from the tile on, or up to it where that would lead out of the
    picture."""
    rows = marks[marks["said"] != ""]
    begins = (rows["begin"] - marks["begin"].min()) * scale
    length = LETTER * rows["said"].str.len()
    late = begins + length > width
    begins = begins.where(~late, (rows["end"] - marks["begin"].min()) * scale - length)
    kept = clear(zip(rows["row"], begins, rows["said"], strict=True), width + LETTER)
    rows, late = rows.loc[kept], late.loc[kept]
    ends = {"begin": (~late, "left"), "end": (late, "right")}
    return [
        alt.Chart(rows.loc[own, ["begin", "end", "speaker", "voice", "said"]])
        .mark_text(align=align, baseline="middle", yOffset=(WORDS - ROW) / 2)
        .encode(
            x=alt.X(f"{side}:Q", axis=None, scale=along),
            y=row,
            text="said:N",
            color=ink(INKS | {WRITER: "soft"}),
        )
        for side, (own, align) in ends.items()
    ]


def _down(marks: pd.DataFrame, layout: Layout) -> alt.LayerChart:
    """Columns of voices, downwards, with the words at the right."""
    columns = [*COLUMNS.values(), OTHERS]
    width, length = COLUMN * len(columns), min(CLAIM * max(len(marks), 12), LONGEST)
    first, last = marks["begin"].min(), marks["end"].max()
    along = alt.Scale(domain=[first, last], nice=False, zero=False, reverse=True)
    heads = alt.Axis(
        title=None, orient="top", domain=False, ticks=False, labelAngle=0, labelPadding=4
    )
    column = alt.X("column:N", axis=heads, scale=alt.Scale(domain=columns))
    y = alt.Y("begin:Q", axis=None, scale=along)
    scale = length / (last - first)
    starts = alt.Chart(_paragraphs(marks, scale, 14))
    return (
        alt.layer(
            starts.transform_filter("datum.even")
            .mark_rect(color=LIGHT["tint"])
            .encode(y=y, y2="end:Q"),
            starts.mark_text(align="right", baseline="top", color=LIGHT["soft"]).encode(
                x=alt.value(-4), y=y, text="text:N"
            ),
            _tiles(marks)
            .mark_bar(width=COLUMN - 24, xOffset=-8)
            .encode(x=column, y=y, y2="till:Q"),
            _signs(marks, xOffset=COLUMN / 2 - 12).encode(
                x=column, y=alt.Y("middle:Q", axis=None, scale=along)
            ),
            _beside(marks, scale, width, layout.width - MARGIN - width).encode(y=y),
        )
        .properties(width=width, height=length)
        .resolve_scale(color="independent")
    )


def _beside(marks: pd.DataFrame, scale: float, left: float, room: float) -> alt.Chart:
    """The words of tiles at the right of all columns, each at the height of its tile."""
    rows = marks.loc[marks["said"] != "", ["begin", "voice", "who", "said"]]
    told = rows["who"].where(rows["voice"] != WRITER, "") + ": " + rows["said"]
    rows["told"] = [wrap(text.removeprefix(": "), int(room / LETTER)) for text in told]
    rows = rows.loc[[level == 0 for level in levels(rows["begin"] * scale, 50)]]
    return (
        alt.Chart(rows)
        .mark_text(align="left", baseline="top", lineBreak="\n", lineHeight=14)
        .encode(x=alt.value(left + 4), text="told:N", color=ink(INKS | {WRITER: "soft"}))
    )
