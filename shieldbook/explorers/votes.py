"""A sentence that can be turned on how Russia voted after a day of the reader's choice."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from shieldbook.controls import Control
from shieldbook.explorers.sentence import Sentence
from shieldbook.phrases import counted

TEXT = "After {since}, Russia voted yes {yes} and no {no} on North Korea."


def answered(options: dict, data: dict) -> dict:
    """How often yes and no were voted after a day.

    `options`: `since`, an ISO day. `data`: the `votes`, each an ISO day and "yes" or "no"; a vote
    on the day itself is counted. Out: `yes` and `no`, in words.
    """
    cast = [vote for day, vote in data["votes"] if day >= options["since"]]
    return {vote: counted(cast.count(vote), "time") for vote in ("yes", "no")}


def votes_sentence(votes: pd.DataFrame, days: Mapping[str, str]) -> Sentence:
    """The sentence on `votes` (see `analysis.votes.runs`), and the parameter `since` of the picture
    beside it.

    `days`: ISO days by what is said of each after the word *after*; the sentence begins at the
    first. Raises ControlError where there is none.
    """
    choices = tuple(days.items())
    start = next(iter(days.values()), "")
    return Sentence(
        model=answered,
        controls=(Control("since", "Since", "select", start, choices=choices),),
        scenarios={name: {"since": day} for name, day in choices[1:]},
        data={
            "votes": list(zip(votes["start"].dt.strftime("%Y-%m-%d"), votes["vote"], strict=True)),
        },
        name="votes",
        question="How did Russia vote, after which day?",
        text=TEXT,
        follows=("since",),
    )
