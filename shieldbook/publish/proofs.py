"""The proofs of the chapters: kept as the pages are read, judged together before any is written.

A record names its page and cell. What holds is kept beside the pages' parts, for the numbers that
answer; what does not is listed whole, and stops the build.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from sphinx.errors import SphinxError

from shieldbook.phrases import counted
from shieldbook.proof import COLLECT, fault

KEPT = "proofs.json"


class Unproven(SphinxError):
    """Sentences of the book that the data do not bear out; the message lists them all."""

    category = "The prose and the data differ"


def keep(env: Any, cell: str, record: dict) -> None:
    """Keep a record of `shieldbook.proof.prove` that a cell of the page being read has sent."""
    _all(env).setdefault(env.docname, []).append({"cell": cell, **record})


def kept(env: Any, docname: str) -> list[dict]:
    """The records of a page, in the order of its cells."""
    return _all(env).get(docname, [])


def faults(proofs: dict[str, list[dict]]) -> list[str]:
    """A line for every record that does not hold, with page and cell, pages in their order."""
    found = [(page, record) for page in sorted(proofs) for record in proofs[page]]
    told = [(f"{page}, cell {record['cell']}: ", fault(record)) for page, record in found]
    return [where + words for where, words in told if words]


def _all(env: Any) -> dict[str, list[dict]]:
    if not hasattr(env, "shieldbook_proofs"):
        env.shieldbook_proofs = {}
    return env.shieldbook_proofs


def _forget(_app: Any, env: Any, docname: str) -> None:
    _all(env).pop(docname, None)


def _merge(_app: Any, env: Any, docnames: set[str], other: Any) -> None:
    _all(env).update({name: _all(other)[name] for name in docnames if name in _all(other)})


def _judge(app: Any, env: Any) -> None:
    """Write what was kept, and raise Unproven where any of it does not hold."""
    text = json.dumps(_all(env), ensure_ascii=False, indent=1, sort_keys=True)
    (Path(app.doctreedir) / KEPT).write_text(text + "\n", encoding="utf-8", newline="\n")
    if wrong := faults(_all(env)):
        found = f"{counted(len(wrong), 'sentence')} to mend, or the data"
        raise Unproven("\n".join([found, *wrong]))


def setup(app: Any) -> None:
    """Have the notebooks of this build send their proofs, and judge them when all are read."""
    os.environ[COLLECT] = "1"
    app.connect("env-purge-doc", _forget)
    app.connect("env-merge-info", _merge)
    app.connect("env-check-consistency", _judge)
