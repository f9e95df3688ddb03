"""A picture as its reader has it: which words, and of its Vega-Lite specification the list of its
parts: which mark, which channels, which rows, and what has which colour."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

HOLDERS = ("layer", "concat", "vconcat", "hconcat")
INKS = ("color", "fill", "stroke")


def said(picture: str) -> str:
    """The words of a picture in SVG, those of one line of text one after the other."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", picture)).split())


class Unit(NamedTuple):
    """A part of a picture that draws marks: the mark, its channels, and the rows that it draws."""

    mark: dict
    channels: dict
    rows: list[dict]


def units(spec: dict, data: dict | None = None, datasets: dict | None = None) -> Iterator[Unit]:
    """Every part of a specification that draws marks."""
    datasets = {**(datasets or {}), **spec.get("datasets", {})}
    data = spec.get("data", data) or {}
    inner = [part for name in HOLDERS for part in spec.get(name, ())]
    inner += [spec["spec"]] if "spec" in spec else []
    for part in inner:
        yield from units(part, data, datasets)
    if "mark" in spec:
        rows = datasets.get(data.get("name"), data.get("values", []))
        yield Unit(spec["mark"], spec.get("encoding", {}), rows)


def drawn(spec: dict) -> list[tuple[str, dict, list[dict]]]:
    """Every part of a specification: the kind of its mark, its fields by channel, and its rows."""
    return [
        (
            unit.mark["type"],
            {name: one["field"] for name, one in unit.channels.items() if "field" in one},
            unit.rows,
        )
        for unit in units(spec)
    ]


class Paint(NamedTuple):
    """A colour and what has it: the rows with this value of the field, or all where there is no
    field."""

    colour: str
    field: str
    value: object

    def rows(self, unit: Unit) -> list[dict]:
        """The rows of a part that have the colour."""
        return [row for row in unit.rows if not self.field or row.get(self.field) == self.value]


def paints(unit: Unit) -> Iterator[Paint]:
    """Every colour of a part that stands in its mark, in a scale's range, or in its rows."""
    for name in INKS:
        if isinstance(unit.mark.get(name), str):
            yield Paint(unit.mark[name].lower(), "", None)
        channel = unit.channels.get(name, {})
        for one in (channel, *listed(channel.get("condition", []))):
            yield from _paints(one, unit)


def _paints(channel: dict, unit: Unit) -> Iterator[Paint]:
    """The colours that a channel, or one condition of it, gives."""
    field, scale = channel.get("field", ""), channel.get("scale", {})
    if isinstance(channel.get("value"), str):
        yield Paint(channel["value"].lower(), "", None)
    elif scale is None:
        for colour in dict.fromkeys(row[field] for row in unit.rows if field in row):
            yield Paint(str(colour).lower(), field, colour)
    elif isinstance(scale.get("range"), list) and "domain" in scale:
        for value, colour in zip(scale["domain"], scale["range"], strict=True):
            yield Paint(str(colour).lower(), field, value)


def shapes(unit: Unit, paint: Paint) -> set[str]:
    """The shapes of the marks of a part that have a colour."""
    channel = unit.channels.get("shape", {})
    scale = channel.get("scale") or {}
    if "domain" not in scale:
        return {channel.get("value", unit.mark.get("shape", "circle"))}
    known = dict(zip(scale["domain"], scale["range"], strict=True))
    if channel["field"] == paint.field:
        return {known.get(paint.value, "circle")}
    return {known[row[channel["field"]]] for row in paint.rows(unit)}


def listed(value):
    """What is given once or as a list, as a list."""
    return value if isinstance(value, list) else [value]
