"""Vega-Lite specifications as still pictures (inline SVG) and as what the page's Vega needs to
bring them to life."""

from __future__ import annotations

import json
import re

import vl_convert

from shieldbook.charts.theme import INK_VARIABLES

VEGALITE = "6.4"
# The converter resolves links against an address of its own; the part behind this mark is ours, and
# no other link stays.
MARK = "#sb-key="
LINK = re.compile(rf'<a xlink:href="[^"#]*{MARK}([^"]*)">')
KEY = re.compile(r"[a-z0-9-]+")
COLOUR = re.compile(r'"(#[0-9a-fA-F]{6})"')


def svg(spec: dict, prefix: str, key: str = "") -> str:
    """The picture of a Vega-Lite specification as inline SVG that follows the page's colours.

    The title is dropped (the page sets it as text), ids get `prefix` so that a page may hold many
    pictures and two builds agree, and the palette's colours become CSS variables with the printed
    colour as fallback. Where `key` names the column of the marks' key, each mark becomes a link to
    the element with that id.
    """
    still = bare(spec)
    if key:
        for unit in _keyed(still, key):
            unit["encoding"]["href"] = {"value": {"expr": f"'{MARK}' + datum[{key!r}]"}}
    text = vl_convert.vegalite_to_svg(still, vl_version=VEGALITE)
    names = {
        name: f"{prefix}-{i}"
        for i, name in enumerate(dict.fromkeys(re.findall(r'<[^>]*\bid="([^"]+)"', text)))
    }
    text = re.sub(r"<[^>]+>", lambda tag: _tag(tag[0], names), text)
    return text.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)


def size(picture: str) -> tuple[float, float]:
    """Width and height in CSS pixels of a picture that `svg` made."""
    width, height = (
        re.search(rf'<svg[^>]*\b{side}="([\d.]+)"', picture)[1] for side in ("width", "height")
    )
    return float(width), float(height)


def live(spec: dict) -> dict:
    """What the page's Vega draws when the reader touches the picture: compiled, without title,
    colours as variables.

    Bound controls lose their binding, because the page has controls of its own, with labels.
    """
    vega = vl_convert.vegalite_to_vega(bare(spec), vl_version=VEGALITE)
    for signal in vega.get("signals", []):
        signal.pop("bind", None)
    return {
        name: _coloured(value)
        for name, value in vega.items()
        if name not in ("$schema", "description", "usermeta")
    }


def bare(spec: dict) -> dict:
    """A copy of a specification without its title and the words for the page, safe to compile.

    A line separator in a text becomes a space: Vega-Lite writes sorted values into expressions,
    which Vega cannot read then.
    """
    kept = {name: value for name, value in spec.items() if name not in ("title", "usermeta")}
    return json.loads(
        json.dumps(kept, ensure_ascii=False).replace("\u2028", " ").replace("\u2029", " ")
    )


def _keyed(part: dict, key: str):
    """The units of a specification whose marks carry the key."""
    if part.get("encoding", {}).get("key", {}).get("field") == key:
        yield part
    for holder in ("layer", "concat", "hconcat", "vconcat"):
        for child in part.get(holder, []):
            yield from _keyed(child, key)
    if isinstance(part.get("spec"), dict):
        yield from _keyed(part["spec"], key)


def _coloured(value):
    if isinstance(value, dict):
        return {name: _coloured(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_coloured(inner) for inner in value]
    return _variable(value) if isinstance(value, str) and value.startswith("#") else value


def _tag(tag: str, names: dict[str, str]) -> str:
    """One tag of a picture, its words left alone: ids renamed, coordinates rounded, colours as
    variables, no roles."""
    if tag.startswith("<a "):
        link = LINK.fullmatch(tag)
        known = link and KEY.fullmatch(link[1])
        return f'<a href="#{link[1]}" data-key="{link[1]}" tabindex="-1">' if known else "<a>"
    for old, new in names.items():
        tag = tag.replace(f'id="{old}"', f'id="{new}"').replace(f"url(#{old})", f"url(#{new})")
    tag = re.sub(
        r"-?\d+\.\d{3,}", lambda match: f"{float(match[0]):.2f}".rstrip("0").rstrip("."), tag
    )
    tag = COLOUR.sub(lambda match: f'"{_variable(match[1])}"', tag)
    # The figure carries the description; the marks' own roles would be read out one by one.
    return re.sub(r' (aria-[a-z]+|role)="[^"]*"', "", tag)


def _variable(colour: str) -> str:
    name = INK_VARIABLES.get(colour.lower())
    return f"var(--sb-{name},{colour})" if name else colour
