"""Explorers: one model behind a control. ipywidgets in a live kernel, in the published page a face
without a kernel."""

from shieldbook.controls import Control
from shieldbook.explorers.claims import ClaimsExplorer, claims_shown
from shieldbook.explorers.formats import TableExplorer
from shieldbook.explorers.grid import Answer, Grid
from shieldbook.explorers.reach import reach_sentence
from shieldbook.explorers.salvo import salvo_explorer, salvo_sentence
from shieldbook.explorers.sentence import ModelSentence, Sentence
from shieldbook.explorers.votes import votes_sentence
from shieldbook.explorers.wait import wait_explorer, wait_sentence
from shieldbook.explorers.years import years_explorer

__all__ = [
    "Answer",
    "ClaimsExplorer",
    "Control",
    "Grid",
    "ModelSentence",
    "Sentence",
    "TableExplorer",
    "claims_shown",
    "reach_sentence",
    "salvo_explorer",
    "salvo_sentence",
    "votes_sentence",
    "wait_explorer",
    "wait_sentence",
    "years_explorer",
]
