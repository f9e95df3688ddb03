"""Numbers in prose, proven where they stand: a cell beside the paragraph says what each number is computed from."""

from __future__ import annotations

import re

WORDS = {word: n for n, word in enumerate(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty".split())}
NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?|\b(?:" + "|".join(WORDS) + r")\b", re.IGNORECASE)


def numbers(text: str) -> list[float]:
    """The numbers in a piece of prose, digits and words up to twenty, in order."""
    return [float(WORDS.get(found.lower(), found.replace(",", ""))) for found in NUMBER.findall(text)]


def prove(phrase: str, *values: float) -> None:
    """Assert that the numbers in `phrase`, words copied from the prose, equal `values` in order.

    Raises AssertionError where they differ: the build fails until sentence and data agree again.
    """
    said = numbers(phrase)
    found = [float(value) for value in values]
    if said != found:
        raise AssertionError(f"the prose says {phrase!r}, the data say {', '.join(f'{v:g}' for v in found)}")
