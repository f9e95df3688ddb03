"""The coding as it is published: complete, reproducible from the raw codings, reliable, short in
its words, checked."""

import pandas as pd
import pytest

import shieldbook as sb
from shieldbook.analysis import agreement

ARTICLES = sb.load("articles")["id"].tolist()
FIELDS = sorted(sb.load("codings")["field"].astype(str).unique())
QUOTE, ARTICLE, GLOSS = 25, 150, 25


def text(column):
    """A column as words, numbers too."""
    return column.map(str)


@pytest.fixture(scope="module")
def claims():
    """The published claims, by id."""
    return sb.load("claims").set_index("id")


@pytest.fixture(scope="module")
def decided():
    """What was adjudicated: the value by claim and field."""
    table = sb.load("adjudications")
    return dict(
        zip(
            zip(table["claim_id"].astype(str), table["field"].astype(str), strict=True),
            text(table["value"]),
            strict=True,
        )
    )


@pytest.fixture(scope="module")
def raw():
    """Every value that a coder gave to a published claim, by claim and field."""
    units = sb.load("coded_units").query("claim_id != ''")[["unit_id", "claim_id", "coder"]]
    table = sb.load("codings").merge(units, on="unit_id")
    table["value"] = text(table["value"])
    return table.groupby(["claim_id", table["field"].astype(str)])["value"].agg(set).to_dict()


@pytest.mark.parametrize("field", FIELDS)
def test_a_published_code_is_what_the_coders_gave_or_what_was_decided(claims, decided, raw, field):
    published = text(claims[field])
    astray = [
        claim
        for claim, value in published.items()
        if value != decided.get((claim, field), value)
        or (claim, field) not in decided
        and raw[claim, field] != {value}
    ]
    assert astray == []


def test_nothing_was_decided_about_claims_that_do_not_exist(claims, decided):
    assert {claim for claim, _ in decided} <= set(claims.index)


def test_every_published_claim_was_coded_by_somebody(claims):
    assert set(claims.index) <= set(sb.load("coded_units")["claim_id"])


@pytest.mark.parametrize("article", ARTICLES)
def test_every_paragraph_of_an_article_has_a_claim(claims, article):
    paragraphs = sb.load("paragraphs").query("article_id == @article")["n"]
    assert set(paragraphs) - set(claims.loc[claims["article_id"] == article, "paragraph"]) == set()


@pytest.mark.parametrize("article", ARTICLES)
def test_both_coders_coded_every_paragraph_of_an_article(article):
    paragraphs = set(sb.load("paragraphs").query("article_id == @article")["n"])
    units = sb.load("coded_units").query("article_id == @article")
    assert all(set(part["paragraph"]) == paragraphs for _, part in units.groupby("coder"))


@pytest.fixture(scope="module")
def alphas():
    """Krippendorff's alpha before adjudication, by field."""
    return agreement.reliability(sb.load("coded_units"), sb.load("codings"), draws=10).set_index(
        "field"
    )["alpha"]


@pytest.mark.parametrize("field", ["issue", "stance", "kind", "certainty", "dyad"])
def test_the_coders_agree_well_on(alphas, field):
    assert alphas[field] >= 0.8


def word_counts(column):
    return column.str.split().str.len()


def test_every_gloss_is_short():
    table = sb.load("paragraphs")
    assert table[word_counts(table["gloss"]) > GLOSS][["article_id", "n"]].values.tolist() == []


def test_every_quotation_is_short():
    quotes = sb.load("quotes")
    assert quotes.loc[word_counts(quotes["text"]) > QUOTE, "id"].tolist() == []


def test_little_is_quoted_from_any_article():
    quotes = sb.load("quotes")
    total = word_counts(quotes["text"]).groupby(quotes["article_id"]).sum()
    assert total[total > ARTICLE].to_dict() == {}


@pytest.mark.parametrize("article", sb.load("articles").query("status == 'read'")["id"])
def test_every_checkable_claim_of_a_read_article_has_a_check(claims, article):
    mine = claims[(claims["article_id"] == article) & (claims["checkable"] == "yes")]
    assert sorted(set(mine.index) - set(sb.load("checks")["claim_id"])) == []


def test_every_check_with_a_finding_has_a_source():
    checks = sb.load("checks").query("verdict not in ['unresolved', 'cannot-tell']")
    settled, sourced = (
        {*zip(table["claim_id"].astype(str), table["aspect"].astype(str), strict=True)}
        for table in (checks, sb.load("check_sources"))
    )
    assert sorted(settled - sourced) == []


def test_every_expectation_with_an_outcome_has_a_source():
    forecasts = sb.load("forecasts")
    told = forecasts[~forecasts["outcome"].isin(["open", "cannot-tell"])]["claim_id"]
    assert sorted(set(told) - set(sb.load("forecast_sources")["claim_id"])) == []


def test_every_judgement_gives_its_reason():
    for name in ("claims", "checks", "adjudications", "forecasts", "explanations", "quotes"):
        reasons = sb.load(name)["because"]
        assert isinstance(reasons, pd.Series) and reasons.str.strip().fillna("").ne("").all(), name
