"""Attributes of what is written into a page."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape


def attribute(name: str, value: object) -> str:
    """An attribute with the space before it, its value escaped; "" where the value is empty."""
    text = str(value)
    if not text:
        return ""
    return f' {name}="{escape(text, quote=True)}"'


def attributes(values: Mapping[str, object]) -> str:
    """Attributes by their names, each as `attribute` writes it."""
    return "".join(attribute(name, value) for name, value in values.items())
