"""All answers of an explorer in little room: most differ in their numbers only."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterable

# Numbers that a script writes as they stand here. A tab never stands in JSON as it is, and so holds
# the place of one.
NUMBER = re.compile(r"(?<![\d.])(?:0|[1-9]\d{0,8})(?:\.\d{0,5}[1-9])?(?!\.?\d)")
PLACE = "\t"


def compact(answers: Iterable[dict]) -> dict:
    """Answers as `answerAt` in controls.js reads them.

    `texts` are JSON with PLACE for every number; `of` says for each answer the row of `columns`
    that it stands in, equal answers in one: in the first column is the place of its text, in the
    others are the numbers of that text from left to right, and 0 where it has no more.
    """
    texts: dict[str, int] = {}
    rows: dict[tuple, int] = {}
    of = []
    for answer in answers:
        whole = json.dumps(answer, ensure_ascii=False, separators=(",", ":"))
        text = texts.setdefault(NUMBER.sub(PLACE, whole), len(texts))
        numbers = (json.loads(number) for number in NUMBER.findall(whole))
        of.append(rows.setdefault((text, *numbers), len(rows)))
    columns = [list(column) for column in itertools.zip_longest(*rows, fillvalue=0)]
    return {"texts": list(texts), "columns": columns, "of": of}
