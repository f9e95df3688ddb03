"""The tables behind a reading: what stands in them, in which order, and that nothing is lost."""

from collections import Counter

import pandas as pd
import pytest

import shieldbook as sb
from shieldbook import analysis
from support.tables import checks_of, claims_by, load, people, quotes_of

ARTICLES = sb.load("articles")["id"].tolist()


def score_of(claims, actors):
    return analysis.claims.score_table(claims, actors, checks_of(), quotes_of())


# Claims of one article


def test_an_unknown_article_is_an_error(tables):
    with pytest.raises(KeyError, match="nowhere-1900"):
        analysis.claims.claims_of(tables["claims"], "nowhere-1900")


@pytest.mark.parametrize("article", ARTICLES)
def test_the_claims_of_an_article_come_in_the_order_of_the_text(tables, article):
    found = analysis.claims.claims_of(tables["claims"], article)
    assert (found["article_id"] == article).all() and found["id"].is_monotonic_increasing


# The score


@pytest.mark.parametrize("article", ARTICLES)
def test_the_score_has_one_row_a_claim(tables, article):
    claims = analysis.claims.claims_of(tables["claims"], article)
    score = analysis.claims.score_table(
        claims, tables["actors"], tables["checks"], tables["claim_quotes"]
    )
    assert score["claim_id"].tolist() == claims["id"].tolist()
    assert score["order"].tolist() == [*range(1, len(claims) + 1)]


@pytest.mark.parametrize("article", ARTICLES)
def test_the_score_has_at_most_six_rows(tables, article):
    claims = analysis.claims.claims_of(tables["claims"], article)
    score = analysis.claims.score_table(
        claims, tables["actors"], tables["checks"], tables["claim_quotes"]
    )
    assert (
        sorted(score["row"].unique()) == [*range(score["row"].nunique())]
        and score["row"].nunique() <= 6
    )


@pytest.mark.parametrize("article", ARTICLES)
def test_every_row_of_the_score_has_one_name(tables, article):
    claims = analysis.claims.claims_of(tables["claims"], article)
    score = analysis.claims.score_table(
        claims, tables["actors"], tables["checks"], tables["claim_quotes"]
    )
    assert score.groupby("row")["speaker"].nunique().eq(1).all()


def test_the_author_has_the_first_row_of_the_score():
    score = score_of(claims_by("ann", "author", "ann"), people("ann"))
    assert score["row"].tolist() == [1, 0, 1] and score["speaker"].tolist() == [
        "Ann",
        "The author",
        "Ann",
    ]


def test_speakers_come_in_the_order_of_their_first_claim():
    score = score_of(claims_by("zoe", "ann", "bob", "ann"), people("ann", "bob", "zoe"))
    assert score.drop_duplicates("row").sort_values("row")["speaker"].tolist() == [
        "Zoe",
        "Ann",
        "Bob",
    ]


def test_speakers_with_the_fewest_claims_share_the_last_row():
    speakers = ["author", "ann", "ann", "bob", "bob", "cid", "cid", "dan", "dan", "eve", "fay"]
    score = score_of(claims_by(*speakers), people("ann", "bob", "cid", "dan", "eve", "fay"))
    assert score.loc[score["speaker"] == "Others", ["order", "row"]].values.tolist() == [
        [10, 5],
        [11, 5],
    ]


def test_six_speakers_with_the_author_need_no_row_for_others():
    speakers = ["author", "ann", "bob", "cid", "dan", "eve"]
    assert "Others" not in set(score_of(claims_by(*speakers), people(*speakers[1:]))["speaker"])


def test_a_mark_of_the_score_is_named_by_its_speaker_where_the_row_is_not():
    speakers = ["author", "ann", "ann", "bob", "bob", "cid", "cid", "dan", "dan", "eve", "fay"]
    score = score_of(claims_by(*speakers), people("ann", "bob", "cid", "dan", "eve", "fay"))
    assert score.loc[score["speaker"] == "Others", "who"].tolist() == ["Eve", "Fay"]


