"""No barrier that axe can find, in WCAG 2.2 AA: every page, light and dark, three widths, untouched
and in use."""

from __future__ import annotations

import warnings

import pytest

from support.driving import DESK, WIDTHS, ask
from support.judges import axe_violations, none

pytestmark = pytest.mark.browser


def in_both_themes(page, when: str, advice: list[str] | None = None) -> dict[str, list[str]]:
    """What axe finds in light and in dark."""
    told = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        told[f"{scheme}, {when}"] = axe_violations(page, advice if scheme == "light" else None)
    return told


@pytest.mark.parametrize("width", WIDTHS)
def test_nobody_is_shut_out(visit, page_name, width):
    advice = [] if width == DESK else None
    with visit(page_name, width=width) as here:
        pictures = here.page.locator(".sb-picture").count()
        # Where nothing comes to life, folds are all that use can change: opened at once, for the
        # closed show less.
        told = in_both_themes(here.page, "untouched", advice) if pictures else {}
        ask(here.page, "open")
        here.hydrate()
        told |= in_both_themes(here.page, "in use", None if pictures else advice)
    if advice:
        warnings.warn(f"{page_name}, merely good practice: " + "; ".join(advice), stacklevel=1)
    none(**told)
