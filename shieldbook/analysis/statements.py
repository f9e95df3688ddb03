"""What Russian officials said on the record, and over whose shield."""

from __future__ import annotations

import pandas as pd

from shieldbook.analysis.codebook import worded
from shieldbook.tables.dates import bounds, in_words


def objections(statements: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    """Objections by half-year and by whose shield they are about: `half` (its first day), `about`
    and `statements`, zeros left out. Statements whose half-year is not known are left out.
    """
    rows = statements[statements["bears"] == "objects"]
    found = []
    for date, about in zip(rows["date"], rows["about"], strict=True):
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


def dated(statements: pd.DataFrame, codebook: pd.DataFrame) -> pd.DataFrame:
    """The statements with their days: `id`, `start`, `end`, `when`, `speaker_id`, `about` and
    `about_label`, `bears` and `bears_label`, `says`, `source`; by day."""
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
            "bears_label": worded(statements["bears"], codebook, "statement_bears"),
        }
    )
    return rows.sort_values(["start", "id"], kind="stable").reset_index(drop=True)
