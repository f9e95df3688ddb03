"""One line of twenty years and more: every event in its lane, with controls for article, state and
sort."""

from __future__ import annotations

import itertools

import altair as alt
import pandas as pd

from shieldbook.charts.theme import LAYOUTS, LIGHT, Layout, dress, levels, on, wrap
from shieldbook.display import figure

GLYPHS = {"day": "circle", "month": "diamond", "year": "square", "between": "cross"}
ALL = "all"
# Mark and row of a lane, in px of the wide layout.
ROW, GAP = 9, 14


def line(
    table: pd.DataFrame,
    *,
    papers: pd.DataFrame,
    title: str,
    description: str,
    source: str,
    caption: str,
    order: tuple[str, ...],
    drives: str = "events",
) -> alt.Chart:
    """Events by lane and day; three lists dim what they do not ask for.

    `table`: what `events.line_table` makes. Events that would lie on one another are set beside one
    another, so that a lane is as broad as its busiest weeks. An event that may have been on any of
    some days has a bar as long as these. `papers` (`year`, `start`, `end`) are the articles, drawn
    as rules, broken where the day is not known. `drives` names the table of events that a chosen
    mark filters, `order` the lanes from first to last.
    """
    table = table.assign(
        href="#" + table["id"],
        rank=table["lane"].map({name: n for n, name in enumerate(order)}),
    )

    def draw(rows: pd.DataFrame, layout: Layout) -> alt.LayerChart:
        return _draw(rows, layout, papers)

    return figure(
        draw,
        table,
        LAYOUTS,
        title=title,
        description=description,
        source=source,
        caption=caption,
        subtitle="One mark an event: ○ day known, ◇ month, □ year, ✛ some day within the bar. "
        "Long rules: the articles, broken where the day is not known.",
        columns={
            "when": "Date",
            "label": "Event",
            "lane": "Lane",
            "sort": "Sort",
            "states": "States",
            "articles": "Articles",
        },
        links={"label": "href"},
        dates={"when": ("start", "end")},
        key="id",
        drives=drives,
        noun=("event", "events"),
    )


