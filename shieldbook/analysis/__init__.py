"""What the chapters compute: frames in, the tables behind charts out. One noun of the data a
module; no file is read."""

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

_MODULES = frozenset(module.name for module in iter_modules(__path__))


def __getattr__(name: str) -> ModuleType:
    if name in _MODULES:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