def test_a_stance_becomes_a_direction_and_a_strength():
    score = score_of(claims_by(*["ann"] * 5, stances=[-2, -1, 0, 1, 2]), people("ann"))
    assert score["direction"].tolist() == ["against", "against", "none", "for", "for"]
    assert score["strong"].tolist() == [True, False, False, False, True]


# Speakers


@pytest.mark.parametrize("article", ARTICLES)
def test_the_speakers_share_out_all_claims(tables, article):
    claims = analysis.claims.claims_of(tables["claims"], article)
    frame = analysis.claims.speakers_table(claims, tables["actors"])
    assert (
        frame["claims"].sum() == len(claims) == frame[["against", "none", "in_favour"]].sum().sum()
    )


def test_the_speaker_with_most_claims_comes_first():
    frame = analysis.claims.speakers_table(
        claims_by("ann", "author", "author", "bob"), people("ann", "bob")
    )
    assert frame["speaker"].tolist() == ["The author", "Ann", "Bob"] and frame[
        "share_pct"
    ].tolist() == [50, 25, 25]


def test_a_speaker_of_few_claims_is_not_said_to_have_none():
    claims = claims_by("ann", *["author"] * 249)
    assert analysis.claims.speakers_table(claims, people("ann"))["share_pct"].tolist() == [
        99.6,
        0.4,
    ]


# Chains


@pytest.mark.parametrize("article", ARTICLES)
def test_the_chains_add_up_to_the_reported_claims(tables, article):
    claims = analysis.claims.claims_of(tables["claims"], article)
    chains = analysis.reports.chains_table(
        claims, tables["claim_reports"], tables["claim_quotes"], tables["actors"]
    )
    reported = claims[
        (claims["speaker_id"] != "author") & claims["id"].isin(tables["claim_reports"]["claim_id"])
    ]
    assert chains["claims"].sum() == len(reported)


@pytest.mark.parametrize("article", ARTICLES)
def test_no_chain_stands_in_the_table_twice(tables, article):
    claims = analysis.claims.claims_of(tables["claims"], article)
    chains = analysis.reports.chains_table(
        claims, tables["claim_reports"], tables["claim_quotes"], tables["actors"]
    )
    assert not chains.duplicated(["origin", "agency", "outlet"]).any()


@pytest.mark.parametrize("article", ARTICLES)
def test_quoted_claims_in_the_chains_are_those_with_a_registered_quote(tables, article):
    claims = analysis.claims.claims_of(tables["claims"], article)
    chains = analysis.reports.chains_table(
        claims, tables["claim_reports"], tables["claim_quotes"], tables["actors"]
    )
    quoted = claims["id"].isin(tables["claim_quotes"]["claim_id"]) & (
        claims["speaker_id"] != "author"
    )
    assert chains["quoted"].sum() == quoted.sum()


def chains_of(reports, quoted=()):
    speakers = ["ann", "ann", "ann", "author", "bob"]
    reports = pd.DataFrame(
        [(f"x-2001-{n:03}", step, outlet) for n, step, outlet in reports],
        columns=["claim_id", "step", "outlet_id"],
    )
    quotes = pd.DataFrame({"claim_id": [f"x-2001-{n:03}" for n in quoted]})
    return analysis.reports.chains_table(
        claims_by(*speakers), reports, quotes, people("ann", "bob", "wire", "desk", "paper")
    )


def test_one_pattern_gathers_its_claims_and_the_most_frequent_comes_first():
    chains = chains_of(
        [(5, 1, "paper"), (1, 2, "paper"), (1, 1, "wire"), (2, 1, "wire"), (2, 2, "paper")]
    )
    assert chains[["origin", "agency", "outlet", "claims"]].values.tolist() == [
        ["Ann", "Wire", "Paper", 2],
        ["Bob", "", "Paper", 1],
    ]


