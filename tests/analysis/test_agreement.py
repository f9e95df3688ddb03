"""Krippendorff's alpha against published examples and another implementation, and the pairing of
two codings."""

import json

import krippendorff
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shieldbook.analysis import agreement
from support import ROOT

NAN = float("nan")

# Krippendorff, "Computing Krippendorff's Alpha-Reliability" (University of Pennsylvania, 2011),
# examples A, B and C.
EXAMPLE_A = list(zip([0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0], strict=True))
EXAMPLE_B = list(zip("aabbdcccedda", "babbbccceddd", strict=True))
EXAMPLE_C = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, NAN, NAN, NAN],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NAN, 3],
        [NAN, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NAN],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NAN],
    ]
).T


def random_units(seed, units=60, coders=3, codes=5, missing=0.15):
    """A coding in which coders mostly follow a common truth, with gaps."""
    generator = np.random.default_rng(seed)
    truth = generator.integers(0, codes, size=(units, 1)).repeat(coders, axis=1)
    errors = generator.integers(0, codes, truth.shape)
    table = np.where(generator.random(truth.shape) < 0.3, errors, truth).astype(float)
    table[generator.random(truth.shape) < missing] = NAN
    return table


@pytest.mark.parametrize(
    ("units", "level", "published"),
    [
        (EXAMPLE_A, "nominal", 0.095),
        (EXAMPLE_B, "nominal", 0.692),
        (EXAMPLE_C, "nominal", 0.743),
        (EXAMPLE_C, "ordinal", 0.815),
        (EXAMPLE_C, "interval", 0.849),
    ],
    ids=["binary", "two coders nominal", "missing nominal", "missing ordinal", "missing interval"],
)
def test_alpha_equals_the_published_example(units, level, published):
    assert round(agreement.alpha(units, level), 3) == published


@pytest.mark.parametrize("level", agreement.LEVELS)
@pytest.mark.parametrize("seed", range(8))
def test_alpha_equals_the_krippendorff_package_on_random_codings(level, seed):
    units = random_units(seed)
    theirs = krippendorff.alpha(reliability_data=units.T, level_of_measurement=level)
    assert agreement.alpha(units, level) == pytest.approx(theirs, abs=1e-12)


@pytest.mark.parametrize("level", agreement.LEVELS)
def test_alpha_does_not_change_when_the_coders_swap(level):
    units = random_units(11, coders=2)
    assert agreement.alpha(units[:, ::-1], level) == pytest.approx(
        agreement.alpha(units, level), abs=1e-12
    )


@settings(max_examples=40, deadline=None)
@given(st.permutations(list("vwxyz")), st.integers(0, 1000))
def test_nominal_alpha_does_not_depend_on_what_the_codes_are_called(names, seed):
    units = random_units(seed, units=20)
    named = [[None if np.isnan(value) else names[int(value)] for value in row] for row in units]
    assert agreement.alpha(named, "nominal") == pytest.approx(
        agreement.alpha(units, "nominal"), abs=1e-12
    )


def test_ordinal_alpha_depends_on_the_order_of_the_codes_only():
    units = random_units(5)
    stretched = np.array([-50.0, -1.0, 0.0, 3.0, 1000.0])[np.nan_to_num(units).astype(int)]
    stretched[np.isnan(units)] = NAN
    assert agreement.alpha(stretched, "ordinal") == pytest.approx(
        agreement.alpha(units, "ordinal"), abs=1e-12
    )


@pytest.mark.parametrize("level", agreement.LEVELS)
def test_perfect_agreement_is_one(level):
    assert agreement.alpha([[value, value] for value in (1, 2, 3, 1)], level) == 1


def test_a_coding_with_one_value_has_no_alpha():
    assert np.isnan(agreement.alpha([[1, 1], [1, 1]], "nominal"))


def test_a_coding_with_one_value_has_no_interval():
    assert np.isnan(agreement.alpha_interval([[1, 1], [1, 1]], "nominal")).all()


def test_units_coded_once_have_no_alpha():
    assert np.isnan(agreement.alpha([[1, None], [None, 2]], "nominal"))


def test_no_units_have_no_alpha():
    assert np.isnan(agreement.alpha([], "ordinal"))


@pytest.mark.parametrize("level", agreement.LEVELS)
@pytest.mark.parametrize("gap", [None, NAN, pd.NA], ids=["None", "NaN", "NA"])
def test_every_way_to_write_a_gap_is_a_gap(level, gap):
    units = [[gap if np.isnan(value) else int(value) for value in row] for row in EXAMPLE_C]
    assert agreement.alpha(units, level) == pytest.approx(
        agreement.alpha(EXAMPLE_C, level), abs=1e-12
    )


def test_an_unknown_level_is_refused():
    with pytest.raises(ValueError, match="nominal, ordinal, interval"):
        agreement.alpha(EXAMPLE_A, "ratio")


@pytest.mark.parametrize("level", agreement.LEVELS)
@pytest.mark.parametrize("seed", range(4))
def test_the_interval_contains_the_estimate(level, seed):
    units = random_units(seed)
    low, high = agreement.alpha_interval(units, level, draws=500)
    assert low < agreement.alpha(units, level) < high


def test_the_interval_is_the_same_for_the_same_seed():
    units = random_units(3)
    assert agreement.alpha_interval(units, "ordinal", 400, 7) == agreement.alpha_interval(
        units, "ordinal", 400, 7
    )


