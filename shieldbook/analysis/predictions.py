"""The predictions of the explanations, tried on the corpus of statements.

Windows and thresholds are those of the table `predictions`, which was committed before the corpus
was merged; nothing here may choose others. An objection to both capitals counts for each, one to
the region for neither; a window holds its first day and its last.
"""

from __future__ import annotations

import pandas as pd

from shieldbook.analysis.actors import CAPITALS
from shieldbook.analysis.codebook import worded
from shieldbook.analysis.objections import FEWEST, Objections
from shieldbook.analysis.trade import growth
from shieldbook.analysis.trials import (
    SEOUL,
    SIX_YEARS,
    TOKYO,
    Trial,
    bears,
    before_and_after,
    draws,
    falls,
    heard,
    monthly,
    never,
    parted,
    parts_in_words,
    points_apart,
    share,
)
from shieldbook.phrases import counted

# Speakers in uniform or of the Ministry of Defence.
SOLDIERS = frozenset(
    {
        "anatoly-antonov",
        "alexander-fomin",
        "igor-kostyukov",
        "sergei-ivanov",
        "sergei-chvarkov",
        "sergei-shoigu",
        "valery-gerasimov",
        "viktor-poznikhir",
        "yury-baluyevsky",
    }
)
LEANS = (("2019-04-25", 1), ("2023-09-13", 1), ("2024-06-19", 1))
VOTES = (("2016-03-02", -1), ("2016-11-30", -1), ("2017-08-05", -1), ("2017-09-11", -1))


def alliance_room(said: Objections) -> list[Trial]:
    """The bloc is charged to Tokyo, and a freer Seoul hears less."""
    charge = ("alliance-bloc", "encirclement")
    return [
        points_apart(
            said, "alliance-room", charge, TOKYO, pro=lambda p: p >= 15, con=lambda p: p <= 5
        ),
        falls(
            said,
            "alliance-room",
            "2017-05-10",
            "Do objections to Seoul fall by more than half in Moon's first year?",
            pro=lambda kept: kept < 0.5,
            con=lambda kept: kept >= 0.5,
        ),
    ]


def beijing_did_it(said: Objections) -> list[Trial]:
    """Moscow objected to Seoul at Beijing's side, and stopped when Beijing did."""
    beside, told = {}, []
    windows = {SEOUL: ("2016-07-08", "2017-10-31"), TOKYO: ("2017-01-01", "2019-12-31")}
    for capital, window in windows.items():
        rows = said.to(capital, *window)
        beside[capital] = int(rows["occasion"].str.contains("CHN").sum()), len(rows)
    marks = {
        SEOUL: (lambda s: s > 50, lambda s: s < 25),
        TOKYO: (lambda s: s < 20, lambda s: s >= share(*beside[SEOUL])),
    }
    for capital, (pro, con) in marks.items():
        told.append(
            parted(
                "beijing-did-it",
                f"Were objections to {CAPITALS[capital]} made with Beijing?",
                *beside[capital],
                pro=pro,
                con=con,
            )
        )
    return [
        *told,
        falls(
            said,
            "beijing-did-it",
            "2017-10-31",
            "Did those to Seoul go on at half their rate when Beijing let it off?",
            pro=lambda kept: kept >= 0.5,
            con=lambda kept: kept < 0.5,
        ),
    ]


def cruise_launchers(said: Objections) -> list[Trial]:
    """Tokyo's launchers are the charge, and it came with them."""
    rows, others = (said.to(own, "2017-08-01", "2019-08-02") for own in (TOKYO, SEOUL))
    naming, elsewhere = said.naming_launchers(rows), said.naming_launchers(others)
    earlier = said.number(TOKYO, "2006-01-01", "2016-12-31") / 11
    yearly = len(rows) / 2
    return [
        parted(
            "cruise-launchers",
            "Do most objections to Tokyo name the launchers or the treaty on such missiles?",
            naming,
            len(rows),
            pro=lambda s: s > 50,
            con=lambda s: s < 100 / 3,
        ),
        parted(
            "cruise-launchers",
            "And hardly any to Seoul?",
            elsewhere,
            len(others),
            pro=lambda s: s < 5,
            con=lambda s: s >= share(naming, len(rows)),
        ),
        Trial(
            "cruise-launchers",
            "Are they three times as frequent as before?",
            f"{yearly:.1f} a year from August 2017, {earlier:.1f} a year from 2006 to 2016.",
            bears(
                yearly / max(earlier, 0.01),
                pro=lambda times: times >= 3,
                con=lambda times: times <= 1,
                cases=len(rows),
            ),
        ),
    ]


