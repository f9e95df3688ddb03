"""The saturation model: values worked by hand, limits, what must rise and fall, and a simulation
that could contradict it.
"""

from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shieldbook.analysis import salvo
from shieldbook.analysis.salvo import (
    Defence,
    SalvoError,
    chance_none_leaks,
    engage,
    magazine_of,
    salvo_that_breaks,
)
from shieldbook.phrases import below

shares = st.integers(0, 20).map(lambda n: n / 20)
defences = st.builds(Defence, st.integers(0, 24), shares, st.integers(1, 3), st.integers(1, 2))


def simulate(missiles, defence, draws, seed):
    """The same engagement drawn at random `draws` times: leakers and interceptors used, one entry a
    draw each.

    Written shot by shot, and not from the formulas of the model, so that it can contradict them.
    """
    random = np.random.default_rng(seed)
    flying = np.ones((draws, missiles), dtype=bool)
    left = np.full(draws, defence.magazine)
    for _ in range(defence.looks):
        targets = flying.copy()
        for _ in range(defence.shots):
            # One round: an interceptor for each target of the volley in turn, until the magazine is
            # empty.
            for missile in range(missiles):
                fires = targets[:, missile] & (left > 0)
                left -= fires
                flying[:, missile] &= ~(fires & (random.random(draws) < defence.kill_probability))
    return flying.sum(axis=1), defence.magazine - left


# By hand


def test_two_coins_must_both_fall():
    found = engage(2, Defence(2, 0.5))
    assert found.leakers == pytest.approx((0.25, 0.5, 0.25)) and found.mean_used == 2


def test_a_second_look_halves_what_a_coin_leaves():
    found = engage(1, Defence(2, 0.5, looks=2))
    assert found.none_leaks == pytest.approx(0.75) and found.mean_used == pytest.approx(1.5)


def test_a_second_look_at_two_missiles_with_one_interceptor_left():
    # First volley: 0, 1, 2 survive with 1/4, 1/2, 1/4; then one interceptor for one of them.
    found = engage(2, Defence(3, 0.5, looks=2))
    assert found.leakers == pytest.approx((0.5, 0.375, 0.125))
    assert found.mean_used == pytest.approx(2.75)


def test_interceptors_that_do_not_last_are_spread_evenly():
    # Three for two missiles: one meets two interceptors, the other one.
    assert salvo.spread(2, 3, 2) == (1, 1)
    assert engage(2, Defence(3, 0.5, shots=2)).none_leaks == pytest.approx(0.75 * 0.5)


@pytest.mark.parametrize(
    "missiles, chance, expected", [(8, 0.8, 0.8**8), (12, 0.9, 0.9**12), (1, 0.56, 0.56)]
)
def test_one_interceptor_a_missile_is_a_power(missiles, chance, expected):
    assert engage(missiles, Defence(missiles, chance)).none_leaks == pytest.approx(expected)


def test_four_interceptors_of_56_per_cent_stop_one_missile_in_96_cases_of_100():
    # 1 - 0.44^4, worked out on paper.
    assert engage(1, Defence(4, 0.56, shots=4)).none_leaks == pytest.approx(0.96251904)


def test_a_full_magazine_is_a_plain_binomial():
    miss = 0.3**2
    expected = [comb(10, n) * miss**n * (1 - miss) ** (10 - n) for n in range(11)]
    assert engage(10, Defence(40, 0.7, shots=2)).leakers == pytest.approx(expected)
    assert engage(10, Defence(40, 0.7, shots=1, looks=2)).leakers == pytest.approx(expected)


def test_a_battery_holds_its_launchers_full():
    assert magazine_of(6, 8) == 48


# Limits


@given(st.integers(0, 30), defences)
@settings(max_examples=60, deadline=None)
def test_what_never_hits_lets_everything_through(missiles, defence):
    found = engage(missiles, Defence(defence.magazine, 0, defence.shots, defence.looks))
    assert found.leakers[missiles] == pytest.approx(1)


@given(st.integers(0, 30), st.integers(0, 40))
@settings(max_examples=60, deadline=None)
def test_what_always_hits_lets_through_what_it_has_no_interceptor_for(missiles, magazine):
    found = engage(missiles, Defence(magazine, 1))
    assert found.leakers[max(0, missiles - magazine)] == pytest.approx(1)


def test_without_missiles_nothing_leaks_and_nothing_is_fired():
    found = engage(0, Defence(16, 0.8, 2, 2))
    assert (found.none_leaks, found.mean_leakers, found.mean_used) == (1, 0, 0)


def test_without_interceptors_everything_leaks():
    assert engage(12, Defence(0, 0.9)).leakers[12] == 1


# Properties


@given(st.integers(0, 30), defences)
@settings(max_examples=80, deadline=None)
def test_nothing_is_lost(missiles, defence):
    found = engage(missiles, defence)
    assert sum(found.leakers) == pytest.approx(1) and sum(found.used) == pytest.approx(1)
    assert (
        min(found.leakers) >= 0 and found.mean_leakers >= max(0, missiles - defence.magazine) - 1e-9
    )


@given(st.integers(0, 30), defences)
@settings(max_examples=80, deadline=None)
def test_the_short_way_to_the_chance_agrees_with_the_long_one(missiles, defence):
    assert chance_none_leaks(missiles, defence) == pytest.approx(
        engage(missiles, defence).none_leaks, abs=1e-12
    )


@given(st.integers(0, 30), defences)
@settings(max_examples=80, deadline=None)
def test_a_further_missile_never_helps_the_defence(missiles, defence):
    assert chance_none_leaks(missiles + 1, defence) <= chance_none_leaks(missiles, defence) + 1e-12


