"""A salvo against a magazine: how many missiles get through, by a model small enough to be checked
by hand.

Every interceptor that is fired hits its missile with the same probability, whatever became of the
others: independent trials, as in the simplest textbook models of missile defence. No decoys, no
wear on the radar, no limit on how many missiles can be engaged at once, every missile seen in time.
Each of these flatters the defence, so an answer is a ceiling.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import comb

import numpy as np
import pandas as pd

from shieldbook.analysis.lookup import Known, row_of
from shieldbook.phrases import below, in_a_hundred, percent

MOST_MISSILES = 100


class SalvoError(ValueError):
    """A salvo or a defence that cannot be: the message names the figure and its value."""


@dataclass(frozen=True)
class Defence:
    """What stands against a salvo.

    `magazine`: interceptors in the launchers (count); `kill_probability`: that one interceptor
    destroys the missile it is fired at, from 0 to 1; `shots`: interceptors fired at a missile in
    one volley, as far as they last; `looks`: 1 for one volley only, 2 for shoot-look-shoot, where
    what survived the first volley is fired at once more. Raises SalvoError.
    """

    magazine: int
    kill_probability: float
    shots: int = 1
    looks: int = 1

    def __post_init__(self):
        _whole("magazine", self.magazine, 0, 1000)
        _whole("shots", self.shots, 1, 8)
        _whole("looks", self.looks, 1, 4)
        if isinstance(self.kill_probability, bool) or not 0 <= self.kill_probability <= 1:
            raise SalvoError(f"kill_probability must be from 0 to 1: {self.kill_probability}")


def magazine_of(launchers: int, interceptors_a_launcher: int) -> int:
    """Interceptors that stand ready (count): every launcher full and none reloaded. Raises
    SalvoError below 0."""
    _whole("launchers", launchers, 0, 100)
    _whole("interceptors_a_launcher", interceptors_a_launcher, 0, 100)
    return launchers * interceptors_a_launcher


@dataclass(frozen=True)
class Outcome:
    """What comes of a salvo: `leakers[n]` is the probability that exactly n missiles get through
    (salvo + 1 entries), `used[n]` that exactly n interceptors are fired (magazine + 1 entries).
    Each sums to 1."""

    leakers: tuple[float, ...]
    used: tuple[float, ...]

    @property
    def none_leaks(self) -> float:
        """The probability that no missile gets through, from 0 to 1."""
        return self.leakers[0]

    @property
    def mean_leakers(self) -> float:
        """Missiles that get through on average (count)."""
        return _mean(self.leakers)

    @property
    def mean_used(self) -> float:
        """Interceptors fired on average (count)."""
        return _mean(self.used)


def _mean(distribution: tuple[float, ...]) -> float:
    # Added in order: from Python 3.12 on `sum` rounds otherwise, and the page's twin could not
    # follow.
    total = 0.0
    for n, chance in enumerate(distribution):
        total += n * chance
    return total


def engage(salvo: int, defence: Defence) -> Outcome:
    """The exact outcome of `salvo` missiles (count, up to 100) arriving together. Raises
    SalvoError.

    A dynamic programme over the volleys whose state is (missiles still flying, interceptors left).
    In each volley every missile gets `shots` interceptors; where they do not last they are spread
    as evenly as they go, which is the best use of them for a defender who wants nothing to get
    through. The survivors of a volley are then the sum of two binomials.
    """
    _whole("salvo", salvo, 0, MOST_MISSILES)
    states = {(salvo, defence.magazine): 1.0}
    for _ in range(defence.looks):
        after: dict[tuple[int, int], float] = defaultdict(float)
        for (flying, left), weight in states.items():
            each, more = spread(flying, left, defence.shots)
            fired = each * flying + more
            for survived, chance in enumerate(
                _survivors(flying, each, more, defence.kill_probability)
            ):
                after[survived, left - fired] += weight * chance
        states = after
    leakers, used = [0.0] * (salvo + 1), [0.0] * (defence.magazine + 1)
    for (flying, left), weight in states.items():
        leakers[flying] += weight
        used[defence.magazine - left] += weight
    return Outcome(tuple(leakers), tuple(used))


def _survivors(flying: int, each: int, more: int, kill_probability: float) -> list[float]:
    """The distribution of what a volley leaves flying, where `more` missiles get `each` + 1
    interceptors and the rest `each`.
    """
    miss = powers(1 - kill_probability, each + 1)
    return convolve(binomial(flying - more, miss[each]), binomial(more, miss[each + 1]))


def chance_none_leaks(salvo: int, defence: Defence) -> float:
    """The probability that no missile of `salvo` (count) gets through: `engage(…).none_leaks`,
    found without the rest."""
    _whole("salvo", salvo, 0, MOST_MISSILES)
    return _none(salvo, defence.magazine, defence.looks, defence)


def _none(flying: int, left: int, looks: int, defence: Defence) -> float:
    if flying == 0 or looks == 0:
        return float(flying == 0)
    each, more = spread(flying, left, defence.shots)
    if looks == 1:
        miss = powers(1 - defence.kill_probability, each + 1)
        return powers(1 - miss[each], flying - more)[-1] * powers(1 - miss[each + 1], more)[-1]
    left -= each * flying + more
    total = 0.0
    for survived, chance in enumerate(_survivors(flying, each, more, defence.kill_probability)):
        total += chance * _none(survived, left, looks - 1, defence)
    return total


def spread(flying: int, left: int, shots: int) -> tuple[int, int]:
    """How one volley is divided: interceptors for every missile, and how many missiles get one more
    (counts)."""
    if flying == 0:
        return 0, 0
    if left >= shots * flying:
        return shots, 0
    return divmod(left, flying)


def powers(base: float, most: int) -> list[float]:
    """`base` to the powers 0 to `most`, multiplied step by step, so that the page's twin rounds
    where Python does."""
    found = [1.0]
    for _ in range(most):
        found.append(found[-1] * base)
    return found


def binomial(cases: int, chance: float) -> list[float]:
    """The probabilities of 0 to `cases` hits where each has the same `chance`; binomial
    distribution in closed form."""
    hits, misses = powers(chance, cases), powers(1 - chance, cases)
    return [comb(cases, n) * hits[n] * misses[cases - n] for n in range(cases + 1)]


def convolve(first: list[float], second: list[float]) -> list[float]:
    """The distribution of the sum of two independent counts."""
    both = [0.0] * (len(first) + len(second) - 1)
    for i, p in enumerate(first):
        for j, q in enumerate(second):
            both[i + j] += p * q
    return both


def salvo_that_breaks(defence: Defence, level: float) -> int | None:
    """The smallest salvo (count) at which the chance that none leaks is below `level`; None where
    none up to 100 is.

    `level` from 0 to 1; a chance that floating sums put a hair below it is at it. The chance never
    rises with a further missile, so the salvo is found by halving. Raises SalvoError.
    """
    if isinstance(level, bool) or not 0 <= level <= 1:
        raise SalvoError(f"level must be from 0 to 1: {level}")
    # More missiles than interceptors: one at least meets nothing.
    low, high = 0, min(MOST_MISSILES, defence.magazine + 1)
    if not below(chance_none_leaks(high, defence), level):
        return None
    while low < high:
        middle = (low + high) // 2
        if below(chance_none_leaks(middle, defence), level):
            high = middle
        else:
            low = middle + 1
    return low


def launchers_on(figures: pd.DataFrame, days: Mapping[str, str]) -> dict[str, int]:
    """Launchers at Seongju (count) by the name of a day; `days` maps names to measures of
    `system_figures`. Raises KeyError.
    """
    own = figures[figures["system_id"] == "thaad-korea-battery"]
    known = Known(
        "measure of thaad-korea-battery",
        zip(own["measure"], own["low"].astype(int), strict=True),
    )
    return {name: known[measure] for name, measure in days.items()}


def interceptors_a_launcher(figures: pd.DataFrame) -> int:
    """Interceptors that a THAAD launcher holds (count), from `system_figures`. Raises KeyError."""
    own = figures[figures["system_id"] == "thaad"]
    return int(row_of(own, "interceptors-a-launcher", "measure of thaad", by="measure")["low"])


def battery_table(
    launchers: Mapping[str, int],
    interceptors_a_launcher: int,
    missiles: int,
    hits: Sequence[float],
    shots: int,
) -> pd.DataFrame:
    """One salvo against a battery on several days and for several hit chances (0 to 1), one row
    each.

    Out: `day`, `launchers`, `interceptors` (counts), `hit_pct`, `none_pct` (the chance that none
    gets through, per cent), `leakers` and `used` (means, counts).
    """
    rows = []
    for day, count in launchers.items():
        for hit in hits:
            defence = Defence(magazine_of(count, interceptors_a_launcher), hit, shots)
            found = engage(missiles, defence)
            rows.append(
                {
                    "day": day,
                    "launchers": count,
                    "interceptors": defence.magazine,
                    "hit_pct": round(100 * hit),
                    "none_pct": 100 * found.none_leaks,
                    "leakers": found.mean_leakers,
                    "used": found.mean_used,
                }
            )
    return pd.DataFrame(rows)


def saturation_table(
    launchers: Mapping[str, int],
    interceptors_a_launcher: int,
    most: int,
    hits: Sequence[float],
    shots: int,
) -> pd.DataFrame:
    """The chance that none gets through for salvos from 0 to `most`, one row a battery, hit chance
    and salvo.

    Out: `battery` (its name in `launchers`), `hit_pct`, `missiles`, `chance_pct`, and at one point
    of each line where there is room for it `label` and `side` (on which its words stand), empty
    elsewhere.
    """
    rows, fewest = [], min(launchers.values())
    for name, count in launchers.items():
        for hit in hits:
            defence = Defence(magazine_of(count, interceptors_a_launcher), hit, shots)
            chances = [100 * chance_none_leaks(missiles, defence) for missiles in range(most + 1)]
            at, side = _named_at(chances, hit == max(hits), count == fewest)
            rows += [
                {
                    "battery": name,
                    "hit_pct": round(100 * hit),
                    "missiles": n,
                    "chance_pct": chance,
                    "side": side,
                    "label": f"{name}, {percent(hit)}" if n == at else "",
                }
                for n, chance in enumerate(chances)
            ]
    return pd.DataFrame(rows)


def _named_at(chances: list[float], better: bool, smaller: bool) -> tuple[int, str]:
    """Where on a line its words stand, and on which side: the better lines' high up; of the lower
    ones the smaller battery's on its left, where nothing else runs."""
    below, side = (30, "left") if smaller else (20, "right")
    if better:
        below, side = 60, "right"
    most = len(chances) - 1
    at = next((n for n, chance in enumerate(chances) if chance < below), most)
    return at, "left" if at > 0.85 * most else side


