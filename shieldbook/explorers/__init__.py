"""Explorers: one model behind a control. ipywidgets in a live kernel, precomputed states in the published page."""

from shieldbook.explorers.tables import TableExplorer

__all__ = ["TableExplorer"]
