"""Every page of the built book, read and used on a desk: one visit a page, judged by all."""

from __future__ import annotations

import pytest

from support.driving import DESK
from support.judges import none
from support.visits import faults_of_every_page

pytestmark = pytest.mark.browser


@pytest.mark.timeout(2700)
def test_no_judge_finds_fault_with_a_page_on_a_desk(browser):
    none(**faults_of_every_page(browser, DESK))
