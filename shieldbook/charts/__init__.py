"""Charts: a table in, an Altair chart out. No chart reads a file or keeps state."""

from shieldbook.charts.board import board, boards
from shieldbook.charts.chains import relay
from shieldbook.charts.claims import all_claims
from shieldbook.charts.codings import codings
from shieldbook.charts.collation import collation
from shieldbook.charts.cut import cut
from shieldbook.charts.facsimile import facsimile
from shieldbook.charts.formats import formats
from shieldbook.charts.lasting import lasting
from shieldbook.charts.launches import wait
from shieldbook.charts.line import line
from shieldbook.charts.nearness import nearness
from shieldbook.charts.outcomes import outcomes
from shieldbook.charts.region import region
from shieldbook.charts.reliability import alphas
from shieldbook.charts.rivals import rivals
from shieldbook.charts.routes import routes
from shieldbook.charts.salvo import saturation
from shieldbook.charts.salvoes import salvoes
from shieldbook.charts.score import score
from shieldbook.charts.shares import shares
from shieldbook.charts.shield import shield
from shieldbook.charts.sight import sight
from shieldbook.charts.strands import strands
from shieldbook.charts.tally import tally
from shieldbook.charts.tenures import offices, treaties
from shieldbook.charts.timeline import moment
from shieldbook.charts.tone import tone
from shieldbook.charts.trade import trade
from shieldbook.charts.tribunal import tribunal
from shieldbook.charts.turn import turn
from shieldbook.charts.verdict import verdict
from shieldbook.charts.voices import voices
from shieldbook.charts.votes import votes
from shieldbook.charts.wishes import wishes
from shieldbook.charts.wordings import wordings

__all__ = [
    "all_claims",
    "alphas",
    "board",
    "boards",
    "codings",
    "collation",
    "cut",
    "facsimile",
    "formats",
    "lasting",
    "line",
    "moment",
    "nearness",
    "offices",
    "outcomes",
    "region",
    "relay",
    "rivals",
    "routes",
    "salvoes",
    "saturation",
    "score",
    "shares",
    "shield",
    "sight",
    "strands",
    "tally",
    "tone",
    "trade",
    "treaties",
    "tribunal",
    "turn",
    "verdict",
    "voices",
    "votes",
    "wait",
    "wishes",
    "wordings",
]
