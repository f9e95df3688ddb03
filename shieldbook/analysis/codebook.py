"""The words in which a reader meets a code, and the order in which codes are shown."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from shieldbook.analysis.lookup import Known, unknown


def labels(codebook: pd.DataFrame, field: str) -> Known:
    """The label of every code of a field, in the codebook's order.

    Raises KeyError for a field that the codebook has not; a look-up of an unknown code does too.
    """
    own = codebook[codebook["field"] == field]
    if own.empty:
        raise unknown("field of the codebook", field, codebook["field"])
    return Known(f"code of {field}", zip(own["code"], own["label"], strict=True))


def order(codebook: pd.DataFrame, field: str) -> tuple[str, ...]:
    """The codes of a field in the codebook's order. Raises KeyError for an unknown field."""
    return tuple(labels(codebook, field))


def heads(codebook: pd.DataFrame, field: str) -> dict[str, str]:
    """The labels of a field as heads of columns: each with a capital."""
    return {code: capital(label) for code, label in labels(codebook, field).items()}


def worded(codes: Iterable[object], codebook: pd.DataFrame, field: str) -> list[str]:
    """Codes of a field as their labels, in the order given; empty where there is no code.

    Raises KeyError for an unknown code.
    """
    known = labels(codebook, field)
    return [known[str(code)] if str(code) else "" for code in codes]


def capital(words: str) -> str:
    """Words with a capital at their beginning."""
    return words[:1].upper() + words[1:]
