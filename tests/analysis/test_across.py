"""What the comparing chapters compute: nothing is counted twice, nothing is lost, and small cases
come out as they should."""

import pandas as pd
import pytest

import shieldbook as sb
from shieldbook import analysis, charts
from shieldbook.analysis import (
    arguments,
    checks,
    coding,
    events,
    explanations,
    forecasts,
    reports,
    treaties,
    wordings,
)
from shieldbook.tables.dates import bounds


def load(*names):
    return [sb.load(name) for name in names]


# One line


@pytest.fixture(scope="module")
def whole():
    return events.line_table(
        *load("events", "event_actors", "actors", "claims"), "1998-01-01", "2026-11-28"
    )


def test_every_event_of_the_years_is_on_the_line_once(whole):
    record = sb.load("events")
    inside = record[
        (record["kind"] != "article")
        & (record["date"].astype(str).str.strip("[").str[:4] >= "1998")
    ]
    assert sorted(whole["id"]) == sorted(inside["id"].astype(str))


def test_every_kind_of_event_has_one_sort():
    kinds = [kind for kinds in events.SORTS.values() for kind in kinds]
    assert sorted(kinds) == sorted(set(sb.load("events")["kind"].cat.categories) - {"article"})


def test_an_event_is_told_by_the_articles_whose_claims_are_tied_to_it(whole):
    claims = sb.load("claims").dropna(subset=["event_id"])
    told = whole.set_index("id")["articles"]
    for event, article in zip(
        claims["event_id"].astype(str), claims["article_id"].astype(str), strict=True
    ):
        assert event not in told.index or article in told[event].split(", ")


def test_the_line_is_in_the_order_of_its_days(whole):
    assert whole["start"].is_monotonic_increasing


# Arguments


@pytest.fixture(scope="module")
def argued():
    return arguments.argued_table(
        *load("claims", "claim_arguments", "articles", "statements", "statement_arguments")
    )


def test_every_argument_is_there_once(argued):
    assert len(argued) == len(sb.load("claim_arguments")) + len(sb.load("statement_arguments"))
    assert not argued.duplicated(["id", "argument"]).any()


def test_every_argument_has_its_words(argued):
    assert argued["words"].notna().all() and set(arguments.ARGUMENTS) == set(
        sb.load("claim_arguments")["argument"].cat.categories
    )


@pytest.fixture
def treaty():
    return pd.DataFrame(
        {
            "id": ["lamp"],
            "name": ["Lamp Treaty"],
            "short": ["Lamp Treaty"],
            "signed": ["1990-01-01"],
            "in_force": ["1991-01-01"],
            "ended": ["2000-12-31"],
        }
    )


@pytest.mark.parametrize(
    ("day", "alive"),
    [
        ("1995-05-05", "yes"),
        ("2001-01-01", "no"),
        ("1990-06-01", "no"),
        ("[2000-06..2001-06]", "cannot tell"),
    ],
)
def test_a_treaty_is_alive_on_the_days_of_its_life(treaty, day, alive):
    low, high = bounds(day)
    named = pd.DataFrame(
        {
            "id": ["x"],
            "start": [pd.Timestamp(low)],
            "end": [pd.Timestamp(high)],
            "treaty_id": ["lamp"],
        }
    )
    assert treaties.appeals_table(named, treaties.lifetimes(treaty, "2026-01-01"))[
        "alive"
    ].tolist() == [alive]


def test_a_treaty_in_force_lives_to_the_last_day(treaty):
    lives = treaties.lifetimes(treaty.assign(ended=None), "2026-01-01")
    assert (lives["end"].iloc[0], lives["ended"].iloc[0]) == (pd.Timestamp("2026-01-01"), False)


def test_what_is_argued_early_and_late_is_counted_apart(argued):
    back = arguments.kept(argued, 2001, 2017)
    years = argued["year"]
    assert (back["early"].sum(), back["late"].sum()) == (
        (years <= 2001).sum(),
        (years >= 2017).sum(),
    )


