"""The README of the data."""

from shieldbook.pages import generate


def test_the_readme_counts_the_rows_of_each_table(repository):
    assert "| `record/votes.csv` | 2 |" in generate.generate(repository)[generate.README]


def test_the_readme_says_what_is_only_recalled(repository):
    assert "about 1 row marked `recalled`" in generate.generate(repository)[generate.README]
