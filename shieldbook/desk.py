"""For a class with a kernel: `sb.CodingDesk()` codes a pack, `sb.class_codings(…)` reads what a
class handed in."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from shieldbook.analysis import classes, homework, lines, packs
from shieldbook.analysis.lines import Field
from shieldbook.explorers.desk import MODES, ClassCodings, Desk
from shieldbook.tables.contract import read_contract
from shieldbook.tables.essay import load

KINDS = (".csv", ".txt")
Data = str | os.PathLike[str] | None


def _known(data: Data) -> tuple[list[dict], tuple[Field, ...]]:
    """All packs and all fields of a data folder, of articles that the essay does not count too."""
    contract = read_contract(data)
    wanted = [*packs.TABLES, *(name for name in packs.FREE_TABLES if name in contract.tables)]
    tables = {name: load(name, data, articles="all") for name in wanted}
    return packs.packs(tables), packs.fields(tables["codebook"])


class CodingDesk(Desk):
    """The coding desk of a text (an article, or a text that is printed whole) or of all of them.

    `pack` is the pack that it begins with, `fields` names what is coded, `mode` is blind (the
    book's codes come last) or practice (after each claim), `reserve` asks for the claims that are
    held back. Raises KeyError for a pack, ControlError for a text, a field or a mode that there is
    not.
    """

    def __init__(
        self,
        text: str = "",
        pack: str = "",
        fields: Sequence[str] = tuple(lines.USUAL),
        mode: str = MODES[0],
        data: Data = None,
        reserve: bool = False,
    ):
        known, asked = _known(data)
        chosen = [one for one in known if text in ("", one["text_id"])]
        super().__init__(chosen, asked, pack, tuple(fields), mode, reserve)


def class_codings(source: Data, data: Data = None) -> ClassCodings:
    """What a class handed in: the lines of a chat as one text, or the path of a file or of a folder
    of files (`.csv` of the desk, `.txt` with lines).

    A text of one row that is the name of a file or folder is taken for that. Nothing is dropped in
    silence: `notices()` tells what was refused, and why.
    """
    known, fields = _known(data)
    return ClassCodings(classes.read_class(_parts(source), known, fields), known, fields)


def _parts(source: Data) -> list[tuple[str, str]]:
    path = _path(source)
    if path is None:
        return [(classes.PASTED, str(source))]
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    kept = [file for file in files if file.suffix.lower() in KINDS or file == path]
    return [(file.name, homework.decode(file.read_bytes())) for file in kept]


def _path(source: Data) -> Path | None:
    """The file or folder that a source names; None where it is a text."""
    if isinstance(source, os.PathLike):
        return Path(source)
    text = str(source).strip()
    if not text or "\n" in text or len(text) > 1000:
        return None
    try:
        return Path(text) if Path(text).exists() else None
    except OSError:
        return None
