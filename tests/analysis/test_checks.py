"""The counts behind the verdicts: what stands in them, that nothing is lost, and how little few
cases can show."""

import math

import pandas as pd
import pytest

from shieldbook import analysis
from shieldbook.analysis import checks, codebook
from shieldbook.tables.rules.checks import SLIP_VERDICTS
from support.tables import CODEBOOK, checks_of, claims_by, load, sources_of

VERDICTS = list(checks.verdicts(CODEBOOK))
ARTICLES = ["monitor-1999", "monitor-2000", "breitbart-2017", "eaf-2018", "sinonk-2019"]


@pytest.fixture(scope="module")
def board(tables):
    names = ("checks", "check_sources", "claims", "articles", "codebook")
    every = analysis.checks.all_checks_table(*(tables[name] for name in names))
    return analysis.checks.on_truth(every)


# Intervals


@pytest.mark.parametrize(
    "hits, cases, low, high",
    [
        (1, 10, 0.0179, 0.4042),
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (50, 100, 0.4038, 0.5962),
    ],
)
def test_the_interval_is_that_of_wilson(hits, cases, low, high):
    # Worked by hand from the formula with z = 1.96; with z = 1.96 and no hits, the upper bound is
    # z² / (n + z²).
    assert analysis.checks.interval(hits, cases) == pytest.approx((low, high), abs=1e-4)


def test_no_case_says_nothing():
    assert analysis.checks.interval(0, 0) == (0.0, 1.0)


@pytest.mark.parametrize("cases", [1, 2, 7, 40])
def test_the_interval_holds_the_share_that_was_seen(cases):
    for hits in range(cases + 1):
        low, high = analysis.checks.interval(hits, cases)
        assert 0 <= low <= hits / cases <= high <= 1


def test_at_least_and_at_most_hold_of_every_interval_that_is_shown(tables):
    """The ends of every table of shares, beside the intervals themselves."""
    shown = []
    for by in ("aspect", "kind", "certainty", "article_id", "issue"):
        counted = analysis.checks.counts(tables["checks"], tables["claims"], CODEBOOK, by)
        shown += [analysis.checks.shares(counted, by, verdict) for verdict in VERDICTS]
        shown.append(
            counted.rename(columns={"supported": "hits", "checks": "cases", "label": "name"})
        )
    wrong = []
    for row in pd.concat(shown).itertuples():
        low, high = (100 * end for end in analysis.checks.interval(int(row.hits), int(row.cases)))
        if not (
            row.low_pct <= low + 1e-9 < row.low_pct + 1
            and row.high_pct - 1 < high - 1e-9 <= row.high_pct
        ):
            wrong.append((row.name, row.hits, row.cases, row.low_pct, row.high_pct))
    assert wrong == []


