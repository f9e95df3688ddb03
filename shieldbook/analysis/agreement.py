"""How far two codings of the same articles agree: Krippendorff's alpha, its interval, and what lies
beneath it."""

import math
from typing import NamedTuple

import numpy as np
import pandas as pd

from shieldbook.analysis.lookup import unknown

LEVELS = (
    "nominal",
    "ordinal",
    "interval",
)
ORDINAL_FIELDS = ("stance",)
NONE = "none"
SEED = 1999
CHUNK = 250


class Matching(NamedTuple):
    """Units of two codings paired by the published claim they became part of.

    `pairs` has the columns `claim_id`, `unit_a`, `unit_b`; the other two are lists of unit ids.
    """

    pairs: pd.DataFrame
    unmatched_a: list
    unmatched_b: list


def _values(table, level):
    """The values that occur in `table`, in the order of their level."""
    found = pd.unique(table[~pd.isna(table)])
    if level == "nominal":
        return np.array(sorted(found, key=str), dtype=object)
    return np.unique(found.astype(float))


def _coincidences(units, level):
    """Coincidence matrix of every pairable unit, shape (pairable units, values, values), and the
    values.

    A unit u with m values, n_c of them equal to c, contributes n_c (n_k - [c = k]) / (m - 1) to the
    cell (c, k).
    """
    if level not in LEVELS:
        raise ValueError(f"level must be one of {', '.join(LEVELS)}, not {level!r}")
    table = np.asarray(units, dtype=object)
    if table.size == 0:
        return np.zeros((0, 0, 0)), np.array([])
    if table.ndim != 2:
        raise ValueError("units must be a table: one row a unit, one column a coder")
    values = _values(table, level)
    flat = np.where(pd.isna(table), np.nan, table).ravel()
    codes = pd.Categorical(flat, categories=values).codes.reshape(table.shape)
    counts = (codes[:, :, None] == np.arange(len(values))).sum(axis=1).astype(float)
    counts = counts[counts.sum(axis=1) >= 2]
    coders = counts.sum(axis=1)
    own = counts[:, :, None] * np.eye(len(values))
    return (counts[:, :, None] * counts[:, None, :] - own) / (coders - 1)[:, None, None], values


def _squared_differences(totals, values, level):
    """Squared difference of every two values, shape (..., values, values); `totals` are the values'
    frequencies.

    Ordinal: the sum of the frequencies from c to k, less half of those of c and of k. That is the
    distance of the two values' middle ranks, which is how it is computed here.
    """
    if level == "nominal":
        return 1.0 - np.eye(len(values))
    place = np.cumsum(totals, axis=-1) - totals / 2 if level == "ordinal" else values
    return (place[..., :, None] - place[..., None, :]) ** 2


def _alpha_of(coincidences, values, level):
    """Alpha of one coincidence matrix or a stack of them, shape (..., values, values); nan where
    none is defined."""
    totals = coincidences.sum(axis=-1)
    pairable = totals.sum(axis=-1)
    squared = _squared_differences(totals, values, level)
    observed = (coincidences * squared).sum(axis=(-2, -1))
    expected = (totals[..., :, None] * totals[..., None, :] * squared).sum(axis=(-2, -1))
    defined = expected > 0
    return np.where(defined, 1 - (pairable - 1) * observed / np.where(defined, expected, 1), np.nan)


def alpha(units, level):
    """Krippendorff's alpha of `units`: one row a unit, one column a coder; None, NaN or NA = not
    coded.

    alpha = 1 - D_o / D_e = 1 - (n - 1) sum_ck o_ck d2_ck / sum_ck n_c n_k d2_ck, with o_ck the
    coincidence matrix, n_c its row sums, n their total, and d2 the squared difference of two values
    at the level of measurement: "nominal" (0 or 1), "ordinal" (by ranks) or "interval" (of the
    numbers). Any number of coders; units with fewer than two values are left out. Levels other than
    nominal need numbers.

    Returns nan where nobody used a second value, and where no unit has two values: the expected
    disagreement is then zero, and agreement without variation cannot be told from agreement by
    habit.

    Raises ValueError for an unknown level, for a table that is not two-dimensional, and for words
    at a numeric level.

    Source: Krippendorff, Content Analysis (4th ed., 2019), chapter 12; Hayes and Krippendorff,
    "Answering the Call for a Standard Reliability Measure for Coding Data", Communication Methods
    and Measures 1 (2007), 77-89.
    """
    matrices, values = _coincidences(units, level)
    if len(matrices) == 0:
        return float("nan")
    return float(_alpha_of(matrices.sum(axis=0), values, level))


