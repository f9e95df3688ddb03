"""The keys to cards and blanks, which no sheet holds: they stand on the pages for marking."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from shieldbook.analysis.actors import CAPITALS, speakers
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

# Whose each report is, in a few words, and what that house is: as the glossary has it (KUNA,
# Newsis), Radio Free Europe on 10 November 2014 (Sputnik) and Wikipedia (KBS).
OUTLETS = {
    "lavrov-2017-sputnik": "Sputnik (Russian, state-owned)",
    "lavrov-2017-kuna": "KUNA (Kuwait's state agency)",
    "lavrov-2017-yonhap": "Yonhap (South Korean agency)",
    "lavrov-2017-breitbart": "Breitbart (American site)",
    "lavrov-2017-ministry": "the Russian ministry",
    "lavrov-2017-ap-newsis": "AP (American agency), in the Korean of Newsis",
    "lavrov-2017-afp": "AFP (French agency)",
    "lavrov-2017-kbs": "KBS (South Korea's public broadcaster)",
}
# The word on a card that may give its speaker away; the other cards have none.
GIVEAWAYS = {
    "eaf-2018-023": "displeasure",
    "monitor-1999-028": "overstates",
    "breitbart-2017-037": "Lavrov's",
    "eaf-2018-042": "obstructs",
    "monitor-1999-054": "no other",
    "breitbart-2017-011": "filling",
}
# The claims of the blank that the version of 45 minutes codes.
SHORT = (1, 2, 4, 6, 8)


def keys(tables: Tables) -> dict[str, object]:
    """What the keys of the sheets say, by name: whose each report of the statement is and each
    card with a claim, in the order of the cards; which of these are neither a Russian's nor a
    writer's; each card with a finding and what it bears, and the verdict on each reason; and the
    codes of the blank."""
    cards = tables["cards"]
    reports = cards[cards["handout_id"] == "one-sentence-cards"]
    told: dict[str, object] = {
        f"card_{row.removeprefix('lavrov-2017-').replace('-', '_')}": int(n)
        for row, n in zip(reports["row"], reports["n"], strict=True)
    }
    told["key_of_the_reports"] = "; ".join(
        f"{n} {OUTLETS[row]}" for row, n in zip(reports["row"], reports["n"], strict=True)
    )
    sorted_ = cards[cards["handout_id"] == "who-is-speaking-cards"]
    claims = tables["claims"].set_index("id", drop=False).loc[list(sorted_["row"])]
    voice = voices(claims, tables["claim_reports"], tables["actors"]).to_numpy()
    other = (voice != CAPITALS["RUS"]) & (voice != WRITER)
    told["cards_other"] = ", ".join(map(str, sorted_.loc[other, "n"]))
    told["key_of_the_cards"] = _key_of_the_cards(sorted_, claims, tables["actors"])
    return told | _marks_of_cards(tables) | _key_of_the_blank(tables)


def _key_of_the_cards(cards: pd.DataFrame, claims: pd.DataFrame, actors: pd.DataFrame) -> str:
    """The key of the cards with claims, card by card: who says it, the year of the article, and
    the word that may give it away, or none."""
    called = speakers(actors, "writer")
    said = [called[speaker] for speaker in claims["speaker_id"]]
    years = claims["article_id"].str.rpartition("-")[2]
    rows = zip(cards["n"], said, years, claims["id"], strict=True)
    return "; ".join(f"{n} {who}, {year}, {_giveaway(own)}" for n, who, year, own in rows)


def _giveaway(claim: str) -> str:
    return f"“{GIVEAWAYS[claim]}”" if claim in GIVEAWAYS else "none"


def _key_of_the_blank(tables: Tables) -> dict[str, object]:
    """The key of the eight claims that a class codes, claim by claim; how many fingers stand for
    each kind in it; how many claims lie ahead: what always saying so would match; and the commonest
    kind of the short version."""
    cards = tables["cards"]
    blank = cards[cards["handout_id"] == "who-is-speaking-blank"].set_index("row")["n"]
    claims = tables["text_claims"].set_index("id").loc[blank.index]
    groups = zip(GROUPS, KINDS.values(), strict=True)
    group = {kind: name for name, kinds in groups for kind in kinds}
    kinds = [group[kind] for kind in claims["kind"]]
    short = [kind for n, kind in zip(blank, kinds, strict=True) if n in SHORT]
    commonest = max(short, key=short.count)
    spoken = [SPEAKERS[kind] for kind in claims["speaker_kind"]]
    rows = zip(blank, spoken, kinds, claims["checkable"], strict=True)
    return {
        "key_of_the_blank": "; ".join(f"{n} {', '.join(codes)}" for n, *codes in rows),
        "fingers_of_the_blank": ", ".join(
            f"{kind} {n}" for n, kind in enumerate(GROUPS, start=1) if kind in kinds
        ),
        "blank_claims": len(blank),
        "blank_ahead": kinds.count("ahead"),
        "short_claims": len(short),
        "short_kind": commonest,
        "short_commonest": short.count(commonest),
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
