"""Markdown made from the data: the data's README, dictionary, codebook, bibliography, glossary,
people, corrections."""
