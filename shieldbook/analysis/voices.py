"""Whose voice a claim is in: a capital's, somebody else's, or the writer's own."""

from __future__ import annotations

import pandas as pd

from shieldbook.analysis.actors import CAPITALS, speakers
from shieldbook.analysis.articles import by_date
from shieldbook.analysis.claims import in_order
from shieldbook.analysis.lookup import Known

STATES = (
    "RUS",
    "JPN",
    "KOR",
    "USA",
)
OTHERS, WRITER = "Others", "The writer"
VOICES = (
    *(CAPITALS[state] for state in STATES),
    OTHERS,
    WRITER,
)


def voices(claims: pd.DataFrame, reports: pd.DataFrame, actors: pd.DataFrame) -> pd.Series:
    """The voice of every claim, one of VOICES, in the order and with the index of `claims`.

    A claim that is reported of nobody is the writer's; an editor's introduction counts as such.
    Everybody who belongs to a state, an official or not, speaks for its capital, but an outlet
    speaks for none. Raises KeyError for a speaker that `actors` has not.
    """
    apart = actors["state"].isin(STATES) & (actors["kind"] != "outlet")
    capital = actors["state"].map(CAPITALS).where(apart, OTHERS)
    voice = Known("actor", zip(actors["id"], capital, strict=True))
    own = (claims["speaker_id"] == "author") | ~claims["id"].isin(reports["claim_id"])
    return claims["speaker_id"].map(voice).mask(own, WRITER)


def voices_table(
    claims: pd.DataFrame, reports: pd.DataFrame, actors: pd.DataFrame, articles: pd.DataFrame
) -> pd.DataFrame:
    """How many claims of each article are in which voice: `article`, `claims` and one column each
    of VOICES, which add up to `claims`. The articles stand in the order of their dates.
    """
    counts = pd.crosstab(claims["article_id"], voices(claims, reports, actors))
    counts = counts.reindex(index=by_date(articles)["id"], columns=list(VOICES), fill_value=0)
    counts.insert(0, "claims", counts.sum(axis=1))
    return counts.rename_axis(index="article", columns=None).reset_index()


def strips_table(
    claims: pd.DataFrame, reports: pd.DataFrame, actors: pd.DataFrame, articles: pd.DataFrame
) -> pd.DataFrame:
    """Every claim as a bar of its article's strip, articles by date, each in the order of its text.

    Columns: `claim_id`, `article`, `order` (1 for the first claim of its article), `voice` (one of
    VOICES), `who` (the speaker by name), `against` (whether it objects to something) and `claim`.
    Raises KeyError where an article has no claims or `actors` lacks a speaker.
    """
    rows = in_order(claims, articles)
    return pd.DataFrame(
        {
            "claim_id": rows["id"],
            "article": rows["article_id"],
            "order": rows.groupby("article_id").cumcount() + 1,
            "voice": voices(rows, reports, actors),
            "who": rows["speaker_id"].map(speakers(actors, author=WRITER)),
            "against": rows["stance"].astype(int) < 0,
            "claim": rows["claim"],
        }
    )
