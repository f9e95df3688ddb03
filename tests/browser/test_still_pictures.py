"""The pictures before anybody touches them: with and without JavaScript, from the file system, on a
phone, on paper."""

from __future__ import annotations

import pytest

from support.driving import DESK, HEIGHT, PHONE, WIDTHS, names_with, page_names
from support.judges import (
    blank_sheets,
    console_errors,
    dead_figures,
    foreign_requests,
    none,
    sheet_faults,
    small_lettering,
    undescribed_pictures,
    unseen_figures,
    wide_pictures,
)

pytestmark = pytest.mark.browser

WITH_FIGURES = names_with("<figure")
SHEET_WIDTH = 673  # A4 less 16 mm on either side, in px of 1/96 inch
PAPER = {
    "format": "A4",
    "margin": {"top": "16mm", "bottom": "16mm", "left": "16mm", "right": "16mm"},
}

every_picture_page = pytest.mark.parametrize("name", WITH_FIGURES)
both_widths = pytest.mark.parametrize("width", (PHONE, DESK))


def test_the_book_has_pictures():
    assert WITH_FIGURES


@both_widths
@every_picture_page
def test_every_figure_is_seen_without_javascript(visit, name, width):
    with visit(name, width=width, javascript=False) as still:
        none(unseen=unseen_figures(still.page))


@both_widths
@every_picture_page
def test_every_figure_is_seen_and_described(visit, name, width):
    with visit(name, width=width) as page:
        none(unseen=unseen_figures(page.page), undescribed=undescribed_pictures(page.page))


@pytest.mark.parametrize("javascript", (True, False), ids=("scripts", "no scripts"))
def test_every_page_is_whole_from_the_file_system(visit, taken_along, page_name, javascript):
    with visit(page_name, address=taken_along, javascript=javascript) as page:
        none(
            unseen=unseen_figures(page.page),
            errors=console_errors(page),
            foreign=foreign_requests(page),
        )


@every_picture_page
def test_every_picture_comes_to_life_from_the_file_system(visit, taken_along, name):
    with visit(name, address=taken_along) as page:
        page.hydrate()
        none(
            dead=dead_figures(page.page),
            errors=console_errors(page),
            foreign=foreign_requests(page),
        )


@every_picture_page
def test_no_lettering_in_a_picture_is_too_small_on_the_phone(visit, name):
    with visit(name, width=PHONE) as page:
        none(small=small_lettering(page.page))


@every_picture_page
def test_no_picture_is_wider_than_the_screen(visit, name):
    with visit(name, width=PHONE) as page:
        wide = {}
        for width in (320, *WIDTHS):
            page.page.set_viewport_size({"width": width, "height": HEIGHT})
            wide[f"at {width}"] = wide_pictures(page.page)
        none(**wide)


@pytest.mark.parametrize("dark", (False, True), ids=("light", "dark"))
def test_a_sheet_shows_the_page_whole_and_without_its_controls(visit, page_name, dark):
    with visit(page_name, width=SHEET_WIDTH, dark=dark) as page:
        page.page.emulate_media(media="print")
        none(unseen=unseen_figures(page.page), faults=sheet_faults(page.page))


def test_no_printed_sheet_is_blank(visit, page_name):
    with visit(page_name) as page:
        none(blank=blank_sheets(page.page.pdf(**PAPER)))


def test_every_page_of_the_book_was_looked_for_pictures():
    assert set(WITH_FIGURES) <= set(page_names())
