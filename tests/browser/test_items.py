"""Exercises and items in a real browser: chosen by pointer and by keyboard, with scripts and
without, shut on paper; the files that they offer are there."""

from __future__ import annotations

import pytest

from support.driving import PAGES, PHONE
from support.quizzes import read_gift, read_qti

pytestmark = pytest.mark.browser

PAGE = "seminar/1999.html"
OPTION = "#item-monitor-1999-confirmed details"
SAID = f"{OPTION} > p"


@pytest.mark.parametrize("scripts", (True, False), ids=("scripts", "no scripts"))
def test_an_option_is_chosen_by_pointer_and_says_what_is_to_be_said(visit, scripts):
    with visit(PAGE, javascript=scripts, width=PHONE) as here:
        said = here.page.locator(SAID)
        assert [said.nth(n).is_visible() for n in range(4)] == [False] * 4
        here.page.locator(f"{OPTION} > summary").nth(1).click()
        assert [said.nth(n).is_visible() for n in range(4)] == [False, True, False, False]
        assert said.nth(1).inner_text().startswith("Right. Korean papers")


def test_options_and_answers_open_by_keyboard_alone(visit):
    with visit(PAGE) as here:
        for name, key in ((f"{OPTION} > summary", "Enter"), (".sb-key > summary", "Space")):
            here.page.locator(name).first.focus()
            assert here.page.evaluate("document.activeElement.localName") == "summary"
            here.page.keyboard.press(key)
        assert here.page.locator(SAID).first.is_visible()
        assert here.page.locator(".sb-key > p").first.is_visible()


def test_paper_has_the_questions_and_no_answer(visit):
    with visit(PAGE) as here:
        here.page.emulate_media(media="print")
        assert here.page.locator(f"{OPTION} > summary").first.is_visible()
        assert not any(one.is_visible() for one in here.page.locator(SAID).all())
        assert not any(one.is_visible() for one in here.page.locator(".sb-key").all())
        assert here.page.locator(".sb-exercise .sb-task").first.is_visible()


def test_the_files_that_the_page_offers_can_be_read(visit):
    with visit(PAGE) as here:
        links = here.page.locator(".sb-exports a").all()
        names = [link.get_attribute("href").rpartition("/")[2] for link in links]
    gift, qti = ((PAGES / "_downloads" / name).read_bytes() for name in names)
    asked = [one.text for one in read_gift(gift.decode("utf-8"))]
    assert len(asked) == 20 and asked == [one.text for one in read_qti(qti)]
