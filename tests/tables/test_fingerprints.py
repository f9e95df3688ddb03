"""Fingerprints and seals: what of a text they depend on, and what not."""

import re

from hypothesis import given
from hypothesis import strategies as st

from shieldbook.tables import fingerprints


def test_normalising_levels_typesetting_and_keeps_wording():
    given_text = (
        " “It’s”\u00a0a\u2009well\u00adknown\u200b – or ‘known’ — ﬁsh:\n Nr.\u00a05 − 2\u20111 "
    )
    assert (
        fingerprints.normalise(given_text)
        == "\"It's\" a wellknown - or 'known' - fish: Nr. 5 - 2-1"
    )


@given(st.text())
def test_normalising_twice_changes_nothing_more(text):
    assert fingerprints.normalise(fingerprints.normalise(text)) == fingerprints.normalise(text)


def test_a_paragraph_under_twenty_words_has_no_fingerprint():
    assert fingerprints.fingerprint("word " * 19) is None


def test_a_paragraph_of_twenty_words_has_a_fingerprint():
    assert re.fullmatch("[0-9a-f]{64}", fingerprints.fingerprint("word " * 20))


def test_a_fingerprint_depends_on_the_case_of_the_words():
    assert fingerprints.fingerprint("word " * 20) != fingerprints.fingerprint("Word " * 20)


def test_an_article_fingerprint_depends_on_the_order_of_its_paragraphs():
    assert fingerprints.article_fingerprint(["one", "two"]) != fingerprints.article_fingerprint(
        ["two", "one"]
    )


def test_a_seal_depends_on_the_paragraph_around_the_quote():
    assert fingerprints.seal("He said yes.", "yes") != fingerprints.seal("She said yes.", "yes")
