"""The four sheets that every session stands on: who is who, where, when, and in which words."""

from __future__ import annotations

from shieldbook.analysis.actors import states
from shieldbook.analysis.handouts.parts import Given, Grid, Parts, Picture, Points, Prose
from shieldbook.analysis.land import DROPPED, STANDING, in_sight, places, towards
from shieldbook.analysis.people import people
from shieldbook.analysis.reach import coarse
from shieldbook.phrases import counted
from shieldbook.tables.dates import bounds, in_words

# The places of the map: what is written beside each, and on which side.
SIGHTS = (
    ("vladivostok", "Vladivostok", "right"),
    ("pyongyang", "Pyongyang", "above"),
    ("seoul", "Seoul", "left"),
    ("tokyo", "Tokyo", "right"),
    ("seongju-thaad", "Seongju\nTHAAD", "right"),
    ("shariki", "Shariki\nradar", "left"),
    ("kyogamisaki", "Kyogamisaki\nradar", "above"),
    ("araya", "Araya (Akita)\ngiven up", "right"),
    ("mutsumi", "Mutsumi (Yamaguchi)\ngiven up", "below"),
)
# What is in sight, in degrees west, south, east and north; how far the arrow to Moscow is drawn.
BOX, ARROW_KM, APART_KM = (112, 28, 160, 60), 680, 20


def ground_people(given: Given) -> Parts:
    """Who is who. `cards`: `n`, `row`; `actors` and `offices` as `people` takes them."""
    known = people(given["actors"], given["offices"]).set_index("id")
    rows = []
    for own in given["cards"]["row"]:
        person = known.loc[own]
        told = " ".join(filter(None, (_sentence(person["description"]), _sentence(person["note"]))))
        rows.append((person["name"], told))
    return (
        Grid("People", ("Name", "Who that is"), tuple(rows), tall=0),
        Prose(
            "A capital also stands for its government: Moscow for Russia's, Washington for "
            "America's, Tokyo for Japan's, Seoul for South Korea's, Pyongyang for North Korea's."
        ),
    )


def _sentence(words: str) -> str:
    return f"{words.rstrip('.')}." if words else ""


def ground_map(given: Given) -> Parts:
    """Where the shields stand, and why one may look like a threat. `sites`, `outlines`,
    `outline_points` and `actors` as the map of *Before you read* takes them."""
    sites = given["sites"]
    shown = places(sites, SIGHTS)
    standing, gone = (int((shown["what"] == what).sum()) for what in (STANDING, DROPPED))
    way = towards(sites, "vladivostok", "moscow", ARROW_KM)
    land = in_sight(coarse(given["outlines"], given["outline_points"]), BOX, APART_KM)
    return (
        Picture(
            "region",
            {
                "places": shown,
                "land": land,
                "way": way,
                "states": states(given["actors"]),
            },
            f"A map of the sea between Russia, Korea and Japan. On land, shields or their radars "
            f"stand at {counted(standing, 'place')}: Seongju in South Korea, Shariki and "
            f"Kyogamisaki in Japan. At {counted(gone, 'place')} in Japan, Araya and Mutsumi, they "
            f"were given up. From Vladivostok it is {way[0]:,.0f} km to Moscow.",
        ),
        Prose("A full shield stands; an empty one was given up before it was built."),
        Points(
            (
                "A country that has been attacked can strike back with the missiles that are left "
                "to it. So nobody attacks. This is deterrence.",
                "Give the attacker a shield that stops those that are left, and the other is no "
                "longer safe.",
                "So it builds more missiles, and the shield has to grow. Moscow warns of such an "
                "arms race.",
                "The shields in Japan and South Korea are far too small to stop Russia's missiles. "
                "Moscow says that they are parts of one large American shield; Washington, Seoul "
                "and Tokyo said that they were meant for North Korea.",
            ),
            "How a shield can look like a threat",
        ),
    )


def ground_dates(given: Given) -> Parts:
    """Twelve dates. `events`: `n`, `date`, `title`."""
    rows = sorted(given["events"].itertuples(), key=lambda one: (bounds(one.date), one.n))
    return (
        Grid(
            "Dates",
            ("When", "What happened"),
            tuple((in_words(one.date), f"{one.title}.") for one in rows),
            tall=0,
        ),
    )


def ground_words(given: Given) -> Parts:
    """Fifteen words. `glossary`: `n`, `term`, `meaning`."""
    rows = sorted(given["glossary"].itertuples(), key=lambda one: one.term.casefold())
    return (
        Grid(
            "Words",
            ("Word", "What it means"),
            tuple((one.term, one.meaning) for one in rows),
            tall=0,
        ),
    )
