"""The events of the record sorted into lanes, and the table behind the overview."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import shieldbook as sb
from shieldbook import analysis
from shieldbook.analysis import events
from support.tables import codes, load

# A busy machine is no error.
unhurried = settings(deadline=None, max_examples=50)

KINDS = [
    "missile",
    "nuclear",
    "deployment",
    "test",
    "decision",
    "law",
    "agreement",
    "summit",
    "visit",
    "trial",
]
ACTORS = ["russia", "japan", "south-korea", "north-korea", "united-states", "china"]


@pytest.mark.parametrize(
    ("kind", "actors", "lane"),
    [
        ("missile", {"north-korea", "japan", "russia"}, "North Korea"),
        ("nuclear", set(), "North Korea"),
        ("deployment", {"russia", "japan"}, "Shields and other arms"),
        ("test", {"united-states"}, "Shields and other arms"),
        ("summit", {"russia", "japan"}, "Russia and Japan"),
        ("visit", {"russia", "south-korea", "united-states"}, "Russia and South Korea"),
        ("decision", {"japan"}, "Shields and other arms"),
        ("decision", {"china"}, ""),
        ("summit", {"united-states", "north-korea"}, "North Korea"),
        ("summit", {"russia", "japan", "south-korea"}, ""),
        ("summit", {"united-states", "japan"}, ""),
    ],
)
def test_the_first_rule_that_fits_gives_the_lane(kind, actors, lane):
    assert analysis.events.lane(kind, frozenset(actors)) == lane


@unhurried
@given(st.sampled_from(KINDS), st.frozensets(st.sampled_from(ACTORS)))
def test_an_event_lands_in_one_known_lane_or_in_none(kind, actors):
    assert analysis.events.lane(kind, actors) in (*analysis.events.LANES, "")


@pytest.fixture(scope="module")
def overview():
    """The overview as the opening page draws it."""
    return analysis.events.overview_table(
        sb.load("events"),
        sb.load("event_actors"),
        sb.load("treaties"),
        sb.load("articles"),
        "1998-01-01",
        "2020-12-31",
    )


def test_no_event_of_the_record_stands_in_two_lanes(overview):
    drawn = overview[overview["what"] == "event"]
    assert not drawn.duplicated(["start", "label"]).any() and set(drawn["lane"]) <= set(
        analysis.events.LANES
    )


def test_every_lane_of_the_overview_holds_events(overview):
    assert set(analysis.events.LANES) <= set(overview.loc[overview["what"] == "event", "lane"])


def test_the_overview_keeps_no_event_outside_its_years(overview):
    drawn = overview[overview["what"] == "event"]
    assert drawn["end"].min() >= pd.Timestamp("1998-01-01") and drawn[
        "start"
    ].max() <= pd.Timestamp("2020-12-31")


def test_the_overview_has_all_five_articles(overview):
    assert sorted(overview.loc[overview["what"] == "article", "label"]) == sorted(
        sb.load("articles")["id"]
    )


def test_the_overview_ends_no_treaty_before_it_began(overview):
    bars = overview[overview["what"] == "treaty"]
    assert (bars["start"] <= bars["end"]).all()


@pytest.fixture
def invented():
    """Events at, before and after the edges of 2001, a treaty that ended and one that did not, and
    an article."""

    def table(**changes):
        days = [
            "2000-12-31",
            "2001-01-01",
            "2001-12-31",
            "2002-01-01",
            "2000-11/2001-02",
            "2001-05-05",
            "2001-06",
        ]
        events = pd.DataFrame(
            {
                "id": [f"e{i}" for i in range(7)],
                "date": days,
                "title": [f"Event {i}" for i in range(7)],
                "kind": ["visit"] * 5 + ["article", "trial"],
            }
        )
        members = pd.DataFrame(
            [(f"e{i}", a) for i in range(6) for a in ("russia", "japan")],
            columns=["event_id", "actor_id"],
        )
        treaties = pd.DataFrame(
            {
                "id": ["old", "new"],
                "name": ["The old treaty", "The new treaty"],
                "short": ["Old", "New"],
                "signed": ["1990-01-01", "2000-02-02"],
                "in_force": ["1991-01-01", "2000-03-03"],
                "ended": ["2001-04", ""],
            }
            | changes
        )
        articles = pd.DataFrame(
            {"id": ["islander-2001"], "published": ["[2001-02-01..2001-03-01]"]}
        )
        return analysis.events.overview_table(
            events, members, treaties, articles, "2001-01-01", "2001-12-31"
        )

    return table


def test_events_on_the_first_and_the_last_day_are_kept(invented):
    frame = invented()
    assert frame.loc[frame["what"] == "event", "label"].tolist() == [
        "Event 4",
        "Event 1",
        "Event 2",
    ]


def test_a_treaty_still_in_force_is_drawn_to_the_last_day(invented):
    bar = invented().set_index("label").loc["The new treaty"]
    assert bar["end"] == pd.Timestamp("2001-12-31") and bar["when"] == "from 3 March 2000"


def test_a_treaty_that_ended_keeps_its_whole_life(invented):
    bar = invented().set_index("label").loc["The old treaty"]
    assert (bar["start"], bar["end"]) == (pd.Timestamp("1991-01-01"), pd.Timestamp("2001-04-30"))


def test_a_treaty_that_never_entered_into_force_counts_from_its_signature(invented):
    bar = invented(in_force=["1991-01-01", ""]).set_index("label").loc["The new treaty"]
    assert bar["start"] == pd.Timestamp("2000-02-02") and "from 2 February 2000" in bar["when"]


def test_an_article_whose_day_is_not_known_is_marked_so(invented):
    row = invented().set_index("label").loc["islander-2001"]
    assert (row["precision"], row["when"]) == ("between", "between 1 February and 1 March 2001")


def moment(*days, before=10, after=5, confidence="verified"):
    events = pd.DataFrame(
        {
            "id": [f"e{i}" for i in range(len(days))],
            "date": days,
            "title": [f"Event {i}" for i in range(len(days))],
            "confidence": confidence,
        }
    )
    return analysis.events.moment_table(
        events, "2001-06-15", before=before, after=after, article_event="e0"
    )


def test_the_moment_includes_the_days_on_its_edges():
    assert moment("2001-06-05", "2001-06-20")["id"].tolist() == ["e0", "e1"]


def test_the_moment_leaves_out_the_days_beyond_its_edges():
    assert moment("2001-06-04", "2001-06-21")["id"].tolist() == []


def test_the_moment_includes_what_began_before_it_and_lasts_into_it():
    assert moment("2001-06-01/2001-06-05")["id"].tolist() == ["e0"]


def test_the_moment_leaves_out_what_is_known_to_the_year_only():
    assert moment("2001", "2001-06")["id"].tolist() == ["e1"]


def test_the_moment_is_sorted_by_date():
    assert moment("2001-06-18", "2001-06-06", "2001-06-15")["id"].tolist() == ["e1", "e2", "e0"]


def test_the_moment_marks_the_article_among_the_events():
    found = moment("2001-06-15", "2001-06-16")
    assert found["article"].tolist() == [True, False] and found["label"].tolist() == [
        "The article appears",
        "Event 1",
    ]


def test_the_moment_says_which_dates_are_uncertain():
    found = moment("2001-06-15", "2001-06-16", confidence=["verified", "conflicting"])
    assert found["known"].tolist() == ["certain", "uncertain"]


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
    assert sorted(kinds) == sorted(set(codes("events", "kind")) - {"article"})


def test_an_event_is_told_by_the_articles_whose_claims_are_tied_to_it(whole):
    claims = sb.load("claims").query("event_id != ''")
    told = whole.set_index("id")["articles"]
    for event, article in zip(claims["event_id"], claims["article_id"], strict=True):
        assert event not in told.index or article in told[event].split(", ")


def test_the_line_is_in_the_order_of_its_days(whole):
    assert whole["start"].is_monotonic_increasing


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


def test_every_date_of_the_events_can_be_said_and_placed():
    rows = analysis.events.span(sb.load("events"))
    assert (rows["start"] <= rows["end"]).all() and rows["when"].str.len().gt(0).all()


def test_span_adds_four_columns_and_leaves_the_rest_alone():
    events = pd.DataFrame({"date": ["1999-09", "[2000..2001]"], "title": ["a", "b"]})
    rows = analysis.events.span(events)
    pd.testing.assert_frame_equal(rows[["date", "title"]], events)
    assert list(rows.columns) == ["date", "title", "start", "end", "precision", "when"]


def test_span_takes_a_frame_without_rows():
    rows = analysis.events.span(pd.DataFrame({"date": pd.Series([], dtype="string")}))
    assert len(rows) == 0 and {"start", "end", "precision", "when"} <= set(rows.columns)


def test_an_event_begins_on_its_first_day():
    events = pd.DataFrame(
        {"id": ["a", "b"], "date": ["1999-09-02/1999-09-04", "[1999-08-16..1999-08-17]"]}
    )
    assert [analysis.events.first_day(events, key).isoformat() for key in "ab"] == [
        "1999-09-02",
        "1999-08-16",
    ]


def test_an_event_that_the_record_does_not_have_is_an_error():
    with pytest.raises(KeyError):
        analysis.events.first_day(pd.DataFrame({"id": ["a"], "date": ["1999"]}), "z")