def test_more_cases_narrow_the_interval():
    widths = [
        high - low for low, high in (analysis.checks.interval(n // 2, n) for n in (4, 16, 64, 256))
    ]
    assert widths == sorted(widths, reverse=True)


@pytest.mark.parametrize("hits, cases", [(-1, 3), (4, 3)])
def test_impossible_counts_are_refused(hits, cases):
    with pytest.raises(ValueError, match=f"{hits} of {cases}"):
        analysis.checks.interval(hits, cases)


# Counts


@pytest.mark.parametrize("by", ["article_id", "kind", "certainty", "issue", "aspect"])
def test_every_cut_adds_up_to_all_checks_on_truth(tables, by):
    found = analysis.checks.counts(tables["checks"], tables["claims"], CODEBOOK, by)
    assert found["checks"].sum() == len(analysis.checks.on_truth(tables["checks"]))
    assert (found[VERDICTS].sum(axis=1) == found["checks"]).all()


def test_a_verdict_has_the_same_total_in_every_cut(tables):
    cuts = [
        analysis.checks.counts(tables["checks"], tables["claims"], CODEBOOK, by)
        for by in ("article_id", "kind", "aspect")
    ]
    totals = [cut[VERDICTS].sum().to_dict() for cut in cuts]
    plain = {verdict: int((tables["checks"]["verdict"] == verdict).sum()) for verdict in VERDICTS}
    assert all(total == plain for total in totals)


def test_a_check_without_its_claim_is_an_error(tables):
    with pytest.raises(KeyError, match="breitbart-2017-001"):
        analysis.checks.counts(tables["checks"], tables["claims"].iloc[:0], CODEBOOK, "kind")


# Slips

A_SLIP = ("x-2001-001", "slip", "cannot-tell")


def test_a_slip_is_no_verdict_on_truth():
    checks = checks_of(("x-2001-001", "content", "partly"), A_SLIP)
    claims = claims_by("ann").assign(because="")
    found = analysis.checks.counts(checks, claims, CODEBOOK, "kind")
    assert found[["partly", "unresolved", "checks"]].values.tolist() == [[1, 0, 1]]


def test_slips_are_counted_for_every_article_even_where_none_was_looked_for():
    table = pd.DataFrame(
        {
            "article": ["old", "old", "new"],
            "aspect": ["slip", "slip", "content"],
            "verdict": ["slip", "cannot-tell", "supported"],
        }
    )
    found = analysis.checks.slip_counts(table)
    assert found.values.tolist() == [["old", 1, 0, 1, 2], ["new", 0, 0, 0, 0]]


def test_what_only_the_printed_page_could_settle_is_left_open_for_every_outlet(tables):
    """A blemish that was seen in the coded copy alone says that a page would settle it."""
    slips = tables["checks"][tables["checks"]["aspect"] == "slip"]
    coded_copy = slips["finding"].str.contains("In the copy that was coded")
    assert set(slips.loc[coded_copy, "verdict"]) == {"cannot-tell"}
    assert slips.loc[coded_copy, "claim_id"].str.rsplit("-", n=1).str[0].nunique() > 3


def test_the_verdicts_on_slips_are_those_that_the_rules_keep_apart():
    assert analysis.checks.SLIP_VERDICTS == SLIP_VERDICTS


# The board


def test_the_board_has_every_check_on_truth_once_and_no_slip(board, tables):
    judged = tables["checks"][tables["checks"]["aspect"] != "slip"]
    assert sorted(zip(board["claim_id"], board["aspect"], strict=True)) == sorted(
        zip(judged["claim_id"], judged["aspect"], strict=True)
    )


def test_the_articles_of_the_board_stand_in_the_order_of_their_dates(board):
    assert board["article"].drop_duplicates().tolist() == ARTICLES


# The second look


def test_about_a_tenth_of_the_checks_was_done_twice(tables):
    low, high = analysis.checks.interval(len(tables["second_checks"]), len(tables["checks"]))
    assert low <= 0.1 <= high


def test_the_second_look_is_counted_against_the_first(tables):
    twice = analysis.checks.second_table(tables["checks"], tables["second_checks"], CODEBOOK)
    counted = analysis.checks.confusion(twice, CODEBOOK)
    judged = analysis.checks.on_truth(twice)
    assert len(tables["second_checks"]) == len(twice) > len(judged) == counted.to_numpy().sum()
    assert sum(counted.loc[verdict, verdict] for verdict in VERDICTS) == judged["agree"].sum()


def test_kappa_is_that_of_cohen():
    # Worked by hand: 35 of 50 agree, by chance 0.5 * 0.6 + 0.5 * 0.4 = 0.5 would; 0.2 / 0.5.
    crossed = pd.DataFrame([[20, 5], [10, 15]])
    assert analysis.checks.kappa(crossed) == pytest.approx(0.4)


def test_kappa_of_one_verdict_alone_says_nothing():
    assert math.isnan(analysis.checks.kappa(pd.DataFrame([[7, 0], [0, 0]])))


def test_a_disagreement_shows_what_was_decided():
    checks = pd.DataFrame(
        {"claim_id": ["x-1", "x-2"], "aspect": "content", "verdict": ["partly", "supported"]}
    )
    second = pd.DataFrame(
        {
            "claim_id": ["x-1", "x-2"],
            "aspect": "content",
            "first_verdict": ["supported", "supported"],
            "verdict": ["partly", "supported"],
            "finding": "Found.",
            "settled": ["The second stands.", ""],
        }
    )
    twice = analysis.checks.second_table(checks, second, CODEBOOK)
    assert twice["agree"].tolist() == [False, True] and twice["settled"].tolist() == [
        "The second stands.",
        "",
    ]
    assert twice["published"].tolist() == ["partly", "supported"]


def test_checks_come_in_the_order_of_the_claims_content_before_attribution_before_slip():
    checks = checks_of(
        ("x-2001-002", "slip", "partly"),
        ("x-2001-002", "content", "supported"),
        ("x-2001-001", "attribution", "supported"),
        ("x-2001-002", "attribution", "unresolved"),
    )
    found = analysis.checks.checks_table(checks, sources_of(), claims_by("ann", "bob"), CODEBOOK)
    assert list(zip(found["order"], found["aspect"], strict=True)) == [
        (1, "attribution"),
        (2, "content"),
        (2, "attribution"),
        (2, "slip"),
    ]


def test_a_row_of_the_checks_has_an_id_and_leads_back_to_its_claim():
    found = analysis.checks.checks_table(
        checks_of(A_SLIP), sources_of(), claims_by("ann"), CODEBOOK
    )
    assert found[["check_id", "check_href", "claim_href"]].values.tolist() == [
        [
            "x-2001-001-slip",
            "evidence/x-2001.html#x-2001-001-slip",
            "evidence/x-2001.html#x-2001-001",
        ]
    ]


def test_checks_of_other_articles_are_left_out():
    checks = checks_of(
        ("x-2001-001", "content", "supported"), ("y-2002-001", "content", "supported")
    )
    found = analysis.checks.checks_table(checks, sources_of(), claims_by("ann"), CODEBOOK)
    assert found["claim_id"].tolist() == ["x-2001-001"]


def test_several_sources_of_a_check_are_joined_and_those_of_another_aspect_are_not():
    checks = checks_of(
        ("x-2001-001", "content", "supported"), ("x-2001-001", "attribution", "unresolved")
    )
    sources = sources_of(
        ("x-2001-001", "content", "a-2001[p. 1]"), ("x-2001-001", "content", "b-2002[p. 2]")
    )
    found = analysis.checks.checks_table(checks, sources, claims_by("ann"), CODEBOOK)
    assert found["sources"].tolist() == ["a-2001[p. 1] | b-2002[p. 2]", ""]


def test_no_check_of_the_book_is_lost(tables):
    shown = [
        analysis.checks.checks_table(
            tables["checks"],
            tables["check_sources"],
            analysis.claims.claims_of(tables["claims"], a),
            CODEBOOK,
        )
        for a in ARTICLES
    ]
    assert sum(map(len, shown)) == len(tables["checks"])


def test_a_share_keeps_its_count():
    counts = checks.counts(*load("checks", "claims"), CODEBOOK, "kind")
    shares = checks.shares(counts, "kind", "supported")
    assert (shares["hits"] == counts["supported"]).all() and (
        shares["low_pct"] <= 100 * shares["hits"] / shares["cases"] + 1
    ).all()


def test_codes_are_counted_in_the_order_of_the_codebook_and_told_in_its_words():
    kinds = codebook.labels(CODEBOOK, "kind")
    counts = checks.counts(*load("checks", "claims"), CODEBOOK, "kind")
    assert counts["kind"].tolist() == [code for code in kinds if code in set(counts["kind"])]
    assert counts["label"].tolist() == [kinds[code] for code in counts["kind"]]


def test_the_interval_of_kappa_holds_kappa_and_ends_at_full_agreement():
    verdict = ["supported", "contradicted", "partly", "unresolved"] * 5
    twice = pd.DataFrame({"aspect": "content", "first": verdict, "second": verdict})
    assert checks.kappa_interval(twice, CODEBOOK, draws=50) == (1, 1)
    twice.loc[:4, "second"] = "supported"
    low, high = checks.kappa_interval(twice, CODEBOOK, draws=200)
    assert 0 < low < checks.kappa(checks.confusion(twice, CODEBOOK)) < high <= 1


def test_what_was_asked_of_every_claim_is_counted_with_what_came_out(board, tables):
    claims = tables["claims"]
    found = analysis.checks.fared(board, claims, CODEBOOK).set_index(["asked", "verdict"])
    assert found["claims"].drop(("", "")).sum() == len(board)
    twice = (board["claim_id"].value_counts() == 2).sum()
    assert found["claims"].sum() == len(claims) + twice
    assert found.loc[("attribution", "contradicted"), "claims"] == 0


def test_claims_of_which_nothing_was_asked_are_counted_last():
    board = pd.DataFrame({"claim_id": ["lamp-001"], "aspect": ["content"], "verdict": ["partly"]})
    claims = pd.DataFrame({"id": ["lamp-001", "lamp-002"]})
    found = analysis.checks.fared(board, claims, CODEBOOK)
    assert found[found["claims"] > 0]["claims"].tolist() == [1, 1]
    assert found.iloc[-1][["asked", "verdict"]].tolist() == ["", ""]
