"""The bibliography: who, what, when and where, in the order of the keys."""

import pytest

from shieldbook.pages import bibliography, generate
from shieldbook.tables.contract import DataError
from support.markdown import Page


def test_a_bibliography_entry_says_who_what_when_and_where(repository):
    page = Page(generate.generate(repository)[generate.SOURCES])
    assert (
        "Jane Doe, Richard Roe. “Herring & peace for $2”. The <b>Harbour</b> Post, 5 "
        "September 2001. example.org. "
        "Read 22 November 2026. Archived copy: archive.example.org. Cited in "
        "glossary, offices, votes."
    ) in page.text


def test_a_date_of_a_source_that_is_about_right_is_said_in_words(repository):
    path = repository / "data" / "references.bib"
    dated = path.read_text(encoding="utf-8")
    assert "date = {2001-09-05}" in dated
    path.write_text(dated.replace("date = {2001-09-05}", "date = {2001~}"), encoding="utf-8")
    assert (
        "The <b>Harbour</b> Post, 2001, about. example.org."
        in Page(generate.generate(repository)[generate.SOURCES]).text
    )


def test_a_title_in_other_letters_says_its_language(repository):
    path = repository / "data" / "references.bib"
    old = path.read_text(encoding="utf-8")
    title = "title = {{Herring \\& peace for \\$2}}"
    assert title in old
    other = "title = {Сельдь и мир},\n  langid = {russian}"
    path.write_text(old.replace(title, other), encoding="utf-8")
    assert "[“Сельдь и мир”]{.language-ru}. " in generate.generate(repository)[generate.SOURCES]


def test_an_archive_is_named_only_where_there_is_one(repository):
    assert generate.generate(repository)[generate.SOURCES].count("Archived copy") == 1


def test_the_bibliography_is_in_the_order_of_its_keys_with_an_anchor_each(repository):
    lines = generate.generate(repository)[generate.SOURCES].splitlines()
    assert [line for line in lines if line.startswith("(")] == [
        "(bib-alpha-2000)=",
        "(bib-zeta-2001)=",
    ]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "https://[", "https://a b", "ftp://example.org"]
)
def test_an_address_that_is_not_of_the_web_makes_no_link(address):
    assert "a" not in Page(bibliography.link(address)).tags


def test_a_broken_bibliography_is_one_data_error(repository):
    (repository / "data" / "references.bib").write_text("@misc{a, title = {b}\n", encoding="utf-8")
    with pytest.raises(DataError, match="references.bib"):
        generate.generate(repository)
