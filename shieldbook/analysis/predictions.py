"""The predictions of the explanations, tried on the corpus of statements.

Windows and thresholds are those of the table `predictions`, which was committed before the corpus
was merged; nothing here may choose others. An objection to both capitals counts for each, one to
the region for neither; a window holds its first day and its last.
"""

from __future__ import annotations

import pandas as pd

from shieldbook.analysis.codebook import worded
from shieldbook.analysis.objections import FEWEST, Objections
from shieldbook.analysis.trade import turnover
from shieldbook.analysis.trials import (
    CALLED,
    SEOUL,
    SIX_YEARS,
    TOKYO,
    Trial,
    bears,
    falls,
    points_apart,
    share,
)
from shieldbook.phrases import counted, times

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
INF = "treaty inf-treaty"
LEANS = (("2019-04-25", 1), ("2023-09-13", 1), ("2024-06-19", 1))
VOTES = (("2016-03-02", -1), ("2016-11-30", -1), ("2017-08-05", -1), ("2017-09-11", -1))


def alliance_room(said: Objections) -> list[Trial]:
    """The bloc is charged to Tokyo, and a freer Seoul hears less."""
    charge = ("alliance-bloc", "encirclement")
    return [
        points_apart(said, "alliance-room", charge, TOKYO, (15, 5)),
        falls(said, "alliance-room", "2017-05-10", 0.5, 0.5, "of Moon's first twelve months"),
    ]


def beijing_did_it(said: Objections) -> list[Trial]:
    """Moscow objected to Seoul at Beijing's side, and stopped when Beijing did."""
    told = []
    for capital, window, pro, con in (
        (SEOUL, ("2016-07-08", "2017-10-31"), lambda s: s > 50, lambda s: s < 25),
        (TOKYO, ("2017-01-01", "2019-12-31"), lambda s: s < 20, lambda s: s >= 50),
    ):
        rows = said.to(capital, *window)
        beside = int(rows["occasion"].str.contains("CHN").sum())
        told.append(
            Trial(
                "beijing-did-it",
                f"Were objections to {CALLED[capital]} made with Beijing?",
                f"{beside} of {len(rows)}.",
                bears(share(beside, len(rows)), pro=pro, con=con, cases=len(rows)),
            )
        )
    before = said.number(SEOUL, "2016-10-31", "2017-10-30")
    after = said.number(SEOUL, "2017-10-31", "2018-10-30")
    told.append(
        Trial(
            "beijing-did-it",
            "Did they go on when Beijing let Seoul off?",
            f"{before} in the year before, {after} in the year from then.",
            bears(
                after / max(before, 1),
                pro=lambda kept: kept >= 0.5,
                con=lambda kept: kept < 0.5,
                cases=before + after,
            ),
        )
    )
    return told


