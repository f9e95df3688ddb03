"""Pages that a class works on: a switch hides their codes and verdicts, on the screen and on paper.

A page says of itself that it is one (`answers` in its front matter), columns and figures say what
of them is an answer (`shieldbook.display`), and cells of prose or code with the tag `answer` are
answers as they stand. On other pages none of these marks is written. The style sheet hides; the
script turns, and keeps the state in the link.
"""

from __future__ import annotations

import re
from html import escape

from docutils import nodes
from sphinx.errors import SphinxError
from sphinx.transforms import SphinxTransform

from shieldbook.display import FIGURE, TABLE
from shieldbook.publish.contents import front_matter
from shieldbook.publish.figures.renderer import published
from shieldbook.publish.figures.tables import TELLS

TAG = "answer"
PART = "hiding"
# The page with the printed blanks, where there is one.
SHEETS = "seminar/sheets"
BEGIN, END = "shieldbook: an answer begins", "shieldbook: an answer ends"
FENCE = re.compile(r"(`{3,}|~{3,}|:{3,})")
HEADING = re.compile(r"#{1,6} ")
HINT = re.compile(r"(a |the )?(\w+ )?hint", re.IGNORECASE)


class HidingError(SphinxError):
    """An answer in prose whose end is not where its begin is."""

    category = "The answers of a page cannot be hidden"


def bounded(prose: str) -> str:
    """The prose of a cell that is an answer, with comments around what stands between its headings.
    A heading stays: the contents name it, and links lead to it."""
    out, inside, fence = [], False, ""
    for line in prose.splitlines():
        found = FENCE.match(line)
        if found and not fence:
            fence = found[1]
        elif found and line.strip() == fence:
            fence = ""
        if not fence and HEADING.match(line):
            out += _comment(END) if inside else []
            inside = False
        elif line.strip() and not inside:
            out += _comment(BEGIN)
            inside = True
        out.append(line)
    return "\n".join([*out, *(_comment(END) if inside else [])])


def _comment(words: str) -> list[str]:
    return ["", f"% {words}", ""]


class Answers(SphinxTransform):
    """Mark the prose between the comments of `bounded`, and take these away."""

    default_priority = 405

    def apply(self, **_) -> None:
        """Go through the page. Raises HidingError."""
        for begin in list(self.document.findall(_begins)):
            here, place = begin.parent, begin.parent.index(begin)
            ends = (n for n, part in enumerate(here[place:], place) if _says(part, END))
            end = next(ends, None)
            if end is None:
                raise HidingError(f"{self.env.docname}: the answer in prose has no end of its own")
            for part in here[place + 1 : end]:
                if isinstance(part, nodes.Element):
                    part["classes"].append(TELLS)
            del here[end]
            del here[place]


def _says(node: nodes.Node, words: str) -> bool:
    return isinstance(node, nodes.comment) and node.astext().strip() == words


def _begins(node: nodes.Node) -> bool:
    return _says(node, BEGIN)


def pages(app) -> list[str]:
    """The pages whose answers can be hidden, by name."""
    return sorted(name for name in app.env.found_docs if front_matter(app, name).get("answers"))


def _mark(app, doctree: nodes.document, docname: str) -> None:
    """Put the switch under the title of a page that has one and mark its solutions; take the marks
    of answers off every other page."""
    if not front_matter(app, docname).get("answers"):
        for node in doctree.findall(published):
            node["payload"] = _unmarked(node["payload"], node["mime"])
        return
    for fold in doctree.findall(_is_fold):
        if not HINT.match(fold[0].astext().strip()):
            fold["classes"].append(TELLS)
    title = next(iter(doctree.findall(nodes.title)), None)
    if title is not None:
        html = switch(pages(app), _sheets(app, docname))
        title.parent.insert(title.parent.index(title) + 1, nodes.raw("", html, format="html"))


def _is_fold(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Element) and "sd-dropdown" in node.get("classes", ())


def _unmarked(payload: dict, mime: str) -> dict:
    """What a cell sent out, without what is told of its answers."""
    if mime == TABLE:
        return {**payload, "answers": []}
    if mime != FIGURE:
        return payload
    told = payload["usermeta"]["shieldbook"]
    meta = {name: part for name, part in told.items() if name not in ("question", "covered")}
    return {**payload, "usermeta": {**payload["usermeta"], "shieldbook": meta}}


def _sheets(app, docname: str) -> str:
    """The address of the printed blanks, seen from a page; "" where the book has none."""
    if SHEETS not in app.env.found_docs:
        return ""
    return app.builder.get_relative_uri(docname, SHEETS)


def switch(names: list[str], sheets: str) -> str:
    """The switch, for those with scripts; the others read where the printed blanks are. `names`:
    the pages on which what is set holds."""
    blanks = "printed sheets"
    if sheets:
        blanks = f'<a class="reference internal" href="{escape(sheets, quote=True)}">{blanks}</a>'
    listed = escape(" ".join(f"{name}.html" for name in names), quote=True)
    return (
        f'<div class="sb-hiding" data-pages="{listed}">'
        '<p class="sb-scripted"><button type="button" class="sb-button">'
        f'<span class="{TELLS}">Hide the answers</span>'
        '<span class="sb-asked">Show the answers</span></button> <span role="status">'
        '<span class="sb-asked">Codes, verdicts and findings are hidden, here and on paper; the '
        "wordings of claims stay. The link in the address bar keeps them hidden.</span></span></p>"
        '<p class="sb-unscripted">For a class: to hide the answers on this page takes a script. '
        f"Without one there are the {blanks}, which have none.</p></div>\n"
    )


def _frame(app, pagename: str, templatename: str, context: dict, doctree) -> None:
    """Tell the frame whether the page has the switch, and name the part that serves it."""
    known = pagename in app.env.found_docs
    context["shieldbook_hides"] = known and bool(front_matter(app, pagename).get("answers"))
    if context["shieldbook_hides"]:
        context.setdefault("shieldbook_parts", []).append(PART)


def _spread(app, env) -> list[str]:
    """All pages that list those with a switch are written anew where one came or went."""
    names = pages(app)
    before, env.shieldbook_hiding = getattr(env, "shieldbook_hiding", None), names
    return [] if names == before else names


def setup(app) -> None:
    """Register the switch and the marks with Sphinx."""
    app.add_transform(Answers)
    app.connect("env-updated", _spread)
    app.connect("doctree-resolved", _mark)
    app.connect("html-page-context", _frame)
