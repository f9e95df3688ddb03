"""Numbers in prose, proven by name: each sentence that states one is said again in a cell, beside
what the data give.

A notebook ends in "The numbers of this chapter", one `prove` a sentence. In a reader's kernel a
sentence that no longer holds is a warning, and the notebook goes on. In the build every proof is
sent along with the page (`collecting`), and the build fails after listing all that do not hold.
"""

from __future__ import annotations

import math
import os
import re
import warnings
from numbers import Real
from string import Formatter
from typing import Any

PROOF = "application/vnd.shieldbook.proof+json"
COLLECT = "SHIELDBOOK_COLLECTS_PROOFS"

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
WORDS = {word: n for n, word in enumerate(_UNITS)}
WORDS |= {word: 10 * n for n, word in enumerate(_TENS, start=2)}
_WORD = rf"(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(_UNITS[1:10])}))?|{'|'.join(_UNITS)}"
# A sign stands before a number, a dash between two; the hyphen of Taepodong-1 is neither.
_SIGN = r"(?:(?<![\w.,–−)\]-])[−-])?"
NUMBER = re.compile(rf"{_SIGN}\d+(?:,\d{{3}})*(?:\.\d+)?|\b(?:{_WORD})\b", re.IGNORECASE)


class ProofError(ValueError):
    """A proof that proves nothing, whatever the data say; the message names its phrase."""


class UnprovenWarning(UserWarning):
    """A sentence of the prose that the data no longer bear out."""


def numbers(text: str) -> list[float]:
    """The numbers in a piece of prose, digits with their sign and words below a hundred, in
    order."""
    return [_value(found.lower()) for found in NUMBER.findall(text)]


def _value(found: str) -> float:
    if found[-1].isdigit():
        return float(found.replace(",", "").replace("−", "-"))
    return float(sum(WORDS[part] for part in found.split("-")))


def prove(phrase: str, *, holds: bool | None = None, of: str = "", **values: Any) -> None:
    """Hold a phrase of the prose against the data.

    `phrase` is words of the prose in which each number that comes from the data is named, as in
    `prove("{early:seven} of the {all:nine} fall into", early=early, all=len(table))`: before the
    colon the name of a value, behind it the number as the prose prints it. `holds` is for what a
    phrase says without a number: whether it is so. `of` names the table that the values come from.

    Sends a record of the proof along where proofs are collected, else warns (UnprovenWarning) where
    phrase and data differ. Raises ProofError, there and everywhere, for a phrase that names no
    value and has no `holds`, for a name without a number or a number without a value, and for a
    value that has no place in the phrase.
    """
    words, said = parsed(phrase)
    places = placed(phrase)
    if not said and holds is None:
        raise ProofError(f"{phrase!r} names no value and has no `holds`, so it proves nothing")
    if said.keys() != values.keys():
        lacking = ", ".join(sorted(said.keys() ^ values.keys()))
        raise ProofError(f"{phrase!r} and its values do not have the same names: {lacking}")
    record = {
        "phrase": words,
        "of": of,
        "numbers": [
            {"name": name, "said": text, "found": _plain(values[name]), "at": places[name]}
            for name, text in said.items()
        ],
        "holds": None if holds is None else bool(holds),
    }
    if collecting():
        _send(record)
    elif told := fault(record):
        warnings.warn(told, UnprovenWarning, stacklevel=2)


def fault(record: dict) -> str:
    """What is wrong with a proof as `prove` records it, in a sentence; "" where it holds."""
    wrong = [
        f"{number['name']} is {_told(number['found'])}, not {number['said']}"
        for number in record["numbers"]
        if number["found"] != numbers(number["said"])[0]
    ]
    if record["holds"] is False:
        wrong.append("it is not so")
    return f"The prose says {record['phrase']!r}; by the data {'; '.join(wrong)}." if wrong else ""


def collecting() -> bool:
    """Whether proofs are collected for the book: the build says so in the environment."""
    return bool(os.environ.get(COLLECT))


def parsed(phrase: str) -> tuple[str, dict[str, str]]:
    """A phrase of `prove` as the prose has it, and the numbers that it names, as they are printed.

    Raises ProofError where a name is no identifier, has not one number, or has two.
    """
    words, said = [], {}
    for text, name, printed, _ in Formatter().parse(phrase):
        words.append(text)
        if name is None:
            continue
        if not name.isidentifier() or len(numbers(printed)) != 1:
            raise ProofError(f"{phrase!r} has to give one number for a name: {{{name}:{printed}}}")
        if said.setdefault(name, printed) != printed:
            raise ProofError(f"{phrase!r} has two numbers for {name}")
        words.append(printed)
    return "".join(words), said


def placed(phrase: str) -> dict[str, list[tuple[int, int]]]:
    """Where in the words of a phrase, as `parsed` gives them, each name has its number: first sign
    and the one behind its last."""
    places: dict[str, list[tuple[int, int]]] = {}
    end = 0
    for text, name, printed, _ in Formatter().parse(phrase):
        start = end = end + len(text)
        if name is not None:
            end += len(printed)
            places.setdefault(name, []).append((start, end))
    return places


def _plain(value: Any) -> float | None:
    """A value as the number that it is; None for what is none."""
    # NumPy's and pandas' own numbers are Real too; True would pass for 1.
    if isinstance(value, bool) or not isinstance(value, Real) or not math.isfinite(value):
        return None
    return float(value)


def _told(found: float | None) -> str:
    return "no number" if found is None else f"{found:,.15g}"


def _send(record: dict) -> None:
    from IPython.display import publish_display_data

    publish_display_data({PROOF: record})
