"""Trade of a partner with Russia, beside the meetings of their leaders."""

from __future__ import annotations

import pandas as pd

from shieldbook.analysis.codebook import worded
from shieldbook.analysis.meetings import meetings_by_year

# Of several figures of one year the picture shows that of one series: the importers' as long as it
# lasts, then that of the partner's own customs.
SERIES = "importer-cif"
OWN = {
    "JPN": ("japan-customs-yen", "japan-customs-press", "japan-customs"),
    "KOR": ("korean-customs-press", "korean-customs"),
}
FLOWS = {"partner-imports-from-russia", "russia-imports-from-partner"}


def turnover(trade: pd.DataFrame, partner: str) -> pd.DataFrame:
    """A partner's trade with Russia, both flows together, one row a year and basis: `year`,
    `basis`, `run`, `usd_bn`, `known`, `sources`.

    Figures of one basis are summed where it has both flows of a year; a turnover that is printed
    stands where it has not. Nothing is summed or joined across bases, for they count differently;
    `run` numbers the stretches of years without a gap in one basis. `known` is the weaker grade of
    what is summed.
    """
    own = trade[trade["partner"] == partner].astype({"year": int})
    rows = []
    for (basis, year), part in own.groupby(["basis", "year"]):
        both = part[part["flow"].isin(FLOWS)]
        used = both if set(both["flow"]) == FLOWS else part[part["flow"] == "turnover"]
        if used.empty:
            continue
        grades = set(used["confidence"])
        rows.append(
            {
                "year": year,
                "basis": basis,
                "usd_bn": float(used["value_musd"].astype(float).sum()) / 1000,
                "known": next(
                    grade for grade in ("recalled", "conflicting", "verified") if grade in grades
                ),
                "sources": " | ".join(dict.fromkeys(filter(None, used["source"]))),
            }
        )
    frame = pd.DataFrame(rows, columns=["year", "basis", "usd_bn", "known", "sources"])
    frame.insert(
        2,
        "run",
        frame.groupby("basis")["year"].transform(lambda years: (years.diff() != 1).cumsum()),
    )
    return frame


def beside(
    trade: pd.DataFrame,
    meetings: pd.DataFrame,
    codebook: pd.DataFrame,
    partners: tuple[str, ...],
    years: tuple[int, int],
) -> pd.DataFrame:
    """Trade and meetings of some partners in one long table, for the chart that shows the one
    beside the other.

    `years` are the first and the last. Out: `partner`, `year`, `what` ("trade" or "meetings"),
    `value` (billion dollars, or a count), `basis` and `basis_label`, `run`, `known` and
    `known_label`, `sources`.
    """
    first, last = years
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
    rows = pd.concat(parts, ignore_index=True)[order]
    return rows.assign(
        basis_label=worded(rows["basis"], codebook, "trade_basis"),
        known_label=worded(rows["known"], codebook, "confidence"),
    )


def panelled(rows: pd.DataFrame, codebook: pd.DataFrame) -> pd.DataFrame:
    """What `beside` makes, with one figure of trade a partner and year, in the panels of a chart:
    `panel`, which is 1 while the importers' series lasts and 2 afterwards.

    In the second panel a year has the figure of the partner's own customs, the first of OWN that
    has it; other figures of the year are left out. `run` numbers anew the stretches of years that
    one basis counts without a gap. Meetings stay as they are. `capital` is the partner's name by
    its capital.
    """
    money = rows[rows["what"] == "trade"]
    turn = int(money.loc[money["basis"] == SERIES, "year"].max())
    rank = {basis: n for ways in OWN.values() for n, basis in enumerate(ways)} | {SERIES: 0}
    kept = money[money["basis"].isin(list(rank))].assign(rank=lambda t: t["basis"].map(rank))
    kept = kept.sort_values(["partner", "year", "rank"], kind="stable")
    kept = kept.drop_duplicates(["partner", "year"]).drop(columns="rank")
    last = kept.groupby("partner")[["year", "basis"]].shift()
    broken = (kept["year"] - last["year"] != 1) | (kept["basis"] != last["basis"])
    kept["run"] = broken.groupby(kept["partner"]).cumsum()
    table = pd.concat([kept, rows[rows["what"] == "meetings"]], ignore_index=True)
    capitals = worded(table["partner"], codebook, "bargain_partner")
    return table.assign(panel=1 + (table["year"] > turn), capital=capitals)


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


def growth(trade: pd.DataFrame, partner: str, year: int) -> float | None:
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