@pytest.mark.parametrize("level", agreement.LEVELS)
def test_the_interval_equals_resampling_the_units_by_hand(level):
    units = random_units(9, units=40, missing=0)
    weights = np.random.default_rng(1).multinomial(40, np.full(40, 1 / 40), size=60)
    by_hand = [agreement.alpha(units.repeat(weight, axis=0), level) for weight in weights]
    expected = np.percentile(by_hand, [2.5, 97.5])
    assert agreement.alpha_interval(units, level, draws=60, seed=1) == pytest.approx(
        expected, abs=1e-9
    )


def test_raw_agreement_is_the_share_of_equal_units():
    assert agreement.raw_agreement(EXAMPLE_A) == pytest.approx(0.6)


def test_marginals_count_each_coder_by_itself():
    table = agreement.marginals(EXAMPLE_A, ["Meg", "Owen"])
    assert table.to_dict() == {"Meg": {0: 8, 1: 2}, "Owen": {0: 6, 1: 4}}


def coding(rows, values):
    """Tables `coded_units` and `codings` from (unit, coder, claim) rows and {field: [value a
    row]}."""
    units = pd.DataFrame(rows, columns=["unit_id", "coder", "claim_id"])
    codes = [
        (row[0], field, value)
        for field, column in values.items()
        for row, value in zip(rows, column, strict=True)
    ]
    return units, pd.DataFrame(codes, columns=["unit_id", "field", "value"])


ROWS = [
    ("A-1", "A", "c1"),
    ("A-2", "A", "c2"),
    ("A-3", "A", "c2"),
    ("A-4", "A", None),
    ("B-1", "B", "c2"),
    ("B-2", "B", "c1"),
    ("B-3", "B", "c3"),
]
VALUES = {
    "dyad": ["RUS-JPN", "", "RUS-JPN", "", "", "RUS-KOR", "RUS-JPN"],
    "stance": ["-2", "0", "1", "0", "0", "-1", "2"],
}


def test_units_are_paired_by_their_claim_in_order():
    units, _ = coding(ROWS, VALUES)
    pairs = agreement.match_units(units[units.coder == "A"], units[units.coder == "B"]).pairs
    assert list(pairs.itertuples(index=False, name=None)) == [
        ("c1", "A-1", "B-2"),
        ("c2", "A-2", "B-1"),
    ]


def test_units_without_a_partner_are_named():
    units, _ = coding(ROWS, VALUES)
    matching = agreement.match_units(units[units.coder == "A"], units[units.coder == "B"])
    assert (matching.unmatched_a, matching.unmatched_b) == (["A-3", "A-4"], ["B-3"])


def test_an_empty_value_is_a_code_of_its_own():
    table = agreement.confusion(*coding(ROWS, VALUES), "dyad")
    assert table.loc["none", "none"] == 1


def test_confusion_is_square_and_counts_every_pair():
    table = agreement.confusion(*coding(ROWS, VALUES), "dyad")
    assert list(table.index) == list(table.columns) and table.to_numpy().sum() == 2


def test_confusion_of_stance_is_in_the_order_of_the_scale():
    assert list(agreement.confusion(*coding(ROWS, VALUES), "stance").index) == [-2, -1, 0]


def test_reliability_gives_one_row_a_field_with_its_level():
    table = agreement.reliability(*coding(ROWS, VALUES), draws=20)
    assert list(zip(table.field, table.level, strict=True)) == [
        ("dyad", "nominal"),
        ("stance", "ordinal"),
    ]


def test_reliability_counts_pairs_and_units_without_partner():
    row = agreement.reliability(*coding(ROWS, VALUES), draws=20).iloc[0]
    assert (row.n_pairs, row.unmatched_a, row.unmatched_b) == (2, 2, 1)


def test_reliability_refuses_a_single_coder():
    units, codes = coding(ROWS[:4], {"dyad": VALUES["dyad"][:4]})
    with pytest.raises(ValueError, match="two coders"):
        agreement.reliability(units, codes)


def test_reliability_refuses_a_unit_coded_twice():
    units, codes = coding(ROWS, VALUES)
    with pytest.raises(ValueError, match="coded twice for dyad: A-1"):
        agreement.reliability(units, pd.concat([codes, codes.iloc[:1]]))


# The page's JavaScript is held to the same cases.
CASES = json.loads((ROOT / "tests/fixtures/agreement-cases.json").read_text(encoding="utf-8"))
WHY = {
    "": "",
    "alike": "everybody gave the same value",
    "apart": "no claim was coded by two people",
    "one": "no alpha for one coder",
}


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_agreement_baseline_and_alpha_are_those_of_the_shared_cases(case):
    def number(value):
        return NAN if value is None else pytest.approx(value, abs=1e-12, nan_ok=True)

    units = case["units"]
    share, commonest = agreement.baseline(units)
    found = agreement.alpha(units, case["level"])
    raw = agreement.raw_agreement(units)
    for told, wanted in ((raw, "raw"), (share, "baseline"), (found, "alpha")):
        assert (case[wanted] is None) == np.isnan(told), wanted
        assert case[wanted] is None or told == number(case[wanted]), wanted
    assert commonest == case["commonest"] and agreement.pairable(units) == case["pairable"]
    why = agreement.undefined(units)
    assert (why == "") == (case["why"] == "") and WHY[case["why"]] in why
