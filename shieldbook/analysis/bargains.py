"""What Moscow's partners want from it and give, as coded goods."""

from __future__ import annotations

import pandas as pd

PROPER = {
    "un": "UN",
    "sino": "Sino",
    "russian": "Russian",
    "russia": "Russia",
    "korean": "Korean",
    "north": "North",
    "northern": "Northern",
    "pyongyang": "Pyongyang",
    "asian": "Asian",
    "thaad": "THAAD",
    "policy": "Policy",
}


def named(good: str) -> str:
    """A good's code as words: un-veto-influence is UN veto influence."""
    text = (
        " ".join(PROPER.get(word, word) for word in good.split("-"))
        .replace("Sino Russian", "Sino-Russian")
        .replace("inter Korean", "inter-Korean")
    )
    return text[0].upper() + text[1:]


def goods_table(bargains: pd.DataFrame, claims: pd.DataFrame, article_id: str) -> pd.DataFrame:
    """The goods of one article, one row a claim that names one: `good`, `partner` (state),
    `direction`, `claim_id`, `claim`.

    Goods in the order in which the article comes to them. `partner` is who wants or gives.
    """
    rows = bargains.merge(claims[["id", "article_id", "claim"]], left_on="claim_id", right_on="id")
    # Goods of one claim keep the order of their table.
    rows = rows[rows["article_id"] == article_id].sort_values("claim_id", kind="stable")
    return pd.DataFrame(
        {
            "good": [named(good) for good in rows["good"]],
            "partner": rows["partner"],
            "direction": rows["direction"],
            "claim_id": rows["claim_id"],
            "claim": rows["claim"],
        }
    ).reset_index(drop=True)
