"""The page that you cannot read but can see: an article as lines of text without its words."""

from __future__ import annotations

import altair as alt
import pandas as pd

from shieldbook.charts import voices
from shieldbook.charts.theme import LAYOUTS, LIGHT, Layout, dress, tips
from shieldbook.display import figure
from shieldbook.phrases import counted

# Whose words are nobody's voice in the article: drawn like the writer's.
EDITOR, CAPTION = "An editor", "A caption"
INKS = voices.INKS | dict.fromkeys((EDITOR, CAPTION), voices.INKS[voices.WRITER])
# The lines of the writer are thin, so that the others are told from them in grey too. In px.
THIN, THICK = 2, 5
OWN = {voices.WRITER, EDITOR, CAPTION}
# The height of a line of the page and of a line of words beside it, in px. The lines of a long
# article stand closer, so that its page is not taller than a sheet of paper.
LINE, BESIDE = 7, 16
HEAD, TALLEST = 56, 740


def facsimile(
    table: pd.DataFrame,
    *,
    lines: pd.DataFrame,
    notes: pd.DataFrame,
    words: int,
    outlet: str,
    date: str,
    title: str,
    description: str,
    source: str,
    caption: str,
) -> alt.Chart:
    """An article as a page: a bar a line of text, in the colour of whose words it has.

    `table`: the paragraphs, as `page.page_table` has them; it stands behind the picture. `lines`
    and `notes`: what `page.page_lines` and `page.page_notes` make for so many `words` in a line.
    `outlet` and `date` head the page.
    """

    def draw(_: pd.DataFrame, layout: Layout) -> alt.LayerChart:
        page = 216 if layout.narrow else 380
        x = alt.X("start:Q", scale=alt.Scale(domain=[0, words], range=[0, page]), axis=None)
        own = lines["line"].max() + 1
        pitch = min(LINE, TALLEST / own)
        beside = _placed(notes, 14 if layout.narrow else 42, pitch)
        end = max(own, beside["at"].max() + 1)
        y = alt.Scale(domain=[-HEAD / pitch, end], reverse=True, nice=False)
        parts = [*_text(lines, x, y), *_margin(beside, page, y), *_masthead(outlet, date, page)]
        height = HEAD + round(pitch * end)
        return dress(alt.layer(*parts).properties(width=layout.width - 12, height=height), layout)

    return figure(
        draw,
        table,
        LAYOUTS,
        title=title,
        subtitle=f"A bar is a line of about {counted(words, 'word')}; a thick one is somebody's "
        "whom the article reports.",
        description=description,
        source=source,
        caption=caption,
        columns={"n": "¶", "words": "Words", "voices": "Whose claims, in the order of the text"},
    )


def _text(lines: pd.DataFrame, x: alt.X, y: alt.Scale) -> list[alt.Chart]:
    """The lines of text, a layer a voice."""
    found = []
    for voice, colour in INKS.items():
        own = lines[lines["voice"] == voice]
        if len(own):
            dash = {"strokeDash": [3, 3]} if voice == CAPTION else {}
            rules = alt.Chart(own[["line", "start", "end"]]).mark_rule(
                color=LIGHT[colour], strokeWidth=THIN if voice in OWN else THICK, **dash
            )
            found.append(rules.encode(x=x, x2="end:Q", y=alt.Y("line:Q", scale=y, axis=None)))
    return found


def _placed(notes: pd.DataFrame, characters: int, pitch: float) -> pd.DataFrame:
    """The notes with the level on which each can stand, none over another, and cut to so many
    characters. `pitch`: how high a line of the page is, in px."""
    apart, last, levels = BESIDE / pitch, float("-inf"), []
    for line in notes["line"]:
        last = max(float(line), last + apart)
        levels.append(last)
    words = [
        f"“{_first(text, characters)}”" if quoted else text
        for text, quoted in zip(notes["text"], notes["quoted"], strict=True)
    ]
    return notes.assign(at=levels, words=words)


def _first(text: str, characters: int) -> str:
    """The first words of a quotation, whole words only."""
    if len(text) <= characters:
        return text
    kept = text[: characters - 1].rpartition(" ")[0] or text.partition(" ")[0]
    return f"{kept.rstrip(',')} …"


def _margin(notes: pd.DataFrame, page: int, y: alt.Scale) -> list[alt.Chart]:
    """The names of the voices beside their lines, and the quotations, each led to by a short
    rule."""
    level = alt.Y("at:Q", scale=y, axis=None)
    found = []
    for voice in dict.fromkeys(notes["voice"]):
        own = notes[notes["voice"] == voice]
        colour, weight = (INKS[voice], "bold") if voice in voices.STATES else ("ink", "normal")
        base = alt.Chart(own[["at", "words"]]).encode(
            y=level, text="words:N", tooltip=tips({"words": "Here"})
        )
        found.append(
            base.mark_text(align="left", color=LIGHT[colour], fontWeight=weight).encode(
                x=alt.value(page + 10)
            )
        )
    return found


def _masthead(outlet: str, date: str, page: int) -> list[alt.Chart]:
    """The outlet and the date over the page, with a rule under them."""
    head = alt.Chart(pd.DataFrame({"outlet": [outlet], "date": [date]}))
    left = {"align": "left", "baseline": "alphabetic"}
    return [
        head.mark_text(**left, fontSize=18, fontWeight="bold").encode(
            x=alt.value(0), y=alt.value(17), text="outlet:N"
        ),
        head.mark_text(**left, color=LIGHT["soft"]).encode(
            x=alt.value(0), y=alt.value(34), text="date:N"
        ),
        head.mark_rule(color=LIGHT["ink"], strokeWidth=1.5).encode(
            x=alt.value(0), x2=alt.value(page), y=alt.value(43)
        ),
    ]
