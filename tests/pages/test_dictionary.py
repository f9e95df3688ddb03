"""The data dictionary: from a column to what its codes mean."""

from shieldbook.pages import generate


def test_the_dictionary_leads_to_the_codebook(repository):
    assert "[codes](#codes-confidence)" in generate.generate(repository)[generate.DICTIONARY]
