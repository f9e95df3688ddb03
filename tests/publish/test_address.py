"""The public address of the book, and what follows from it."""

from urllib.parse import parse_qs, urlsplit

import pytest

from shieldbook.publish.address import Address, AddressError
from support.frames import REPOSITORY, SITE


def test_the_site_follows_from_the_repository():
    assert Address.of(REPOSITORY).site == SITE


def test_a_repository_named_after_its_owners_site_is_served_at_the_root():
    assert (
        Address.of("https://github.com/Some-Body/some-body.github.io").site
        == "https://some-body.github.io/"
    )


def test_a_site_that_is_given_goes_before_the_derived_one():
    assert Address.of(REPOSITORY, "https://book.example/read").site == "https://book.example/read/"


def test_a_slash_or_git_at_the_end_of_the_address_makes_no_difference():
    assert Address.of(REPOSITORY + ".git") == Address.of(REPOSITORY + "/") == Address.of(REPOSITORY)


@pytest.mark.parametrize(
    "wrong",
    [
        "github.com/a/b",
        "https://github.com/a",
        "https://example.org/a/b",
        "https://github.com/a/b/tree/main",
        "https://github.com/a/b?x=<y>",
    ],
)
def test_an_address_that_is_no_repository_is_refused(wrong):
    with pytest.raises(AddressError, match="OWNER/REPO"):
        Address.of(wrong)


def test_without_an_address_every_link_is_empty():
    nowhere = Address.of("")
    assert {
        nowhere.page("intro"),
        nowhere.edit("a"),
        nowhere.issue("a", "b"),
        nowhere.binder("a"),
        nowhere.colab("a"),
        nowhere.codespaces(),
        nowhere.on_hub("https://hub.example.edu", "a"),
    } == {""}


def test_the_launch_links_name_the_notebook():
    address = Address.of(REPOSITORY)
    assert address.binder("book/chapters/01_one.ipynb") == (
        "https://mybinder.org/v2/gh/some-body/a-book/main"
        "?urlpath=lab%2Ftree%2Fbook%2Fchapters%2F01_one.ipynb"
    )
    assert address.colab("book/chapters/01_one.ipynb") == (
        "https://colab.research.google.com/github/some-body/a-book/blob/notebooks/01_one.ipynb"
    )
    assert address.codespaces() == "https://codespaces.new/some-body/a-book?quickstart=1"


def test_a_report_carries_its_title_and_text():
    asked = parse_qs(urlsplit(Address.of(REPOSITORY).issue("A & B", "one\ntwo #3")).query)
    assert asked == {"title": ["A & B"], "body": ["one\ntwo #3"]}
