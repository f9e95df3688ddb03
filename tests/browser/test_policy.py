"""The book under its own Content-Security-Policy, sent as a header as strictly as the pages carry
it."""

from __future__ import annotations

import pytest

from support.driving import PAGES, ask, page_names, served
from support.judges import (
    console_errors,
    dead_figures,
    none,
    policy_faults,
    policy_in,
    policy_of,
    refused,
)

pytestmark = pytest.mark.browser

POLICIES = {name: policy_in((PAGES / name).read_text(encoding="utf-8")) for name in page_names()}


def test_every_page_carries_the_same_policy():
    assert len(set(POLICIES.values())) == 1


def test_the_policy_allows_no_eval_and_no_other_host():
    none(**{name: policy_faults(text) for name, text in POLICIES.items()})


def test_nothing_is_allowed_unless_named():
    assert all(policy_of(text).get("default-src") == ["'none'"] for text in POLICIES.values())


@pytest.fixture(scope="module")
def guarded():
    """Where the book is served under the policy as a header, which binds what a page's own tag
    cannot."""
    with served(PAGES, Content_Security_Policy=next(filter(None, POLICIES.values()))) as where:
        yield where


def test_every_page_works_under_the_policy(visit, guarded, page_name):
    with visit(page_name, address=guarded) as here:
        here.hydrate()
        ask(here.page, "open")
        here.scroll_through()
        dead = dead_figures(here.page) if here.page.locator(".sb-picture").count() else []
        none(refused=refused(here), errors=console_errors(here), dead=dead)
