"""Readers of GIFT and of QTI 1.2, written from what their makers document and apart from what
writes them in the package.

GIFT: https://docs.moodle.org/en/GIFT_format. QTI 1.2: the content models of the specification's
document type, as far as a question with one right answer uses them. Of the readers that a registry
has, pygiftparser (1.1, of 2017) leaves the signs of escaping in feedback and pins Markdown 3.0.1,
and pyslet (0.7, of 2017) stops at an attribute of its own; both read the book's files by hand.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from xml.etree import ElementTree

QTI = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"
PACKAGE = "{http://www.imsglobal.org/xsd/imscp_v1p1}"


class QuizError(ValueError):
    """A file that a learning platform could not read; the message says where."""


@dataclass
class Question:
    """A question as a platform has it after the import: options with their weight in per cent and
    what is said to them."""

    name: str
    text: str
    options: list[tuple[str, float, str]] = field(default_factory=list)
    group: str = ""
    form: str = ""


# GIFT


def read_gift(text: str) -> list[Question]:
    """The questions of a GIFT file: blocks between blank lines, comments and categories apart."""
    lines = [line for line in text.split("\n") if not line.lstrip().startswith("//")]
    found, group = [], ""
    for block in re.split(r"\n\s*\n", "\n".join(lines)):
        block = block.strip()
        if block.startswith("$CATEGORY:"):
            group = block.removeprefix("$CATEGORY:").strip()
        elif block:
            found.append(_gift_question(block, group))
    return found


def _gift_question(block: str, group: str) -> Question:
    if not block.startswith("::"):
        raise QuizError(f"no title: {block[:40]!r}")
    title, rest = _until(block[2:], "::")
    text, rest = _until(rest, "{")
    body, after = _until(rest, "}")
    if after.strip():
        raise QuizError(f"words behind the answers: {after!r}")
    form, text = _form(text.strip())
    question = Question(_unescaped(title.strip()), _unescaped(text), [], group, form)
    for sign, words in _answers(body):
        option, hash_, feedback = _partition(words, "#")
        if not hash_:
            raise QuizError(f"no feedback to {option!r}")
        weight, option = _weight(sign, option)
        question.options.append((_plain(option), weight, _plain(feedback)))
    return question


def _plain(words: str) -> str:
    """An option or feedback: it may say its own format, and else has that of the question."""
    return _unescaped(_form(words.strip())[1])


def _form(text: str) -> tuple[str, str]:
    found = re.match(r"\[(html|plain|markdown|moodle)\](.*)", text, re.DOTALL)
    return (found[1], found[2]) if found else ("moodle", text)


def _weight(sign: str, option: str) -> tuple[float, str]:
    if sign == "=":
        return 100, option
    found = re.match(r"%(-?\d{1,3}(?:\.\d+)?)%(.*)", option, re.DOTALL)
    return (float(found[1]), found[2]) if found else (0, option)


def _answers(body: str):
    """The sign and the words of each answer: they begin at every = and ~ that is not escaped."""
    starts = [at for at, sign in _bare(body) if sign in "=~"]
    for start, stop in zip(starts, [*starts[1:], len(body)], strict=True):
        yield body[start], body[start + 1 : stop]


def _bare(text: str):
    """The signs of a text that no backslash stands before, with their places."""
    at = 0
    while at < len(text):
        if text[at] == "\\":
            at += 2
        else:
            yield at, text[at]
            at += 1


def _until(text: str, mark: str) -> tuple[str, str]:
    before, found, after = _partition(text, mark)
    if not found:
        raise QuizError(f"no {mark!r} in {text[:40]!r}")
    return before, after


def _partition(text: str, mark: str) -> tuple[str, str, str]:
    for at, _ in _bare(text):
        if text.startswith(mark, at):
            return text[:at], mark, text[at + len(mark) :]
    return text, "", ""


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], text)


# QTI

# For each element the names of what it may hold, in this order, and what it must have. A star: any
# number; a plus: at least one; a question mark: at most one.
MODELS = {
    "questestinterop": ("assessment", ()),
    "assessment": ("qtimetadata* section+", ("ident",)),
    "section": ("item*", ("ident",)),
    "item": (
        "itemmetadata? presentation? resprocessing* itemfeedback*",
        ("ident",),
    ),
    "itemmetadata": ("qtimetadata*", ()),
    "qtimetadata": ("qtimetadatafield+", ()),
    "qtimetadatafield": ("fieldlabel fieldentry", ()),
    "presentation": ("material* response_lid+", ()),
    "response_lid": ("material? render_choice", ("ident",)),
    "render_choice": ("response_label*", ()),
    "response_label": ("material*", ("ident",)),
    "material": ("mattext+", ()),
    "resprocessing": ("outcomes respcondition+", ()),
    "outcomes": ("decvar+", ()),
    "respcondition": ("conditionvar setvar* displayfeedback*", ()),
    "conditionvar": ("varequal+", ()),
    "itemfeedback": ("flow_mat+", ("ident",)),
    "flow_mat": ("material+", ()),
    "varequal": (None, ("respident",)),
    "displayfeedback": ("", ("linkrefid",)),
    "decvar": ("", ()),
    **{name: (None, ()) for name in ("fieldlabel", "fieldentry", "mattext", "setvar")},
}


def read_qti(package: bytes) -> list[Question]:
    """The questions of a QTI 1.2 package: those of each assessment that its manifest names."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        manifest = ElementTree.fromstring(archive.read("imsmanifest.xml"))
        named = []
        for resource in manifest.iter(f"{PACKAGE}resource"):
            if resource.get("type") == "imsqti_xmlv1p2":
                named.append(resource.find(f"{PACKAGE}file").get("href"))
        if sorted([*named, "imsmanifest.xml"]) != sorted(archive.namelist()):
            raise QuizError("the manifest and the archive do not name the same files")
        return [one for name in named for one in _assessment(archive.read(name))]


