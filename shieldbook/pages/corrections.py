"""What was corrected and what changed, as pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from shieldbook.pages.bibliography import _date
from shieldbook.pages.markup import anchor, code, generated, table_link, text
from shieldbook.phrases import counted


def corrections(wrong: Any) -> str:
    """The page of corrections, the newest first."""
    rows = wrong.to_dict("records")
    parts = [
        "# Corrections\n",
        generated("data/corrections.csv"),
        f"{counted(len(rows), 'correction')} to what an earlier version printed. Each says what "
        "stood there, what stands there now, since when it "
        "was wrong, who found it and how. A test holds every one to the row it speaks of.\n",
        "What was found by a reader is told here with the reader's name, if they wish. The link "
        "*report an error* on a page, where the book has "
        "a public address, opens a report that already names page, heading and version.\n",
    ]
    for row in sorted(rows, key=lambda row: row["id"], reverse=True):
        parts.append(
            f"({anchor('correction', row['id'])})=\n{table_link(row['table'])}, "
            f"{code(row['row'])}, {code(row['column'])}\n"
            f": Was: {text(row['was'])}. Is: {text(row['now'])}. Wrong since version "
            f"{text(row['since'])}; corrected on {text(_date(str(row['as_of'].date())))}. "
            f"Found by {text(row['reported_by'])}. {text(row['because'])}\n"
        )
    return "\n".join(parts)


def changes(changelog: Path) -> str:
    """The page of changes: the changelog of the repository under the page's own heading."""
    told = (
        changelog.read_text(encoding="utf-8").partition("\n")[2].strip()
        if changelog.is_file()
        else ""
    )
    return "\n".join(
        [
            "# Changes\n",
            generated("CHANGELOG.md"),
            "What was wrong in an earlier version is told under [corrections](corrections.md).\n",
            told,
            "",
        ]
    )
