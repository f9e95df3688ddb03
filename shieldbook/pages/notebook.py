"""Notebooks that are made from the data: their cells, and their text as a notebook is committed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

# What a page says of itself to a search engine may have so many signs.
LONGEST = 160
KERNEL = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def prose(ident: str, words: str) -> dict[str, Any]:
    """A cell of Markdown."""
    return {
        "cell_type": "markdown",
        "id": ident,
        "metadata": {"tags": ["narrative"]},
        "source": words.splitlines(keepends=True),
    }


def code(ident: str, words: str, kind: str = "data") -> dict[str, Any]:
    """A cell of code, folded; `kind` is what its fold is about, "data" where it shows rows."""
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": ident,
        "metadata": {"jupyter": {"source_hidden": True}, "tags": ["hide-input", kind]},
        "outputs": [],
        "source": words.splitlines(keepends=True),
    }


def notebook(cells: Iterable[Mapping[str, Any]], about: Mapping[str, Any]) -> str:
    """A notebook as text; `about` is what it says of itself: its `description`, perhaps its
    `question`."""
    whole = {
        "cells": list(cells),
        "metadata": {**KERNEL, "shieldbook": dict(about)},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return written(whole)


def written(whole: Mapping[str, Any]) -> str:
    """A notebook as it is committed and taken along."""
    return json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
