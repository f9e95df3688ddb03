"""Moscow's arguments over the years, in the articles and in its own statements, and the treaties
that they name."""

from __future__ import annotations

import pandas as pd

from shieldbook.analysis.dates import bounds, in_words
from shieldbook.analysis.sides import side

ARGUMENTS = {
    "arms-race": "An arms race will follow",
    "balance": "Balance or stability suffers",
    "pretext": "The reason is a pretext",
    "disproportion": "Out of proportion",
    "encirclement": "Part of a global system",
    "borders": "Too near the border",
    "alliance-bloc": "The alliance itself",
    "trust": "It harms relations",
    "treaty": "A treaty is at stake",
}
SIDES = {"Tokyo": "JPN", "Seoul": "KOR", "Both or neither": "both"}


def argued_table(
    claims: pd.DataFrame,
    claim_arguments: pd.DataFrame,
    articles: pd.DataFrame,
    statements: pd.DataFrame,
    statement_arguments: pd.DataFrame,
) -> pd.DataFrame:
    """Every argument that a party makes in an article, and every one in a Russian statement of the
    record.

    One row an argument: `id` (claim or statement), `start`, `end` (the article's or the statement's
    day, as far as it is known), `when`, `year`, `argument` (its code), `words`, `where` (article or
    record), `about` (JPN, KOR or both), `says`, `treaty_id`. Ordered by day.
    """
    day = dict(zip(articles["id"].astype(str), articles["published"].astype(str)))
    own = claim_arguments.merge(claims.drop(columns="because"), left_on="claim_id", right_on="id")
    parts = [
        pd.DataFrame(
            {
                "id": own["claim_id"].astype(str),
                "date": own["article_id"].astype(str).map(day),
                "argument": own["argument"].astype(str),
                "where": "article",
                "says": own["claim"].astype(str),
                "treaty_id": own["treaty_id"].astype("string").fillna(""),
                "about": [
                    SIDES[side(str(target), "" if pd.isna(dyad) else str(dyad))]
                    for target, dyad in zip(own["target"], own["dyad"])
                ],
            }
        )
    ]
    said = statement_arguments.merge(statements, left_on="statement_id", right_on="id")
    parts.append(
        pd.DataFrame(
            {
                "id": said["statement_id"].astype(str),
                "date": said["date"].astype(str),
                "argument": said["argument"].astype(str),
                "where": "record",
                "says": said["says"].astype(str),
                "treaty_id": said["treaty_id"].astype("string").fillna(""),
                "about": said["about"].astype(str),
            }
        )
    )
    rows = pd.concat(parts, ignore_index=True)
    ends = [bounds(date) for date in rows["date"]]
    rows = rows.assign(
        start=[pd.Timestamp(low) for low, _ in ends],
        end=[pd.Timestamp(high) for _, high in ends],
        when=[in_words(date) for date in rows["date"]],
        year=[low.year for low, _ in ends],
        words=rows["argument"].map(ARGUMENTS),
    )
    columns = [
        "id",
        "start",
        "end",
        "when",
        "year",
        "argument",
        "words",
        "where",
        "about",
        "says",
        "treaty_id",
    ]
    return rows.sort_values(["start", "id", "argument"], kind="stable")[columns].reset_index(
        drop=True
    )


def lifetimes(treaties: pd.DataFrame, last: str) -> pd.DataFrame:
    """The lives of treaties up to a day (ISO): `treaty_id`, `name`, `start` (in force), `end`,
    `when`, `ended` (bool)."""
    rows = []
    for treaty in treaties.itertuples():
        begun = str(treaty.in_force if pd.notna(treaty.in_force) else treaty.signed)
        over = pd.notna(treaty.ended)
        end = pd.Timestamp(bounds(str(treaty.ended))[1]) if over else pd.Timestamp(last)
        rows.append(
            {
                "treaty_id": str(treaty.id),
                "name": str(treaty.short),
                "start": pd.Timestamp(bounds(begun)[0]),
                "end": end,
                "when": f"in force from {in_words(begun)}"
                + (f" to {in_words(str(treaty.ended))}" if over else ""),
                "ended": over,
            }
        )
    return (
        pd.DataFrame(rows).sort_values(["start", "treaty_id"], kind="stable").reset_index(drop=True)
    )


def pegs_table(argued: pd.DataFrame, lives: pd.DataFrame) -> pd.DataFrame:
    """Every appeal to a treaty: the columns of `argued_table` and `alive`: whether the treaty was
    in force throughout the days on which it may have been named ("yes"), on none ("no"), or on some
    of them ("cannot tell").
    """
    named = argued[argued["treaty_id"] != ""].merge(
        lives[["treaty_id", "name", "start", "end"]], on="treaty_id", suffixes=("", "_treaty")
    )
    inside = (named["start"] >= named["start_treaty"]) & (named["end"] <= named["end_treaty"])
    outside = (named["start"] > named["end_treaty"]) | (named["end"] < named["start_treaty"])
    alive = ["yes" if i else "no" if o else "cannot tell" for i, o in zip(inside, outside)]
    named = named.assign(alive=alive).drop(columns=["start_treaty", "end_treaty"])
    return named.sort_values(["start", "id"], kind="stable").reset_index(drop=True)


def kept(argued: pd.DataFrame, early: int, late: int) -> pd.DataFrame:
    """Which arguments of the years up to `early` come back from `late` on: `argument`, `words`,
    `early` and `late` (how often each, articles and record together), in the order of ARGUMENTS.
    """
    before = argued[argued["year"] <= early]["argument"].value_counts()
    after = argued[argued["year"] >= late]["argument"].value_counts()
    return pd.DataFrame(
        [
            {
                "argument": code,
                "words": words,
                "early": int(before.get(code, 0)),
                "late": int(after.get(code, 0)),
            }
            for code, words in ARGUMENTS.items()
        ]
    )


def aimed(statements: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    """Objections by half-year and by whose shield they are about: `half` (its first day), `about`
    and `statements`, zeros left out. Statements whose half-year is not known are left out.
    """
    rows = statements[statements["bears"].astype(str) == "objects"]
    found = []
    for date, about in zip(rows["date"].astype(str), rows["about"].astype(str)):
        low, high = bounds(date)
        half = pd.Timestamp(low.year, 1 if low.month < 7 else 7, 1)
        if first <= low.year <= last and (low.year, low.month < 7) == (high.year, high.month < 7):
            found.append((half, about))
    counts = pd.Series(found, dtype=object).value_counts()
    table = pd.DataFrame(
        [
            {"half": half, "about": about, "statements": int(n)}
            for (half, about), n in counts.items()
        ]
    )
    return table.sort_values(["half", "about"], kind="stable").reset_index(drop=True)


def dated(statements: pd.DataFrame) -> pd.DataFrame:
    """The statements with their days: `id`, `start`, `end`, `when`, `speaker_id`, `about`, `bears`,
    `says`, `source`; by day."""
    ends = [bounds(str(date)) for date in statements["date"]]
    rows = pd.DataFrame(
        {
            "id": statements["id"].astype(str),
            "start": [pd.Timestamp(low) for low, _ in ends],
            "end": [pd.Timestamp(high) for _, high in ends],
            "when": [in_words(str(date)) for date in statements["date"]],
            **{
                name: statements[name].astype("string").fillna("").astype(str)
                for name in ("speaker_id", "about", "bears", "says", "source")
            },
        }
    )
    return rows.sort_values(["start", "id"], kind="stable").reset_index(drop=True)
