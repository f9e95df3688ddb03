"""What Moscow's partners want from it and give: coded goods, and beside the words the trade and the
meetings on record."""

from __future__ import annotations

import pandas as pd

PROPER = {
    "un": "UN",
    "sino": "Sino",
    "russian": "Russian",
    "russia": "Russia",
    "korean": "Korean",
    "north": "North",
    "northern": "Northern",
    "pyongyang": "Pyongyang",
    "asian": "Asian",
    "thaad": "THAAD",
    "policy": "Policy",
}
FLOWS = {"partner-imports-from-russia", "russia-imports-from-partner"}


def named(good: str) -> str:
    """A good's code as words: un-veto-influence is UN veto influence."""
    text = (
        " ".join(PROPER.get(word, word) for word in good.split("-"))
        .replace("Sino Russian", "Sino-Russian")
        .replace("inter Korean", "inter-Korean")
    )
    return text[0].upper() + text[1:]


def goods_table(bargains: pd.DataFrame, claims: pd.DataFrame, article_id: str) -> pd.DataFrame:
    """The goods of one article, one row a claim that names one: `good`, `partner` (state),
    `direction`, `claim_id`, `claim`.

    Goods in the order in which the article comes to them. `partner` is who wants or gives.
    """
    rows = bargains.merge(claims[["id", "article_id", "claim"]], left_on="claim_id", right_on="id")
    # Goods of one claim keep the order of their table.
    rows = rows[rows["article_id"].astype(str) == article_id].sort_values("claim_id", kind="stable")
    return pd.DataFrame(
        {
            "good": [named(good) for good in rows["good"].astype(str)],
            "partner": rows["partner"].astype(str),
            "direction": rows["direction"].astype(str),
            "claim_id": rows["claim_id"].astype(str),
            "claim": rows["claim"].astype(str),
        }
    ).reset_index(drop=True)


def turnover(trade: pd.DataFrame, partner: str) -> pd.DataFrame:
    """A partner's trade with Russia, both flows together, one row a year and basis: `year`,
    `basis`, `run`, `usd_bn`, `known`, `sources`.

    Figures of one basis are summed where it has both flows of a year; a turnover that is printed
    stands where it has not. Nothing is summed or joined across bases, for they count differently;
    `run` numbers the stretches of years without a gap in one basis. `known` is the weaker grade of
    what is summed.
    """
    own = trade[trade["partner"].astype(str) == partner].assign(
        basis=lambda t: t["basis"].astype(str),
        flow=lambda t: t["flow"].astype(str),
        year=lambda t: t["year"].astype(int),
    )
    rows = []
    for (basis, year), part in own.groupby(["basis", "year"]):
        both = part[part["flow"].isin(FLOWS)]
        used = both if set(both["flow"]) == FLOWS else part[part["flow"] == "turnover"]
        if used.empty:
            continue
        grades = set(used["confidence"].astype(str))
        rows.append(
            {
                "year": year,
                "basis": basis,
                "usd_bn": float(used["value_musd"].astype(float).sum()) / 1000,
                "known": next(
                    grade for grade in ("recalled", "conflicting", "verified") if grade in grades
                ),
                "sources": " | ".join(dict.fromkeys(used["source"].dropna().astype(str))),
            }
        )
    frame = pd.DataFrame(rows, columns=["year", "basis", "usd_bn", "known", "sources"])
    frame.insert(
        2,
        "run",
        frame.groupby("basis")["year"].transform(lambda years: (years.diff() != 1).cumsum()),
    )
    return frame


def meetings_by_year(meetings: pd.DataFrame, pair: str, first: int, last: int) -> pd.DataFrame:
    """How often the leaders of a pair met in each year from `first` to `last`: `year` and
    `meetings`, zeros included."""
    years = (
        meetings.loc[meetings["pair"].astype(str) == pair, "date"].astype(str).str[:4].astype(int)
    )
    counts = years.value_counts()
    return pd.DataFrame(
        [{"year": year, "meetings": int(counts.get(year, 0))} for year in range(first, last + 1)]
    )


def beside(
    trade: pd.DataFrame, meetings: pd.DataFrame, partners: tuple[str, ...], first: int, last: int
) -> pd.DataFrame:
    """Trade and meetings of some partners in one long table, for the chart that shows the one
    beside the other.

    Out: `partner`, `year`, `what` ("trade" or "meetings"), `value` (billion dollars, or a count),
    `basis`, `run`, `known`, `sources`.
    """
    parts = []
    for partner in partners:
        money = turnover(trade, partner)
        parts.append(
            money[money["year"].between(first, last)]
            .rename(columns={"usd_bn": "value"})
            .assign(partner=partner, what="trade")
        )
        met = meetings_by_year(meetings, f"RUS-{partner}", first, last).rename(
            columns={"meetings": "value"}
        )
        parts.append(
            met.assign(
                partner=partner, what="meetings", basis="", run=0, known="verified", sources=""
            )
        )
    order = ["partner", "year", "what", "value", "basis", "run", "known", "sources"]
    return pd.concat(parts, ignore_index=True)[order]


def larger_trade(
    trade: pd.DataFrame, partners: tuple[str, str], first: int, last: int
) -> pd.DataFrame:
    """Which of two partners traded more with Russia in each year from `first` to `last`: `year`,
    `larger` (a state, or "" where it cannot be told).

    It can be told where each has a verified figure and every figure of the one, verified or not, is
    above every figure of the other; figures of the two may count differently, so that no difference
    is formed.
    """
    tables = [turnover(trade, partner).set_index("year") for partner in partners]
    rows = []
    for year in range(first, last + 1):
        found = [table.loc[table.index == year] for table in tables]
        larger = ""
        if all(part["known"].eq("verified").any() for part in found):
            values = [part["usd_bn"] for part in found]
            if values[0].min() > values[1].max():
                larger = partners[0]
            elif values[1].min() > values[0].max():
                larger = partners[1]
        rows.append({"year": year, "larger": larger})
    return pd.DataFrame(rows)