def test_several_agencies_before_the_article_are_all_named():
    chains = chains_of([(1, 1, "wire"), (1, 2, "desk"), (1, 3, "paper")])
    assert chains[["agency", "outlet"]].values.tolist() == [["Wire, Desk", "Paper"]]


def test_a_line_says_whether_words_are_quoted_paraphrased_or_unnamed():
    chains = chains_of(
        [(1, 1, "wire"), (1, 2, "paper"), (2, 1, "desk"), (2, 2, "paper"), (3, 1, "paper")],
        quoted=[1],
    )
    assert chains.set_index("agency")["line"].to_dict() == {
        "Wire": "quoted",
        "Desk": "paraphrased",
        "": "unnamed",
    }


def test_the_authors_own_claims_have_no_chain():
    assert len(chains_of([(4, 1, "paper")])) == 0


# Claims


@pytest.fixture(params=ARTICLES)
def claimed(request, tables):
    """The claims of every article in turn, and the table that shows them."""
    claims = analysis.claims.claims_of(tables["claims"], request.param)
    return claims, analysis.claims.claims_table(
        claims, tables["actors"], tables["checks"], tables["claim_quotes"]
    )


def test_the_claims_table_has_every_claim_once(claimed):
    claims, shown = claimed
    assert shown["id"].tolist() == claims["id"].tolist()


def test_the_number_of_a_claim_is_the_end_of_its_id(claimed):
    _, shown = claimed
    assert all(
        ident.endswith(f"-{number}")
        for ident, number in zip(shown["id"], shown["No."], strict=True)
    )


def test_no_cell_of_the_claims_table_is_empty_but_those_of_checks_and_words(claimed):
    _, shown = claimed
    told = shown.drop(columns=["Checks and words", "more_href"])
    assert shown.notna().all(axis=None) and (told != "").all(axis=None)


def shown_of(claims, actors, checks=(), quotes=()):
    return analysis.claims.claims_table(claims, actors, checks_of(*checks), quotes_of(*quotes))


def test_the_claims_table_keeps_what_is_so_apart_from_what_was_said():
    checks = [
        ("x-2001-001", "content", "partly"),
        ("x-2001-001", "attribution", "supported"),
        ("x-2001-002", "attribution", "unresolved"),
        ("x-2001-003", "slip", "contradicted"),
    ]
    shown = shown_of(claims_by("ann", "ann", "author"), people("ann"), checks)
    assert shown["Checks and words"].tolist() == [
        "is it so: partly | was it said: supported",
        "was it said: unresolved",
        "slip: contradicted",
    ]


def test_the_claims_table_tells_which_claims_are_quoted_after_their_checks():
    checks = [("x-2001-001", "content", "partly")]
    quotes = [("x-2001-001", "x-2001-q01"), ("x-2001-002", "x-2001-q02")]
    shown = shown_of(claims_by("ann", "ann", "ann"), people("ann"), checks, quotes)
    assert shown["Checks and words"].tolist() == [
        "is it so: partly | quoted words",
        "quoted words",
        "",
    ]


def test_every_verdict_stands_in_the_claims_table(claimed, tables):
    claims, shown = claimed
    mine = tables["checks"][tables["checks"]["claim_id"].isin(claims["id"])]
    told = [part for cell in shown["Checks and words"] for part in cell.split(" | ")]
    assert Counter(part.split(": ")[1] for part in told if ": " in part) == Counter(
        mine["verdict"].astype(str)
    )


def test_the_words_of_the_claims_table_and_their_targets_are_as_many(claimed):
    _, shown = claimed
    assert all(
        len(words.split(" | ")) == len(targets.split(" | "))
        for words, targets in zip(shown["Checks and words"], shown["more_href"], strict=True)
    )


def test_a_hedged_claim_is_marked_beside_its_kind():
    claims = claims_by("ann", "ann").assign(certainty=["hedged", "certain"], kind="event-report")
    assert shown_of(claims, people("ann"))["Kind"].tolist() == [
        "event report (hedged)",
        "event report",
    ]


