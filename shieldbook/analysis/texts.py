"""Free texts: where their claims stand, how far two coders agreed on them, what the checks found.

They are practice beside the five articles, and no count of those changes by them.
"""

from __future__ import annotations

import pandas as pd

from shieldbook.analysis.actors import CAPITALS
from shieldbook.analysis.agreement import alpha
from shieldbook.analysis.codebook import labels, worded
from shieldbook.analysis.voices import OTHERS, WRITER
from shieldbook.tables.dates import in_words

# Where their rows stand in the book.
PAGE = "seminar/sixth-text.html"
# What is coded twice, in the words of the coding desk.
FIELDS = {
    "speaker_kind": "Speaker",
    "kind": "Kind",
    "checkable": "Could a record settle it?",
}
# What a record of a text tells, in the order in which a reader asks.
TOLD = {
    "title": "Title",
    "author": "By",
    "outlet": "Published by",
    "published": "On",
    "licence_basis": "It may be reused because",
    "licence_doubt": "What speaks against that",
}
_SIDES = {
    -1: "against",
    0: "none",
    1: "for",
}


def of_text(table: pd.DataFrame, text_id: str) -> pd.DataFrame:
    """The rows of one free text, of a table whose claims or rows name their text."""
    owner = table["text_id"] if "text_id" in table else table["claim_id"].str[:-4]
    return table[owner == text_id].reset_index(drop=True)


def card(text: pd.Series) -> pd.DataFrame:
    """What is known of a text, `what` and `known`: one row a thing."""
    told = {**text, "published": in_words(str(text["published"]))}
    return pd.DataFrame({"what": list(TOLD.values()), "known": [told[own] for own in TOLD]})


