"""Checks: of one article and of all, counted with their intervals, set on one board, done twice.

A slip of the pen says nothing of truth: slips have verdicts of their own and are counted apart.
"""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from shieldbook.analysis.claims import in_order
from shieldbook.analysis.codebook import capital, labels, order, worded
from shieldbook.analysis.links import article_of, check_id, evidence, on_truth
from shieldbook.analysis.lookup import unknown
from shieldbook.phrases import outward

# Verdicts on a slip, which never count among those on truth.
SLIP_VERDICTS = (
    "slip",
    "none",
    "cannot-tell",
)


def checks_table(
    checks: pd.DataFrame,
    check_sources: pd.DataFrame,
    claims: pd.DataFrame,
    codebook: pd.DataFrame,
) -> pd.DataFrame:
    """Checks of one article in the order of its claims: `order`, `claim_id` and its `number`,
    `aspect` and `verdict` with `aspect_label` and `verdict_label`, `claim`, `finding`, `because`,
    `confidence`, `sources` (several joined by ` | `), and for the page `check_id`, `check_href` and
    `claim_href`."""
    places = {claim: i for i, claim in enumerate(claims["id"], start=1)}
    part = checks[checks["claim_id"].isin(places)]
    keys = [check_sources["claim_id"], check_sources["aspect"]]
    sources = check_sources.groupby(keys)["source"].agg(" | ".join).to_dict()
    texts = dict(zip(claims["id"], claims["claim"], strict=True))
    claim_ids = part["claim_id"]
    own = [check_id(*key) for key in zip(claim_ids, part["aspect"], strict=True)]
    frame = pd.DataFrame(
        {
            "order": claim_ids.map(places),
            "claim_id": claim_ids,
            "number": claim_ids.str[-3:],
            "aspect": part["aspect"],
            "aspect_label": worded(part["aspect"], codebook, "aspect"),
            "verdict": part["verdict"],
            "verdict_label": worded(part["verdict"], codebook, "verdict"),
            "claim": claim_ids.map(texts),
            "finding": part["finding"],
            "because": part["because"],
            "confidence": part["confidence"],
            "check_id": own,
            "check_href": [
                evidence(article_of(claim), row) for claim, row in zip(claim_ids, own, strict=True)
            ],
            "claim_href": [evidence(article_of(claim), claim) for claim in claim_ids],
            "sources": [
                sources.get(key, "") for key in zip(claim_ids, part["aspect"], strict=True)
            ],
        }
    )
    rank = frame["aspect"].map(order(codebook, "aspect").index)
    ranked = frame.assign(rank=rank).sort_values(["order", "rank"], kind="stable")
    return ranked.drop(columns="rank").reset_index(drop=True)


def verdicts(codebook: pd.DataFrame, slips: bool = False) -> dict[str, str]:
    """Every verdict on truth, or with `slips` on slips, and its words, in the codebook's order."""
    words = labels(codebook, "verdict")
    return {code: told for code, told in words.items() if (code in SLIP_VERDICTS) == slips}


def heads(codebook: pd.DataFrame, slips: bool = False) -> dict[str, str]:
    """What `verdicts` gives as heads of columns: each with a capital."""
    return {code: capital(words) for code, words in verdicts(codebook, slips).items()}


