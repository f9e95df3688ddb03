"""The arithmetic of the bench: shares of the default build, and the own time of tasks."""

from __future__ import annotations

import math

import pytest

from support import ROOT
from support.tools import load_tool

with pytest.MonkeyPatch.context() as patch:
    patch.syspath_prepend(ROOT / "benchmarks")
    browser = load_tool("browser", "benchmarks")
    trace_page = load_tool("trace_page", "benchmarks")


def visits(**numbers):
    return {
        "desktop": [
            dict(zip(numbers, row, strict=True)) for row in zip(*numbers.values(), strict=True)
        ]
    }


def test_a_share_is_of_the_default_page_in_the_same_round():
    ours, default = visits(first_paint=[50, 30]), visits(first_paint=[100, 120])
    find = browser.per_visit("desktop", "first_paint")
    shares = browser.against_default("desktop", find, "first_paint")
    assert shares(ours, default) == [0.5, 0.25]


@pytest.mark.parametrize("ours, share", [(0, 0), (70, math.inf)])
def test_beside_a_default_page_without_long_tasks_there_is_none_or_it_is_infinite(ours, share):
    find = browser.per_visit("desktop", "long_tasks")
    shares = browser.against_default("desktop", find, "long_tasks")
    assert shares(visits(long_tasks=[ours]), visits(long_tasks=[0])) == [share]


def test_without_a_default_page_no_share_is_told():
    find = browser.per_visit("desktop", "first_paint")
    shares = browser.against_default("desktop", find, "first_paint")
    assert shares(visits(first_paint=[50]), {}) is None
    assert browser.spread(None, "x") == "not measured"


def test_a_page_of_evidence_is_held_to_what_every_page_is_and_to_nothing_else():
    held = {row.name for row in browser.aims() if row.everywhere}
    assert held == {
        f"{name}, {device}"
        for name in ("first paint", "long tasks before touch")
        for device in browser.DEVICES
    }


def task(name, start, length):
    return {"name": name, "ts": start, "dur": length}


def test_a_task_is_charged_with_its_own_time_and_not_with_what_it_called():
    told = [
        task("Layout", 2_000, 3_000),
        task("EvaluateScript", 1_000, 6_000),
        task("ParseHTML", 0, 10_000),
        task("Paint", 12_000, 1_000),
    ]
    assert trace_page.kinds(told) == {
        "parse": 4,
        "style": 0,
        "layout": 3,
        "paint": 1,
        "script": 3,
        "other": 0,
    }


def test_a_task_that_no_kind_names_is_other_work():
    assert trace_page.kinds([task("Rumination", 0, 500)])["other"] == 0.5
