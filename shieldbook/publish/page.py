"""The frame of every page: its words for search engines, its policy, its outward links, what can be
taken along."""

from __future__ import annotations

import base64
import hashlib
import os
import re
from pathlib import Path

from sphinx.errors import ConfigError, SphinxError

from shieldbook.display import LIGHT_PAPER
from shieldbook.pages.notebook import LONGEST
from shieldbook.publish.address import Address, AddressError
from shieldbook.publish.alone import wheel_name
from shieldbook.publish.cite import Citation, Work
from shieldbook.publish.contents import (
    entry,
    front_matter,
    numbered_tree,
    place,
    short_name,
    title_of,
)
from shieldbook.publish.lessons import lesson

HERE = Path(__file__).parent
BOOK_ZIP = "_downloads/moscow-missile-shield-book.zip"
DATA_ZIP = "_downloads/moscow-missile-shield-data.zip"
CARD = "_static/card.png"
DARK_PAPER = "#14161a"
# Pages that Sphinx makes without a source, and so without front matter of their own.
LIVE = "live"
OWN_PAGES = {
    LIVE: (
        "Run a page",
        "Run the cells of a page of this book in the page itself, on a Jupyter server that "
        "you name; nothing is sent anywhere before.",
    ),
    "search": (
        "Search",
        "Find a word in the readings, the codebook, the data dictionary and the "
        "bibliography of the "
        "book; the search runs on this page and asks no server.",
    ),
    "404": (
        "Page not found",
        "The page that was asked for is not here. The list of chapters and "
        "the search lead on "
        "to the five readings, the reference pages and the data.",
    ),
}
STYLES, SCRIPTS = ("styles/furo.css", "shieldbook.css"), ("shieldbook.js",)
SHORTEST = 50
EDITION = "shieldbook_edition"
# The live page's first script narrows this to the one server that its link names.
ANY_SERVER = "'self' http: https: ws: wss:"
PLACE = "Place: the page as a whole"


class FrameError(SphinxError):
    """A page that cannot be framed; the message names it."""

    category = "The page cannot be framed"


def early_script() -> str:
    """The one inline script: it chooses the theme before anything is painted."""
    return (HERE / "static" / "js" / "early.js").read_text(encoding="utf-8").strip()


def policy(script: str, asks: str = "'self'") -> str:
    """The Content-Security-Policy: nothing from elsewhere, no inline script but this one.

    `asks`: whom the page may ask for data.
    """
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    return (
        "default-src 'none'; "
        f"script-src 'self' 'sha256-{digest}'; style-src 'self' 'unsafe-inline'; img-src "
        "'self' data:; "
        f"font-src 'self'; connect-src {asks}; base-uri 'self'; form-action 'self'; object-src "
        "'none'"
    )


def described(app, name: str) -> str:
    """The description of a page. Raises FrameError where it is missing, too short or too long for
    its use."""
    text = front_matter(app, name).get("description", "").strip()
    if not SHORTEST <= len(text) <= LONGEST:
        raise FrameError(
            f"{name}: the front matter needs a description of {SHORTEST} to "
            f"{LONGEST} characters under "
            f"shieldbook; it has {len(text)}"
        )
    return text


