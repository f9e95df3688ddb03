"""How long the explorers' models take: one answer, the slowest that their controls allow, and all
that a page is given."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import pandas as pd

import shieldbook as sb
from shieldbook.analysis import claims
from shieldbook.explorers import (
    ClaimsExplorer,
    reach_sentence,
    salvo_explorer,
    wait_explorer,
    years_explorer,
)
from shieldbook.explorers.explorer import Explorer

# Aims, in milliseconds.
ANSWER_MS, PAGE_MS = 10, 2000


def _salvo() -> Explorer:
    return salvo_explorer(
        sb.load("system_figures"), {"complete": "launchers-at-seongju-from-september-2017"}
    )


def _reach() -> Explorer:
    ways = pd.DataFrame({"site": ["Seongju"], "soil_km": [725], "hidden_km": [31.0]})
    return reach_sentence(ways, ("Seongju", 1000), {"lower": ("Seongju", 600)})


def _claims() -> Explorer:
    names = ("claims", "actors", "checks", "articles", "codebook")
    table = claims.all_claims_table(*(sb.load(name) for name in names))
    return ClaimsExplorer(table, sb.load("codebook"), {"all": {}})


def _wait() -> Explorer:
    return wait_explorer(sb.load("launches"), {"the brief": "1999-09-03"})


def _years() -> Explorer:
    return years_explorer(
        sb.load("trade"), sb.load("meetings"), sb.load("actors"), {"all": (1999, 2023)}
    )


# What makes each as slow as it gets.
SLOWEST = {
    "salvo": (_salvo, {"missiles": 60, "launchers": 9, "hit_pct": 97, "shots": 1, "looks": 2}),
    "reach": (_reach, {"range_km": 2000}),
    "claims": (_claims, {"article": "sinonk-2019"}),
    "wait": (_wait, {"counts": "all"}),
    "years": (_years, {"first": 1999}),
}


def _milliseconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return 1000 * (time.process_time() - begun)


def measure_models() -> dict[str, dict[str, float]]:
    """For each explorer the median and the best of 20 slowest answers, and the making of it with
    all that its page holds, in ms.
    """
    found = {}
    for name, (make, options) in SLOWEST.items():
        explorer = make()
        answers = [_milliseconds(lambda e=explorer, o=options: e.result(**o)) for _ in range(20)]
        found[name] = {
            "answer_ms": statistics.median(answers),
            "best_ms": min(answers),
            "page_ms": _milliseconds(lambda m=make: m().payload()),
        }
    return found


def report_models(found: dict[str, dict[str, float]]) -> None:
    """Print them beside their aims."""
    for name, took in found.items():
        for part, aim in (("answer_ms", ANSWER_MS), ("page_ms", PAGE_MS)):
            missed = "" if took[part] <= aim else ", MISSED"
            print(
                f"  {name}, {part.split('_')[0]}: {took[part]:.1f} ms (aim: at most {aim:,} "
                f"ms{missed})",
                flush=True,
            )
