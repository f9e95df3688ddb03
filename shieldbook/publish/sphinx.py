"""The Sphinx side of the book: our style sheet in, everything that the page does not use out."""

from __future__ import annotations

from pathlib import Path

STATIC = Path(__file__).parent / "static"
UNUSED = ("sphinx-book-theme", "sphinx-thebe", "togglebutton", "copybutton", "mathjax", "design-tabs", "thebe")


def _keep(asset) -> bool:
    name = str(getattr(asset, "filename", asset) or "")
    return not name.startswith(("http://", "https://", "//")) and not any(word in name for word in UNUSED)


def _strip(app, pagename, templatename, context, doctree) -> None:
    """Drop what Jupyter Book adds to every page and this book never uses, above all what comes from other hosts."""
    for kind in ("script_files", "css_files"):
        context[kind] = [asset for asset in context.get(kind, []) if _keep(asset)]


def _inline_scripts(app, pagename, templatename, context, doctree) -> None:
    """sphinx-thebe and sphinx-togglebutton also add inline scripts, which have no file name to go by."""
    context["script_files"] = [
        asset for asset in context.get("script_files", [])
        if getattr(asset, "filename", None) or "DOCUMENTATION_OPTIONS" in str(getattr(asset, "attributes", ""))
    ]


def _static(app) -> None:
    app.config.html_static_path.append(str(STATIC))


def setup(app) -> dict:
    """Register the extension with Sphinx."""
    app.connect("builder-inited", _static)
    app.connect("html-page-context", _strip, priority=900)
    app.connect("html-page-context", _inline_scripts, priority=901)
    app.add_css_file("shieldbook.css")
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