def equidistance(said: Objections) -> list[Trial]:
    """When Moscow leans to the North Seoul hears more, when it votes against it less. An occasion
    with too few objections about it is left out, and of those left two thirds must be right."""
    half, eve = pd.DateOffset(months=6), pd.DateOffset(days=1)
    right, counts = 0, []
    for day, way in (*LEANS, *VOTES):
        start = pd.Timestamp(day)
        before = said.number(SEOUL, str(start - half), str(start - eve))
        after = said.number(SEOUL, str(start), str(start + half - eve))
        if before + after >= FEWEST:
            right += (after - before) * way > 0
            counts.append(f"{before} and {after}")
    return [
        Trial(
            "equidistance",
            "Does Seoul hear more when Moscow leans to the North, and less when it does not?",
            f"In {right} of {counted(len(counts), 'occasion')} with enough protests about them, of "
            f"{len(LEANS + VOTES)} (half a year before and after: {', '.join(counts)}).",
            "for" if share(right, len(counts)) > 200 / 3 else "neither",
        )
    ]


def exposure(said: Objections) -> list[Trial]:
    """Tokyo hears more because its ministers were in the room."""
    told = []
    for capital, pro, con in (
        (TOKYO, lambda s: s > 50, lambda s: s < 100 / 3),
        (SEOUL, lambda s: s < 25, never),
    ):
        rows = said.to(capital, *SIX_YEARS)
        there = int(rows["occasion"].str.contains(capital).sum())
        told.append(
            parted(
                "exposure",
                f"Were {CAPITALS[capital]}'s own officials in the room?",
                there,
                len(rows),
                pro=pro,
                con=con,
            )
        )
    left = {}
    for own in (TOKYO, SEOUL):
        rows = said.to(own, "2016-01-01", "2019-12-31")
        left[own] = int((~rows["occasion"].str.contains("JPN|KOR")).sum())
    fold = max(left.values()) / max(min(left.values()), 1)
    told.append(
        Trial(
            "exposure",
            "Are the two alike where no host was in the room?",
            f"{left[TOKYO]} to Tokyo, {left[SEOUL]} to Seoul.",
            bears(
                fold,
                pro=lambda n: n <= 1.5,
                con=lambda n: n > 2,
                cases=sum(left.values()),
            ),
        )
    )
    return told


def geography(said: Objections) -> list[Trial]:
    """Nearness is what is charged."""
    rows = said.rows[said.rows["start"].between(*SIX_YEARS)]
    near = said.giving(rows, "borders")
    return [
        parted(
            "geography",
            "Is nearness charged in more than a third of objections?",
            near,
            len(rows),
            pro=lambda s: s > 100 / 3,
            con=lambda s: s < 20,
            note=" Which site was meant was not coded.",
        )
    ]


def islands(said: Objections) -> list[Trial]:
    """While the talks go well Tokyo hears less."""
    well = ("2016-05-06", "2016-12-16"), ("2018-11-14", "2019-01-21")
    ill = (("2019-01-22", "2019-12-31"),)
    rates = monthly(said, TOKYO, *well), monthly(said, TOKYO, *ill)
    numbers = heard(said, TOKYO, *well), heard(said, TOKYO, *ill)
    return [
        Trial(
            "islands",
            "Does Tokyo hear less than half as much while the talks go well?",
            f"{rates[0]:.2f} a month while they go well ({numbers[0]} in all), "
            f"{rates[1]:.2f} while they fail ({numbers[1]}).",
            bears(
                rates[0] / max(rates[1], 0.01),
                pro=lambda kept: kept < 0.5,
                con=lambda kept: kept >= 1,
                cases=sum(numbers),
            ),
        ),
        points_apart(said, "islands", ("trust",), TOKYO, pro=lambda p: p > 0, con=lambda p: p <= 0),
    ]


