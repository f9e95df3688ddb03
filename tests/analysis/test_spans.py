"""Figures as intervals: arithmetic worked by hand, and what the words mean."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

import shieldbook as sb
from shieldbook import analysis
from shieldbook.analysis.spans import Span, SpanError, said

numbers = st.floats(0, 1e6)
spans = st.tuples(numbers, numbers).map(lambda pair: Span(min(pair), max(pair)))


@pytest.mark.parametrize(
    "value, word, rounded, low, high",
    [
        (170, "about", 10, 165, 175),
        (20, "some", 5, 17.5, 22.5),
        (500, "over", 10, 500, math.inf),
        (4, "", 1, 4, 4),
        (3, "nearly", 1, 2.5, 3),
        (30, "under", 10, 0, 30),
    ],
)
def test_a_word_before_a_figure_makes_an_interval(value, word, rounded, low, high):
    assert said(value, word, rounded) == Span(low, high)


def test_products_and_quotients_by_hand():
    assert Span(2, 3) * Span(10, 20) == Span(20, 60)
    assert Span(165, 175) / Span(500, math.inf) == Span(0, 0.35)
    assert Span(1, 2) / Span(0, 4) == Span(0.25, math.inf)
    assert Span(0, 0) * Span(5, math.inf) == Span(0, 0)


@given(spans, spans, st.floats(0, 1), st.floats(0, 1))
def test_a_product_holds_the_product_of_what_its_factors_hold(first, second, here, there):
    one, two = (
        first.low + here * (first.high - first.low),
        second.low + there * (second.high - second.low),
    )
    both = first * second
    assert both.low <= one * two * (1 + 1e-9) + 1e-9 and one * two <= both.high * (1 + 1e-9) + 1e-9


@pytest.fixture(scope="module")
def visit():
    quantities = sb.load("quantities")
    return analysis.spans.announced(
        quantities[quantities["claim_id"].astype(str).str.startswith("monitor-2000")]
    )


def test_the_announced_figures_are_those_of_the_article(visit):
    assert visit == {
        "cut": Span(0.175, 0.225),
        "reformed": Span(500, math.inf),
        "losing": Span(165, 175),
    }


def test_a_coarser_rounding_widens_what_follows(visit):
    quantities = sb.load("quantities")
    coarse = analysis.spans.announced(
        quantities[quantities["claim_id"].astype(str).str.startswith("monitor-2000")],
        cut_rounded_to=10,
    )
    assert coarse["cut"].low < visit["cut"].low and coarse["cut"].high > visit["cut"].high


def test_what_follows_from_the_figures_by_hand(visit):
    table = analysis.spans.readings(visit, 220_000).set_index("what")
    # 17.5% and 22.5% of 220,000; divided by 175 and by 165; 175 of 500.
    assert table.loc["People to go", ["low", "high"]].tolist() == pytest.approx([38_500, 49_500])
    assert table.loc[
        "People to go, a unit that loses any", ["low", "high"]
    ].tolist() == pytest.approx([220, 300])
    assert table.loc["Units that lose people, of those reformed", "high"] == pytest.approx(35)
    assert table.loc["Loss of a unit that loses any, on average", "low"] == pytest.approx(50)


def test_the_share_that_a_unit_loses_by_hand(visit):
    # 17.5 of 35 per cent, and 22.5 of 33.
    lost = analysis.spans.share_lost(visit, 500)
    assert (lost.low, lost.high) == pytest.approx((0.5, 22.5 / 33))


def test_no_units_cannot_be_reformed(visit):
    with pytest.raises(SpanError, match="more than 0: 0"):
        analysis.spans.share_lost(visit, 0)


def test_a_cut_is_laid_into_the_units_that_lose_people():
    table = analysis.spans.cut_table(0.25, 40, 20).set_index("part")
    assert table["units"].to_dict() == {
        "lose people": 20,
        "lose nobody": 20,
        "go": 10,
        "stay": 10,
    }
    assert table.loc[["go", "stay"], ["low", "high"]].to_numpy().tolist() == [[0, 10], [10, 20]]


@pytest.mark.parametrize("cut, units, losing", [(0.5, 40, 10), (0, 40, 10), (0.1, 40, 50)])
def test_a_cut_that_does_not_fit_is_refused(cut, units, losing):
    with pytest.raises(SpanError, match="does not fit into"):
        analysis.spans.cut_table(cut, units, losing)


def test_every_derived_figure_names_what_it_assumes(visit):
    assert analysis.spans.readings(visit, 1000)["needs"].str.len().gt(10).all()


@pytest.mark.parametrize(
    "make, told",
    [
        (lambda: Span(2, 1), "2 to 1"),
        (lambda: Span(-1, 1), "-1 to 1"),
        (lambda: Span(math.nan, 1), "nan"),
        (lambda: said(5, "roughly", 1), "'roughly'"),
        (lambda: said(5, "about", 0), "more than 0: 0"),
        (lambda: said(-5, "", 1), "-5"),
        (lambda: Span(1, 2) / Span(0, 0), "divided by 0"),
    ],
    ids=lambda case: case if isinstance(case, str) else "",
)
def test_a_figure_that_cannot_be_is_refused(make, told):
    with pytest.raises(SpanError, match=told):
        make()