def interval(hits: int, cases: int, z: float = 1.96) -> tuple[float, float]:
    """The share that `hits` of `cases` may stand for, as a pair of shares from 0 to 1; (0, 1) for
    no cases.

    The score interval of Wilson (1927), at 95% for the default `z`, which keeps inside 0 and 1 and
    does not collapse where nothing or everything was hit. It takes cases as independent draws;
    checks of one article are not, so it says how little so few cases can show, and no more. Raises
    ValueError where `hits` is not between 0 and `cases`.
    """
    if not 0 <= hits <= cases:
        raise ValueError(f"hits must be from 0 to the number of cases: {hits} of {cases}")
    if cases == 0:
        return 0.0, 1.0
    share, spread = hits / cases, z * z / cases
    middle = (share + spread / 2) / (1 + spread)
    reach = z * math.sqrt(share * (1 - share) / cases + spread / cases / 4) / (1 + spread)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def counts(
    checks: pd.DataFrame, claims: pd.DataFrame, codebook: pd.DataFrame, by: str
) -> pd.DataFrame:
    """Checks of content and attribution counted by `by` (article_id, kind, certainty, issue or
    another column of claims, or aspect) and verdict. Slips are left out.

    One row a value that occurs, codes in the codebook's order, others in that of their names: `by`
    and `label` (the code in words), one column a verdict, `checks` (their sum), and `low_pct`,
    `high_pct`: the interval of the share that is supported, in whole per cent, rounded outwards.
    Raises KeyError for an unknown column.
    """
    rows = _joined(on_truth(checks), claims)
    if by not in rows:
        raise unknown("column to count by", by, rows.columns)
    table = pd.crosstab(rows[by].astype(str), rows["verdict"]).reindex(
        columns=list(verdicts(codebook)), fill_value=0
    )
    words = {value: value for value in table.index}
    if by in set(codebook["field"]):
        words = labels(codebook, by)
        table = table.reindex([code for code in words if code in table.index])
    table["checks"] = table.sum(axis=1)
    table = table.assign(**interval_pct(table["supported"], table["checks"]))
    table.insert(0, "label", [words[value] for value in table.index])
    return table.reset_index().rename_axis(columns=None)


def fared(board: pd.DataFrame, claims: pd.DataFrame, codebook: pd.DataFrame) -> pd.DataFrame:
    """How the claims of all articles fared: one row a question and a verdict on truth, in the
    codebook's order, and last the claims of which neither question was asked.

    `asked` and `verdict` (codes, "" in the last row) with `asked_label` and `verdict_label`, and
    `claims`: how many. A claim of which both were asked counts under each. `board`: checks of
    content and attribution, as `all_checks_table` and `on_truth` give them.
    """
    asked = labels(codebook, "aspect")
    found = pd.crosstab(board["aspect"], board["verdict"])
    rows = [
        (code, verdict, capital(asked[code]), capital(words), found.get(verdict, {}).get(code, 0))
        for code in asked
        if code in found.index
        for verdict, words in verdicts(codebook).items()
    ]
    left = int((~claims["id"].isin(board["claim_id"])).sum())
    rows.append(("", "", "Neither", "Not checked", left))
    columns = ["asked", "verdict", "asked_label", "verdict_label", "claims"]
    return pd.DataFrame(rows, columns=columns).astype({"claims": int})