def okhotsk_bastion(said: Objections) -> list[Trial]:
    """Soldiers speak of Tokyo more than of Seoul."""
    told = {}
    for own in (TOKYO, SEOUL):
        rows = said.to(own, "1999-01-01", "2026-12-31")
        told[own] = int(rows["speaker_id"].isin(SOLDIERS).sum()), len(rows)
    return [
        Trial(
            "okhotsk-bastion",
            "Do soldiers speak more of Tokyo's shield?",
            f"{parts_in_words(told)}. Places were not coded.",
            bears(
                share(*told[TOKYO]) - share(*told[SEOUL]),
                pro=lambda points: points >= 15,
                con=lambda points: points <= 0,
                cases=sum(whole for _, whole in told.values()),
            ),
        )
    ]


def ownership(said: Objections) -> list[Trial]:
    """The American system is charged to Seoul, where it is American."""
    charge = ("encirclement",)
    return [
        points_apart(said, "ownership", charge, SEOUL, pro=lambda p: p >= 20, con=lambda p: p <= 10)
    ]


def ownership_sharper(said: Objections) -> list[Trial]:
    """The American battery draws more than the Japanese purchase."""
    seoul = said.number(SEOUL, "2016-07-08", "2018-07-07")
    tokyo = said.number(TOKYO, "2017-12-19", "2019-12-18")
    radars = said.number(TOKYO, "2006-06-23", "2008-06-22") + said.number(
        TOKYO, "2013-02-22", "2015-02-21"
    )
    window = "2003-12-19", "2005-12-18"
    decision = said.number(TOKYO, *window)
    return [
        Trial(
            "ownership-sharper",
            "Does Seoul's battery draw half as much again as Tokyo's purchase?",
            f"{counted(seoul, 'objection')} to Seoul in two years, {tokyo} to Tokyo.",
            bears(
                seoul / max(tokyo, 1),
                pro=lambda times: times >= 1.5,
                con=lambda times: times <= 1,
                cases=seoul + tokyo,
            ),
        ),
        Trial(
            "ownership-sharper",
            "Do the American radars in Japan draw more than Tokyo's decision of 2003?",
            f"{radars} in two years each, {decision} over the decision, of a time of which the "
            "corpus has too little.",
            bears(
                radars - decision,
                pro=lambda more: more > 0,
                con=lambda more: seoul + radars < tokyo + decision,
                cases=radars + decision if said.covered(*window) else 0,
            ),
        ),
    ]


def sanctions(said: Objections) -> list[Trial]:
    """Tokyo hears more from its sanctions on."""
    seoul = said.number(SEOUL, "2014-03-18", "2016-07-07")
    tokyo = said.number(TOKYO, "2014-03-18", "2016-07-07")
    return [
        before_and_after(
            said,
            "sanctions",
            "Does Tokyo hear more in the two years from March 2014 than in the two before?",
            TOKYO,
            ("2012-03-18", "2014-03-17"),
            ("2014-03-18", "2016-03-17"),
            pro=lambda fold: fold > 2,
            con=lambda fold: fold <= 1,
        ),
        Trial(
            "sanctions",
            "And more than Seoul?",
            f"{tokyo} to Tokyo and {seoul} to Seoul until 7 July 2016.",
            bears(
                tokyo - seoul,
                pro=lambda more: more > 0,
                con=lambda more: more < 0,
                cases=tokyo + seoul,
            ),
        ),
    ]


def three_noes(said: Objections) -> list[Trial]:
    """Seoul's promise ended the protest."""
    early = monthly(said, SEOUL, ("2017-01-01", "2017-04-30"))
    late = monthly(said, SEOUL, ("2017-05-01", "2017-10-31"))
    return [
        falls(
            said,
            "three-noes",
            "2017-10-31",
            "Do objections to Seoul fall below a quarter in the year from the promise?",
            pro=lambda kept: kept < 0.25,
            con=lambda kept: kept >= 0.5,
        ),
        Trial(
            "three-noes",
            "Did the fall come after the promise, and not before?",
            f"{early:.1f} a month from January to April 2017, {late:.1f} from May to October.",
            bears(
                late / max(early, 0.01),
                pro=lambda kept: kept >= 0.5,
                con=lambda kept: kept < 0.5,
                cases=FEWEST,
            ),
        ),
        draws(
            said,
            "three-noes",
            "Did they come back in the year when Seoul disowned it, from August 2022?",
            SEOUL,
            ("2022-08-01", "2023-07-31"),
            1,
        ),
    ]


