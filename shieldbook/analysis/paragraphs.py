"""The paragraphs of an article."""

from __future__ import annotations

import pandas as pd

from shieldbook.analysis.codebook import worded
from shieldbook.analysis.links import paragraph_id


def paragraphs_table(
    paragraphs: pd.DataFrame, claims: pd.DataFrame, codebook: pd.DataFrame
) -> pd.DataFrame:
    """The paragraphs of one article as the reader sees them, in the order of the text.

    Columns: ¶, What it says (this book's gloss), Its part (function), Words, Claims, and `id` for
    the row. `paragraphs` and `claims` are those of the article.
    """
    rows = paragraphs.sort_values("position", kind="stable")
    counts = claims.groupby(claims["paragraph"]).size()
    numbers = rows["n"].astype(str)
    return pd.DataFrame(
        {
            "¶": numbers,
            "What it says": rows["gloss"],
            "Its part": worded(rows["function"], codebook, "function"),
            "Words": rows["words"],
            "Claims": numbers.map(counts).fillna(0).astype(int),
            "id": [
                paragraph_id(article, n)
                for article, n in zip(rows["article_id"], numbers, strict=True)
            ],
        }
    ).reset_index(drop=True)
