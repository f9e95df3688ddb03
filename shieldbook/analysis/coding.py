"""The headline counts under each coding: the adjudicated one that the book uses, and either coder's
own."""

from __future__ import annotations

import pandas as pd

from shieldbook.analysis.actors import names, pair, states
from shieldbook.analysis.agreement import (
    NONE,
    ORDINAL_FIELDS,
    SEED,
    alpha,
    alpha_interval,
    marginals_by_field,
    raw_agreement,
    reliability,
)
from shieldbook.analysis.articles import by_date
from shieldbook.analysis.codebook import labels
from shieldbook.analysis.lookup import Known

BOOK = "the book's"
COUNTS = (
    "claims",
    "own",
    "against",
    "motives",
    "checkable",
)
PICTURES = {
    "own": "The author's own claims",
    "against": "Claims against something",
    "checkable": "What can be checked",
    "motives": "Motives that a writer ascribes",
}
OUTSIDE_FIELDS = (
    "issue",
    "stance",
    "kind",
    "certainty",
    "dyad",
    "plover",
)
# Who speaks is in the outside coder's words; only whether it is the author can be compared.
VOICE = "author or another"
SECOND = (
    "claim_arguments",
    "statement_arguments",
    "bargains",
    "explanation_evidence",
)


def by_coding(
    claims: pd.DataFrame, coded_units: pd.DataFrame, codings: pd.DataFrame, articles: pd.DataFrame
) -> pd.DataFrame:
    """The headline counts, one row a coding and article (articles by date): `coding`, `article`,
    and COUNTS.

    `claims` are units for a coder, with those that found no partner or were not adopted; `own` the
    author's, `against` by stance, `motives` what a writer ascribes.
    """
    order = by_date(articles)["id"].tolist()
    # Columns named by categories cannot be joined in pandas 2 under Python 3.12.
    named = codings.assign(field=codings["field"])
    wide = named.pivot(index="unit_id", columns="field", values="value")
    units = coded_units.set_index(coded_units["unit_id"])
    frames = {BOOK: claims[["article_id", "speaker_id", "stance", "kind", "checkable"]]}
    for coder in ("A", "B"):
        own = units[units["coder"] == coder]
        frames[coder] = own[["article_id"]].join(
            wide[["speaker_id", "stance", "kind", "checkable"]]
        )
    rows = []
    for coding, frame in frames.items():
        stance = pd.to_numeric(frame["stance"]).astype(int)
        told = pd.DataFrame(
            {
                "article": frame["article_id"],
                "claims": 1,
                "own": frame["speaker_id"].eq("author"),
                "against": stance < 0,
                "motives": frame["kind"].eq("motive-attribution"),
                "checkable": frame["checkable"].eq("yes"),
            }
        )
        sums = told.groupby("article")[list(COUNTS)].sum().astype(int).reindex(order)
        rows.append(sums.reset_index().assign(coding=coding))
    return pd.concat(rows, ignore_index=True)[["coding", "article", *COUNTS]]


def pictures(counted: pd.DataFrame) -> pd.DataFrame:
    """The counts of `by_coding` that a reader can look at, one row a picture, coding and article:
    `picture` and `coding` (in words), `article`, `hits`, `claims`.
    """
    parts = [
        counted.assign(picture=words, coding=counted["coding"].map(_coding), hits=counted[name])
        for name, words in PICTURES.items()
    ]
    return pd.concat(parts, ignore_index=True)[["picture", "coding", "article", "hits", "claims"]]


def _coding(coder: str) -> str:
    return "The book's coding" if coder == BOOK else f"Coder {coder}"


def second_table(
    first: dict[str, set[tuple[str, str]]],
    second_codes: pd.DataFrame,
    units: dict[str, set[str]],
    codebook: pd.DataFrame,
) -> pd.DataFrame:
    """How the codes given once more agree with the published ones: `coded` (the table in words),
    `first`, `second`, `both` (codes that `units` have in each and in both), `units`, `alpha`,
    `low`, `high`.

    `first` has the published pairs (row, code) of each table in SECOND, `units` all rows that could
    have a code. Alpha is that of the yes or no to every code in every unit, nominal; codes that
    neither used are left out.
    """
    rows = []
    words = labels(codebook, "coded_table")
    for coded in SECOND:
        part = second_codes[second_codes["coded"] == coded]
        second = set(zip(part["row"].astype(str), part["code"], strict=True))
        codes = sorted({code for _, code in first[coded] | second})
        table = [
            [(unit, code) in first[coded], (unit, code) in second]
            for unit in sorted(units[coded])
            for code in codes
        ]
        low, high = alpha_interval(table, "nominal")
        rows.append(
            {
                "coded": words[coded],
                "units": len(units[coded]),
                "first": sum(row in units[coded] for row, _ in first[coded]),
                "second": len(second),
                "both": len(first[coded] & second),
                "alpha": round(float(alpha(table, "nominal")), 2),
                "low": round(low, 2),
                "high": round(high, 2),
            }
        )
    return pd.DataFrame(rows)


def published(
    claim_arguments: pd.DataFrame,
    statement_arguments: pd.DataFrame,
    bargains: pd.DataFrame,
    evidence: pd.DataFrame,
) -> dict[str, set[tuple[str, str]]]:
    """The published codes as pairs (row, code), by the names of SECOND."""
    sides = bargains["partner"] + "-" + bargains["direction"]
    rows = evidence["explanation_id"] + "#" + evidence["n"].astype(str)
    return {
        "claim_arguments": set(
            zip(
                claim_arguments["claim_id"],
                claim_arguments["argument"],
                strict=True,
            )
        ),
        "statement_arguments": set(
            zip(
                statement_arguments["statement_id"],
                statement_arguments["argument"],
                strict=True,
            )
        ),
        "bargains": set(zip(bargains["claim_id"], sides, strict=True)),
        "explanation_evidence": set(zip(rows, evidence["bears"], strict=True)),
    }


