"""The codebook as a page."""

from shieldbook.pages import generate


def test_the_codebook_has_the_anchor_that_the_dictionary_leads_to(repository):
    assert "\n(codes-confidence)=\n" in generate.generate(repository)[generate.CODEBOOK]


def test_the_codebook_begins_with_its_handwritten_head(repository):
    (repository / generate.CODEBOOK_HEAD).write_text("# By hand\n\nRules.\n", encoding="utf-8")
    assert generate.generate(repository)[generate.CODEBOOK].startswith("# By hand\n\nRules.\n")
