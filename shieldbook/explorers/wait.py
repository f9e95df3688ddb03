"""How long until the next launch: days from any day of the nineties to the next one on the
record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pandas as pd

from shieldbook.analysis.launches import launch_days, wait_days
from shieldbook.controls import Control, ControlError
from shieldbook.explorers.explorer import ModelExplorer
from shieldbook.explorers.sentence import ModelSentence
from shieldbook.phrases import counted
from shieldbook.tables.dates import in_words

# The two that the launches table's source puts into its class of space launch vehicles.
ROCKETS = ("Taepodong-1", "Unha")
# The launches table holds what its source lists from May 1993 to July 2006, and none of the
# launches of 2009 to 2016:
# after 5 July 2006 the next one in the table would not be the next one in the world.
COVERED = ("1993-05-01", "2006-07-05")
NOTE = (
    "Days are counted in UTC. The choice ends on 4 July 2006, because this book's table "
    "leaves out the launches of "
    "2009 to 2016: from a later day, the next launch in the table need not be the next one "
    "that there was."
)


def wait(options: dict, data: dict) -> dict:
    """Days from one day to the next launch after it.

    `options`: `day` (ISO) and `counts` ("all" or "rockets", which it is where nobody says).
    `data["days"]`: launch days, each with `date` (ISO), `all` and `rockets` (what flew of either
    kind, "" for nothing). Out: `answer`, and behind it `came` (the day, as the end of a sentence),
    `days`, `date` and `flew` (None, "" and "" where no such launch follows). A launch on the day
    itself is not counted, and is named.
    """
    counts, day = options.get("counts", "rockets"), dt.date.fromisoformat(options["day"])
    kind = "launch" if counts == "all" else "launch of a long-range rocket"
    flown = {dt.date.fromisoformat(row["date"]): row[counts] for row in data["days"] if row[counts]}
    days = wait_days(flown, day)
    itself = f" What flew on the day itself, {flown[day]}, is not counted." if day in flown else ""
    if days is None:
        answer = f"After {_said(day)} the table has no {kind}.{itself}"
        came = "on no day that the table has"
        return {"answer": answer, "came": came, "days": None, "date": "", "flew": ""}
    date = day + dt.timedelta(days)
    answer = (
        f"From {_said(day)} it was {counted(days, 'day')} to the next {kind}, on {_said(date)}. "
        f"What flew: {flown[date]}.{itself}"
    )
    came = f"on day {days:,}, which was {_said(date)}"
    found = {"days": days, "date": date.isoformat(), "flew": flown[date]}
    return {"answer": answer, "came": came, **found}


def _said(day: dt.date) -> str:
    return in_words(day.isoformat())


def wait_data(launches: pd.DataFrame) -> dict:
    """The launches table (one row a missile) as `wait` takes it, cut to the years that it
    covers."""
    inside = launches[launches["date"].between(*COVERED)]
    rockets = launch_days(inside[inside["missile"].isin(ROCKETS)]).set_index("date")["label"]
    return {
        "days": [
            {
                "date": day.date.date().isoformat(),
                "all": day.label,
                "rockets": rockets.get(day.date, ""),
            }
            for day in launch_days(inside).itertuples()
        ]
    }


def wait_explorer(launches: pd.DataFrame, days: Mapping[str, dt.date | str]) -> ModelExplorer:
    """The explorer of waiting times.

    `launches` as the data package has them, `days` the named days that readers without JavaScript
    can ask for; the first is where the control begins. Raises ControlError where a day is outside
    the years that the table covers.
    """
    named = {label: str(day) for label, day in days.items()}
    if not named:
        raise ControlError("the explorer of waiting times needs at least one named day")
    last = (dt.date.fromisoformat(COVERED[1]) - dt.timedelta(1)).isoformat()
    controls = (
        Control("day", "Day", "date", next(iter(named.values())), low=COVERED[0], high=last),
        Control(
            "counts",
            "Which launches count",
            "select",
            "all",
            choices=(
                ("every missile in the table", "all"),
                (f"long-range rockets only ({', '.join(ROCKETS)})", "rockets"),
            ),
        ),
    )
    scenarios = {label: {"day": day, "counts": "all"} for label, day in named.items()}
    return ModelExplorer(
        wait,
        controls,
        scenarios,
        wait_data(launches),
        name="wait",
        note=NOTE,
        question="From a day of your choice, how long was the wait for the next launch?",
    )


def wait_sentence(launches: pd.DataFrame, days: Mapping[str, dt.date | str]) -> ModelSentence:
    """The wait for the next long-range rocket as a sentence, with the arguments and errors of
    `wait_explorer`."""
    whole = wait_explorer(launches, days)
    return ModelSentence(
        wait,
        whole.controls[:1],
        {label: {"day": values["day"]} for label, values in whole.scenarios.items()},
        whole.data,
        name=whole.name,
        question=whole.question,
        text="Counted from {day}, the next launch of a long-range rocket came {came}.",
    )
