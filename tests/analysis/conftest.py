"""What the tests of the analysis begin with."""

import pytest

import shieldbook as sb
from shieldbook import analysis
from shieldbook.analysis import links
from support.tables import load

NAMES = """
    actors articles check_sources checks claim_quotes claim_reports claims codebook events
    forecast_sources forecasts second_checks
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
    ways = links.claim_links(claims, *load("checks", "claim_quotes", "codebook"))
    return claims, paragraphs, ways
