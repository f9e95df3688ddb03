"""Exercises of the seminar, with the numbers that the tables and the models give.

No number about the data is typed into the text of an exercise or an item: it stands there as a name
in braces, which `numbers` knows.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

import pandas as pd

from shieldbook.analysis import acts, launches, reach, salvo, spans, trade
from shieldbook.analysis.events import first_day
from shieldbook.analysis.filling import filled
from shieldbook.analysis.lookup import Known, row_of

Tables = Mapping[str, pd.DataFrame]
# The tables that `numbers` counts in.
TABLES = (
    *("actors", "bargains", "checks", "claim_reports", "claims", "codebook", "events"),
    *("format_members", "launches", "meetings", "plover_scores", "quantities"),
    *("system_figures", "trade"),
)
MOSTLY = 60
AIRLINER_KM = 11
_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")


def numbers(tables: Tables) -> Known:
    """What the texts of exercises and items may name: each number by its name.

    `tables` holds those of TABLES. Raises KeyError where a row is gone that a number is made from.
    """
    makers = (_of_1999, _of_formats, _of_tone, _of_forces, _of_salvoes, _of_2018, _of_2019)
    return Known("number", {name: value for make in makers for name, value in make(tables).items()})


def exercise_of(
    exercises: pd.DataFrame, exercise_id: str, numbers: Mapping[str, float]
) -> dict[str, str]:
    """One row of the table by its id, with its numbers filled in; an empty cell stays empty.

    Raises KeyError where there is no such exercise, and for a name that no number has.
    """
    row = row_of(exercises, exercise_id, "exercise")
    texts = ("title", "task", "hint_1", "hint_2", "answer")
    return {**row.map(str), **{name: filled(row[name], numbers) for name in texts}}


def _checked(tables: Tables, article: str, aspect: str) -> pd.Series:
    """The verdicts of one aspect of an article."""
    checks = tables["checks"]
    own = checks["claim_id"].str.startswith(f"{article}-") & (checks["aspect"] == aspect)
    return checks.loc[own, "verdict"]


def _of_1999(tables: Tables) -> dict[str, float]:
    spoken = _checked(tables, "monitor-1999", "attribution")
    since = first_day(tables["events"], "1999-09-03-monitor-1999-published")
    flown = tables["launches"]
    flown = flown[flown["date"].between("1998", "2007")]
    every = launches.launch_days(flown)
    left = launches.launch_days(flown[flown["missile"] != "Unha"])
    return {
        "events_1999": len(_checked(tables, "monitor-1999", "content")),
        "said_1999": len(spoken),
        "said_open_1999": int((spoken == "unresolved").sum()),
        "wait_without_the_rocket": launches.wait_days(left["date"].dt.date, since=since),
        "missiles_of_that_day": int(every["missiles"].iloc[-1]),
        "missiles_without_the_rocket": int(left["missiles"].iloc[-1]),
    }


def _of_formats(tables: Tables) -> dict[str, float]:
    seats = tables["format_members"].groupby("format_id")["state"].agg(frozenset)
    russians = seats[[bool(states & {"RUS", "SUN"}) for states in seats]]
    return {
        "without_a_korea": sum(not {"KOR", "PRK"} <= states for states in seats),
        "six_states": max(len(states) for states in russians),
    }


def _of_tone(tables: Tables) -> dict[str, float]:
    names = ("plover_scores", "actors", "codebook")
    claims = tables["claims"]
    own = claims[claims["article_id"] == "monitor-2000"]
    table = acts.tone_table(own, *(tables[name] for name in names), "RUS-JPN")
    between = table[table["between"]]
    agreed = (between["category"] == "AGREE") & (between["paragraph"] == "3")
    return {
        "acts_2000": len(between),
        "tone_printed": round(between["score"].mean(), 1),
        "tone_likely": round(between["likely"].mean(), 1),
        "agreements_2000": int(agreed.sum()),
        "coldest_2000": table["likely"].min(),
    }


def _of_forces(tables: Tables) -> dict[str, float]:
    quantities = tables["quantities"]
    own = quantities[quantities["claim_id"].str.startswith("monitor-2000-")]
    east, named = spans.announced(own)["cut"], own.set_index("measure")["low"]
    title = row_of(tables["events"], "2000-09-08-force-cut-350000", "event")["title"]
    cut, million = (float(figure.replace(",", "")) for figure in _FIGURE.findall(title)[:2])
    whole = spans.said(cut, "", 1) / spans.said(million * 1e6, "about", 0.1e6)
    return {
        "cut_2000": named["cut-in-eastern-forces"],
        "reformed_2000": named["units-to-be-reformed"],
        "losing_2000": named["units-to-lose-personnel"],
        "whole_cut": cut,
        "whole_forces": million,
        "whole_least": round(100 * whole.low, 1),
        "whole_most": round(100 * whole.high, 1),
        "east_least": round(100 * east.low, 1),
        "east_most": round(100 * east.high, 1),
    }


def _of_salvoes(tables: Tables) -> dict[str, float]:
    figures, quantities = tables["system_figures"], tables["quantities"]
    each = salvo.interceptors_a_launcher(figures)
    few, many = salvo.launchers_on(
        figures,
        {
            "few": "launchers-at-seongju-from-april-2017",
            "many": "launchers-at-seongju-from-september-2017",
        },
    ).values()
    dozen = int(row_of(quantities, "breitbart-2017-018", "quantity", by="claim_id")["low"])
    small, large = (_largest(count, each) for count in (few, many))
    reported = tables["claim_reports"]
    reported = reported[reported["claim_id"].str.startswith("breitbart-2017-")]
    named = reported.loc[reported["step"] > 1, "claim_id"].nunique()
    return {
        "launchers_two": few,
        "launchers_six": many,
        "launchers_times": many / few,
        "interceptors_two": few * each,
        "second_shots": few * each - dozen,
        "dozen": dozen,
        "dozen_once": round(_held(few, each, dozen, shots=1)),
        "salvo_two": small,
        "salvo_six": large,
        "salvo_two_at": round(_held(few, each, small)),
        "salvo_two_next": round(_held(few, each, small + 1)),
        "reported_2017": reported["claim_id"].nunique(),
        "named_2017": named,
    }


def _held(launchers: int, each: int, missiles: int, shots: int = 2) -> float:
    """In how many cases of 100 a battery stops a whole salvo, where interceptors hit in 80."""
    table = salvo.battery_table({"": launchers}, each, missiles, hits=(0.8,), shots=shots)
    return float(table["none_pct"].iloc[0])


def _largest(launchers: int, each: int) -> int:
    """The largest salvo that is stopped whole in at least MOSTLY cases of 100."""
    sizes = range(1, launchers * each + 1)
    return max((many for many in sizes if _held(launchers, each, many) >= MOSTLY), default=0)


def _of_2018(tables: Tables) -> dict[str, float]:
    events, figures = tables["events"], tables["system_figures"]
    published = first_day(events, "2018-eaf-2018-published")
    tested = first_day(events, "2017-11-29-hwasong-15-test")
    lost = next(km for km in range(1, 3000) if reach.hidden_below_km(km) > AIRLINER_KM)
    # The same on an Earth of its own radius, where no air bends the beam.
    straight = reach.EARTH_KM * math.acos(reach.EARTH_KM / (reach.EARTH_KM + AIRLINER_KM))
    radar = figures[figures["system_id"] == "an-tpy-2"].set_index("measure")
    return {
        "days_without_a_launch": (published - tested).days,
        "airliner_km": round(lost, -1),
        "airliner_straight_km": round(straight, -1),
        "hidden_times": round(reach.hidden_below_km(2000) / reach.hidden_below_km(1000)),
        "radar_low": radar.loc["range-terminal-mode", "low"],
        "radar_high": radar.loc["range-terminal-mode-maximum", "high"],
    }


def _of_2019(tables: Tables) -> dict[str, float]:
    goods, held = tables["bargains"], tables["meetings"]
    wishes = goods[(goods["partner"] == "RUS") & (goods["direction"] == "wants")]
    wished = wishes["claim_id"].str.rsplit("-", n=1).str[0].value_counts()
    day = first_day(tables["events"], "2019-02-18-sinonk-2019-published").isoformat()
    until = held[held["date"].between("2013-01-01", day)]
    tokyo = until[until["pair"] == "RUS-JPN"].sort_values(["date", "id"], kind="stable")
    number = int(tokyo["number"].iloc[-1])
    larger = trade.larger_trade(tables["trade"], ("JPN", "KOR"), 1999, 2016)["larger"]
    return {
        "moscow_wants_2018": int(wished["eaf-2018"]),
        "moscow_wants_2019": int(wished["sinonk-2019"]),
        "years_japan_first": int((larger == "JPN").sum()),
        "summits_tokyo": len(tokyo),
        "summits_tokyo_says": number,
        "summits_first_term": number - len(tokyo),
        "summits_seoul": int((until["pair"] == "RUS-KOR").sum()),
    }
