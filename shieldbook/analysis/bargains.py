"""What Moscow's partners want from it and give, as coded goods."""

from __future__ import annotations

import pandas as pd

from shieldbook.analysis.codebook import worded


def goods_table(
    bargains: pd.DataFrame, claims: pd.DataFrame, codebook: pd.DataFrame, article_id: str
) -> pd.DataFrame:
    """The goods of one article, one row a claim that names one: `good`, `partner` (state) and
    `partner_label`, `direction` and `direction_label`, `claim_id`, `claim`.

    Goods in the order in which the article comes to them. `partner` is who wants or gives.
    """
    rows = bargains.merge(claims[["id", "article_id", "claim"]], left_on="claim_id", right_on="id")
    # Goods of one claim keep the order of their table.
    rows = rows[rows["article_id"] == article_id].sort_values("claim_id", kind="stable")
    return pd.DataFrame(
        {
            "good": rows["good"],
            "partner": rows["partner"],
            "partner_label": worded(rows["partner"], codebook, "bargain_partner"),
            "direction": rows["direction"],
            "direction_label": worded(rows["direction"], codebook, "bargain_direction"),
            "claim_id": rows["claim_id"],
            "claim": rows["claim"],
        }
    ).reset_index(drop=True)