def cruise_launchers(said: Objections) -> list[Trial]:
    """Tokyo's launchers are the charge, and it came with them."""
    rows = said.to(TOKYO, "2017-08-01", "2019-08-02")
    told = rows["says"].str.contains("launchers")
    by_treaty = rows["id"].map(lambda own: INF in said.arguments.get(own, frozenset()))
    naming = int((told | by_treaty).sum())
    earlier = said.number(TOKYO, "2006-01-01", "2016-12-31") / 11
    yearly = len(rows) / 2
    return [
        Trial(
            "cruise-launchers",
            "Do most objections to Tokyo name the launchers or the treaty on such missiles?",
            f"{naming} of {len(rows)}.",
            bears(
                share(naming, len(rows)),
                pro=lambda s: s > 50,
                con=lambda s: s < 100 / 3,
                cases=len(rows),
            ),
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
    told = share(right, len(counts)) > 200 / 3
    return [
        Trial(
            "equidistance",
            "Does Seoul hear more when Moscow leans to the North, and less when it does not?",
            f"In {right} of {counted(len(counts), 'occasion')} with enough protests about them, of "
            f"{len(LEANS + VOTES)} (half a year before and after: {', '.join(counts)}).",
            "for" if told and len(counts) > 1 else "neither",
        )
    ]


def exposure(said: Objections) -> list[Trial]:
    """Tokyo hears more because its ministers were in the room."""
    told = []
    for capital, pro, con in (
        (TOKYO, lambda s: s > 50, lambda s: s < 100 / 3),
        (SEOUL, lambda s: s < 25, lambda s: s > 50),
    ):
        rows = said.to(capital, *SIX_YEARS)
        there = int(rows["occasion"].str.contains(capital).sum())
        told.append(
            Trial(
                "exposure",
                f"Were {CALLED[capital]}'s own officials in the room?",
                f"{there} of {times(len(rows))}.",
                bears(share(there, len(rows)), pro=pro, con=con, cases=len(rows)),
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
        Trial(
            "geography",
            "Is nearness charged in more than a third of objections?",
            f"In {near} of {len(rows)}. Which site was meant was not coded.",
            bears(
                share(near, len(rows)),
                pro=lambda s: s > 100 / 3,
                con=lambda s: s < 20,
                cases=len(rows),
            ),
        )
    ]


def islands(said: Objections) -> list[Trial]:
    """While the talks go well Tokyo hears less."""
    well = said.number(TOKYO, "2016-05-06", "2016-12-16") + said.number(
        TOKYO, "2018-11-14", "2019-01-21"
    )
    ill = said.number(TOKYO, "2019-01-22", "2019-12-31")
    months_well, months_ill = 225 / 30.4 + 69 / 30.4, 344 / 30.4
    rates = well / months_well, ill / months_ill
    return [
        Trial(
            "islands",
            "Does Tokyo hear less than half as much while the talks go well?",
            f"{rates[0]:.2f} a month while they go well ({well} in all), {rates[1]:.2f} while "
            f"they fail ({ill}).",
            bears(
                rates[0] / max(rates[1], 0.01),
                pro=lambda kept: kept < 0.5,
                con=lambda kept: kept >= 1,
                cases=well + ill,
            ),
        ),
        points_apart(said, "islands", ("trust",), TOKYO, (1, 0)),
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
            "; ".join(
                f"{part} of {counted(whole, 'objection')} to {CALLED[own]}"
                for own, (part, whole) in told.items()
            )
            + ". Places were not coded.",
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
    return [points_apart(said, "ownership", ("encirclement",), SEOUL, (20, 10))]


def ownership_sharper(said: Objections) -> list[Trial]:
    """The American battery draws more than the Japanese purchase."""
    seoul = said.number(SEOUL, "2016-07-08", "2018-07-07")
    tokyo = said.number(TOKYO, "2017-12-19", "2019-12-18")
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
        )
    ]


def sanctions(said: Objections) -> list[Trial]:
    """Tokyo hears more from its sanctions on."""
    before = said.number(TOKYO, "2012-03-18", "2014-03-17")
    after = said.number(TOKYO, "2014-03-18", "2016-03-17")
    seoul = said.number(SEOUL, "2014-03-18", "2016-07-07")
    tokyo = said.number(TOKYO, "2014-03-18", "2016-07-07")
    return [
        Trial(
            "sanctions",
            "Does Tokyo hear more from March 2014 on?",
            f"{before} in the two years before, {after} in the two from then.",
            bears(
                after / max(before, 1),
                pro=lambda times: times > 2,
                con=lambda times: times <= 1,
                cases=before + after,
            ),
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
    early = said.number(SEOUL, "2017-01-01", "2017-04-30") / 4
    late = said.number(SEOUL, "2017-05-01", "2017-10-31") / 6
    window = "2022-08-01", "2023-07-31"
    since = said.number(SEOUL, *window)
    return [
        falls(said, "three-noes", "2017-10-31", 0.25, 0.5, "from the promise on"),
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
        Trial(
            "three-noes",
            "Did they come back when Seoul disowned it in August 2022?",
            f"{since} in the year from then, of which the corpus has too little.",
            ("for" if since else "against") if said.covered(*window) else "neither",
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
            Trial(
                "timing",
                f"Do more than two thirds of objections to {CALLED[capital]} fall into its time?",
                f"{inside} of {whole}.",
                bears(
                    share(inside, whole),
                    pro=lambda s: s > 200 / 3,
                    con=lambda s: s <= 50,
                    cases=whole,
                ),
            )
        )
    for day, last, what in (
        ("2003-12-19", "2004-12-18", "Tokyo's decision of 2003"),
        ("2013-02-22", "2014-02-21", "the second radar"),
    ):
        found = said.number(TOKYO, day, last)
        told.append(
            Trial(
                "timing",
                f"Did {what} draw at least two?",
                f"{found} in the year from then"
                + ("." if said.covered(day, last) else ", of which the corpus has too little."),
                ("for" if found >= 2 else "neither" if found else "against")
                if said.covered(day, last)
                else "neither",
            )
        )
    return told


def trade_pipelines(said: Objections) -> list[Trial]:
    """The partner whose trade grows hears less; projects lost and won are felt."""
    right, years = 0, 0
    for year in range(2013, 2020):
        grown = {own: _growth(said.trade, own, year) for own in (TOKYO, SEOUL)}
        if None in grown.values() or grown[TOKYO] == grown[SEOUL]:
            continue
        faster = max(grown, key=grown.get)
        other = SEOUL if faster == TOKYO else TOKYO
        days = f"{year}-01-01", f"{year}-12-31"
        years += 1
        right += said.number(faster, *days) < said.number(other, *days)
    before = said.number(SEOUL, "2015-03-08", "2016-03-07")
    after = said.number(SEOUL, "2016-03-08", "2017-03-07")
    return [
        Trial(
            "trade-pipelines",
            "Does the partner whose trade grows faster hear less that year?",
            f"In {right} of {counted(years, 'year')} of which the growth of both can be told.",
            "neither" if years < FEWEST else "for" if right >= 5 else "against",
        ),
        Trial(
            "trade-pipelines",
            "Does Seoul hear more once it leaves Rajin and Khasan?",
            f"{before} in the year before, {after} in the year from then.",
            bears(after - before, pro=lambda n: n > 0, con=lambda n: n <= 0, cases=before + after),
        ),
        falls(said, "trade-pipelines", "2017-09-07", 0.5, 1, "of the New Northern Policy"),
    ]


def _growth(trade: pd.DataFrame, partner: str, year: int) -> float | None:
    """By what share trade grew on the year before, in one basis; None where no basis has both
    years, or bases differ in the sign."""
    table = turnover(trade, partner)
    found = []
    for _, own in table.groupby("basis"):
        by_year = own.set_index("year")["usd_bn"]
        if {year, year - 1} <= set(by_year.index):
            found.append(by_year[year] / by_year[year - 1] - 1)
    same = found and (min(found) > 0) == (max(found) > 0)
    return sum(found) / len(found) if same else None


def treaty_wedge(said: Objections) -> list[Trial]:
    """The rate while talks run well is no lower than while they fail."""
    trial = islands(said)[0]
    opposite = {"for": "against", "against": "for", "neither": "neither"}
    return [
        Trial(
            "treaty-wedge",
            "Is Tokyo told as much while the talks go well?",
            trial.found + " Meetings of ministers, and whether the treaty was named, were not "
            "coded.",
            opposite[trial.bears],
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


def failing(trials: pd.DataFrame, evidence: pd.DataFrame) -> set[str]:
    """Ids of the explanations that fail: a clause of their own sinks them, or more findings and
    clauses speak against them than for them. `trials` is what `trials_table` makes, `evidence` the
    table `explanation_evidence`, of which only what was tried is asked."""
    told = pd.concat(
        [
            trials[["id", "bears"]],
            evidence[["explanation_id", "bears"]].rename(columns={"explanation_id": "id"}),
        ]
    )
    told = told[told["id"].isin(set(trials["id"]))]
    ways = pd.crosstab(told["id"], told["bears"]).reindex(columns=["for", "against"], fill_value=0)
    sunk = set(trials.loc[trials["bears"] == "against", "id"])
    return sunk | set(ways.index[ways["against"] > ways["for"]])
