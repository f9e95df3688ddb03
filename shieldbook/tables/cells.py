"""One cell against its field: characters, types, dates, codes. No files are read here."""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date
from functools import lru_cache

from shieldbook.phrases import counted
from shieldbook.tables import dates
from shieldbook.tables.contract import Field

INTEGER = re.compile(r"0|-?[1-9][0-9]*")
NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
SOURCE = re.compile(r"([A-Za-z0-9][A-Za-z0-9:._-]*)\[([^\[\]]+)\]")
FORMULA_STARTS = "=+-@\t"

# Signs that show nothing but are letters or marks to Unicode: fillers, joiners, variation
# selectors.
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
# Doubles hold whole numbers of up to fifteen digits exactly.
_MOST_DIGITS = 15


def cell_problem(field: Field, text: str, key: bool = False, code: bool = False) -> str | None:
    """Why `text` may not stand in a column, or None.

    `key` marks a column that identifies rows, where only ASCII may stand; `code` marks a text
    column that repeats codes, where a negative number is a code and no formula. Empty text is
    refused if required.
    """
    if text == "":
        return "empty, but a value is required" if field.required else None
    return (
        character_problem(text)
        or _blank_problem(text)
        or _ascii_problem(field, text, key)
        or _formula_problem(field, text, code)
        or _type_problem(field, text)
        or _constraint_problem(field, text)
    )


def character_problem(text: str) -> str | None:
    """Why the characters of `text` are refused: controls, invisible signs, unusual blanks, not NFC;
    or None."""
    if text.isascii() and text.isprintable():
        return None
    for sign in text:
        reason = _sign_problem(sign)
        if reason:
            return reason
    return None if unicodedata.is_normalized("NFC", text) else "not in Unicode normal form NFC"


@lru_cache(maxsize=4096)
def _sign_problem(sign: str) -> str | None:
    category, point = unicodedata.category(sign), f"U+{ord(sign):04X}"
    if sign in "\r\n":
        return "a line break inside a cell"
    if category == "Cc":
        return f"control character {point}"
    if (
        category == "Cf"
        or sign in _UNSEEN
        or "\ufe00" <= sign <= "\ufe0f"
        or "\U000e0100" <= sign <= "\U000e01ef"
    ):
        return f"invisible character {point}"
    if sign != " " and category in ("Zs", "Zl", "Zp"):
        return f"blank other than the ordinary space: {point}"
    if category in ("Co", "Cs"):
        return f"character without a public meaning: {point}"
    return None


def _blank_problem(text: str) -> str | None:
    return "blank at the beginning or end" if text != text.strip(" ") else None


def _ascii_problem(field: Field, text: str, key: bool) -> str | None:
    typed = field.type != "string" or field.edtf or bool(field.enum)
    strict = text.partition("[")[0] if field.source else text
    if not (key or typed or field.source) or strict.isascii():
        return None
    sign = next(sign for sign in strict if not sign.isascii())
    what = (
        "digit other than 0-9"
        if unicodedata.category(sign) == "Nd"
        else "look-alike or non-ASCII character"
    )
    return f"{what} where only ASCII may stand: U+{ord(sign):04X}"


def _formula_problem(field: Field, text: str, code: bool) -> str | None:
    if (
        field.type != "string"
        or text[0] not in FORMULA_STARTS
        or (code and INTEGER.fullmatch(text))
    ):
        return None
    return "begins like a spreadsheet formula"


def _type_problem(field: Field, text: str) -> str | None:
    if field.type == "integer":
        return _integer_problem(text)
    if field.type == "number":
        return _number_problem(text)
    if field.type == "date":
        return _date_problem(text)
    return None


def _integer_problem(text: str) -> str | None:
    if not INTEGER.fullmatch(text):
        return "not a plain whole number"
    return "too many digits" if len(text.lstrip("-")) > _MOST_DIGITS else None


def _number_problem(text: str) -> str | None:
    if not NUMBER.fullmatch(text):
        return "not a plain decimal number"
    return (
        None if len(text) <= 2 * _MOST_DIGITS and math.isfinite(float(text)) else "too many digits"
    )


def _date_problem(text: str) -> str | None:
    if not DATE.fullmatch(text):
        return "not a date written YYYY-MM-DD"
    try:
        date.fromisoformat(text)
    except ValueError:
        return "no such day in the calendar"
    return None


def _constraint_problem(field: Field, text: str) -> str | None:
    if field.enum and text not in field.enum:
        return "unknown code"
    if field.pattern and not re.search(field.pattern, text):
        return f"does not match {field.pattern}"
    if field.minimum is not None and float(text) < field.minimum:
        return f"less than {field.minimum:g}"
    if field.maximum is not None and float(text) > field.maximum:
        return f"more than {field.maximum:g}"
    if field.max_words is not None and len(text.split()) > field.max_words:
        return f"more than {counted(field.max_words, 'word')}"
    if field.source and not SOURCE.fullmatch(text):
        return "not written `bibkey[where]`"
    return dates.problem(text, field.open_end) if field.edtf else None
