"""The code behind 'Moscow and the Missile Shield': `import shieldbook as sb`, then
`sb.load("claims")`.

What a notebook needs is here: `load` a table, `show` a frame, `figure` a drawing, `prove` a
sentence, take an `Article` or a `Session`. Charts and models are modules of their own (`sb.charts`,
`sb.analysis`, `sb.explorers`) and are imported when they are first asked for.
sentence, take an `Article`, and for a class a `CodingDesk` and its `class_codings`. Charts and
models are modules of their own (`sb.charts`, `sb.analysis`, `sb.explorers`) and are imported when
they are first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from shieldbook.proof import prove
from shieldbook.tables.contract import DataError, own_data, read_contract
from shieldbook.tables.essay import load
from shieldbook.tables.validation import validate

__all__ = [
    "Article",
    "CodingDesk",
    "DataError",
    "Exercise",
    "Items",
    "Session",
    "__version__",
    "asks",
    "class_codings",
    "figure",
    "load",
    "prove",
    "show",
    "validate",
]

_MODULES = frozenset(
    {"analysis", "charts", "display", "explorers", "phrases", "publish", "tables", "verify"}
)
_NAMES = {
    "Article": "article",
    "CodingDesk": "desk",
    "Exercise": "seminar",
    "Items": "seminar",
    "Session": "session",
    "asks": "display",
    "class_codings": "desk",
    "figure": "display",
    "show": "display",
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        # Code and data are one work, whose version stands in the contract of the data alone.
        return read_contract(own_data()).version
    if name in _MODULES:
        return import_module(f"{__name__}.{name}")
    if name in _NAMES:
        return getattr(import_module(f"{__name__}.{_NAMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
