"""One statement in several reports: held point by point against one of them."""

import pandas as pd
import pytest

import shieldbook as sb
from shieldbook.analysis import wordings
from support.tables import CODEBOOK, codes


@pytest.fixture
def reports():
    """Three invented reports of one statement."""
    return pd.DataFrame(
        {
            "id": ["wire", "gazette", "courier"],
            "carrier": ["Wire", "Gazette", "Courier"],
            "danger": ["deep", "serious", "deep"],
            "subject": ["system", "deployment", "system"],
            "thaad": ["tied", "not-named", "tied"],
            "doer": ["united-states", "nobody", "not-reported"],
            "condition": ["dropped", "kept", "not-reported"],
            "source": ["a-1999[p. 1]", None, "b-1999[p. 2]"],
        }
    )


def test_the_report_that_the_others_are_held_against_comes_first(reports):
    assert wordings.likeness_table(reports, CODEBOOK, "gazette")["report"].iloc[0] == "Gazette"


def test_a_report_is_wholly_like_itself(reports):
    told = wordings.likeness_table(reports, CODEBOOK, "wire")
    assert set(told.loc[told["report"] == "Wire", "likeness"]) == {"same"}


def test_what_a_report_leaves_out_is_neither_like_nor_unlike(reports):
    told = wordings.likeness_table(reports, CODEBOOK, "wire").query("report == 'Courier'")
    assert told["likeness"].tolist() == ["same", "same", "same", "not reported", "not reported"]


def test_reports_that_share_more_stand_higher(reports):
    assert wordings.likeness_table(reports, CODEBOOK, "wire")[
        "report"
    ].drop_duplicates().tolist() == [
        "Wire",
        "Courier",
        "Gazette",
    ]


def test_every_report_has_every_point(reports):
    assert (
        wordings.likeness_table(reports, CODEBOOK, "wire")
        .groupby("report")
        .size()
        .eq(len(wordings.points(CODEBOOK)))
        .all()
    )


def test_a_report_that_is_none_is_refused(reports):
    with pytest.raises(KeyError):
        wordings.likeness_table(reports, CODEBOOK, "lamp")


NAMES = {"wire": "The Wire", "gazette": "The Gazette", "courier": "The Courier"}
SAID = {
    "deep": "a deep risk",
    "serious": "serious risks",
    "system": "the system",
    "deployment": "its parts",
    "tied": "THAAD",
    "united-states": "America",
    "dropped": "too much",
    "kept": "too much, if so",
}


def test_reports_that_share_a_point_come_first_and_say_it_in_words(reports):
    told = wordings.collation_table(reports, CODEBOOK, "wire", NAMES, SAID)
    assert told.to_dict("split")["data"] == [
        ["The Wire", "a deep risk", "the system", "THAAD", "America", "too much", True],
        ["The Courier", "a deep risk", "the system", "THAAD", "–", "–", True],
        ["The Gazette", "serious risks", "its parts", "–", "–", "too much, if so", False],
    ]
    heads = list(told)
    assert (heads[0], heads[1], heads[-1]) == ("report", "danger", "alike")


@pytest.mark.parametrize(
    ("names", "said", "like"),
    [
        ({"wire": "W"}, SAID, "wire"),
        (NAMES, SAID, "lamp"),
        (NAMES, {"deep": "x"}, "wire"),
    ],
    ids=["no name", "no such report", "no words"],
)
def test_a_report_or_a_code_without_words_is_refused(reports, names, said, like):
    with pytest.raises(KeyError):
        wordings.collation_table(reports, CODEBOOK, like, names, said)


def test_every_code_of_the_contract_has_words():
    for point, words in wordings.points(CODEBOOK).items():
        assert list(words) == list(codes("wordings", point))


def test_the_point_with_most_forms_stands_first():
    forms = wordings.spread_table(sb.load("wordings"), CODEBOOK)["Forms"]
    assert forms.is_monotonic_decreasing
