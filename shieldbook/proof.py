"""Numbers in prose, proven where they stand: a cell beside the paragraph says what each number is
computed from."""

from __future__ import annotations

import math
import re
from numbers import Real

UNITS = {
    word: n
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
TENS = {
    word: 10 * n
    for n, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
WORDS = {**UNITS, **TENS}
WORD = rf"(?:{'|'.join(TENS)})(?:-(?:{'|'.join(list(UNITS)[1:10])}))?|{'|'.join(UNITS)}"
# A sign stands before a number, a dash between two; the hyphen of Taepodong-1 is neither.
SIGN = r"(?:(?<![\w.,–−)\]-])[−-])?"
NUMBER = re.compile(rf"{SIGN}\d+(?:,\d{{3}})*(?:\.\d+)?|\b(?:{WORD})\b", re.IGNORECASE)


def numbers(text: str) -> list[float]:
    """The numbers in a piece of prose, digits with their sign and words below a hundred, in
    order."""
    return [_value(found.lower()) for found in NUMBER.findall(text)]


def _value(found: str) -> float:
    if found[-1].isdigit():
        return float(found.replace(",", "").replace("−", "-"))
    return float(sum(WORDS[part] for part in found.split("-")))


def prove(phrase: str, *values: Real) -> None:
    """Assert that the numbers in `phrase`, words copied from the prose, equal `values` in order.

    Raises AssertionError where they differ, where the phrase holds no number, and where a value is
    none: text, true or false, missing, infinite. The build fails until sentence and data agree.
    """
    said = numbers(phrase)
    if not said:
        raise AssertionError(f"the phrase {phrase!r} holds no number that could be proven")
    for value in values:
        if not _is_number(value):
            raise AssertionError(f"for {phrase!r} the data say {value!r}, which is no number")
    found = [float(value) for value in values]
    if said != found:
        told = ", ".join(f"{value:.15g}" for value in found) or "nothing"
        raise AssertionError(f"the prose says {phrase!r}, the data say {told}")


def _is_number(value: object) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool) and math.isfinite(value)