def places_table(sentences: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """One row a sentence of a text: its `place` (paragraph and number), its `words` (empty where
    the text is not printed), and of its `claims` how many it holds, their `numbers` ("none" where
    there are none) and their `handles`."""
    keys = [claims["paragraph"], claims["sentence"]]
    handles = claims.groupby(keys)["handle"].agg(list).to_dict()
    numbers = claims["id"].str[-3:].groupby(keys).agg(", ".join).to_dict()
    own = [handles.get(key, []) for key in _pairs(sentences)]
    return pd.DataFrame(
        {
            "place": [f"{paragraph}.{sentence}" for paragraph, sentence in _pairs(sentences)],
            "words": sentences["words"],
            "claims": [len(each) for each in own],
            "numbers": [numbers.get(key, "none") for key in _pairs(sentences)],
            "handles": ["; ".join(each) for each in own],
        }
    )


def _pairs(rows: pd.DataFrame) -> list[tuple[int, int]]:
    return list(zip(rows["paragraph"], rows["sentence"], strict=True))


def claims_table(claims: pd.DataFrame, codebook: pd.DataFrame) -> pd.DataFrame:
    """The claims of a text as a reader meets them: `id`, `number`, `place`, `handle`, `claim`,
    `speaker`, the settled codes in words (`speaker_kind`, `kind`, `checkable`), `because`."""
    return pd.DataFrame(
        {
            "id": claims["id"],
            "number": claims["id"].str[-3:],
            "place": [f"{paragraph}.{sentence}" for paragraph, sentence in _pairs(claims)],
            **{name: claims[name] for name in ("handle", "claim", "speaker")},
            **{field: worded(claims[field], codebook, field) for field in FIELDS},
            "because": claims["because"],
        }
    )


def score_table(
    claims: pd.DataFrame, sentences: pd.DataFrame, checks: pd.DataFrame, codebook: pd.DataFrame
) -> pd.DataFrame:
    """The table behind `charts.score` of one free text, one row a claim in the order of the text.

    `begin` and `end` are in sentences from the first, for the words of a text that is not printed
    are not counted; the claims of a sentence share it equally.
    """
    stance = claims["stance"].astype(int)
    speaker = claims["speaker"].mask(claims["speaker_kind"] == "author", WRITER)
    rows = [WRITER, *speaker[speaker != WRITER].unique()]
    # As in the five articles, an outlet speaks for no capital.
    capital = claims["state"].map(CAPITALS).mask(claims["speaker_kind"] == "press")
    voice = capital.fillna(OTHERS).mask(claims["speaker_kind"] == "author", WRITER)
    marks = pd.DataFrame(
        {
            "order": range(1, len(claims) + 1),
            "claim_id": claims["id"],
            "number": claims["id"].str[-3:],
            "who": claims["speaker"],
            "direction": stance.clip(-1, 1).map(_SIDES),
            "strong": stance.abs() == 2,
            "stance": worded(stance, codebook, "stance"),
            "kind": worded(claims["kind"], codebook, "kind"),
            "paragraph": claims["paragraph"].astype(str),
            "speaker": speaker,
            "row": speaker.map(rows.index),
            "claim": claims["claim"],
            "voice": voice,
        }
    )
    return marks.join(_spans(claims, sentences)).join(_leads(claims, checks, codebook))


def _spans(claims: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    at = {key: place for place, key in enumerate(_pairs(sentences))}
    first = pd.Series([at[key] for key in _pairs(claims)], index=claims.index, dtype=float)
    share = 1 / first.map(first.value_counts())
    begin = first + share * claims.groupby(first).cumcount()
    return pd.DataFrame({"begin": begin, "end": begin + share})


def _leads(claims: pd.DataFrame, checks: pd.DataFrame, codebook: pd.DataFrame) -> pd.DataFrame:
    """What each claim leads to on its page."""
    told = checks.assign(
        word=worded(checks["verdict"], codebook, "verdict"),
        href=[f"{PAGE}#{own}" for own in _check_ids(checks)],
    )
    found = told.groupby("claim_id")[["word", "href"]].agg(" | ".join)
    found = found.reindex(claims["id"], fill_value="").set_index(claims.index)
    return pd.DataFrame(
        {
            "claim_href": f"{PAGE}#" + claims["id"],
            "paragraph_href": f"{PAGE}#" + claims["id"],
            "quoted": "",
            "quoted_href": "",
            "checked": found["word"],
            "checked_href": found["href"],
        }
    )


def routes_table(claims: pd.DataFrame, outlet: str) -> pd.DataFrame:
    """The table behind `charts.relay` of one free text: one row a speaker, most claims first.

    An agency that speaks for itself needs no carrier; of all others none is named, which is what
    the line tells.
    """
    told = claims[claims["speaker_kind"] != "author"]
    rows = told.groupby(["speaker", "speaker_kind"], sort=False).size().rename("claims")
    table = rows.reset_index().rename(columns={"speaker": "origin"})
    line = table["speaker_kind"].map({"press": "paraphrased"}).fillna("unnamed")
    table = table.assign(agency="", outlet=outlet, quoted=0, line=line)
    kept = ["origin", "agency", "outlet", "claims", "quoted", "line"]
    return table.sort_values("claims", ascending=False, kind="stable", ignore_index=True)[kept]


def _check_ids(checks: pd.DataFrame) -> list[str]:
    pairs = zip(checks["claim_id"], checks["n"], strict=True)
    return [f"{claim}-check-{n}" for claim, n in pairs]


def checks_table(
    checks: pd.DataFrame, claims: pd.DataFrame, codebook: pd.DataFrame
) -> pd.DataFrame:
    """The table behind `charts.board` of one free text, one row a finding in the order of the
    claims, with what a reader is told of it."""
    own = claims.set_index("id")["claim"]
    return pd.DataFrame(
        {
            "check_id": _check_ids(checks),
            "check_href": [f"{PAGE}#{check}" for check in _check_ids(checks)],
            "claim_href": f"{PAGE}#" + checks["claim_id"],
            "number": checks["claim_id"].str[-3:],
            "claim": checks["claim_id"].map(own),
            "aspect_label": labels(codebook, "aspect")["content"],
            "verdict": checks["verdict"],
            "verdict_label": worded(checks["verdict"], codebook, "verdict"),
            **{name: checks[name] for name in ("finding", "because", "source")},
        }
    )


def _side_by_side(codings: pd.DataFrame) -> pd.DataFrame:
    """The codes and reasons of both coders, one row a claim and field."""
    wide = codings.pivot(index=["claim_id", "field"], columns="coder", values=["value", "because"])
    return wide.sort_index(kind="stable")


def agreement_table(codings: pd.DataFrame) -> pd.DataFrame:
    """How far two coders agreed on one text, one row a field.

    `field` in words, `units`, `same` (units with one code from both), `baseline` (units that the
    second coder's codes share with the code that the first gave most often, given everywhere),
    `alpha` (Krippendorff's, nominal; nan where nobody used a second code).
    """
    wide, rows = _side_by_side(codings)["value"], []
    for field, called in FIELDS.items():
        first, second = (wide.xs(field, level="field")[coder] for coder in ("A", "B"))
        commonest = first.value_counts(sort=False).sort_values(kind="stable").index[-1]
        rows.append(
            {
                "field": called,
                "units": len(first),
                "same": int((first == second).sum()),
                "baseline": int((second == commonest).sum()),
                "alpha": alpha(pd.concat([first, second], axis=1).to_numpy(), "nominal"),
            }
        )
    return pd.DataFrame(rows)


def differences_table(
    codings: pd.DataFrame, claims: pd.DataFrame, codebook: pd.DataFrame
) -> pd.DataFrame:
    """Where two coders differ, one row a claim and field: `number`, `handle`, `field`, both codes
    with their reasons (`first`, `second`), and what was `settled`, why."""
    wide = _side_by_side(codings)
    apart = wide[wide["value", "A"] != wide["value", "B"]]
    own, rows = claims.set_index("id"), []
    for (claim, field), both in apart.iterrows():
        words = labels(codebook, field)
        told = [f"{words[both['value', who]]}: {both['because', who]}" for who in ("A", "B")]
        rows.append(
            {
                "number": claim[-3:],
                "handle": own["handle"][claim],
                "field": FIELDS[field],
                "first": told[0],
                "second": told[1],
                "settled": f"{words[own[field][claim]]}: {own['because'][claim]}",
            }
        )
    columns = ["number", "handle", "field", "first", "second", "settled"]
    return pd.DataFrame(rows, columns=columns)
