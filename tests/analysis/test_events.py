"""The events of the record: around an article, in lanes, on one line, in threads and strands."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import shieldbook as sb
from shieldbook import analysis
from shieldbook.analysis import articles, events
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


def test_every_lane_holds_events(whole):
    assert events.lanes_of(whole) == [*events.LANES, events.REST]


def test_the_line_has_what_reaches_into_its_years_and_nothing_beyond():
    days = ["2000-12-31", "2001-01-01", "2001-12-31", "2002-01-01", "2000-11/2001-02", "2001-05-05"]
    found = pd.DataFrame({"id": list("abcdef"), "date": days, "kind": ["visit"] * 5 + ["article"]})
    found = found.assign(title=found["id"], source="", confidence="verified")
    members = pd.DataFrame({"event_id": list("abcdef"), "actor_id": "russia"})
    claims = pd.DataFrame({"event_id": [], "article_id": []}, dtype=str)
    table = events.line_table(found, members, sb.load("actors"), claims, "2001-01-01", "2001-12-31")
    assert table["id"].tolist() == ["e", "b", "c"]


def test_every_kind_of_event_has_one_sort():
    kinds = [kind for kinds in events.SORTS.values() for kind in kinds]
    assert sorted(kinds) == sorted(set(codes("events", "kind")) - {"article"})


def test_an_event_is_told_by_the_articles_whose_claims_are_tied_to_it(whole):
    claims = sb.load("claims").query("event_id != ''")
    told = whole.set_index("id")["articles"]
    for event, article in zip(claims["event_id"], claims["article_id"], strict=True):
        assert event not in told.index or article in told[event].split("; ")


def test_the_articles_of_the_line_can_be_called_by_their_names(whole):
    called = articles.called(*load("articles", "actors"))
    named = events.with_names(whole, called)
    assert named.drop(columns="articles").equals(whole.drop(columns="articles"))
    for ids, names in zip(whole["articles"], named["articles"], strict=True):
        told = [] if ids == events.NONE else [called[own] for own in ids.split("; ")]
        assert names == ("; ".join(told) or events.NONE)


def test_an_article_of_the_line_without_a_name_is_refused(whole):
    with pytest.raises(KeyError):
        events.with_names(whole, {})


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


def test_strands_are_told_in_the_order_of_their_days():
    rows = pd.DataFrame(
        {
            "id": ["late", "early"],
            "date": ["2001-02-03", "2000-01-01/2000-01-04"],
            "title": ["A late event", "An early event"],
            "source": ["s[1]", "s[2]"],
        }
    )
    found = events.strands_table(rows, {"one": {"late": "late"}, "both": {"early": "early"}})
    assert found[["strand", "label"]].to_numpy().tolist() == [["both", "early"], ["one", "late"]]
    assert found.loc[0, "when"] == "1 to 4 January 2000"
    assert found.loc[0, "end"] == pd.Timestamp("2000-01-04")


def test_a_strand_of_an_unknown_event_is_an_error():
    with pytest.raises(KeyError, match="no event 'nowhere'"):
        events.strands_table(sb.load("events"), {"one": {"nowhere": "words"}})
