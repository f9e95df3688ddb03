"""Exercises and check-yourself items as HTML that needs no script: hints, answers and what is said
to each option are folded away. Everything that comes from data is escaped here."""

from __future__ import annotations

from html import escape

from shieldbook.phrases import counted
from shieldbook.publish.address import Place
from shieldbook.publish.items import GIFT, QTI

TOP = Place()
KEY = "What a good answer contains"


def exercise_html(payload: dict) -> str:
    """An exercise as `shieldbook.seminar.Exercise` makes it: how long, what is needed, the task,
    and in folds the hints and what a good answer contains."""
    hints = payload["hints"]
    names = ["A hint", "Another hint"] if len(hints) > 1 else ["A hint"]
    folds = "".join(_fold(name, hint) for name, hint in zip(names, hints, strict=True))
    ident = escape(payload["id"], quote=True)
    title = escape(payload["title"], quote=True)
    return (
        f'<section class="sb-exercise" id="exercise-{ident}" aria-label="Exercise: {title}">'
        f'<p class="sb-needs">{counted(payload["minutes"], "minute")}, estimated. Needed: '
        f"{escape(payload['needs'])}.</p>"
        f'<p class="sb-task">{escape(payload["task"])}</p>{folds}'
        f"{_fold(KEY, payload['answer'], 'sb-key')}</section>"
    )


def _fold(name: str, text: str, kind: str = "sb-help") -> str:
    return (
        f'<details class="{kind}"><summary>{escape(name)}</summary><p>{escape(text)}</p></details>'
    )


def items_html(payload: dict, place: Place = TOP) -> str:
    """The items of a reading as `shieldbook.seminar.Items` makes them. Each option is a fold: to
    open it is to choose it, by pointer, by keyboard and without a script."""
    items = "".join(_item(item, place) for item in payload["items"])
    links = " and ".join(
        f'<a href="{place.root}_downloads/{name}" download>{words}</a>'
        for name, words in ((GIFT, "GIFT, for Moodle"), (QTI, "QTI 1.2, for Canvas and others"))
    )
    return (
        '<section class="sb-items" aria-label="Check yourself">'
        '<p class="sb-needs sb-choosing"><span>Open an option to choose it.</span></p>'
        f"<ol>{items}</ol>"
        f'<p class="sb-needs sb-exports">The items of all readings as files: {links}.</p></section>'
    )


def _item(item: dict, place: Place) -> str:
    ident = f"item-{escape(item['id'], quote=True)}"
    options = "".join(_option(option, item, place) for option in item["options"])
    return (
        f'<li class="sb-item" id="{ident}"><p class="sb-question" id="{ident}-question">'
        f'{escape(item["question"])}</p><ol aria-labelledby="{ident}-question">{options}</ol></li>'
    )


def _option(option: dict, item: dict, place: Place) -> str:
    """An option, what is said to it, and for the right one where its answer is held."""
    word = "Right." if option["right"] else "Not this one."
    held = ""
    if option["right"]:
        href = escape(place.root + item["href"], quote=True)
        held = f' <span class="sb-held">See: <a href="{href}">{escape(item["held"])}</a>.</span>'
    return (
        f"<li><details><summary>{escape(option['text'])}</summary>"
        f"<p><b>{word}</b> {escape(option['feedback'])}{held}</p></details></li>"
    )
