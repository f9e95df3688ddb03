"""The code behind 'Moscow and the Missile Shield': `import shieldbook as sb`, then
`sb.load("claims")`.

Charts and models are modules of their own (`shieldbook.charts`, `shieldbook.analysis`) and are
imported when they are first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from shieldbook.tables.contract import DataError
from shieldbook.tables.reader import load
from shieldbook.tables.validation import validate

__version__ = "0.1.0"
__all__ = ["DataError", "__version__", "load", "validate"]

_ROOMS = frozenset({"analysis", "charts", "display", "explorers", "publish", "verify"})


def __getattr__(name: str) -> Any:
    if name in _ROOMS:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