def _draw(table: pd.DataFrame, layout: Layout, papers: pd.DataFrame) -> alt.LayerChart:
    rows = table[
        ["id", "lane", "label", "when", "precision", "sort", "states", "articles", "rank"]
    ].assign(start=[on(day) for day in table["start"]], end=[on(day) for day in table["end"]])
    first, last = int(rows["start"].min()), int(rows["end"].max())
    length = 900 if layout.narrow else layout.width - 20
    rows["middle"] = (rows["start"] + rows["end"]) / 2
    rows["at"] = (rows["middle"] - first) / max(1, last - first) * (length - 20) + 10
    for end in ("start", "end"):
        rows[f"{end}_at"] = (rows[end] - first) / max(1, last - first) * (length - 20) + 10
    lanes = list(dict.fromkeys(rows.sort_values("rank", kind="stable")["lane"]))
    rows["level"] = 0
    for name in lanes:
        rows.loc[rows["lane"] == name, "level"] = levels(rows.loc[rows["lane"] == name, "at"], ROW)
    edge, edges = (0 if layout.narrow else 20), []
    for name in lanes:
        deep = int(rows.loc[rows["lane"] == name, "level"].max()) + 1
        edges.append(
            {
                "name": wrap(name.replace(" and ", ", "), 8) if layout.narrow else name,
                "edge": edge,
                "words": edge - 6,
            }
        )
        rows.loc[rows["lane"] == name, "aside"] = (
            edge + 10 + rows.loc[rows["lane"] == name, "level"] * ROW
        )
        edge += max(deep * ROW + GAP, 64 if layout.narrow else 0) + (0 if layout.narrow else 16)
    breadth = edge
    width, height = (layout.width - 20, length) if layout.narrow else (length, breadth)
    # The heads of the phone's columns stand above the first year.
    top = -52 if layout.narrow else 0
    time, lane = ("y", "x") if layout.narrow else ("x", "y")
    along, across = (alt.Y, alt.X) if layout.narrow else (alt.X, alt.Y)

    def when(field: str):
        return along(
            f"{field}:Q",
            scale=alt.Scale(domain=[top, length], nice=False, reverse=layout.narrow),
            axis=None,
        )

    def where(field: str):
        return across(
            f"{field}:Q",
            scale=alt.Scale(
                domain=[0, breadth + (38 if layout.narrow else 0)],
                nice=False,
                reverse=not layout.narrow,
            ),
            axis=None,
        )

    dates = papers.assign(
        at=[
            ((on(low) + on(high)) / 2 - first) / max(1, last - first) * (length - 20) + 10
            for low, high in zip(papers["start"], papers["end"], strict=True)
        ],
        sure=(papers["start"] == papers["end"]).to_numpy(),
    )
    dates = dates[dates["at"].between(0, length)][["at", "year", "sure"]]
    # On a wide screen the lanes' names stand where no article's rule runs through them.
    stops = [0.0, *sorted(dates["at"]), float(length)]
    clear = max(itertools.pairwise(stops), key=lambda pair: pair[1] - pair[0])[0] + 6
    heads = alt.Chart(pd.DataFrame(edges))
    rules = heads.mark_rule(color=LIGHT["grid"]).encode(**{lane: where("edge")})
    names = heads.mark_text(
        align="left",
        baseline="top" if layout.narrow else "bottom",
        fontWeight="normal" if layout.narrow else "bold",
        lineBreak="\n",
        lineHeight=13,
        dx=3 if layout.narrow else 0,
    ).encode(
        text="name:N",
        **(
            {"x": where("edge"), "y": alt.value(0)}
            if layout.narrow
            else {"x": alt.value(clear), "y": where("words")}
        ),
    )
    years = _years(first, last, length)
    ticks = alt.Chart(years)
    year_rules = ticks.mark_rule(color=LIGHT["grid"], strokeDash=[2, 3]).encode(
        **{time: when("at")}
    )
    year_names = ticks.mark_text(
        color=LIGHT["soft"], align="right" if layout.narrow else "center", baseline="bottom"
    ).encode(
        text="year:N",
        **(
            {"y": when("at"), "x": alt.value(width)}
            if layout.narrow
            else {"x": when("at"), "y": alt.value(breadth + 16)}
        ),
    )
    paper_rules = (
        alt.Chart(dates)
        .mark_rule(color=LIGHT["russia"], strokeWidth=1.4)
        .encode(
            **{time: when("at")},
            strokeDash=alt.condition("datum.sure", alt.value([1, 0]), alt.value([3, 4])),
        )
    )
    params = _params(rows)
    fits = (
        "(article == '' || indexof(datum.articles, article) >= 0) && (state == '' || "
        "indexof(datum.states, state) >= 0) && "
        "(sort == '' || datum.sort == sort)"
    )
    lit = alt.condition(fits, alt.value(1), alt.value(0.12))
    bars = (
        alt.Chart(rows[rows["precision"] == "between"])
        .mark_rule(color=LIGHT["line"], strokeWidth=3)
        .encode(
            **{time: when("start_at"), f"{time}2": "end_at:Q", lane: where("aside")}, opacity=lit
        )
    )
    marks = (
        alt.Chart(rows)
        .mark_point(size=34, strokeWidth=1.4, stroke=LIGHT["ink"], fill=LIGHT["tint"])
        .encode(
            **{time: when("at"), lane: where("aside")},
            key="id:N",
            opacity=lit,
            shape=alt.Shape(
                "precision:N", scale=alt.Scale(domain=list(GLYPHS), range=list(GLYPHS.values()))
            ),
            tooltip=[
                alt.Tooltip("when:N", title="Date"),
                alt.Tooltip("label:N", title="Event"),
                alt.Tooltip("articles:N", title="Articles"),
            ],
        )
    )
    return dress(
        alt.layer(year_rules, rules, paper_rules, names, year_names, bars, marks)
        .add_params(*params)
        .properties(width=width, height=height),
        layout,
    )


def _years(first: int, last: int, length: int) -> pd.DataFrame:
    begin, end = pd.Timestamp(first, unit="ms").year, pd.Timestamp(last, unit="ms").year
    days = [
        (year, on(pd.Timestamp(year, 1, 1))) for year in range(begin + 1, end + 1) if year % 2 == 0
    ]
    return pd.DataFrame(
        [
            {"year": str(year), "at": (day - first) / max(1, last - first) * (length - 20) + 10}
            for year, day in days
        ],
        columns=["year", "at"],
    )


def _by_year(article: str) -> tuple[bool, str, str]:
    """Articles by year and name; what is no article, for it ends in no year, behind them."""
    return not article[-1].isdigit(), article[-4:], article


def _params(rows: pd.DataFrame) -> list[alt.Parameter]:
    def select(name: str, label: str, values: list[str]) -> alt.Parameter:
        return alt.param(
            name=name,
            value="",
            bind=alt.binding_select(options=["", *values], labels=[ALL, *values], name=label),
        )

    def parts(column: str) -> list[str]:
        return list(
            dict.fromkeys(
                part for cell in rows[column].astype(str) for part in cell.split(", ") if part
            )
        )

    return [
        select("article", "Article", sorted(parts("articles"), key=_by_year)),
        select("state", "State", sorted(parts("states"))),
        select("sort", "Sort of event", sorted(parts("sort"))),
    ]
