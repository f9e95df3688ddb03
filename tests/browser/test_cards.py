"""Tables on a phone: cards that fit the screen, are sorted as tables are, and are read aloud as
tables."""

from __future__ import annotations

import re

import pytest

from support.driving import PHONE
from support.judges import pushed_tables

pytestmark = pytest.mark.browser

CLAIMS = "evidence/monitor-1999.html"

LABELS = """row => [...row.cells].filter(cell => cell.textContent).map(cell =>
    getComputedStyle(cell, '::before').content.split(' /')[0].replaceAll('"', ''))"""


def test_a_card_names_each_of_its_cells(visit):
    with visit(CLAIMS, width=PHONE) as here:
        heads = here.page.locator("table#claims thead th").all_text_contents()
        labels = here.page.locator("table#claims tbody tr").first.evaluate(LABELS)
        assert labels == heads


def test_a_card_is_a_row_of_a_table_to_whoever_listens(visit):
    with visit(CLAIMS, width=PHONE) as here:
        here.page.wait_for_selector("table#claims .sb-sort")
        told = here.page.locator("table#claims").aria_snapshot()
        heads = here.page.locator("table#claims thead th").all_text_contents()
        assert all(f'columnheader "{head}"' in told for head in heads)
        rows = here.page.locator("table#claims tbody tr").count()
        assert told.count("- rowheader") == rows
        assert len(re.findall("- '?row \"", told)) == rows + 1


def test_cards_are_sorted_by_the_heads_above_them(visit):
    with visit(CLAIMS, width=PHONE) as here:
        button = here.page.locator("table#claims .sb-sort", has_text="Speaker")
        button.click()
        column = here.page.locator("table#claims tbody tr > :nth-child(4)").all_text_contents()
        assert column == sorted(column, key=str.lower) and len(set(column)) > 2


def test_without_scripts_no_head_promises_to_sort(visit):
    with visit(CLAIMS, width=PHONE, javascript=False) as here:
        head = here.page.locator("table#claims thead").bounding_box()
        card = here.page.locator("table#claims tbody tr").first.bounding_box()
        assert head["height"] <= 1 and card["width"] > PHONE * 0.8
        assert pushed_tables(here.page) == []


def test_a_table_in_markdown_that_goes_on_beside_the_screen_says_so(visit):
    with visit("reference/data-dictionary.html", width=PHONE) as here:
        boxes = here.page.locator(".table-wrapper")
        assert boxes.count() == here.page.locator(".sb-sideways:visible").count() > 0
