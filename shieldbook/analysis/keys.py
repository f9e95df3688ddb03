"""The keys to cards and blanks, which no sheet holds: they stand on the pages for marking."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from shieldbook.analysis.actors import CAPITALS
from shieldbook.analysis.handouts.speaking import KINDS
from shieldbook.analysis.voices import WRITER, voices

Tables = Mapping[str, pd.DataFrame]
# What a class says of a finding, and of a reason when the rest is told.
MARKS = {
    "for": "fits",
    "against": "against",
    "neither": "neither",
}
ENDS = {
    "fits": "Kept",
    "does-not-fit": "Dropped",
    "cannot-tell": "Open",
}
# The groups of kinds, in their order on the sheet, and who speaks, each in a word or two.
GROUPS = (
    "what happened",
    "how things are",
    "judgement",
    "why",
    "ahead",
)
SPEAKERS = {
    "author": "author",
    "named-person": "person",
    "state-or-ministry": "state",
    "press": "press",
    "other": "other",
}


def keys(tables: Tables) -> dict[str, object]:
    """What the keys of the sheets say, by name: the card of each report of the statement, and lists
    of the cards with claims by whose they are, each card with a finding and what it bears, the
    verdict on each reason, and the claims of the blank with their codes."""
    cards = tables["cards"]
    reports = cards[cards["handout_id"] == "one-sentence-cards"]
    told: dict[str, object] = {
        f"card_{row.removeprefix('lavrov-2017-').replace('-', '_')}": int(n)
        for row, n in zip(reports["row"], reports["n"], strict=True)
    }
    sorted_ = cards[cards["handout_id"] == "who-is-speaking-cards"]
    claims = tables["claims"].set_index("id", drop=False).loc[list(sorted_["row"])]
    voice = voices(claims, tables["claim_reports"], tables["actors"]).to_numpy()
    for name, own in (
        ("cards_russian", voice == CAPITALS["RUS"]),
        ("cards_writer", voice == WRITER),
        ("cards_other", (voice != CAPITALS["RUS"]) & (voice != WRITER)),
    ):
        told[name] = ", ".join(map(str, sorted_.loc[own, "n"]))
    return told | _marks_of_cards(tables) | _key_of_the_blank(tables)


def _key_of_the_blank(tables: Tables) -> dict[str, object]:
    """The key of the eight claims that a class codes, claim by claim, and how many of them lie
    ahead: what always saying so would match."""
    cards = tables["cards"]
    blank = cards[cards["handout_id"] == "who-is-speaking-blank"].set_index("row")["n"]
    claims = tables["text_claims"].set_index("id").loc[blank.index]
    groups = zip(GROUPS, KINDS.values(), strict=True)
    group = {kind: name for name, kinds in groups for kind in kinds}
    kinds = [group[kind] for kind in claims["kind"]]
    speakers = [SPEAKERS[kind] for kind in claims["speaker_kind"]]
    rows = zip(blank, speakers, kinds, claims["checkable"], strict=True)
    return {
        "key_of_the_blank": "; ".join(f"{n} {', '.join(codes)}" for n, *codes in rows),
        "blank_claims": len(blank),
        "blank_ahead": kinds.count("ahead"),
    }


def _marks_of_cards(tables: Tables) -> dict[str, object]:
    """Each card with a finding and its mark, by reason and the finding's number in it, and the
    verdict on each reason: `mark_islands_1` is "1 fits", `verdict_islands` is "Dropped"."""
    cards = tables["cards"]
    cards = cards[cards["table"] == "explanation_evidence"]
    found = tables["explanation_evidence"]
    keys = found["explanation_id"] + "/" + found["n"].map(str)
    bears = dict(zip(keys, found["bears"], strict=True))
    told: dict[str, object] = {
        f"mark_{_name(row)}": f"{n} {MARKS[bears[row]]}"
        for row, n in zip(cards["row"], cards["n"], strict=True)
    }
    reasons = tables["explanations"].set_index("id")["verdict"]
    for reason in cards["row"].str.partition("/")[0].unique():
        told[f"verdict_{_name(reason)}"] = ENDS[reasons[reason]]
    return told


def _name(key: str) -> str:
    return key.replace("-", "_").replace("/", "_")
