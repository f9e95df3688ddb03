"""The registered quotations of an article."""

from __future__ import annotations

import pandas as pd

from shieldbook.analysis.actors import names

COLUMNS = ["paragraph", "speaker", "text", "because", "id"]


def quotes_table(quotes: pd.DataFrame, actors: pd.DataFrame, article_id: str) -> pd.DataFrame:
    """The registered quotations of one article in the order of its text: `paragraph`, `speaker` (by
    name), `text`, `because`, `id`.
    """
    rows = quotes[quotes["article_id"] == article_id].sort_values("id", kind="stable")
    speakers = rows["speaker_id"].map(names(actors))
    return rows.assign(speaker=speakers)[COLUMNS].reset_index(drop=True)