def test_every_objection_with_a_known_half_year_is_counted_once():
    statements = sb.load("statements")
    known = [
        date
        for date, bears in zip(statements["date"].astype(str), statements["bears"], strict=True)
        if bears == "objects" and not date.startswith("[2018")
    ]
    assert analysis.statements.objections(statements, 1999, 2026)["statements"].sum() == len(known)


# Explanations


@pytest.fixture(scope="module")
def explained():
    return explanations.rivals_table(
        *load("explanations", "explanation_evidence"), "unequal-answer"
    )


def test_every_finding_is_counted_for_against_or_neither(explained):
    evidence = sb.load("explanation_evidence")
    own = evidence["explanation_id"].isin(explained["id"]).sum()
    assert (
        explained[list(explanations.BEARS)].to_numpy().sum()
        == own
        == len(explanations.findings_table(explained, evidence))
    )


def test_what_fits_stands_first(explained):
    ranks = explained["verdict"].map({"fits": 0, "cannot tell": 1, "does not fit": 2})
    assert ranks.is_monotonic_increasing


def test_a_question_without_explanations_is_refused():
    with pytest.raises(KeyError, match="lamps"):
        explanations.rivals_table(*load("explanations", "explanation_evidence"), "lamps")


def test_every_explanation_has_findings_on_record(explained):
    assert (explained[list(explanations.BEARS)].sum(axis=1) >= 3).all()


# Hands


@pytest.fixture(scope="module")
def told():
    return reports.reports_table(*load("claims", "claim_reports", "claim_quotes", "actors"))


def test_every_claim_is_somebodys(told):
    assert sorted(told["claim_id"]) == sorted(sb.load("claims")["id"].astype(str))


def test_own_named_and_unnamed_add_up_to_all_claims(told):
    shares = reports.report_shares(told, sb.load("articles"))
    assert (shares[["own", "named", "unnamed"]].sum(axis=1) == shares["claims"]).all() and shares[
        "claims"
    ].sum() == len(told)


def test_the_flow_carries_every_reported_claim(told):
    flow = reports.flow_table(told, sb.load("articles"))
    assert flow["claims"].sum() == (told["carrier"] != reports.OWN).sum()


def test_a_flow_of_many_articles_shows_decades_instead(told):
    flow = reports.flow_table(told, sb.load("articles"), most=3)
    assert (
        set(flow["article"]) == {"1990s", "2000s", "2010s"}
        and flow["claims"].sum() == (told["carrier"] != reports.OWN).sum()
    )


def test_every_word_of_saying_has_a_manner(told):
    assert (told["manner"].ne("") == told["verb"].ne("")).all()


def test_every_coloured_word_occurs(told):
    assert reports.COLOURED - set(told["verb"]) == set()


# Codings


@pytest.fixture(scope="module")
def counted():
    return coding.by_coding(*load("claims", "coded_units", "codings", "articles"))


def test_a_coding_counts_all_its_units(counted):
    by = counted.groupby("coding")["claims"].sum()
    units = sb.load("coded_units")["coder"].astype(str).value_counts()
    assert by.to_dict() == {coding.BOOK: len(sb.load("claims")), "A": units["A"], "B": units["B"]}


def test_no_count_is_larger_than_the_claims(counted):
    assert all((counted[name] <= counted["claims"]).all() for name in coding.COUNTS)


def test_every_picture_has_every_article_under_every_coding(counted):
    shown = coding.pictures(counted)
    assert len(shown) == len(coding.PICTURES) * len(coding.NAMES) * counted["article"].nunique()
    own = counted[(counted["coding"] == "A") & (counted["article"] == "monitor-1999")].iloc[0]
    row = shown[
        (shown["picture"] == coding.PICTURES["against"])
        & (shown["coding"] == "Coder A")
        & (shown["article"] == "monitor-1999")
    ].iloc[0]
    assert (row["hits"], row["claims"]) == (own["against"], own["claims"])


