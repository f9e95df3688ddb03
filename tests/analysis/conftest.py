"""What the tests of the analysis begin with."""

import pytest

import shieldbook as sb
from shieldbook import analysis
from shieldbook.analysis import links

NAMES = """
    actors articles check_sources checks claim_quotes claim_reports claims events forecast_sources
    forecasts second_checks
"""


@pytest.fixture(scope="session")
def tables():
    """The tables of the data package that the views need, by name."""
    return {name: sb.load(name) for name in NAMES.split()}


@pytest.fixture(scope="module", params=sb.load("articles")["id"].tolist())
def article(request):
    """The claims, paragraphs and ways of every article in turn."""
    claims = analysis.claims.claims_of(sb.load("claims"), request.param)
    paragraphs = sb.load("paragraphs").query("article_id == @request.param")
    return claims, paragraphs, links.claim_links(claims, sb.load("checks"), sb.load("claim_quotes"))
