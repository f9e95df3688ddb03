"""A handout as a page of its own: no script, nothing fetched, one style for screen and paper."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import NamedTuple

from shieldbook.analysis.handouts import parts
from shieldbook.publish.figures.attributes import attribute
from shieldbook.publish.sheets.parts import NAME_LINE, part_html

STYLE = Path(__file__).parent.parent / "static" / "css" / "sheet.css"
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
# On these a student writes a name once; a slip has a line of its own for it.
NAMED = frozenset({"blank", "grid", "station"})
BACK = "../seminar/sheets.html"
BOOK = "Moscow and the Missile Shield"


class Sheet(NamedTuple):
    """A handout with all that stands on it: its id and kind, its title, what stands over it,
    the sentence that says what to do, and its parts."""

    id: str
    kind: str
    title: str
    session: str
    instruction: str
    parts: parts.Parts


def page_html(sheet: Sheet, licence: str) -> str:
    """The whole page of a sheet. `licence` is the line at its foot."""
    name = NAME_LINE if sheet.kind in NAMED else ""
    inner = "".join(part_html(part) for part in sheet.parts)
    title = f"{sheet.title} · {BOOK}"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy"{attribute("content", POLICY)}>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n"
        f'<meta name="description"{attribute("content", sheet.instruction)}>\n'
        f"<style>\n{STYLE.read_text(encoding='utf-8').strip()}\n</style>\n</head>\n"
        f'<body class="{sheet.kind}">\n<header>\n'
        f'<p class="over"><span>{escape(sheet.session)}</span> '
        f'<a href="{BACK}">All sheets</a></p>\n'
        f"<h1>{escape(sheet.title)}</h1>\n"
        f'<p class="do">{escape(sheet.instruction)}</p>\n{name}</header>\n'
        f"<main>\n{inner}\n</main>\n<footer>\n<p>{escape(licence)}</p>\n</footer>\n</body>\n</html>\n"
    )
