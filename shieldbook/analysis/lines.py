"""The line that a coding desk hands in: a pack, a name, a letter for every value, and letters that
tell whether the line was copied right.

    monitor-1999-a/kw/anna/sjynhypay…/tbd

Pack, mark, name, codes and check, between strokes. The mark is that of the pack's claims and of
every value that can be given; a hyphen and letters follow it where other fields were asked for than
the usual three. Codes go claim by claim; how many there are tells whether they are those of the
pack or those in reserve. The model in JavaScript writes and reads the same lines.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from shieldbook.phrases import counted
from shieldbook.tables.desk import USUAL

# What nobody could decide has a letter too, which no value has.
MISSING = "q"
SHORT = "abcdefghijklmnoprstuvwxyz"
# Letters that nobody takes for one another, and that spell no word.
CHECK = "bcdfghjkmnpqrstvwxyz"
# The largest primes below 20² and 20³: a letter changed, or two neighbours changed about, always
# gives another rest.
TWO, THREE = 397, 7993
STEP = 37
LONGEST_NAME = 16
PARTS = 5
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_SLASHES = re.compile("\\s*[/\u2044\u2215\uff0f]\\s*")
_NAME = re.compile(r"[^\W_](?:[^\W_]|-)*")
_WHOLE = re.compile(r"[^\s/]+(?:/[^\s/]+){4}(?![/\w])")


class Field(NamedTuple):
    """A field of the desk: its name, the letter that stands for it, its question, and its values
    (`id`, `letter`, `label`, `rule`, sometimes `include`, `exclude` and `tell`)."""

    id: str
    letter: str
    question: str
    values: tuple[dict[str, str], ...]

    def ids(self) -> tuple[str, ...]:
        """The values, as the data name them."""
        return tuple(value["id"] for value in self.values)

    def letters(self) -> dict[str, str]:
        """Values by their letters; what nobody could decide is ""."""
        return {value["letter"]: value["id"] for value in self.values} | {MISSING: ""}

    def letter_of(self, value: str) -> str:
        """The letter of a value. Raises KeyError for one that the field has not."""
        return {own: letter for letter, own in self.letters().items()}[value]

    def value_of(self, letter: str) -> str:
        """The value of a letter. Raises LineError for a letter that none has."""
        known = self.letters()
        if letter not in known:
            raise LineError(f"no value has the letter {letter}")
        return known[letter]


class Line(NamedTuple):
    """What one line says: `values` has a tuple for each claim, a value for each of `fields`, ""
    where the coder could not decide."""

    pack: str
    name: str
    fields: tuple[str, ...]
    values: tuple[tuple[str, ...], ...]


class LineError(ValueError):
    """A line that cannot be read; its words say why, in one sentence."""


def rest(text: str, prime: int) -> int:
    """What is left of a text, read as a number in base STEP, when it is divided by a prime."""
    left = 0
    for letter in text:
        left = (left * STEP + ord(letter)) % prime
    return left


def lettered(number: int, places: int) -> str:
    """A number in so many letters of CHECK."""
    found = ""
    for _ in range(places):
        number, digit = divmod(number, len(CHECK))
        found = CHECK[digit] + found
    return found


def check(body: str) -> str:
    """The three letters at the end of a line, from all that stands before them."""
    return lettered(rest(body, THREE), 3)


def mark(fields: Sequence[Field], claims: Iterable[str]) -> str:
    """Two letters that change when a value, its letter or a claim of the pack does."""
    values = [f"{f.letter}:{v['letter']}={v['id']}" for f in fields for v in f.values]
    return lettered(rest(" ".join([*values, *claims]), TWO), 2)


def tidy(name: str) -> str:
    """A name as a line can hold it: small letters and digits, hyphens between, at most sixteen."""
    plain = unicodedata.normalize("NFC", name.strip()).lower()
    joined = re.sub(r"[\W_]+", "-", plain).strip("-")
    return joined[:LONGEST_NAME].strip("-")


def write(pack: Mapping, fields: Sequence[Field], name: str, values: Sequence[Sequence]) -> str:
    """The line of one coder: `values` has a row for each claim and in it a value for each field, ""
    where nothing was decided. Raises LineError for a name without a letter or a digit."""
    told = tidy(name)
    if not told:
        raise LineError("a name needs a letter or a digit")
    codes = "".join(
        field.letter_of(value) for row in values for field, value in zip(fields, row, strict=True)
    )
    body = "/".join([pack["id"], _marked(pack["mark"], fields), told, codes])
    return f"{body}/{check(body)}"


def _marked(own: str, fields: Sequence[Field]) -> str:
    """The mark, and which fields were asked for where they are not the usual ones."""
    if tuple(field.id for field in fields) == tuple(USUAL):
        return own
    return f"{own}-{''.join(field.letter for field in fields)}"


def plain(text: str) -> str:
    """A text as lines are looked for in it: what a telephone makes of hyphens and strokes undone,
    small letters."""
    return _SLASHES.sub("/", _DASHES.sub("-", unicodedata.normalize("NFC", text))).lower()


def found_in(text: str, packs: Iterable[str]) -> list[str]:
    """What looks like a line in one row of a chat, in its order, be it right or wrong; `packs` are
    the ids that are known.

    It is what begins with a pack and a stroke, and any five parts between strokes of which the
    fourth could be codes and the fifth a check.
    """
    row = plain(text)
    starts = "|".join(sorted(map(re.escape, packs)))
    shaped = [one for one in _WHOLE.finditer(row) if _shaped(one[0])]
    begun = [*re.finditer(rf"(?:{starts})/\S*", row)] if starts else []
    taken = {place for one in begun for place in range(*one.span())}
    found = [*begun, *(one for one in shaped if not taken & set(range(*one.span())))]
    return [one[0] for one in sorted(found, key=lambda one: one.start())]


def _shaped(text: str) -> bool:
    parts = _bare(text).split("/")
    return bool(re.fullmatch(r"[a-z]{6,}", parts[3]) and re.fullmatch(r"[a-z]{3}", parts[4]))


def _bare(text: str) -> str:
    """A line without what a chat put round it: a name and a colon before, a stop or bracket
    after."""
    head, stroke, tail = plain(text).partition("/")
    return re.sub(r"^.*[^\w-]", "", head) + stroke + re.sub(r"[^\w]+$", "", tail)


def nickname(text: str) -> str:
    """The name in what looks like a line, be it right or wrong; "" where none can be read."""
    parts = _bare(text).split("/")
    return parts[2] if len(parts) > 2 and _NAME.fullmatch(parts[2]) else ""


def read(text: str, packs: Mapping[str, Mapping], fields: Sequence[Field]) -> Line:
    """What a line says. `packs` are the packs by their ids, `fields` all that the desk can ask.

    Raises LineError with the reason, the check first: a line that was mistyped is not told anything
    else about.
    """
    parts = _bare(text).split("/")
    if len(parts) != PARTS or not _NAME.fullmatch(parts[2]):
        raise LineError("the line is not whole: it has five parts with four strokes between them")
    own, marked, name, codes, told = parts
    if told != check("/".join(parts[:-1])):
        raise LineError("its check letters do not fit: something was mistyped or left out")
    if own not in packs:
        raise LineError(f"this book has no pack {own}")
    pack = packs[own]
    given, _, letters = marked.partition("-")
    known = {field.letter: field for field in fields}
    if given != pack["mark"] or not set(letters) <= set(known):
        raise LineError(
            "it was coded with another edition of the codebook or of the pack, and its letters may "
            "mean something else"
        )
    asked = [known[letter] for letter in letters] or [f for f in fields if f.id in USUAL]
    return Line(own, name, tuple(field.id for field in asked), _values(codes, asked, pack))


def _values(codes: str, asked: Sequence[Field], pack: Mapping) -> tuple[tuple[str, ...], ...]:
    wide = len(asked)
    held = [claim["reserve"] for claim in pack["claims"]]
    if len(codes) not in (wide * held.count(False), wide * held.count(True)):
        raise LineError(
            f"it has {counted(len(codes), 'letter')} of code, which does not fit "
            f"{counted(wide, 'field')}"
        )
    found = [asked[at % wide].value_of(letter) for at, letter in enumerate(codes)]
    return tuple(tuple(found[at : at + wide]) for at in range(0, len(found), wide))


def coded_claims(pack: Mapping, line: Line) -> list[Mapping]:
    """The claims that a line codes, in its order: those of the pack, or those in reserve."""
    held = [claim for claim in pack["claims"] if claim["reserve"]]
    fresh = [claim for claim in pack["claims"] if not claim["reserve"]]
    return held if len(line.values) == len(held) else fresh
