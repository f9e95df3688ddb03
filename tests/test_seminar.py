"""An exercise and the items of a reading, as a cell of a notebook ends in them."""

import pytest

import shieldbook as sb
from shieldbook import seminar
from shieldbook.display import EXERCISE, ITEMS
from support import ROOT


@pytest.fixture(scope="module")
def items():
    return sb.Items("monitor-1999")


def test_an_exercise_tells_its_task_and_keeps_the_rest_until_it_is_asked():
    one = sb.Exercise("2017-largest-salvo")
    plain = one._repr_mimebundle_()["text/plain"]
    assert "30 minutes, a notebook" in plain and "two shots as far as they last" in plain
    assert one.answer not in plain and all(hint not in plain for hint in one.hints)
    assert "one of 12" in one.answer and "none_pct" in one.hint(1) and one.hint(2) == one.hints[1]


def test_an_exercise_with_one_hint_has_no_second():
    one = sb.Exercise("2018-airliner")
    assert len(one.hints) == 1
    for n in (0, 2):
        with pytest.raises(IndexError, match=f"has 1 hints?, and none has the number {n}"):
            one.hint(n)


def test_an_exercise_that_there_is_not_is_told_with_its_neighbour():
    with pytest.raises(KeyError, match="no exercise '2018-airliners'; near it: 2018-airliner"):
        sb.Exercise("2018-airliners")


def test_the_page_gets_an_exercise_in_plain_json():
    sent = sb.Exercise("2018-airliner")._repr_mimebundle_()[EXERCISE]
    assert sent["minutes"] == 15 and sent["needs"] == "a notebook" and len(sent["hints"]) == 1
    assert set(sent) == {"id", "title", "task", "answer", "minutes", "needs", "hints"}


def test_items_are_asked_and_answered(items):
    plain = items._repr_mimebundle_()["text/plain"]
    assert "1. Which of the things" in plain and "   d) New tasks" in plain
    assert not any(option.feedback in plain for item in items.items for option in item.options)
    assert items.answer(1, "b").startswith("Right. Korean papers")
    assert items.answer(1, "a").startswith("Not this one. Only the brief")


@pytest.mark.parametrize(("n", "letter"), [(5, "a"), (2, "d"), (1, "B"), (0, "a")])
def test_an_item_or_option_that_there_is_not_is_refused(items, n, letter):
    with pytest.raises(KeyError, match="no item has the number"):
        items.answer(n, letter)


def test_a_reading_without_items_is_refused():
    with pytest.raises(KeyError, match="near it: monitor-1999"):
        sb.Items("monitor-1998")


def test_the_page_gets_items_in_plain_json(items):
    sent = items._repr_mimebundle_()[ITEMS]["items"]
    assert [len(item["options"]) for item in sent] == [4, 3, 4, 3]
    assert [sum(option["right"] for option in item["options"]) for item in sent] == [1, 1, 1, 1]
    assert sent[0]["held"] == "Checks"
    assert sent[0]["href"] == "evidence/monitor-1999.html#monitor-1999-009-attribution"


@pytest.mark.parametrize(
    ("table", "row", "address"),
    [
        ("claims", "breitbart-2017-037", "evidence/breitbart-2017.html#breitbart-2017-037"),
        (
            "check_sources",
            "monitor-2000-028/attribution/a[b/c]",
            "evidence/monitor-2000.html#monitor-2000-028-attribution",
        ),
        ("format_members", "x/RUS", "reference/data-dictionary.html#table-format-members"),
    ],
)
def test_where_a_row_is_shown(table, row, address):
    assert seminar.row_address(table, row) == address


def test_every_table_that_holds_an_answer_is_in_the_data_dictionary(items):
    dictionary = (ROOT / "book" / "reference" / "data-dictionary.md").read_text(encoding="utf-8")
    for name in sb.load("items")["table"].unique():
        assert f"(table-{name})=" in dictionary or f"({name})=" in dictionary, name