def alpha_interval(units, level, draws=2000, seed=SEED, coverage=0.95):
    """Percentile bootstrap interval (low, high) of `alpha`, units drawn with replacement; same
    arguments as `alpha`.

    Only pairable units are drawn. A draw in which one value alone occurs has no alpha and is left
    out of the percentiles; both bounds are nan where `alpha` itself is. Krippendorff's own
    bootstrap draws disagreements instead of units: this one says how alpha would vary over other
    units coded by the same coders.
    """
    matrices, values = _coincidences(units, level)
    if len(matrices) == 0 or np.isnan(_alpha_of(matrices.sum(axis=0), values, level)):
        return float("nan"), float("nan")
    size, codes = len(matrices), len(values)
    flat = matrices.reshape(size, codes * codes)
    # A nominal alpha needs only the diagonal and the row sums, so that a field of eighty codes
    # stays quick.
    if level == "nominal":
        flat = np.hstack([matrices.sum(axis=2), np.trace(matrices, axis1=1, axis2=2)[:, None]])
    generator = np.random.default_rng(seed)
    found = []
    for start in range(0, draws, CHUNK):
        weights = generator.multinomial(
            size, np.full(size, 1 / size), size=min(CHUNK, draws - start)
        )
        drawn = weights @ flat
        if level == "nominal":
            found.append(_nominal_alpha(drawn[:, :-1], drawn[:, -1]))
        else:
            found.append(_alpha_of(drawn.reshape(-1, codes, codes), values, level))
    tail = 100 * (1 - coverage) / 2
    low, high = np.nanpercentile(np.concatenate(found), [tail, 100 - tail])
    return float(low), float(high)


def _nominal_alpha(totals, agreeing):
    """Nominal alpha from row sums (draws, values) and diagonal sums (draws) of coincidence
    matrices."""
    pairable = totals.sum(axis=1)
    expected = pairable**2 - (totals**2).sum(axis=1)
    defined = expected > 1e-9
    return np.where(
        defined, 1 - (pairable - 1) * (pairable - agreeing) / np.where(defined, expected, 1), np.nan
    )


def raw_agreement(units):
    """Share of agreeing pairs of values within units, the mean over pairable units; nan where there
    are none.

    With two coders it is the share of units to which both gave the same value.
    """
    matrices, _ = _coincidences(units, "nominal")
    if len(matrices) == 0:
        return float("nan")
    return float((np.trace(matrices, axis1=1, axis2=2) / matrices.sum(axis=(1, 2))).mean())


def baseline(units):
    """What giving one and the same value everywhere would match, and that value: (share, value).

    The share is the mean, over pairable units, of how much of the unit's coders gave the value; the
    value is the one that fares best, of equals the first by name. (nan, None) where no unit is
    pairable. Agreement says something only where it is above this.
    """
    matrices, values = _coincidences(units, "nominal")
    if len(matrices) == 0:
        return float("nan"), None
    totals = matrices.sum(axis=2)
    shares = (totals / totals.sum(axis=1, keepdims=True)).mean(axis=0)
    # Equal shares may differ in their last bit.
    best = int(np.argmax(np.round(shares, 12)))
    return float(shares[best]), values[best]


def pairable(units):
    """How many units have two values or more."""
    return len(_coincidences(units, "nominal")[0])


def undefined(units):
    """Why `units` have no alpha, as a sentence; "" where they have one."""
    table = np.asarray(units, dtype=object)
    coded = ~pd.isna(table) if table.size else np.zeros((0, 0), dtype=bool)
    if coded.any(axis=0).sum() < 2:
        return "There is no alpha for one coder: it says how far two or more agree."
    if pairable(units) == 0:
        return "There is no alpha: no claim was coded by two people."
    if math.isnan(alpha(units, "nominal")):
        return (
            "There is no alpha: everybody gave the same value everywhere, and agreement without "
            "any variation cannot be told from habit."
        )
    return ""


def marginals(units, coders=None):
    """How often each coder used each value: a frame with one row a value, one column a coder (names
    in `coders`)."""
    frame = pd.DataFrame(np.asarray(units, dtype=object), columns=coders)
    counted = {coder: frame[coder].dropna().value_counts() for coder in frame.columns}
    table = pd.DataFrame(counted, dtype="Int64").fillna(0).astype(int)
    return table.loc[_in_order(table.index)].rename_axis(index="value")


def _in_order(values):
    """Values sorted as numbers where all are, else as words."""
    numbers = pd.to_numeric(pd.Series(list(values), dtype=object), errors="coerce")
    return sorted(values, key=str if numbers.isna().any() else float)


def _by_claim(units):
    """Units with a numbered place among those that share their claim, in the order of their ids."""
    adopted = units.loc[units["claim_id"] != "", ["unit_id", "claim_id"]]
    adopted = adopted.sort_values("unit_id", kind="stable")
    return adopted.assign(place=adopted.groupby("claim_id").cumcount())


