"""Charts: a table in, an Altair chart out. No chart reads a file or keeps state."""

from shieldbook.charts.arguments import aimed, pegs
from shieldbook.charts.bargains import goods, trade
from shieldbook.charts.board import board, boards
from shieldbook.charts.chains import relay
from shieldbook.charts.claims import all_claims
from shieldbook.charts.codings import codings
from shieldbook.charts.dyads import facing
from shieldbook.charts.flow import flow
from shieldbook.charts.forces import losses
from shieldbook.charts.formats import formats
from shieldbook.charts.launches import wait
from shieldbook.charts.line import line
from shieldbook.charts.maps import reach
from shieldbook.charts.reliability import alphas
from shieldbook.charts.rivals import rivals
from shieldbook.charts.salvo import saturation
from shieldbook.charts.score import score
from shieldbook.charts.shares import shares
from shieldbook.charts.spans import spans
from shieldbook.charts.timeline import moment, overview
from shieldbook.charts.tone import tone
from shieldbook.charts.wordings import wordings

__all__ = [
    "aimed",
    "all_claims",
    "alphas",
    "board",
    "boards",
    "codings",
    "facing",
    "flow",
    "formats",
    "goods",
    "line",
    "losses",
    "moment",
    "overview",
    "pegs",
    "reach",
    "relay",
    "rivals",
    "saturation",
    "score",
    "shares",
    "spans",
    "tone",
    "trade",
    "wait",
    "wordings",
]
