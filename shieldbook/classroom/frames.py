"""The work of a class as the frames from which the book draws its own articles."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from shieldbook.classroom.work import Work

AUTHOR, UNDECIDED = "author", "undecided"


class Frames(NamedTuple):
    """Tables with the columns of the book's own, as far as its pictures ask for them."""

    articles: pd.DataFrame
    actors: pd.DataFrame
    paragraphs: pd.DataFrame
    claims: pd.DataFrame
    reports: pd.DataFrame
    quotes: pd.DataFrame
    checks: pd.DataFrame
    sources: pd.DataFrame


def frames(work: Work, merged: pd.DataFrame) -> Frames:
    """The frames of a class, from what `merged.merge` made of its coders.

    A claim whose speaker nobody gave is of UNDECIDED, one without a stance takes none. A chain ends
    at the outlet of the text, so that every claim of somebody else has one.
    """
    own = work.article["id"]
    ids = {unit: f"{own}-{n:03d}" for n, unit in enumerate(merged["unit"], start=1)}
    outlet = work.article["outlet"] or "The text"
    claims = _claims(work, merged, ids)
    checks = _checks(work, ids)
    return Frames(
        pd.DataFrame(
            {
                "id": [own],
                "published": [work.article["published"] or "2000"],
                "status": ["read"],
            }
        ),
        _actors(work, outlet),
        pd.DataFrame(
            {
                "n": [row["n"] for row in work.paragraphs],
                "position": range(1, len(work.paragraphs) + 1),
                "words": [int(row["words"]) for row in work.paragraphs],
            }
        ),
        claims,
        _reports(work, claims, ids, outlet),
        pd.DataFrame(columns=["claim_id", "quote_id"], dtype=object),
        checks,
        checks[["claim_id", "aspect", "source"]],
    )


def _claims(work: Work, merged: pd.DataFrame, ids: dict[str, str]) -> pd.DataFrame:
    stance = merged["stance"].replace("", "0")
    return pd.DataFrame(
        {
            "id": list(ids.values()),
            "article_id": work.article["id"],
            "paragraph": [unit["paragraph"] for unit in work.units],
            "claim": [unit["claim"] for unit in work.units],
            "speaker_id": [_actor(name) if name else UNDECIDED for name in merged["speaker"]],
            "kind": merged["kind"],
            "stance": pd.array([int(value) for value in stance], dtype="Int64"),
        }
    )


def _actor(name: str) -> str:
    """The id of a speaker: the writer's is the book's own, whatever case it is in."""
    return AUTHOR if name.casefold() == AUTHOR else f"speaker {name}"


def _carrier(name: str) -> str:
    return f"carrier {name}"


def _actors(work: Work, outlet: str) -> pd.DataFrame:
    names = dict.fromkeys([*(row["carrier"] for row in work.through), outlet])
    rows = [
        {"id": UNDECIDED, "name": "Not decided", "kind": "group", "state": ""},
        {"id": AUTHOR, "name": "The author", "kind": "author", "state": ""},
    ]
    for row in work.speakers:
        own = _actor(row["speaker"])
        if own != AUTHOR:
            told = {"kind": row["kind"], "state": row["state"]}
            rows.append({"id": own, "name": row["speaker"], **told})
    for name in names:
        rows.append({"id": _carrier(name), "name": name, "kind": "outlet", "state": ""})
    return pd.DataFrame(rows, dtype=object)


def _reports(work: Work, claims: pd.DataFrame, ids: dict[str, str], outlet: str) -> pd.DataFrame:
    """The chain of every claim that is not the writer's own, the outlet of the text at its end."""
    rows = [(ids[row["unit"]], int(row["step"]), _carrier(row["carrier"])) for row in work.through]
    steps: dict[str, int] = {}
    for claim, step, _ in rows:
        steps[claim] = max(step, steps.get(claim, 0))
    for claim, speaker in zip(claims["id"], claims["speaker_id"], strict=True):
        if speaker not in (AUTHOR, UNDECIDED):
            rows.append((claim, steps.get(claim, 0) + 1, _carrier(outlet)))
    return pd.DataFrame(rows, columns=["claim_id", "step", "outlet_id"])


def _checks(work: Work, ids: dict[str, str]) -> pd.DataFrame:
    columns = ["aspect", "verdict", "finding", "source"]
    table = pd.DataFrame(work.checks, columns=["unit", *columns], dtype=object)
    table.insert(0, "claim_id", table["unit"].map(ids))
    return table.assign(because="", confidence="")
