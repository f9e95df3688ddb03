"""The sheets that a step of a session uses, as one cell names them: whoever refuses a cell and
whoever shows it look here."""

from __future__ import annotations

NO_SHEET = "n/a"
BETWEEN = "; "


def sheets_named(cell: str) -> list[str]:
    """The ids that a cell of `session_steps.handout_id` names, in their order."""
    return [] if cell == NO_SHEET else cell.split(BETWEEN)
