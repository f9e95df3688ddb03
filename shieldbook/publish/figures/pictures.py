"""Vega-Lite specifications as still pictures (inline SVG) and as what the page's Vega needs to
bring them to life."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from xml.etree import ElementTree

import vl_convert

from shieldbook.charts.theme import INK_VARIABLES
from shieldbook.publish.figures.rows import NOWHERE, address

VEGALITE = "6.4"
SVG = "http://www.w3.org/2000/svg"
HREF = "{http://www.w3.org/1999/xlink}href"
# The converter resolves links against an address of its own; the part behind this mark is ours, and
# no other link stays.
MARK = "#sb-key="
KEY = re.compile(r"[a-z0-9-]+")
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
DECIMALS = re.compile(r"-?\d+\.\d{3,}")
# Of a line's corner and of a place a tenth of a pixel is enough; any other number of a transform
# may be a scale.
CORNERS = re.compile(r"-?\d+\.\d{2,}")
ENDS = ("d", "x1", "x2", "y1", "y2")
PLACE = re.compile(r"translate\([^)]*\)")
DAY = re.compile(r'\{"signal": "datetime\((-?\d+)\)"\}')
END = re.compile(r'\{"signal": "\{data: datetime\((-?\d+)\)\}"\}')
REFERENCE = re.compile(r"(?<=url\(#)[^)]+(?=\))")
# A line separator ends a text for Vega, and the converter dies of what XML may not hold.
UNDRAWABLE = re.compile("[^\t\n\r\x20-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def svg(spec: dict, prefix: str, key: str = "", pages: Mapping[str, str] = NOWHERE) -> str:
    """The picture of a Vega-Lite specification as inline SVG that follows the page's colours.

    The title is dropped (the page sets it as text), ids get `prefix` so that a page may hold many
    pictures and two builds agree, and the palette's colours become CSS variables with the printed
    colour as fallback. Where `key` names the column of the marks' key, each mark becomes a link to
    the element with that id: on the page that `pages` names for it, else on this one.
    """
    still = bare(spec)
    if key:
        link = {"value": {"expr": f"'{MARK}' + datum[{key!r}]"}}
        for unit in _keyed(still, key):
            unit["encoding"]["href"] = link
    root = drawing(still)
    own = dict.fromkeys(element.attrib["id"] for element in root.iter() if "id" in element.attrib)
    names = {name: f"{prefix}-{n}" for n, name in enumerate(own)}
    for element in root.iter():
        element.attrib = _attributes(element, names, pages)
    root.attrib = {"aria-hidden": "true", "focusable": "false", **root.attrib}
    return ElementTree.tostring(root, encoding="unicode")


def drawing(spec: dict) -> ElementTree.Element:
    """The picture of a Vega-Lite specification as a tree whose elements go by their plain names, as
    they do inside a page."""
    root = ElementTree.fromstring(vl_convert.vegalite_to_svg(bare(spec), vl_version=VEGALITE))
    for element in root.iter():
        element.tag = element.tag.removeprefix(f"{{{SVG}}}")
    _emptied(root)
    root.attrib = {"xmlns": SVG, **root.attrib}
    return root


def _emptied(parent: ElementTree.Element) -> None:
    """Takes out what draws nothing: lines without a point, and groups that hold nothing then."""
    for child in list(parent):
        _emptied(child)
        empty = child.tag == "g" and not len(child)
        if empty or (child.tag == "path" and not child.get("d")):
            parent.remove(child)


def size(picture: str) -> tuple[float, float]:
    """Width and height in CSS pixels of a picture that `svg` made."""
    _, root = next(ElementTree.iterparse(io.StringIO(picture), events=("start",)))
    return float(root.attrib["width"]), float(root.attrib["height"])


def live(spec: dict) -> dict:
    """What the page's Vega draws when the reader touches the picture: compiled, without title,
    colours as variables.

    Bound controls lose their binding, because the page has controls of its own, with labels.
    """
    vega = vl_convert.vegalite_to_vega(bare(spec), vl_version=VEGALITE)
    for signal in vega.get("signals", []):
        signal.pop("bind", None)
    for unsaid in ("$schema", "description", "usermeta"):
        vega.pop(unsaid, None)
    dated = _dated(vega)
    return _rewritten(dated, _coloured)


def _dated(vega: dict) -> dict:
    """A compiled specification whose scales and axes have their days as numbers.

    Vega-Lite writes each end of a scale and each tick that is named as an expression; what reads
    expressions in the page, where none may be run as code, makes no day of a single number.
    """
    return json.loads(DAY.sub(r"\1", END.sub(r"[\1]", json.dumps(vega))))


def bare(spec: dict) -> dict:
    """A copy of a specification without its title and the words for the page, safe to compile.

    A line separator in a text becomes a space, because Vega-Lite writes sorted values into
    expressions, which Vega cannot read then; so does what no XML may hold.
    """
    unsaid = {"title", "usermeta"}
    kept = {name: part for name, part in spec.items() if name not in unsaid}
    return _rewritten(kept, _drawable)


def _drawable(text: str) -> str:
    return UNDRAWABLE.sub(" ", text)


def _keyed(part: dict, key: str) -> Iterator[dict]:
    """The units of a specification whose marks carry the key."""
    if part.get("encoding", {}).get("key", {}).get("field") == key:
        yield part
    for holder in ("layer", "concat", "hconcat", "vconcat"):
        for child in part.get(holder, []):
            yield from _keyed(child, key)
    if isinstance(part.get("spec"), dict):
        yield from _keyed(part["spec"], key)


def _rewritten(value: Any, change: Callable[[str], str]) -> Any:
    """A copy of plain JSON with every text changed, names of members too."""
    if isinstance(value, dict):
        return {change(name): _rewritten(inner, change) for name, inner in value.items()}
    if isinstance(value, list):
        return [_rewritten(inner, change) for inner in value]
    if isinstance(value, str):
        return change(value)
    return value


def _attributes(
    element: ElementTree.Element, names: dict[str, str], pages: Mapping[str, str]
) -> dict[str, str]:
    """The attributes of an element of a picture as the page has them.

    The figure carries the description: the marks' own roles would be read out one by one. Of links
    only those of our marks stay, so that a picture asks nothing of any other address.
    """
    if element.tag == "a":
        return _link(element.get(HREF, ""), pages)
    kept = {}
    for name, value in element.items():
        if name == "id":
            kept[name] = names[value]
        elif name not in ("role", HREF) and not name.startswith("aria-"):
            kept[name] = CORNERS.sub(_tenths, value) if name in ENDS else _drawn(value, names)
    return kept


def _link(given: str, pages: Mapping[str, str]) -> dict[str, str]:
    """The link of a mark to the element with its key; of any other address nothing is left."""
    key = given.partition(MARK)[2]
    if not KEY.fullmatch(key):
        return {}
    return {"href": address(f"#{key}", pages), "data-key": key, "tabindex": "-1"}


def _drawn(value: str, names: dict[str, str]) -> str:
    """A value of an attribute: colours as variables, coordinates rounded, references by their new
    names."""
    value = REFERENCE.sub(lambda found: names.get(found[0], found[0]), value)
    value = PLACE.sub(lambda found: CORNERS.sub(_tenths, found[0]), value)
    value = DECIMALS.sub(_hundredths, value)
    return _coloured(value)


def _hundredths(number: re.Match) -> str:
    return f"{float(number[0]):.2f}".rstrip("0").rstrip(".")


def _tenths(number: re.Match) -> str:
    return f"{float(number[0]):.1f}".removesuffix(".0")


def _coloured(text: str) -> str:
    """A colour of the palette as the page's variable; any other text as it is."""
    name = None
    if COLOUR.fullmatch(text):
        name = INK_VARIABLES.get(text.lower())
    if name:
        text = f"var(--sb-{name},{text})"
    return text
