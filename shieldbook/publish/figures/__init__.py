"""Figures and tables of the page: from a notebook's MIME bundle to HTML."""

from shieldbook.publish.figures.renderer import FigureRenderer, setup

__all__ = ["FigureRenderer", "setup"]
