"""An invented pack, and the fields of the desk as the codebook has them."""

from __future__ import annotations

import shieldbook as sb
from shieldbook.analysis import lines, packs

FIELDS = packs.fields(sb.load("codebook"))
USUAL = [field for field in FIELDS if field.id in lines.USUAL]
BOOK = ("author", "person", "author", "state", "press", "author", "other", "person")
KINDS = ("why", "judged", "stands", "ahead", "happened", "why", "judged", "ahead")


def claim(n: int, reserve: bool = False) -> dict:
    """An invented claim of a pack."""
    at = (n - 1) % len(BOOK)
    book = {"speaker": BOOK[at], "kind": KINDS[at], "record": "yes" if n % 2 else "no"}
    return {
        "id": f"gazette-1901-{n:03}",
        "n": n,
        "handle": f"the lamp {n}",
        "where": f"paragraph 1, sentence {n}",
        "reserve": reserve,
        "book": book,
        "coders": {"A": book, "B": book | {"kind": "stands"}},
    }


def pack(own: str = "gazette-1901-a") -> dict:
    """An invented pack of eight claims and three in reserve."""
    claims = [claim(n, reserve=n > 8) for n in range(1, 12)]
    mark = lines.mark(FIELDS, [one["id"] for one in claims])
    return {"id": own, "mark": mark, "claims": claims}


def given(own: dict, reserve: bool = False) -> list[list[str]]:
    """What the book gave to the claims of a pack, a row a claim, in the usual fields."""
    asked = [one for one in own["claims"] if one["reserve"] == reserve]
    return [[one["book"][field.id] for field in USUAL] for one in asked]


def line(name: str, changed: dict | None = None, own: dict | None = None) -> str:
    """The line of somebody who codes as the book does, but for `changed`: (claim, field) counted
    from none, to a value."""
    own = own or pack()
    values = given(own)
    for (at, field), value in (changed or {}).items():
        values[at][field] = value
    return lines.write(own, USUAL, name, values)