def said(
    fields: pd.Series, values: pd.Series, actors: pd.DataFrame, codebook: pd.DataFrame
) -> list[str]:
    """Values that were coded, each in the words of its field: `fields` has the coded field of each
    of `values`.

    What is empty stays so. Raises KeyError for a field that nobody codes, and for an unknown code.
    """
    words = _words_by_field(actors, codebook)
    found = zip(fields, values, strict=True)
    return [words[field](str(value)) if str(value) else "" for field, value in found]


def _words_by_field(actors: pd.DataFrame, codebook: pd.DataFrame) -> Known:
    called, known = names(actors), states(actors)
    things = Known("target", {**known, **labels(codebook, "target")})
    own = {
        "speaker_id": called.__getitem__,
        "target": things.__getitem__,
        "dyad": lambda dyad: pair(dyad, known),
    }
    coded = [field for field in labels(codebook, "coded_field") if field not in own]
    return Known(
        "coded field", {**own, **{field: labels(codebook, field).__getitem__ for field in coded}}
    )


def reliability_table(
    coded_units: pd.DataFrame,
    codings: pd.DataFrame,
    codebook: pd.DataFrame,
    draws: int = 2000,
    seed: int = SEED,
) -> pd.DataFrame:
    """What `agreement.reliability` finds, with the words for each field in `field_label`."""
    found = reliability(coded_units, codings, draws, seed)
    return found.assign(field_label=found["field"].map(labels(codebook, "coded_field")))


def outside_table(
    outside_units: pd.DataFrame,
    claims: pd.DataFrame,
    codebook: pd.DataFrame,
    draws: int = 2000,
    seed: int = SEED,
) -> pd.DataFrame:
    """How far the outside coding agrees with the published values, one row a field of
    OUTSIDE_FIELDS and one for VOICE, lowest alpha first: `field`, `field_label`, `level`,
    `n_pairs`, `alpha`, `low`, `high` (95 per cent bootstrap over pairs), `raw_agreement`; and, over
    the pairs that say the same thing, `n_same` and `alpha_same`.

    An empty code is a code of its own, as in `agreement.reliability`.
    """
    pairs = _paired(outside_units, claims)
    sides = {name: pairs[[f"{name}_outside", name]] for name in OUTSIDE_FIELDS}
    sides[VOICE] = pairs[["speaker", "speaker_id"]].eq("author").astype(str)
    words = {**labels(codebook, "coded_field"), VOICE: VOICE}
    same = pairs["closeness"].eq("same").to_numpy()
    rows = []
    for field, both in sides.items():
        level = "ordinal" if field in ORDINAL_FIELDS else "nominal"
        coded = both if level == "ordinal" else both.astype(str).replace("", NONE)
        low, high = alpha_interval(coded, level, draws, seed)
        rows.append(
            {
                "field": field,
                "field_label": words[field],
                "level": level,
                "n_pairs": len(coded),
                "alpha": alpha(coded, level),
                "low": low,
                "high": high,
                "raw_agreement": raw_agreement(coded),
                "n_same": int(same.sum()),
                "alpha_same": alpha(coded[same], level),
            }
        )
    return pd.DataFrame(rows).sort_values("alpha", kind="stable", ignore_index=True)


def _paired(outside_units: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """Outside units beside the claims with which they were paired; columns that both have end in
    `_outside` for the former."""
    partnered = outside_units[outside_units["claim_id"] != ""]
    return partnered.merge(claims, left_on="claim_id", right_on="id", suffixes=("_outside", ""))


def outside_kinds(
    outside_units: pd.DataFrame, claims: pd.DataFrame, codebook: pd.DataFrame
) -> pd.DataFrame:
    """Which published kinds of claim met which of the outside coder: `published`, `outside`, both
    in words, and `n` pairs, the most frequent first."""
    pairs = _paired(outside_units, claims)
    words = labels(codebook, "kind")
    told = pd.DataFrame(
        {
            "published": pairs["kind"].astype(str).map(words),
            "outside": pairs["kind_outside"].astype(str).map(words),
        }
    )
    counted = told.groupby(["published", "outside"]).size().rename("n").reset_index()
    return counted.sort_values("n", ascending=False, kind="stable", ignore_index=True)


def marginals_table(
    coded_units: pd.DataFrame, codings: pd.DataFrame, actors: pd.DataFrame, codebook: pd.DataFrame
) -> pd.DataFrame:
    """What `agreement.marginals_by_field` counts, in words: `field_label`, `code_label` beside its
    columns. Where no code applies, the words are those of NONE."""
    counted = marginals_by_field(coded_units, codings)
    given = counted["code"].where(counted["code"] != NONE, "")
    told = said(counted["field"], given, actors, codebook)
    return counted.assign(
        field_label=counted["field"].map(labels(codebook, "coded_field")),
        code_label=[words or NONE for words in told],
    )


def settled_table(
    adjudications: pd.DataFrame, actors: pd.DataFrame, codebook: pd.DataFrame
) -> pd.DataFrame:
    """The adjudications with their words: `field_label` and `value_label` beside the columns of the
    table; an empty value stays empty."""
    return adjudications.assign(
        field_label=adjudications["field"].map(labels(codebook, "coded_field")),
        value_label=said(adjudications["field"], adjudications["value"], actors, codebook),
    )
