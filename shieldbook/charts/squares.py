"""Squares in blocks: a large count over each, and marks that carry their words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd

from shieldbook.charts.theme import LIGHT

# In px: room over a block for its words, from one mark with words to the next, size of a count.
HEAD, NEXT, LARGE = 36, 21, 22
MARK = 130
# Paths, because the glyphs of these signs differ from font to font.
HALF, CROSS = "M-1,-1H0V1H-1Z", "M-1,-1L1,1M-1,1L1,-1"
# A sign is one shape or several over each other, each with its colour; a cross is its lines.
FULL_SIGN = (("square", "ink"),)
HALF_SIGN = (("square", "line"), (HALF, "ink"))
CROSS_SIGN = ((CROSS, "ink"),)
DOT_SIGN = (("circle", "line"),)
DASH_SIGN = (("M-1,-0.3H1V0.3H-1Z", "line"),)


@dataclass(frozen=True)
class Grid:
    """Blocks below each other: their codes in order, the lines in each, and the step in px from one
    line to the next."""

    order: tuple[str, ...]
    lines: int
    step: int

    @property
    def height(self) -> int:
        """The height of all blocks with the room over each."""
        return len(self.order) * (HEAD + self.lines * self.step)

    def down(self) -> alt.Y:
        """From block to block, by the field `block`."""
        scale = alt.Scale(domain=list(self.order), paddingInner=0, paddingOuter=0)
        return alt.Y("block:N", scale=scale, axis=None)

    def within(self) -> alt.YOffset:
        """From line to line in a block, by the field `level`; what is below 0 is over its first
        line."""
        scale = alt.Scale(domain=[-HEAD / self.step, self.lines], nice=False)
        return alt.YOffset("level:Q", scale=scale)


def headed(heads: pd.DataFrame, grid: Grid) -> list[alt.Chart]:
    """The count of every block, large, and its words: `block`, `count`, `words`."""
    rows = heads.assign(level=-1 if grid.step < NEXT else -0.75)
    base = alt.Chart(rows).encode(x=alt.value(0), y=grid.down(), yOffset=grid.within())
    # Room for digits as wide as any font has them.
    behind = alt.ExprRef(f"{0.68 * LARGE} * length(toString(datum.count)) + 6")
    return [
        base.mark_text(
            align="left", baseline="alphabetic", fontSize=LARGE, fontWeight="bold"
        ).encode(text="count:Q"),
        base.mark_text(align="left", baseline="alphabetic", dx=behind).encode(text="words:N"),
    ]


def signed(base: alt.Chart, sign: Sequence[tuple[str, str]], **said) -> list[alt.Chart]:
    """Marks of one sign, a layer a shape, at the places that `base` encodes; the lowest has the
    channels that say what a mark is."""
    lined = {"filled": False, "strokeWidth": 2.5}
    lowest, *others = [
        base.mark_point(
            shape=shape,
            size=MARK,
            color=LIGHT[colour],
            opacity=1,
            **(lined if shape == CROSS else {"filled": True}),
        )
        for shape, colour in sign
    ]
    return [lowest.encode(**said), *others]


def told(
    rows: pd.DataFrame, grid: Grid, sign: Sequence[tuple[str, str]], **said
) -> list[alt.Chart]:
    """A line a mark, with its words behind it: `block`, `level`, `words`, and what its channels
    name that say what it is."""
    base = alt.Chart(rows).encode(y=grid.down(), yOffset=grid.within())
    return [
        *signed(base.encode(x=alt.value(6)), sign, **said),
        base.mark_text(align="left").encode(x=alt.value(20), text="words:N"),
    ]
