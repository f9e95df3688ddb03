"""What Russian officials said on the record, and over whose shield."""

from __future__ import annotations

import pandas as pd

from shieldbook.analysis.codebook import worded
from shieldbook.tables.dates import bounds, in_words


def over(about: pd.Series) -> pd.Series:
    """With whose shield a statement is drawn: what names no capital stands with both or neither."""
    return about.replace({"region": "both"})


def dated(statements: pd.DataFrame, codebook: pd.DataFrame) -> pd.DataFrame:
    """The statements with their days: `id`, `start`, `end`, `when`, `speaker_id`, `about` and
    `over` (as `statements.over` has it), `bears`, each with its `_label`, `says`, `source`; by
    day."""
    ends = [bounds(str(date)) for date in statements["date"]]
    rows = pd.DataFrame(
        {
            "id": statements["id"],
            "start": [pd.Timestamp(low) for low, _ in ends],
            "end": [pd.Timestamp(high) for _, high in ends],
            "when": [in_words(str(date)) for date in statements["date"]],
            **{
                name: statements[name]
                for name in ("speaker_id", "about", "bears", "says", "source")
            },
            "about_label": worded(statements["about"], codebook, "statement_about"),
            "over": over(statements["about"]),
            "over_label": worded(over(statements["about"]), codebook, "statement_about"),
            "bears_label": worded(statements["bears"], codebook, "statement_bears"),
        }
    )
    return rows.sort_values(["start", "id"], kind="stable").reset_index(drop=True)
