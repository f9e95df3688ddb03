"""The items as files for learning platforms: GIFT, which Moodle reads, and QTI 1.2, which Canvas
reads and most others can.

Moodle's core reads no QTI; of QTI, version 1.2 is the one that is read most widely. Both files are
the same bytes in every build.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import groupby
from xml.etree import ElementTree

from shieldbook.analysis.articles import called
from shieldbook.analysis.exercises import TABLES, numbers
from shieldbook.analysis.items import Item, Option, items_of
from shieldbook.tables.reader import load

GIFT, QTI = "check-yourself.gift.txt", "check-yourself-qti-1.2.zip"
LICENCE = "Planned, not yet taught. CC BY 4.0: see the book."
_SPECIAL = re.compile(r"([\\~=#{}:])")
_LINE = re.compile(r"\r\n?|\n")
# What XML 1.0 may not hold, not even escaped.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
_PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
RESPONSE = "response1"


def exports() -> tuple[str, dict[str, bytes]]:
    """The book's own items, those of all readings in the order of their dates: as GIFT, and as the
    files of a QTI package."""
    known = numbers({name: load(name) for name in TABLES})
    names = called(load("articles"), load("actors"))
    order = list(names)
    items = items_of(load("items"), load("item_options"), known)
    items.sort(key=lambda item: order.index(item.reading))
    return gift(items, names), qti(items, names)


# GIFT, after https://docs.moodle.org/en/GIFT_format


def gift(items: Iterable[Item], names: Mapping[str, str]) -> str:
    """The items in Moodle's GIFT format, a category for each reading; `names` has the readings'
    names by their ids."""
    parts = [f"// {LICENCE}\n"]
    for reading, own in groupby(items, lambda item: item.reading):
        # A stroke in a category's name would begin another one below it.
        name = _one_line(names[reading]).replace("/", "//")
        parts.append(f"$CATEGORY: {name}\n")
        parts += [_gift_item(item) for item in own]
    return "\n".join(parts)


def _gift_item(item: Item) -> str:
    options = "".join(_gift_option(option) for option in item.options)
    return f"::{gift_text(item.name)}::[plain]{gift_text(item.question)} {{\n{options}}}\n"


def _gift_option(option: Option) -> str:
    # A per cent sign at the beginning would be read as the weight of a wrong option.
    weight = "%0%" if option.text.startswith("%") and not option.right else ""
    sign = "=" if option.right else "~"
    return f"\t{sign}{weight}{_gift_words(option.text)}#{_gift_words(option.feedback)}\n"


def _gift_words(text: str) -> str:
    """The words of an option. What begins with a bracket could name a format, so it has its own."""
    return f"{'[plain]' if text.startswith('[') else ''}{gift_text(text)}"


def gift_text(text: str) -> str:
    """Text in which no sign means anything to GIFT; a line of its own becomes `\\n`."""
    return _LINE.sub(r"\\n", _SPECIAL.sub(r"\\\1", text))


def _one_line(text: str) -> str:
    return " ".join(text.split())


# QTI 1.2, after https://www.imsglobal.org/question/


def qti(items: Iterable[Item], names: Mapping[str, str]) -> dict[str, bytes]:
    """The items as the files of a QTI 1.2 package, by their names in it: a manifest, and an
    assessment for each reading. `names` has the readings' names by their ids."""
    files = {}
    for reading, own in groupby(items, lambda item: item.reading):
        files[f"{reading}/{reading}.xml"] = _assessment(reading, names[reading], own)
    return {"imsmanifest.xml": _manifest(files), **files}


def _manifest(files: Iterable[str]) -> bytes:
    root = ElementTree.Element(
        "manifest", {"identifier": "shieldbook-check-yourself", "xmlns": _PACKAGE}
    )
    metadata = _within(root, "metadata")
    _within(metadata, "schema", "IMS Content")
    _within(metadata, "schemaversion", "1.1.3")
    _within(root, "organizations")
    resources = _within(root, "resources")
    for name in files:
        given = {"identifier": name.partition("/")[0], "type": "imsqti_xmlv1p2", "href": name}
        _within(_within(resources, "resource", **given), "file", href=name)
    return _xml(root)


def _assessment(ident: str, title: str, items: Iterable[Item]) -> bytes:
    root = ElementTree.Element("questestinterop", {"xmlns": _QTI})
    assessment = _within(root, "assessment", ident=ident, title=_plain(title))
    section = _within(assessment, "section", ident="root_section")
    for item in items:
        _qti_item(section, item)
    return _xml(root)


def _qti_item(section: ElementTree.Element, item: Item) -> None:
    own = _within(section, "item", ident=f"item-{item.id}", title=_plain(item.name))
    fields = _within(_within(own, "itemmetadata"), "qtimetadata")
    told = {"question_type": "multiple_choice_question", "points_possible": "1"}
    for label, entry in told.items():
        field = _within(fields, "qtimetadatafield")
        _within(field, "fieldlabel", label)
        _within(field, "fieldentry", entry)
    asked = _within(own, "presentation")
    _material(asked, item.question)
    choice = _within(
        _within(asked, "response_lid", ident=RESPONSE, rcardinality="Single"), "render_choice"
    )
    named = {f"option-{n}": option for n, option in enumerate(item.options, start=1)}
    for ident, option in named.items():
        _material(_within(choice, "response_label", ident=ident), option.text)
    _processing(own, named)
    for ident, option in named.items():
        flow = _within(_within(own, "itemfeedback", ident=f"{ident}_fb"), "flow_mat")
        _material(flow, option.feedback)


def _processing(own: ElementTree.Element, named: Mapping[str, Option]) -> None:
    """What follows from a choice: first what is said to it, then what it counts."""
    rules = _within(own, "resprocessing")
    score = {"maxvalue": "100", "minvalue": "0", "varname": "SCORE", "vartype": "Decimal"}
    _within(_within(rules, "outcomes"), "decvar", **score)
    for ident in named:
        rule = _chosen(rules, ident, "Yes")
        _within(rule, "displayfeedback", feedbacktype="Response", linkrefid=f"{ident}_fb")
    for ident, option in named.items():
        if option.right:
            rule = _chosen(rules, ident, "No")
            _within(rule, "setvar", "100", action="Set", varname="SCORE")


def _chosen(rules: ElementTree.Element, ident: str, further: str) -> ElementTree.Element:
    """A rule for one choice; `further` says whether the rules after it are read too."""
    rule = _within(rules, "respcondition", **{"continue": further})
    _within(_within(rule, "conditionvar"), "varequal", ident, respident=RESPONSE)
    return rule


def _material(parent: ElementTree.Element, text: str) -> None:
    _within(_within(parent, "material"), "mattext", text, texttype="text/plain")


def _within(
    parent: ElementTree.Element, tag: str, text: str = "", **given: str
) -> ElementTree.Element:
    """A new element at the end of another."""
    element = ElementTree.SubElement(parent, tag, given)
    if text:
        element.text = _plain(text)
    return element


def _plain(text: str) -> str:
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def _xml(root: ElementTree.Element) -> bytes:
    ElementTree.indent(root, " ")
    return ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"
