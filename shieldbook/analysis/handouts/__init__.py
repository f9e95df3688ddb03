"""Handouts: what stands on each sheet of a session, made of no more of the data than a class may
see."""

from shieldbook.analysis.handouts.makers import MAKERS, made, printed_table, total
from shieldbook.analysis.handouts.parts import Given, Maker, words_of

__all__ = ["MAKERS", "Given", "Maker", "made", "printed_table", "total", "words_of"]
