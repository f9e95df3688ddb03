"""Explorers: one model behind a control. ipywidgets in a live kernel, in the published page a face
without a kernel."""

from shieldbook.controls import Control
from shieldbook.explorers.claims import ClaimsExplorer, claims_shown
from shieldbook.explorers.formats import TableExplorer
from shieldbook.explorers.grid import Answer, Grid
from shieldbook.explorers.reach import reach_data, reach_explorer
from shieldbook.explorers.salvo import salvo_explorer
from shieldbook.explorers.wait import wait_explorer
from shieldbook.explorers.years import years_explorer

__all__ = [
    "Answer",
    "ClaimsExplorer",
    "Control",
    "Grid",
    "TableExplorer",
    "claims_shown",
    "reach_data",
    "reach_explorer",
    "salvo_explorer",
    "wait_explorer",
    "years_explorer",
]