def test_two_equal_codings_agree_wholly():
    first = {name: {("1", "a"), ("2", "b")} for name in coding.SECOND}
    second = pd.DataFrame(
        [
            {"coded": name, "row": row, "code": code}
            for name in coding.SECOND
            for row, code in first[name]
        ]
    )
    table = coding.second_table(first, second, {name: {"1", "2", "3"} for name in coding.SECOND})
    assert table["alpha"].tolist() == [1.0] * 4 and table["both"].tolist() == [2] * 4


# Shares, wordings, threads


def test_the_shares_of_outcomes_add_up_to_all():
    table = pd.DataFrame({"outcome": ["happened", "happened", "partly", "cannot tell"]})
    shares = forecasts.outcome_shares(table)
    assert shares["hits"].sum() == 4 and shares["name"].tolist() == [
        "happened",
        "partly",
        "cannot tell",
    ]


def test_a_share_keeps_its_count():
    counts = checks.counts(*load("checks", "claims"), "kind")
    shares = checks.shares(counts, "kind", "supported")
    assert (shares["hits"] == counts["supported"]).all() and (
        shares["low_pct"] <= 100 * shares["hits"] / shares["cases"] + 1
    ).all()


def test_the_point_with_most_forms_stands_first():
    forms = wordings.spread_table(sb.load("wordings"))["Forms"]
    assert forms.is_monotonic_decreasing


def test_a_thread_tells_its_events_in_order():
    table = events.threads_table(
        sb.load("events"),
        {"Shield": ("2003-12-19-japan-decides-on-bmd", "2007-12-17-kongo-intercept")},
    )
    assert (
        table["Date"].tolist() == ["19 December 2003", "17 December 2007"]
        and table["Source"].ne("").all()
    )


def test_a_thread_of_an_unknown_event_is_refused():
    with pytest.raises(KeyError):
        events.threads_table(sb.load("events"), {"Shield": ("1000-01-01-lamp",)})


# Growth


def marks_of(chart):
    """How many rows of data the wide drawing of a chart holds in all."""
    return sum(len(rows) for rows in chart.to_dict().get("datasets", {}).values())


def test_a_board_of_too_many_checks_counts_them_instead():
    board = checks.board_table(*load("checks", "check_sources", "claims", "articles"))
    words = {"title": "t", "description": "d", "source": "s", "caption": "c"}
    full = charts.boards(pd.concat([board] * 6, ignore_index=True), **words)
    assert marks_of(full) < 50 < len(board) <= marks_of(charts.boards(board, **words))


def test_codings_of_too_many_articles_are_shown_by_decade(counted):
    many = pd.concat(
        [counted.assign(article=f"lamp{n}-" + counted["article"].str[-4:]) for n in range(10)],
        ignore_index=True,
    )
    drawn = charts.codings(
        coding.pictures(many), subtitle="s", title="t", description="d", source="s", caption="c"
    )
    assert {row[1] for row in drawn.to_dict()["usermeta"]["shieldbook"]["table"]["rows"]} == {
        "1990s",
        "2000s",
        "2010s",
    }


def test_arguments_too_many_for_a_mark_each_are_shown_by_year(argued):
    many = pd.concat([argued] * 12, ignore_index=True).sort_values("start")
    words = {
        "title": "t",
        "description": "d",
        "source": "s",
        "caption": "c",
        "lives": treaties.lifetimes(sb.load("treaties"), "2026-11-28"),
    }
    assert marks_of(charts.pegs(many, **words)) < len(many)


def test_an_article_without_claims_is_named():
    claims, articles = load("claims", "articles")
    with pytest.raises(KeyError, match="eaf-2018"):
        analysis.claims.in_order(claims[claims["article_id"] != "eaf-2018"], articles)