def _joined(checks: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """Checks with the columns of their claims; raises KeyError where a check has no claim."""
    joined = checks.merge(
        claims.drop(columns="because"), left_on="claim_id", right_on="id", how="left"
    )
    if joined["id"].isna().any():
        raise unknown(
            "claim", str(joined.loc[joined["id"].isna(), "claim_id"].iloc[0]), claims["id"]
        )
    return joined


def slip_counts(table: pd.DataFrame) -> pd.DataFrame:
    """The slips that were looked for, counted from `checks.all_checks_table`: one row an article,
    in the order of the table, one column a verdict on slips, and `looked_for` (their sum)."""
    slips = table[table["aspect"] == "slip"]
    found = pd.crosstab(slips["article"], slips["verdict"]).reindex(
        index=list(dict.fromkeys(table["article"])), columns=list(SLIP_VERDICTS), fill_value=0
    )
    found = found.assign(looked_for=found.sum(axis=1)).reset_index()
    return found.rename_axis(columns=None)


def all_checks_table(
    checks: pd.DataFrame,
    check_sources: pd.DataFrame,
    claims: pd.DataFrame,
    articles: pd.DataFrame,
    codebook: pd.DataFrame,
) -> pd.DataFrame:
    """Every check of every article, slips among them, articles by date: the columns of
    `checks.checks_table` and `article` (its id)."""
    ordered = in_order(claims, articles)
    of = dict(zip(ordered["id"], ordered["article_id"], strict=True))
    return checks_table(checks, check_sources, ordered, codebook).assign(
        article=lambda table: table["claim_id"].map(of)
    )


def second_table(
    checks: pd.DataFrame, second_checks: pd.DataFrame, codebook: pd.DataFrame
) -> pd.DataFrame:
    """The checks that were done twice, slips among them: `claim_id`, `aspect`, `first` and `second`
    verdict (slips in today's codes), `agree`, `published` (the verdict that stands today),
    `finding` (the second's) and `settled` (what was decided where they differ); in words
    `aspect_label`, `first_label` and `second_label`.
    """
    rows = second_checks.merge(
        checks[["claim_id", "aspect", "verdict"]],
        on=["claim_id", "aspect"],
        suffixes=("_second", ""),
    )
    first, second = rows["first_verdict"], rows["verdict_second"]
    return pd.DataFrame(
        {
            "claim_id": rows["claim_id"],
            "aspect": rows["aspect"],
            "aspect_label": worded(rows["aspect"], codebook, "aspect"),
            "first": first,
            "first_label": worded(first, codebook, "verdict"),
            "second": second,
            "second_label": worded(second, codebook, "verdict"),
            "agree": (first == second).to_numpy(),
            "published": rows["verdict"],
            "finding": rows["finding"],
            "settled": rows["settled"],
        }
    )


def confusion(table: pd.DataFrame, codebook: pd.DataFrame) -> pd.DataFrame:
    """Verdicts on truth of the first check against those of the second, as counts: rows the first,
    columns the second, both in words."""
    table, words = on_truth(table), verdicts(codebook)
    found = pd.crosstab(table["first"], table["second"]).reindex(
        index=list(words), columns=list(words), fill_value=0
    )
    return found.rename(index=words, columns=words).rename_axis(index=None, columns=None)


def kappa(crossed: pd.DataFrame) -> float:
    """Cohen's kappa (1960) of what `confusion` counted: agreement beyond what two judges would
    reach by chance with these shares of verdicts; nan where chance alone would agree throughout."""
    return _kappa(crossed.to_numpy())


def _kappa(crossed: np.ndarray) -> float:
    total = crossed.sum()
    seen = crossed.diagonal().sum() / total
    chance = (crossed.sum(axis=1) * crossed.sum(axis=0)).sum() / total**2
    return float("nan") if chance == 1 else (seen - chance) / (1 - chance)


def kappa_interval(
    twice: pd.DataFrame, codebook: pd.DataFrame, draws: int = 2000, seed: int = 1999
) -> tuple[float, float]:
    """Percentile bootstrap interval (low, high), 95 per cent, of the `kappa` of the verdicts on
    truth in what `second_table` makes: its rows drawn with replacement. Draws in which chance alone
    would agree throughout are left out."""
    judged, codes = on_truth(twice), list(verdicts(codebook))
    pairs = np.array([judged[side].map(codes.index) for side in ("first", "second")])
    generator = np.random.default_rng(seed)
    found = []
    for _ in range(draws):
        first, second = pairs[:, generator.integers(0, len(judged), len(judged))]
        cells = np.bincount(first * len(codes) + second, minlength=len(codes) ** 2)
        found.append(_kappa(cells.reshape(len(codes), len(codes))))
    low, high = np.nanpercentile(found, [2.5, 97.5])
    return float(low), float(high)


def shares(counted: pd.DataFrame, by: str, column: str) -> pd.DataFrame:
    """What `counts` made by `by`, as shares of one column: `by`, `name` (its words), `hits`,
    `cases`, `low_pct` and `high_pct` (Wilson's interval).
    """
    cases = counted["checks"]
    return pd.DataFrame(
        {
            by: counted[by],
            "name": counted["label"],
            "hits": counted[column].astype(int),
            "cases": cases.astype(int),
            **interval_pct(counted[column], cases),
        }
    )


def interval_pct(hits: pd.Series, cases: pd.Series) -> dict[str, list[int]]:
    """Wilson's intervals in whole per cent, rounded outwards: they are shown as "at least" and "at
    most"."""
    spans = [interval(int(hit), int(of)) for hit, of in zip(hits, cases, strict=True)]
    ends = [outward(100 * low, 100 * high) for low, high in spans]
    return {"low_pct": [low for low, _ in ends], "high_pct": [high for _, high in ends]}
