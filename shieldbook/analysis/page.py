"""An article as a printed page: how long its paragraphs are and in whose voice, without its words.

Nothing but the lengths of paragraphs, the voices of claims and the registered quotations is drawn.
"""

from __future__ import annotations

import math
from itertools import groupby

import pandas as pd

from shieldbook.analysis.voices import WRITER

# The editor's words and those of captions are nobody's voice in the article.
EDITOR, CAPTION = "An editor", "A caption"
# Characters of an average word with the blank behind it, in English prose.
WORD = 6.0


def page_lines(
    paragraphs: pd.DataFrame, claims: pd.DataFrame, voices: pd.Series, words: int
) -> pd.DataFrame:
    """The lines of an article's page, one row a stretch of one voice in a line.

    `paragraphs` and `claims` are those of one article, `voices` the voice of each claim (as
    `voices.voices` gives them), `words` how many words a line holds. A paragraph has as many lines
    as its words ask for, and its claims share its words evenly, in the order of the text: `line`
    (from 0 down the page, with an empty line behind every paragraph), `start` and `end` (in words
    from the left), `voice`, `paragraph`. Of captions and of an editor's introduction the voice is
    CAPTION or EDITOR where a claim in them is the writer's.
    """
    rows, line = [], 0
    told = voices.groupby(claims["paragraph"], sort=False).agg(list)
    ordered = paragraphs.sort_values("position", kind="stable")
    for n, length, voice in zip(*(ordered[name] for name in ("n", "words", "voice")), strict=True):
        own = {"caption": CAPTION, "editor": EDITOR}.get(voice, WRITER)
        spoken = [own if one == WRITER else one for one in told.get(n, [WRITER])]
        rows += [
            {"line": line + at, "start": start, "end": end, "voice": one, "paragraph": n}
            for at, start, end, one in _stretches(spoken, int(length), words)
        ]
        line += math.ceil(length / words) + 1
    columns = ["line", "start", "end", "voice", "paragraph"]
    return pd.DataFrame(rows, columns=columns)


def _stretches(spoken: list[str], length: int, words: int) -> list[tuple[int, float, float, str]]:
    """The stretches of one paragraph: line, start, end and voice, neighbours of one voice in one
    line joined."""
    found: list[tuple[int, float, float, str]] = []
    share = length / len(spoken)
    for n, voice in enumerate(spoken):
        at, last = n * share, (n + 1) * share
        while last - at > 1e-9:
            line = int(at / words + 1e-9)
            stop = min(last, (line + 1) * words)
            start, end = at - line * words, stop - line * words
            if found and found[-1][0] == line and found[-1][3] == voice:
                found[-1] = (line, found[-1][1], end, voice)
            else:
                found.append((line, start, end, voice))
            at = stop
    return found


def page_notes(
    lines: pd.DataFrame, paragraphs: pd.DataFrame, quotes: pd.DataFrame, words: int
) -> pd.DataFrame:
    """What stands beside the lines of a page, from the top: `line`, `text`, `voice`, `quoted`.

    Every voice once a paragraph, where it begins (the writer's and an editor's only once), and the
    registered quotations of the article (`quotes`, `quoted` is True) where they begin, at WORD
    characters a word. `lines`: what `page_lines` made of the same paragraphs and `words`.
    """
    spoken = lines.drop_duplicates(["paragraph", "voice"])
    once = spoken["voice"].isin([WRITER, EDITOR]) & spoken.duplicated("voice")
    spoken = spoken[~once]
    own = quotes[quotes["paragraph"].isin(paragraphs["n"])]
    first = lines.groupby("paragraph")["line"].min()
    begins = [
        int(first[n] + start / WORD // words)
        for n, start in zip(own["paragraph"], own["start"], strict=True)
    ]
    notes = pd.concat(
        [
            pd.DataFrame({"line": spoken["line"], "text": spoken["voice"], "quoted": False}),
            pd.DataFrame({"line": begins, "text": own["text"], "quoted": True}),
        ],
        ignore_index=True,
    )
    voice = notes["text"].mask(notes["quoted"].astype(bool), "")
    notes = notes.assign(voice=voice).sort_values(["line", "quoted"], kind="stable")
    return notes.reset_index(drop=True)


def page_table(paragraphs: pd.DataFrame, claims: pd.DataFrame, voices: pd.Series) -> pd.DataFrame:
    """The paragraphs of an article in the order of its text: `n`, `words`, and in `voices` whose
    its claims are, a voice as often as it follows another."""
    told = voices.groupby(claims["paragraph"], sort=False).agg(list)
    ordered = paragraphs.sort_values("position", kind="stable")
    runs = [_runs(told.get(n, [])) for n in ordered["n"]]
    return ordered[["n", "words"]].assign(voices=runs).reset_index(drop=True)


def _runs(voices: list[str]) -> str:
    return ", ".join(voice for voice, _ in groupby(voices))
