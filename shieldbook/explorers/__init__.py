"""Explorers: one model behind a control. ipywidgets in a live kernel, in the published page a face without a kernel."""

from shieldbook.explorers.grid import Answer, Grid
from shieldbook.explorers.tables import TableExplorer
from shieldbook.explorers.twin import Control, Twin
from shieldbook.explorers.wait import wait_explorer

__all__ = ["Answer", "Control", "Grid", "TableExplorer", "Twin", "wait_explorer"]
