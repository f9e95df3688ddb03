"""The registered quotations of an article."""

from __future__ import annotations

import pandas as pd

from shieldbook.analysis.actors import names

QUOTE_HEADS = {
    "paragraph": "¶",
    "speaker": "Speaker",
    "text": "Words quoted by the article",
    "because": "Why repeated here",
    "id": "id",
}


def quotes_table(quotes: pd.DataFrame, actors: pd.DataFrame, article_id: str) -> pd.DataFrame:
    """The registered quotations of one article in the order of its text: `paragraph`, `speaker` (by
    name), `text`, `because`, `id`.
    """
    rows = quotes[quotes["article_id"].astype(str) == article_id].sort_values("id", kind="stable")
    return rows.assign(speaker=rows["speaker_id"].astype(str).map(names(actors)))[
        list(QUOTE_HEADS)
    ].reset_index(drop=True)