# Checks


def test_checks_come_in_the_order_of_the_claims_content_before_attribution_before_slip():
    checks = checks_of(
        ("x-2001-002", "slip", "partly"),
        ("x-2001-002", "content", "supported"),
        ("x-2001-001", "attribution", "supported"),
        ("x-2001-002", "attribution", "unresolved"),
    )
    found = analysis.checks.checks_table(checks, sources_of(), claims_by("ann", "bob"))
    assert list(zip(found["order"], found["aspect"], strict=True)) == [
        (1, "attribution"),
        (2, "content"),
        (2, "attribution"),
        (2, "slip"),
    ]


def test_a_row_of_the_checks_has_an_id_and_leads_back_to_its_claim():
    found = analysis.checks.checks_table(
        checks_of(("x-2001-001", "slip", "partly")), sources_of(), claims_by("ann")
    )
    assert found[["check_id", "claim_href"]].values.tolist() == [["x-2001-001-slip", "#x-2001-001"]]


def test_checks_of_other_articles_are_left_out():
    checks = checks_of(
        ("x-2001-001", "content", "supported"), ("y-2002-001", "content", "supported")
    )
    found = analysis.checks.checks_table(checks, sources_of(), claims_by("ann"))
    assert found["claim_id"].tolist() == ["x-2001-001"]


def test_several_sources_of_a_check_are_joined_and_those_of_another_aspect_are_not():
    checks = checks_of(
        ("x-2001-001", "content", "supported"), ("x-2001-001", "attribution", "unresolved")
    )
    sources = sources_of(
        ("x-2001-001", "content", "a-2001[p. 1]"), ("x-2001-001", "content", "b-2002[p. 2]")
    )
    found = analysis.checks.checks_table(checks, sources, claims_by("ann"))
    assert found["sources"].tolist() == ["a-2001[p. 1] | b-2002[p. 2]", ""]


def test_no_check_of_the_book_is_lost(tables):
    shown = [
        analysis.checks.checks_table(
            tables["checks"],
            tables["check_sources"],
            analysis.claims.claims_of(tables["claims"], a),
        )
        for a in ARTICLES
    ]
    assert sum(map(len, shown)) == len(tables["checks"])


def test_every_expectation_of_the_first_article_is_shown_with_who_had_it(tables):
    claims = analysis.claims.claims_of(tables["claims"], "monitor-1999")
    shown = forecasts.forecasts_table(
        tables["forecasts"], tables["forecast_sources"], claims, tables["actors"]
    )
    mine = tables["forecasts"]["claim_id"].astype(str).str.startswith("monitor-1999-")
    assert len(shown) == mine.sum() and shown.notna().all(axis=None)


# The moment


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


# The card


@pytest.mark.parametrize("article", ARTICLES)
def test_the_card_says_how_the_date_is_known(tables, article):
    row = tables["articles"].set_index("id", drop=False).loc[article]
    card = articles.card(row, tables["actors"]).set_index("Item")["Entry"]
    assert card["How the date is known"] == row["date_basis"] and card["Outlet"][0].isupper()


def test_the_card_names_the_day_of_the_week_where_the_day_is_known(tables):
    row = tables["articles"].set_index("id", drop=False).loc["monitor-1999"]
    card = articles.card(row, tables["actors"]).set_index("Item")["Entry"]
    assert card["Published"] == f"3 September 1999, a {dt.date(1999, 9, 3):%A}"


def test_the_card_counts_one_of_a_thing_in_the_singular(tables):
    row = tables["articles"].set_index("id", drop=False).loc["monitor-1999"].copy()
    row["words"], row["paragraphs"], row["captions"] = 1, 1, 1
    card = articles.card(row, tables["actors"]).set_index("Item")["Entry"]
    assert card["Length"] == "1 word in 1 paragraph, 1 caption"


