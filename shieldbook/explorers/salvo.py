"""A salvo at one THAAD battery: what gets through, for a battery, an interceptor and a way of
firing of the reader's choice; and the same in one sentence.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import pandas as pd

from shieldbook.analysis.salvo import (
    Defence,
    Outcome,
    engage,
    interceptors_a_launcher,
    launchers_on,
    magazine_of,
    salvo_that_breaks,
)
from shieldbook.controls import Control
from shieldbook.explorers.explorer import ModelExplorer
from shieldbook.explorers.sentence import Sentence
from shieldbook.phrases import counted, percent, tenths

MOST_BARS = 14
NOTE = (
    "Every interceptor is taken to hit with the same chance, whatever became of the others, "
    "and every missile to be seen "
    "in time, told from decoys and engaged. All of this flatters the defence: read an answer "
    "as a ceiling."
)
HIT_HINT = "No source that was read gives it for war; tests give a lower bound only."


def salvo(options: dict, data: dict) -> dict:
    """What becomes of one salvo.

    `options`: `missiles`, `launchers`, `interceptors_a_launcher`, `shots` (counts), `hit_pct` and
    `level_pct` (per cent), `looks` (1 or 2). `data` is not used. Out: `answer`; behind it
    `none_leaks`, `mean_leakers`, `mean_used`, `breaks` (the smallest salvo whose chance lies below
    the level, None where there is none up to 100); and `rows`, the distribution of what gets
    through as label, words and share.
    """
    missiles, launchers, each = (
        options["missiles"],
        options["launchers"],
        options["interceptors_a_launcher"],
    )
    magazine = magazine_of(launchers, each)
    defence = Defence(magazine, options["hit_pct"] / 100, options["shots"], options["looks"])
    found = engage(missiles, defence)
    level = options["level_pct"] / 100
    breaks = salvo_that_breaks(defence, level)
    answer = (
        f"{counted(missiles, 'missile')} at once against {counted(launchers, 'launcher')} "
        f"with {each} each, {_fired(defence)}: the chance that none gets through is "
        f"{percent(_none_leaks(found), level)}. On average the defence lets "
        f"{tenths(found.mean_leakers, missiles)} through and fires "
        f"{tenths(found.mean_used, magazine)} of {counted(magazine, 'interceptor')}. "
        f"{_broken(breaks, options['level_pct'])}"
    )
    return {
        "answer": answer,
        "none_leaks": found.none_leaks,
        "mean_leakers": found.mean_leakers,
        "mean_used": found.mean_used,
        "breaks": breaks,
        "rows": _bars(found.leakers),
    }


def _none_leaks(found: Outcome) -> float:
    """The chance that none gets through; below 1 where one can, though floating numbers round it to
    1."""
    return min(found.none_leaks, math.nextafter(1, 0)) if found.mean_leakers else found.none_leaks


def _fired(defence: Defence) -> str:
    volleys = "in one volley" if defence.looks == 1 else "and again at what survives"
    each = percent(defence.kill_probability)
    return f"{defence.shots} fired at a missile {volleys}, each hitting with {each}"


def _broken(breaks: int | None, level_pct: int) -> str:
    if breaks is None:
        return f"With this defence the chance stays at {level_pct}% or above up to 100 missiles."
    return (
        f"With this defence the chance is below {level_pct}% from {counted(breaks, 'missile')} on."
    )


def _bars(leakers: tuple[float, ...]) -> list[list]:
    """The counts that occur once in a thousand cases or more, in bars of equal width, at most
    fourteen."""
    seen = [n for n, chance in enumerate(leakers) if chance >= 0.001]
    width = -(-(seen[-1] - seen[0] + 1) // MOST_BARS)
    rows = []
    for low in range(seen[0], seen[-1] + 1, width):
        high = min(low + width - 1, len(leakers) - 1)
        share = 0.0
        for n in range(low, high + 1):
            share += leakers[n]
        rows.append([f"{low}" if low == high else f"{low} to {high}", percent(share), share])
    return rows


def salvo_explorer(
    figures: pd.DataFrame,
    days: Mapping[str, str],
    missiles: int = 12,
    hit_pct: int = 80,
    shots: int = 1,
) -> ModelExplorer:
    """The explorer of salvos at the battery in Seongju.

    `figures` is `system_figures` of the data package; `days` maps a scenario's name to the measure
    of `thaad-korea-battery` that counts the launchers of that day. `missiles`, `hit_pct` and
    `shots` are what all scenarios assume. The controls begin at the first scenario that has
    launchers. Raises KeyError for an unknown measure.
    """
    each, counts = interceptors_a_launcher(figures), launchers_on(figures, days)
    shared = {
        "missiles": missiles,
        "interceptors_a_launcher": each,
        "hit_pct": hit_pct,
        "shots": shots,
        "looks": 1,
        "level_pct": 50,
    }
    begun = next((count for count in counts.values() if count), 0)
    return ModelExplorer(
        salvo,
        _controls({**shared, "launchers": begun}, each),
        {label: {**shared, "launchers": count} for label, count in counts.items()},
        {},
        name="salvo",
        note=NOTE,
        bars=("Missiles that get through", "Chance"),
        question="How many missiles get through a salvo at the battery in Seongju?",
    )


def clean(options: dict, data: dict) -> dict:
    """In how many of a hundred salvoes nothing gets through, in words: `clean`. `options`:
    `launchers` (count) and `hit` (per cent); `data["clean"]`: the words by both."""
    return {"clean": data["clean"][options["launchers"], options["hit"]]}


def salvo_sentence(
    table: pd.DataFrame, salvo: str, scenarios: Mapping[str, tuple[int, int]]
) -> Sentence:
    """The sentence that is turned beside the picture of a hundred salvoes.

    `table` is what `salvo.hundred_table` made, `salvo` what comes at once, in words at the
    head of a sentence; `scenarios` maps a name to launchers and hit chance (per cent), the first is
    the start. The picture's parameters `launchers` and `hit` follow. Raises ControlError where the
    table has no such battery or chance.
    """
    names = ("launchers", "hit")
    given = {label: dict(zip(names, own, strict=True)) for label, own in scenarios.items()}
    known = table.set_index(["launchers", "hit_pct"])["clean"].to_dict()
    return Sentence(
        clean,
        _turned(table, next(iter(given.values()), {})),
        given,
        {"clean": known},
        name="salvo",
        question="How often does nothing of a salvo get through?",
        text=f"{salvo} at once against {{launchers}}, each interceptor "
        "hitting {hit} times in 100: nothing gets through in {clean} of 100 salvoes.",
        follows=names,
    )


def _turned(table: pd.DataFrame, start: Mapping[str, int]) -> tuple[Control, ...]:
    """The controls in the sentence: the batteries and the hit chances that the table has."""
    batteries = table[["battery", "launchers"]].drop_duplicates().itertuples(index=False)
    choices = tuple((name, int(launchers)) for name, launchers in batteries)
    chances = sorted(int(hit) for hit in table["hit_pct"].unique())
    ends = {"low": chances[0], "high": chances[-1], "step": chances[1] - chances[0]}
    label = "Times in 100 that one interceptor hits"
    return (
        Control("launchers", "Launchers", "select", start.get("launchers"), choices=choices),
        Control("hit", label, "range", start.get("hit"), **ends),
    )


def _controls(start: Mapping[str, int], most_each: int) -> tuple[Control, ...]:
    """What the reader sets; no launcher holds more than `most_each` interceptors."""

    def slider(name: str, label: str, low: int, high: int, unit: str, hint: str = "") -> Control:
        return Control(name, label, "range", start[name], low, high, unit=unit, hint=hint)

    def choice(name: str, label: str, *choices: tuple[str, int]) -> Control:
        return Control(name, label, "select", start[name], choices=choices)

    return (
        slider("missiles", "Missiles at once", 1, 60, "missiles"),
        slider("launchers", "Launchers", 0, 9, "launchers"),
        slider("interceptors_a_launcher", "Interceptors a launcher", 1, most_each, "interceptors"),
        slider("hit_pct", "Chance that one interceptor hits", 0, 100, "%", HIT_HINT),
        slider("shots", "Fired at a missile in a volley", 1, 4, "interceptors"),
        choice("looks", "Firing", ("one volley", 1), ("shoot, look, shoot again", 2)),
        choice("level_pct", "Level asked about", ("90%", 90), ("50%", 50), ("10%", 10)),
    )