def match_units(units_a, units_b):
    """Pair the units of two codings (rows of `coded_units`, one coder each) by the published claim.

    Two units are a pair where both became part of the same `claim_id`. Where several units of one
    coder share a claim, they are taken in the order of their ids, first with first; what is left
    over, and every unit that was not adopted, is unmatched. The matching looks at no code, so it
    cannot flatter the agreement.

    Returns a `Matching`.
    """
    pairs = _by_claim(units_a).merge(
        _by_claim(units_b), on=["claim_id", "place"], suffixes=("_a", "_b")
    )
    pairs = pairs.rename(columns={"unit_id_a": "unit_a", "unit_id_b": "unit_b"})
    pairs = pairs.sort_values(["claim_id", "unit_a"], kind="stable")
    left_a = sorted(set(units_a["unit_id"]) - set(pairs["unit_a"]))
    left_b = sorted(set(units_b["unit_id"]) - set(pairs["unit_b"]))
    return Matching(pairs[["claim_id", "unit_a", "unit_b"]].reset_index(drop=True), left_a, left_b)


def _two_codings(coded_units):
    """Names of the two coders and their units; ValueError where there are not exactly two."""
    coders = sorted(coded_units["coder"].unique())
    if len(coders) != 2:
        raise ValueError(
            f"agreement needs two coders, and coded_units has {len(coders)}: {', '.join(coders)}"
        )
    return coders, [coded_units[coded_units["coder"] == coder] for coder in coders]


def _coded(codings, field):
    """Codes of one field by unit id: numbers for an ordinal field, else words with `none` for an
    empty value."""
    rows = codings[codings["field"] == field]
    if rows.empty:
        raise unknown("coded field", field, codings["field"])
    codes = rows["value"].copy()
    codes.index = rows["unit_id"]
    if codes.index.has_duplicates:
        raise ValueError(
            f"a unit is coded twice for {field}: {codes.index[codes.index.duplicated()][0]}"
        )
    if field in ORDINAL_FIELDS:
        return pd.to_numeric(codes.replace("", np.nan))
    return codes.replace("", NONE)


def paired_codes(coded_units, codings, field):
    """Codes that the two coders gave to their matched units: a frame indexed by claim_id, one
    column a coder.

    A unit without a coding of `field` has a missing value there. Raises ValueError for fewer or
    more than two coders, KeyError for a field that nobody coded.
    """
    coders, (units_a, units_b) = _two_codings(coded_units)
    pairs = match_units(units_a, units_b).pairs
    codes = _coded(codings, field)
    columns = [codes.reindex(pairs[side]).to_numpy(dtype=object) for side in ("unit_a", "unit_b")]
    return pd.DataFrame(
        dict(zip(coders, columns, strict=True)), index=pd.Index(pairs["claim_id"], name="claim_id")
    )


def reliability(coded_units, codings, draws=2000, seed=SEED):
    """Agreement of the two codings, field by field, before adjudication.

    `coded_units` and `codings` are the tables of those names. An empty value is a code of its own,
    `none`; only for stance, which is ordinal and has no place for it, it is missing. All other
    fields are nominal.

    Returns a frame, one row a field in alphabetical order: field, level, n_pairs (matched units
    with both values), alpha, low, high (95 per cent bootstrap over units), raw_agreement,
    n_codes_used, unmatched_a, unmatched_b (units, the same in each row). Raises ValueError where
    there are not exactly two coders, or a unit is coded twice for one field.
    """
    _, (units_a, units_b) = _two_codings(coded_units)
    matching = match_units(units_a, units_b)
    rows = []
    for field in sorted(codings["field"].unique()):
        level = "ordinal" if field in ORDINAL_FIELDS else "nominal"
        both = paired_codes(coded_units, codings, field).dropna()
        low, high = alpha_interval(both, level, draws, seed)
        rows.append(
            {
                "field": field,
                "level": level,
                "n_pairs": len(both),
                "alpha": alpha(both, level),
                "low": low,
                "high": high,
                "raw_agreement": raw_agreement(both),
                "n_codes_used": len(pd.unique(both.to_numpy().ravel())),
                "unmatched_a": len(matching.unmatched_a),
                "unmatched_b": len(matching.unmatched_b),
            }
        )
    return pd.DataFrame(rows)


def confusion(coded_units, codings, field):
    """Which code of one coder met which of the other: a square frame of counts over the matched
    units.

    Rows are the first coder's codes, columns the second's, both in the same order.
    """
    both = paired_codes(coded_units, codings, field).dropna()
    first, second = both.columns
    codes = _in_order(pd.unique(both.to_numpy().ravel()))
    table = pd.crosstab(both[first], both[second])
    return table.reindex(index=codes, columns=codes, fill_value=0).rename_axis(
        index=first, columns=second
    )


def marginals_by_field(coded_units, codings):
    """How often each coder gave each code to the matched units: columns `field`, `code`, and one a
    coder."""
    frames = []
    for field in sorted(codings["field"].unique()):
        codes = paired_codes(coded_units, codings, field)
        counted = marginals(codes.to_numpy(), coders=list(codes.columns)).reset_index(names="code")
        counted["code"] = [
            str(int(code)) if isinstance(code, float) else str(code) for code in counted["code"]
        ]
        frames.append(counted.assign(field=field)[["field", "code", *codes.columns]])
    return pd.concat(frames, ignore_index=True)
