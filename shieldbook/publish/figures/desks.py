"""The coding desk and the class's result in the page: a face that the script fills, and for paper
and for readers without scripts the blank of the packs.

The blank holds no code of the book. What the script needs does: whoever reads the page's source
can look the codes up, as in the tables themselves.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from pathlib import Path

from shieldbook.display import json_in_script

HERE = Path(__file__).parent.parent / "static" / "models" / "desk.css"
COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)


@lru_cache(maxsize=1)
def _style() -> str:
    """The desk's own style; it stands on its pages alone."""
    return COMMENT.sub("", HERE.read_text(encoding="utf-8"))


def desk_html(payload: Mapping, root: str = "") -> str:
    """A desk (`face` is "desk") or a class's result ("class"): `payload` is what
    `shieldbook.explorers.desk` made, `root` the way from the page to the book's first folder.
    """
    face = payload["face"]
    name = escape(payload["name"], quote=True)
    question = escape(payload["question"])
    known = {
        "packs": payload["packs"],
        "fields": payload["fields"],
        "usual": payload["usual"],
        "start": payload["start"],
        "root": root,
    }
    papers = "".join(map(_paper, _papers(payload), [payload] * len(payload["packs"])))
    return (
        f'<div class="sb-desk" id="{name}" data-face="{escape(face, quote=True)}" role="group" '
        f'aria-labelledby="{name}-question"><style>{_style()}</style>'
        f'<p class="sb-question" id="{name}-question">{question}</p>'
        f'<div class="sb-desk-face sb-js"></div>{papers}'
        f'<script type="application/json">{json_in_script(known, sort_keys=True)}</script></div>'
    )


def _papers(payload: Mapping) -> list[Mapping]:
    """The packs whose blanks are printed: one where a pack was chosen, else all; none for a
    class."""
    if payload["face"] != "desk":
        return []
    chosen = payload["start"]["pack"] if payload["start"]["chosen"] else ""
    return [pack for pack in payload["packs"] if chosen in ("", pack["id"])]


def _paper(pack: Mapping, payload: Mapping) -> str:
    """The blank of one pack: where each claim stands, and room for a value in every field."""
    asked = [field for field in payload["fields"] if field["id"] in payload["usual"]]
    heads = ["Claim", "Where it stands", *(field["question"] for field in asked)]
    head = "".join(f'<th scope="col">{escape(words)}</th>' for words in heads)
    fresh = [claim for claim in pack["claims"] if not claim["reserve"]]
    body = "".join(_row(claim, len(asked)) for claim in fresh)
    told = "; ".join(_choices(field) for field in asked)
    return (
        f'<div class="sb-desk-paper"><div class="sb-scroll" tabindex="0" role="region" '
        f'aria-label="Blank: {escape(pack["title"], quote=True)}"><table class="sb-desk-table">'
        f"<caption>Blank for paper: {escape(pack['title'])}, for {escape(pack['side'])}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
        f'<p class="sb-hint">{escape(told)}.</p></div>'
    )


def _row(claim: Mapping, fields: int) -> str:
    opens = f", in the paragraph that opens “{claim['opens']}”" if claim["opens"] else ""
    words = f": “{claim['words'][claim['sentence'] - 1]}”" if claim["words"] else ""
    return (
        f'<tr><th scope="row">{claim["n"]}. {escape(claim["handle"])}</th>'
        f"<td>{escape(claim['where'] + opens + words)}</td>{'<td></td>' * fields}</tr>"
    )


def _choices(field: Mapping) -> str:
    return f"{field['question']} {', '.join(value['label'] for value in field['values'])}"
