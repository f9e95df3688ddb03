"""Charts: a table in, an Altair chart out. No chart reads a file or keeps state."""

from shieldbook.charts.board import board
from shieldbook.charts.chains import relay
from shieldbook.charts.formats import formats
from shieldbook.charts.launches import wait
from shieldbook.charts.reliability import alphas
from shieldbook.charts.score import score
from shieldbook.charts.timeline import moment, overview

__all__ = ["alphas", "board", "formats", "moment", "overview", "relay", "score", "wait"]
