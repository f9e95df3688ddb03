"""The words for codes: every code has one, and an unknown one is told."""

import pandas as pd
import pytest

from shieldbook.analysis import codebook
from support.tables import CODEBOOK, codes

BOOK = pd.DataFrame(
    {
        "field": ["hue", "hue", "size"],
        "code": ["dark-red", "1", "x"],
        "label": ["dark red", "one", "X"],
    }
)


def test_labels_stand_in_the_order_of_the_codebook():
    assert list(codebook.labels(BOOK, "hue").items()) == [("dark-red", "dark red"), ("1", "one")]
    assert codebook.order(BOOK, "hue") == ("dark-red", "1")


def test_a_head_has_a_capital():
    assert codebook.heads(BOOK, "hue") == {"dark-red": "Dark red", "1": "One"}


def test_codes_are_told_in_words_whether_they_are_text_or_numbers():
    assert codebook.worded(["1", 1, "", "dark-red"], BOOK, "hue") == ["one", "one", "", "dark red"]


def test_an_unknown_field_or_code_is_told_with_near_names():
    with pytest.raises(KeyError, match="no field of the codebook 'hues'; near it: hue"):
        codebook.labels(BOOK, "hues")
    with pytest.raises(KeyError, match="no code of hue 'dark-rod'; near it: dark-red"):
        codebook.worded(["dark-rod"], BOOK, "hue")


@pytest.mark.parametrize(
    ("field", "table", "column"),
    [
        ("aspect", "checks", "aspect"),
        ("outcome", "forecasts", "outcome"),
        ("trade_basis", "trade", "basis"),
        ("coded_field", "codings", "field"),
    ],
)
def test_every_code_of_the_contract_has_words(field, table, column):
    assert codebook.order(CODEBOOK, field) == tuple(codes(table, column))
