"""The code of a page: out of the way of its text, and whole. Each section keeps what it was made
with in one fold at its end, and its proofs in another."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from shieldbook.publish.figures.renderer import CELL

PROOF = "proof"
WORDS = {
    "code": "The code of this section",
    "proof": "The proofs of these numbers",
}


class code_fold(nodes.General, nodes.Element):
    """The folded code of a section; `kind` is one of WORDS."""


class cell_part(nodes.General, nodes.Element):
    """The code or the output of a cell, which says of which. It takes the place of a container,
    for sphinx-design writes every container without more than its classes."""


def visit_cell_part(self, node: cell_part) -> None:
    """What names the cell is an attribute of the box around its part."""
    self.body.append(self.starttag(node, "div", **{"data-cell": node["cell"]}))


def depart_cell_part(self, node: cell_part) -> None:
    """The end of a part."""
    self.body.append("</div>\n")


def visit_code_fold(self, node: code_fold) -> None:
    """A fold that opens without any script."""
    self.body.append(
        f'<details class="hide sb-code" data-code="{node["kind"]}">\n'
        f"<summary>{WORDS[node['kind']]}</summary>\n"
    )


def depart_code_fold(self, node: code_fold) -> None:
    """The end of a fold."""
    self.body.append("</details>\n")


class CodeFolds(SphinxPostTransform):
    """Gather the folded code of every section at its end, before myst-nb folds each cell alone.

    The sections are those below the title, with all that they hold. What stands above the first of
    them, such as the cell that loads the data, belongs to the first.
    """

    formats = ("html",)
    default_priority = 190

    def run(self, **_) -> None:
        """Go through the sections of the page."""
        tell_cells(self.document)
        page = next(iter(self.document.findall(nodes.section)), self.document)
        sections = [part for part in page if isinstance(part, nodes.section)]
        # The page itself comes last: by then it has only what stands outside of every section.
        codes = [_taken(section) for section in sections]
        above = _taken(page)
        if sections:
            codes[0] = above + codes[0]
        else:
            sections, codes = [page], [above]
        for section, taken in zip(sections, codes, strict=True):
            for kind in WORDS:
                sources = [source for found, source in taken if found == kind]
                if sources:
                    section += code_fold("", *sources, kind=kind)


def tell_cells(document: nodes.document) -> None:
    """Give the code and the output of every cell the cell's id, so that each can be found from the
    other however far apart they stand."""
    for cell in _cells(document):
        ident = cell["cell_metadata"].get(CELL, "")
        for part in list(cell):
            part.replace_self(cell_part("", *part.children, **part.attributes, cell=ident))


def _taken(section: nodes.Element) -> list[tuple[str, nodes.Element]]:
    """The folded code of a section, taken out of it, each with its kind. A cell that is left
    without anything goes."""
    taken = []
    for cell in list(_cells(section)):
        if cell.get("hide_mode") != "input" or not cell.children:
            continue
        source = cell[0]
        if source.get("nb_element") != "cell_code_source":
            continue
        proves = PROOF in cell["cell_metadata"].get("tags", [])
        taken.append(("proof" if proves else "code", source))
        cell.remove(source)
        if not cell.children:
            cell.parent.remove(cell)
    return taken


def _cells(part: nodes.Element) -> Iterator[nodes.container]:
    for node in part.findall(nodes.container):
        if node.get("nb_element") == "cell_code":
            yield node


def setup(app) -> None:
    """Register the fold and what gathers it with Sphinx."""
    app.add_node(cell_part, html=(visit_cell_part, depart_cell_part))
    app.add_node(code_fold, html=(visit_code_fold, depart_code_fold))
    app.add_post_transform(CodeFolds)