def test_the_card_names_no_day_of_the_week_where_the_day_is_not_known(tables):
    row = tables["articles"].set_index("id", drop=False).loc["eaf-2018"]
    card = articles.card(row, tables["actors"]).set_index("Item")["Entry"]
    assert card["Published"] == "between 21 March and 20 June 2018"


def test_the_card_counts_one_of_a_thing_as_one(tables):
    row = tables["articles"].set_index("id", drop=False).loc["monitor-1999"]
    wrong = {}
    for counts, said in (
        ((1, 1, 1), "1 word in 1 paragraph, 1 caption"),
        ((516, 11, 0), "516 words in 11 paragraphs, 0 captions"),
    ):
        changed = pd.concat([row, pd.Series(counts, ["words", "paragraphs", "captions"])])
        changed = changed[~changed.index.duplicated(keep="last")]
        found = articles.card(changed, tables["actors"]).set_index("Item")["Entry"]["Length"]
        if found != said:
            wrong[said] = found
    assert wrong == {}


def test_the_articles_come_by_date_and_their_claims_add_up(tables):
    shown = articles.articles_table(sb.load("articles"), tables["claims"], tables["checks"])
    assert [article[-4:] for article in shown["Article"]] == [
        "1999",
        "2000",
        "2017",
        "2018",
        "2019",
    ]
    assert shown["Claims"].sum() == len(tables["claims"])
    assert shown["Checks"].sum() == len(tables["checks"])
    assert shown["By the author"].sum() == (tables["claims"]["speaker_id"] == "author").sum()


def test_agencies_cited_side_by_side_stand_in_one_order():
    claims = pd.DataFrame({"id": ["a-1999-001", "a-1999-002"], "speaker_id": ["ann", "ann"]})
    actors = pd.DataFrame(
        {"id": ["ann", "wire", "post", "paper"], "name": ["Ann", "Wire", "Post", "Paper"]}
    )
    reports = pd.DataFrame(
        [
            ["a-1999-001", 1, "wire"],
            ["a-1999-001", 1, "post"],
            ["a-1999-001", 2, "paper"],
            ["a-1999-002", 1, "post"],
            ["a-1999-002", 1, "wire"],
            ["a-1999-002", 2, "paper"],
        ],
        columns=["claim_id", "step", "outlet_id"],
    )
    chains = analysis.reports.chains_table(claims, reports, pd.DataFrame({"claim_id": []}), actors)
    assert chains[["agency", "claims"]].to_numpy().tolist() == [["Post and Wire", 2]]


def test_a_table_is_shown_under_its_heads():
    frame = pd.DataFrame({"claim_id": ["a-1999-007"], "verdict": ["partly"], "more": [1]})
    shown = analysis.claims.headed(frame, {"number": "Claim", "verdict": "Verdict"})
    assert shown.to_dict("records") == [{"Claim": "007", "Verdict": "partly"}]


def test_an_article_without_claims_is_named():
    claims, articles = load("claims", "articles")
    with pytest.raises(KeyError, match="eaf-2018"):
        analysis.claims.in_order(claims[claims["article_id"] != "eaf-2018"], articles)


def test_the_issues_of_an_article_add_up_to_its_authors_claims():
    claims = sb.load("claims")
    table = analysis.claims.issues_table(claims, ("eaf-2018", "sinonk-2019"))
    own = claims[claims["speaker_id"] == "author"].groupby("article_id", observed=True).size()
    assert (
        table[["eaf-2018", "sinonk-2019"]].sum().to_dict()
        == own[["eaf-2018", "sinonk-2019"]].to_dict()
    )


def test_an_issue_that_neither_article_has_is_left_out():
    table = analysis.claims.issues_table(sb.load("claims"), ("eaf-2018", "sinonk-2019"))
    assert (table[["eaf-2018", "sinonk-2019"]].sum(axis=1) > 0).all()
