"""The parts of a sheet as HTML."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from shieldbook.analysis.handouts import parts
from shieldbook.charts.region import region
from shieldbook.publish.figures.attributes import attribute
from shieldbook.publish.figures.pictures import svg

NAME_LINE = (
    '<p class="name"><span>Name</span><span class="rule"></span><span>Date</span>'
    '<span class="rule short"></span></p>'
)


def part_html(part: parts.Part) -> str:
    """A part of a sheet as HTML; all text is escaped. Raises KeyError for a part or picture of an
    unknown kind."""
    return _WRITERS[type(part)](part)


def _prose(part: parts.Prose) -> str:
    return f"{_heading(part.heading)}<p>{_linked(part.text)}</p>"


def _heading(words: str) -> str:
    return f"<h2>{escape(words)}</h2>" if words else ""


def _linked(words: str) -> str:
    """Text; an address that is all of it leads there."""
    text = escape(words)
    return f'<a href="{text}">{text}</a>' if words.startswith("https://") else text


def _points(part: parts.Points) -> str:
    items = "".join(f"<li>{escape(item)}</li>" for item in part.items)
    return f"{_heading(part.heading)}<ol>{items}</ol>"


def _grid(part: parts.Grid) -> str:
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in part.heads)
    room = f' class="room" style="--first:{part.first}%"' if part.tall else ""
    tall = f"height:{part.tall}mm" if part.tall else ""
    head = f'<tr><th scope="row"{attribute("style", tall)}>'
    rows = "".join(
        f"{head}{escape(first)}</th>{''.join(map(_cell, cells))}</tr>"
        for first, *cells in part.rows
    )
    # A grid that is wider than a phone is moved in its own box, by keys too.
    return (
        f'<div class="wide" role="region" tabindex="0"{attribute("aria-label", part.caption)}>'
        f"<table{room}><caption>{escape(part.caption)}</caption>"
        f"<thead><tr>{heads}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div>"
    )


def _cell(words: str) -> str:
    return f"<td>{escape(words)}</td>"


def _cards(part: parts.Cards) -> str:
    cards = "".join(_card(card) for card in part.cards)
    whole = "" if part.cut else " whole"
    return f'<ul class="cards c{part.columns}{whole}">{cards}</ul>'


def _card(card: parts.Card) -> str:
    under = f'<p class="under">{escape(card.under)}</p>' if card.under else ""
    label = f'<p class="label">{escape(card.label)}</p>' if card.label else ""
    return f"<li>{label}<p>{escape(card.text)}</p>{under}</li>"


def _lines(part: parts.Lines) -> str:
    rules = '<span class="line"></span>' * part.lines
    return (
        f'<div class="write"><p>{escape(part.prompt)}</p>'
        f'<div aria-hidden="true">{rules}</div></div>'
    )


def _slips(part: parts.Slips) -> str:
    inner = NAME_LINE + "".join(part_html(one) for one in part.parts)
    return "".join(
        f'<section class="slip" aria-label="Slip {n}">{inner}</section>'
        for n in range(1, part.times + 1)
    )


def _picture(part: parts.Picture) -> str:
    picture = svg(_PICTURES[part.kind](part), f"sheet-{part.kind}")
    words = attribute("aria-label", part.description)
    return f'<div class="picture" role="img"{words}>{picture}</div>'


def _region(part: parts.Picture) -> dict:
    chart = region(
        **part.given,
        title="The map",
        subtitle="",
        description=part.description,
        source="sites and outlines of this book",
        caption="The map",
    )
    return chart.to_dict()


_PICTURES = {"region": _region}
_WRITERS: dict[type, Callable] = {
    parts.Prose: _prose,
    parts.Points: _points,
    parts.Grid: _grid,
    parts.Cards: _cards,
    parts.Lines: _lines,
    parts.Slips: _slips,
    parts.Picture: _picture,
}