def hundred_table(
    launchers: Mapping[str, int],
    interceptors_a_launcher: int,
    missiles: int,
    hits: Sequence[float],
    shots: int,
) -> pd.DataFrame:
    """A hundred salvoes as the model foresees them, one row a battery and hit chance (0 to 1).

    Out: `battery` (its name in `launchers`), `launchers`, `hit_pct`; `held`, a list whose k-th
    entry (from 1, one a missile) is in how many of the hundred fewer than k missiles get through;
    `whole` (none does) in number and, as `clean`, in words; `rest`, what gets through in the
    others, in words. Of the hundred, sorted, the k-th is what stands at (k - 0.5) per cent of the
    exact distribution.
    """
    rows = []
    for name, count in launchers.items():
        for hit in hits:
            defence = Defence(magazine_of(count, interceptors_a_launcher), hit, shots)
            found = engage(missiles, defence)
            held = _of_a_hundred(found.leakers)
            rows.append(
                {
                    "battery": name,
                    "launchers": count,
                    "hit_pct": round(100 * hit),
                    "held": held,
                    "whole": held[0],
                    "clean": in_a_hundred(found.none_leaks),
                    "rest": _rest(held),
                }
            )
    return pd.DataFrame(rows)


def _of_a_hundred(leakers: Sequence[float]) -> list[int]:
    """For 1 to all missiles, in how many of a hundred salvoes fewer than so many get through."""
    below_each = np.cumsum(leakers)[:-1]
    return [int(count) for count in np.floor(100 * below_each + 0.5 + 1e-9)]


def _rest(held: Sequence[int]) -> str:
    """What gets through in those of a hundred salvoes that are not stopped whole."""
    others = 100 - held[0]
    if not others:
        return ""
    least = next(n for n, count in enumerate([*held, 100]) if count > held[0])
    most = next(n for n, count in enumerate([*held, 100]) if count == 100)
    span = f"{least}" if least == most else f"{least} to {most}"
    return f"{span} {'gets' if most == 1 else 'get'} through in {others}"


def _whole(name: str, value: object, low: int, high: int) -> None:
    if (
        isinstance(value, bool)
        or not isinstance(value, (int, np.integer))
        or not low <= value <= high
    ):
        raise SalvoError(f"{name} must be a whole number from {low} to {high}: {value}")