def timing(said: Objections) -> list[Trial]:
    """Moscow is loud at a decision and falls silent after it."""
    told = []
    for capital, first, last in (
        (SEOUL, "2016-02-07", "2017-10-31"),
        (TOKYO, "2017-08-01", SIX_YEARS[1]),
    ):
        whole = said.number(capital, *SIX_YEARS)
        inside = said.number(capital, first, last)
        told.append(
            parted(
                "timing",
                f"Do more than two thirds of objections to {CAPITALS[capital]} fall into its time?",
                inside,
                whole,
                pro=lambda s: s > 200 / 3,
                con=lambda s: s <= 50,
            )
        )
    inside = monthly(said, SEOUL, ("2016-02-07", "2017-10-31"))
    later = monthly(said, SEOUL, ("2018-01-01", SIX_YEARS[1]))
    told.append(
        Trial(
            "timing",
            "Do those to Seoul thin out when its time is over?",
            f"{inside:.1f} a month in its time, {later:.1f} in 2018 and 2019.",
            bears(
                later / max(inside, 0.01),
                pro=lambda kept: kept < 0.5,
                con=lambda kept: kept >= 0.5,
                cases=said.number(SEOUL, *SIX_YEARS),
            ),
        )
    )
    for day, last, what in (
        ("2003-12-19", "2004-12-18", "Tokyo's decision of 2003"),
        ("2013-02-22", "2014-02-21", "the second radar"),
    ):
        asked = f"Did {what} draw at least two within a year?"
        told.append(draws(said, "timing", asked, TOKYO, (day, last), 2))
    return told


def trade_pipelines(said: Objections) -> list[Trial]:
    """The partner whose trade grows hears less; projects lost and won are felt."""
    right, years = 0, 0
    for year in range(2013, 2020):
        grown = {own: growth(said.trade, own, year) for own in (TOKYO, SEOUL)}
        if None in grown.values() or grown[TOKYO] == grown[SEOUL]:
            continue
        other, faster = sorted(grown, key=grown.get)
        days = f"{year}-01-01", f"{year}-12-31"
        years += 1
        right += said.number(faster, *days) < said.number(other, *days)
    way = "for" if right >= 5 else "against"
    return [
        Trial(
            "trade-pipelines",
            "Does the partner whose trade grows faster hear less that year?",
            f"In {right} of {counted(years, 'year')} of which the growth of both can be told.",
            "neither" if years < FEWEST else way,
        ),
        falls(
            said,
            "trade-pipelines",
            "2016-03-08",
            "Does Seoul hear more in the year from its leaving Rajin and Khasan?",
            pro=lambda kept: kept > 1,
            con=never,
        ),
        falls(
            said,
            "trade-pipelines",
            "2017-09-07",
            "Does it hear half or less in the year from the New Northern Policy?",
            pro=lambda kept: kept <= 0.5,
            con=never,
        ),
    ]


def treaty_wedge(said: Objections) -> list[Trial]:
    """The rate while talks run well is no lower than while they fail."""
    trial = islands(said)[0]
    return [
        Trial(
            "treaty-wedge",
            "Is Tokyo told as much while the talks go well?",
            trial.found + " Meetings of ministers, and whether the treaty was named, were not "
            "coded.",
            {"for": "against", "against": "for"}.get(trial.bears, "neither"),
        )
    ]


TRIED = (
    alliance_room,
    beijing_did_it,
    cruise_launchers,
    equidistance,
    exposure,
    geography,
    islands,
    okhotsk_bastion,
    ownership,
    ownership_sharper,
    sanctions,
    three_noes,
    timing,
    trade_pipelines,
    treaty_wedge,
)


def trials_table(
    said: Objections, explanations: pd.DataFrame, codebook: pd.DataFrame
) -> pd.DataFrame:
    """Every clause of every prediction that the corpus can try: `id` and `name` of the explanation,
    `asked`, `found`, `bears` and `bears_label`."""
    rows = pd.DataFrame([trial for tried in TRIED for trial in tried(said)])
    rows = rows.rename(columns={"explanation_id": "id"})
    names = explanations.set_index("id")["name"]
    return rows.assign(
        name=rows["id"].map(names), bears_label=worded(rows["bears"], codebook, "evidence_bears")
    )
