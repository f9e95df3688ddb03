"""What lies in the folder of a class: its files, their columns, and where it may stand."""

from __future__ import annotations

import re
from pathlib import Path

from shieldbook.tables.contract import CONTRACT_FILE
from shieldbook.tables.ledger import Refused

ROOT = Path(__file__).resolve().parents[2]
ARTICLE, PARAGRAPHS, UNITS = "article.csv", "paragraphs.csv", "units.csv"
SPEAKERS, THROUGH, CHECKS = "speakers.csv", "through.csv", "checks.csv"
SETTLED, CODES, README, REPORT = "settled.csv", "codes.csv", "README.txt", "report.html"
# The text itself, where it is not free: git takes nothing from that folder.
PRIVATE, KEPT = "private", "text.txt"

TEXT = "text"
COLUMNS = {
    ARTICLE: (
        "id",
        "title",
        "author",
        "published",
        "outlet",
        "url",
        "free",
        "words",
        "paragraphs",
        "captions",
        "fingerprint",
    ),
    PARAGRAPHS: (
        "n",
        "position",
        "words",
        "opens",
        "fingerprint",
    ),
    UNITS: (
        "unit",
        "paragraph",
        "sentence",
        "claim",
    ),
    SPEAKERS: (
        "speaker",
        "kind",
        "state",
    ),
    THROUGH: (
        "unit",
        "step",
        "carrier",
    ),
    CHECKS: (
        "unit",
        "aspect",
        "verdict",
        "finding",
        "source",
    ),
    SETTLED: (
        "unit",
        "field",
        "value",
        "because",
    ),
}
# What a coder says of each claim; a whole class may leave a field out.
FIELDS = (
    "speaker",
    "kind",
    "checkable",
    "stance",
)
SHEET = (*COLUMNS[UNITS], *FIELDS, "because")
SHEETS = re.compile(r"coding-([A-Z])\.csv")

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
# Names that Windows keeps for devices.
_DEVICES = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]")


def folder_of(ident: str, given: str | None = None) -> Path:
    """The folder of a class: the one given, else the one with its id beside the repository; beside
    whoever calls where the package was installed without one.

    Raises Refused for an id that is no name of a folder everywhere, and for a place in the book.
    """
    if not _ID.fullmatch(ident) or len(ident) > 40 or _DEVICES.fullmatch(ident):
        raise Refused(f"{ident!r} is no id: small letters, figures and hyphens, as in spring-2027.")
    beside = ROOT.parent if (ROOT / "book").is_dir() else Path.cwd()
    folder = Path(given) if given else beside / ident
    marks = (Path("shieldbook", "cli.py"), Path("data", CONTRACT_FILE))
    for above in (folder.resolve(), *folder.resolve().parents):
        if all((above / mark).is_file() for mark in marks):
            raise Refused(
                f"{folder} would lie inside a copy of the book ({above}), which holds no texts of "
                "others: choose a place beside it with --folder."
            )
    return folder


def sheet_name(coder: str) -> str:
    """The file of a coder."""
    return f"coding-{coder}.csv"
