"""Names in braces, in texts of tables, replaced by the numbers that the data give."""

from __future__ import annotations

import re
from collections.abc import Mapping
from numbers import Real

from shieldbook.analysis.lookup import unknown

# {days} in digits, {days:word} and {days:Word} spelt out.
FIELD = re.compile(r"\{(\w+)(?::(word|Word))?\}")
_WORDS = (
    "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
).split()


def filled(text: str, known: Mapping[str, object]) -> str:
    """A text with each name in braces replaced by what is known of it. Raises KeyError for a name
    that is not known."""

    def told(match: re.Match) -> str:
        if match[1] not in known:
            raise unknown("number", match[1], known)
        return said(known[match[1]], match[2] or "")

    return FIELD.sub(told, text)


def said(value: object, form: str = "") -> str:
    """A value as a sentence has it: 2,497 or 17.5 or −7; with `word` or `Word` spelt out, as far
    as twenty. Words stay as they are."""
    if not isinstance(value, Real):
        return str(value)
    whole = float(value).is_integer()
    if form and whole and 0 <= value < len(_WORDS):
        word = _WORDS[int(value)]
        return word.capitalize() if form == "Word" else word
    digits = f"{abs(int(value)):,}" if whole else f"{abs(value):,.10g}"
    return f"\N{MINUS SIGN}{digits}" if value < 0 else digits