@given(st.integers(0, 30), defences)
@settings(max_examples=80, deadline=None)
def test_a_further_interceptor_never_hurts(missiles, defence):
    more = Defence(defence.magazine + 1, defence.kill_probability, defence.shots, defence.looks)
    assert chance_none_leaks(missiles, more) >= chance_none_leaks(missiles, defence) - 1e-12


@given(st.integers(0, 30), defences)
@settings(max_examples=80, deadline=None)
def test_a_better_interceptor_never_hurts(missiles, defence):
    better = Defence(
        defence.magazine, min(1, defence.kill_probability + 0.05), defence.shots, defence.looks
    )
    assert chance_none_leaks(missiles, better) >= chance_none_leaks(missiles, defence) - 1e-12


@given(defences, shares)
@settings(max_examples=80, deadline=None)
def test_the_salvo_that_breaks_is_the_first_that_does(defence, level):
    found = salvo_that_breaks(defence, level)
    if found is None:
        assert not below(chance_none_leaks(salvo.MOST_MISSILES, defence), level)
    else:
        assert below(chance_none_leaks(found, defence), level)
        assert found == 0 or not below(chance_none_leaks(found - 1, defence), level)


def test_a_chance_of_exactly_the_level_does_not_break_it():
    # 1 - (1 - 0.1) is a hair below 0.1 among floating numbers.
    assert (
        chance_none_leaks(1, Defence(1, 0.1)) < 0.1 and salvo_that_breaks(Defence(1, 0.1), 0.1) == 2
    )


# Against chance


@pytest.mark.parametrize(
    "missiles, defence",
    [
        (12, Defence(16, 0.8, 1, 1)),
        (12, Defence(16, 0.8, 1, 2)),
        (12, Defence(48, 0.6, 2, 2)),
        (9, Defence(7, 0.7, 2, 1)),
    ],
)
def test_a_simulation_finds_what_the_formulas_say(missiles, defence):
    draws = 100_000
    leaked, used = simulate(missiles, defence, draws, seed=2017)
    found = engage(missiles, defence)
    for n, chance in enumerate(found.leakers):
        # Five standard errors: a right formula fails once in a million.
        assert (
            abs((leaked == n).mean() - chance) <= 5 * (chance * (1 - chance) / draws) ** 0.5 + 1e-9
        )
    assert used.mean() == pytest.approx(found.mean_used, abs=0.05)


# Bad input


@pytest.mark.parametrize(
    "make, told",
    [
        (lambda: Defence(-1, 0.8), "magazine must be a whole number from 0 to 1000: -1"),
        (lambda: Defence(16, 1.2), "kill_probability must be from 0 to 1: 1.2"),
        (lambda: Defence(16, float("nan")), "kill_probability must be from 0 to 1: nan"),
        (lambda: Defence(16, 0.8, shots=0), "shots must be a whole number from 1 to 8: 0"),
        (lambda: Defence(16, 0.8, looks=1.5), "looks must be a whole number"),
        (lambda: engage(-3, Defence(16, 0.8)), "salvo must be a whole number from 0 to 100: -3"),
        (lambda: engage(True, Defence(16, 0.8)), "salvo must be a whole number"),
        (lambda: magazine_of(-2, 8), "launchers must be a whole number from 0 to 100: -2"),
        (lambda: salvo_that_breaks(Defence(16, 0.8), 1.5), "level must be from 0 to 1: 1.5"),
    ],
    ids=lambda case: case if isinstance(case, str) else "",
)
def test_a_salvo_that_cannot_be_is_refused_by_name_and_value(make, told):
    with pytest.raises(SalvoError, match=told.replace("(", r"\(")):
        make()


# A hundred salvoes


def hundred(missiles=2, hits=(0.5,), shots=1, **launchers):
    return salvo.hundred_table(launchers or {"one": 1}, 8, missiles, hits, shots)


def test_of_a_hundred_salvoes_as_many_are_whole_as_the_chance_says():
    # Two missiles, one interceptor each that hits every second time: 25, 50 and 25 of a hundred.
    [row] = hundred().to_dict("records")
    assert row == {
        "battery": "one",
        "launchers": 1,
        "hit_pct": 50,
        "held": [25, 75],
        "whole": 25,
        "clean": "25",
        "rest": "1 to 2 get through in 75",
    }


def test_what_gets_through_in_the_others_is_said_in_words():
    told = hundred(missiles=1, hits=(0, 0.5, 1))
    assert told["rest"].tolist() == ["1 gets through in 100", "1 gets through in 50", ""]
    assert told["whole"].tolist() == [0, 50, 100]


def test_a_salvo_larger_than_the_magazine_is_never_stopped_whole():
    [row] = hundred(missiles=10, hits=(1,)).to_dict("records")
    assert (row["whole"], row["clean"], row["rest"]) == (0, "0", "2 get through in 100")


def test_a_chance_too_small_for_one_of_a_hundred_is_not_called_none():
    [row] = hundred(missiles=8, hits=(0.2,)).to_dict("records")
    assert (row["whole"], row["clean"]) == (0, "less than 1")


def test_no_more_salvoes_are_hurt_by_more_missiles_than_by_fewer():
    for row in hundred(12, (0.1, 0.5, 0.8, 0.95), 2, two=2, six=6)["held"]:
        assert len(row) == 12 and row == sorted(row) and row[0] >= 0 and row[-1] <= 100


def test_a_hundred_salvoes_are_those_that_a_simulation_draws():
    held = hundred(12, (0.8,), 2, two=2)["held"].iloc[0]
    leakers, _ = simulate(12, Defence(16, 0.8, 2), 40_000, 2017)
    drawn = [100 * (leakers < many).mean() for many in range(1, 13)]
    assert held == pytest.approx(drawn, abs=1.5)
