"""Numbers in prose, proven where they stand: a cell beside the paragraph says what each number is computed from."""

from __future__ import annotations

import re

UNITS = {word: n for n, word in enumerate(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen".split())}
TENS = {word: 10 * n for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)}
WORDS = {**UNITS, **TENS}
WORD = rf"(?:{'|'.join(TENS)})(?:-(?:{'|'.join(list(UNITS)[1:10])}))?|{'|'.join(UNITS)}"
NUMBER = re.compile(rf"\d+(?:,\d{{3}})*(?:\.\d+)?|\b(?:{WORD})\b", re.IGNORECASE)


def numbers(text: str) -> list[float]:
    """The numbers in a piece of prose, digits and words below a hundred, in order."""
    return [_value(found.lower()) for found in NUMBER.findall(text)]


def _value(found: str) -> float:
    if found[0].isdigit():
        return float(found.replace(",", ""))
    return float(sum(WORDS[part] for part in found.split("-")))


def prove(phrase: str, *values: float) -> None:
    """Assert that the numbers in `phrase`, words copied from the prose, equal `values` in order.

    Raises AssertionError where they differ: the build fails until sentence and data agree again.
    """
    said = numbers(phrase)
    found = [float(value) for value in values]
    if said != found:
        raise AssertionError(f"the prose says {phrase!r}, the data say {', '.join(f'{v:g}' for v in found)}")
