"""The house rules that look across tables, by what they guard; importing them registers them."""

from shieldbook.tables.rules import (
    articles,
    checks,
    claims,
    coding,
    exercises,
    explanations,
    handouts,
    keeping,
    packs,
    references,
    sessions,
    statements,
    texts,
)
from shieldbook.tables.rules.book import RULES, Book

__all__ = [
    "RULES",
    "Book",
    "articles",
    "checks",
    "claims",
    "coding",
    "exercises",
    "explanations",
    "handouts",
    "keeping",
    "packs",
    "references",
    "sessions",
    "statements",
    "texts",
]