def _assessment(raw: bytes) -> list[Question]:
    root = ElementTree.fromstring(raw)
    for element in root.iter():
        _hold(element)
    title = root.find(f"{QTI}assessment").get("title")
    return [_qti_question(item, title) for item in root.iter(f"{QTI}item")]


def _hold(element: ElementTree.Element) -> None:
    """Raise QuizError where an element holds what its model does not allow."""
    name = element.tag.removeprefix(QTI)
    if name not in MODELS:
        raise QuizError(f"no such element: {element.tag}")
    model, needed = MODELS[name]
    for attribute in needed:
        if not element.get(attribute):
            raise QuizError(f"{name} lacks {attribute}")
    held = "".join(f"{child.tag.removeprefix(QTI)} " for child in element)
    if model is None:
        allowed = ""
    else:
        allowed = re.sub(r"(\w+)([*+?]?)", r"(?:\1 )\2", model).replace(") (", ")(")
        allowed = re.sub(r"([*+?)]) (?=\(\?:)", r"\1", allowed)
        if (element.text or "").strip():
            raise QuizError(f"{name} holds bare words")
    if not re.fullmatch(allowed, held):
        raise QuizError(f"{name} may not hold {held!r}")


def _qti_question(item: ElementTree.Element, group: str) -> Question:
    feedback = {one.get("ident"): _words(one) for one in item.findall(f"{QTI}itemfeedback")}
    weights, said = _outcomes(item)
    asked = item.find(f"{QTI}presentation")
    question = Question(item.get("title"), _words(asked.find(f"{QTI}material")), [], group)
    for label in asked.iter(f"{QTI}response_label"):
        own = label.get("ident")
        question.options.append((_words(label), weights.get(own, 0), feedback[said[own]]))
    return question


def _outcomes(item: ElementTree.Element) -> tuple[dict[str, float], dict[str, str]]:
    """What each choice scores and which feedback it is shown, by running through the rules as a
    platform does: those that hold, until one of them says to go no further."""
    idents = [label.get("ident") for label in item.iter(f"{QTI}response_label")]
    weights, said = {}, {}
    for chosen in idents:
        for rule in item.iter(f"{QTI}respcondition"):
            if rule.find(f"{QTI}conditionvar/{QTI}varequal").text != chosen:
                continue
            for variable in rule.findall(f"{QTI}setvar"):
                weights[chosen] = float(variable.text)
            for shown in rule.findall(f"{QTI}displayfeedback"):
                said[chosen] = shown.get("linkrefid")
            if rule.get("continue") != "Yes":
                break
    return weights, said


def _words(element: ElementTree.Element) -> str:
    return "".join(one.text or "" for one in element.iter(f"{QTI}mattext"))