class Frame:
    """What the templates are told about one page, as attributes; outward links are empty without an
    address."""

    def __init__(self, app, name: str, doctree=None):
        self.name, self.book = name, app.config.html_title
        work, address = app.shieldbook_work, app.shieldbook_address
        opening = name == app.config.root_doc
        if name in OWN_PAGES:
            self.heading, self.description = OWN_PAGES[name]
        else:
            self.heading, self.description = title_of(app, name), described(app, name)
        self.title = work.title if opening else f"{self.heading} · {self.book}"
        self.place = place(app, name, doctree) or [self.heading]
        self.policy, self.early = app.shieldbook_policy, early_script()
        if name == LIVE:
            self.policy = policy(self.early, ANY_SERVER)
        self.paper = (LIGHT_PAPER, DARK_PAPER)
        self.version, self.authors = work.version, ", ".join(work.authors)
        self.subtitle = work.title.partition(": ")[2]
        self.url = address.page(name) if name not in OWN_PAGES else ""
        self.card = address.page(CARD)
        self.article = name in app.env.found_docs
        self.lesson = lesson(app, name, doctree)
        self.running = short_name(app, name) if self.article else ""
        _, before, after = app.builder.relations.get(name) or (None, None, None)
        self.prev, self.next = (entry(app, one) if one else None for one in (before, after))
        self.notebook, self.wheel, self.edit, self.binder, self.colab = "", "", "", "", ""
        self.codespaces = address.codespaces()
        self.citations, self.report = (), ""
        if self.article:
            self._outward(app, work, address, opening)

    def _outward(self, app, work: Work, address: Address, opening: bool) -> None:
        """Citation, report, and the page's own source."""
        citation = Citation(
            work, "" if opening else self.heading, self.name.rsplit("/", 1)[-1], self.url
        )
        self.citations = (
            ("plain", "In words", citation.plain()),
            ("bibtex", "BibTeX", citation.bibtex()),
            ("ris", "RIS", citation.ris()),
        )
        path = Path(app.env.doc2path(self.name))
        root = Path(app.confdir).parent
        source = path.relative_to(root).as_posix()
        self.edit = address.edit(front_matter(app, self.name).get("source", source))
        self.report = address.issue(
            f"Error in: {self.heading}",
            f"Page: {self.heading} ({self.url})\nVersion: {self.version}\n{PLACE}\n\n"
            "What is wrong, and which source shows it?\n",
        )
        if path.suffix == ".ipynb":
            self.notebook = f"_downloads/{path.name}"
            # Other books than this one, which tests build, have no package.
            packed = (root / "pyproject.toml").is_file()
            self.wheel = f"_downloads/{wheel_name(work.version)}" if packed else ""
            self.binder, self.colab = address.binder(source), address.colab(source)


def _configure(app, config) -> None:
    """Take in the address and CITATION.cff, and put our templates before the theme's. Raises
    ConfigError."""
    # Sphinx writes a digest of this value into the book: a path of one machine would make every
    # machine's book another.
    config.templates_path = [
        os.path.relpath(HERE / "templates", app.confdir),
        *config.templates_path,
    ]
    source = Path(app.confdir).parent / "CITATION.cff"
    try:
        app.shieldbook_address = Address.of(config.shieldbook_address, config.shieldbook_site)
        app.shieldbook_work = Work.read(source)
    except AddressError as error:
        raise ConfigError(str(error)) from error
    except (OSError, KeyError) as error:
        raise ConfigError(f"CITATION.cff cannot be used: {error}") from error
    app.shieldbook_policy = policy(early_script())
    # Sphinx writes every page anew where a value of the configuration changed; these two are seen
    # on every page.
    config[EDITION] = hashlib.sha256(
        source.read_bytes() + early_script().encode("utf-8")
    ).hexdigest()


def _silence_thebe(app) -> None:
    """sphinx-thebe writes inline scripts into every page, asked or not; the policy would have to
    allow them."""
    listeners = app.events.listeners["doctree-resolved"]
    listeners[:] = [
        one for one in listeners if not one.handler.__module__.startswith("sphinx_thebe")
    ]


_KEPT_META = re.compile(r'<meta (?!name="(?:viewport|description)")[^>]*>')


def _fill(app, pagename: str, templatename: str, context: dict, doctree) -> None:
    """Give the templates the page's frame."""
    context["shieldbook"] = Frame(app, pagename, doctree)
    tree = context.get("furo_navigation_tree", "")
    context["furo_navigation_tree"] = numbered_tree(app, pagename, tree)
    context["book_zip"], context["data_zip"] = BOOK_ZIP, DATA_ZIP
    context["metatags"] = "".join(_KEPT_META.findall(context.get("metatags") or ""))
    context.setdefault("shieldbook_models", [])
    context.setdefault("shieldbook_parts", [])
    for kind, kept in (("css_files", STYLES), ("script_files", SCRIPTS)):
        context[kind] = [
            file for file in context[kind] if str(file.filename).removeprefix("_static/") in kept
        ]


def setup(app) -> None:
    """Register the settings and the frame with Sphinx."""
    app.add_config_value("shieldbook_address", "", "html", (str,))
    app.add_config_value("shieldbook_site", "", "html", (str,))
    app.add_config_value("shieldbook_generated", {}, "html", (dict,))
    app.add_config_value(EDITION, "", "html", (str,))
    app.connect("config-inited", _configure)
    app.connect("builder-inited", _silence_thebe)
    app.connect("html-page-context", _fill, priority=950)
