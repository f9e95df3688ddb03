"""Proving things about the articles' words without holding them: fingerprints and seals."""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Iterable

SHORTEST = 20
_PLAIN = (
    {ord(mark): "'" for mark in "‘’‚‛′ʼ´`"}
    | {ord(mark): '"' for mark in "“”„‟″"}
    | {ord("−"): "-", ord("⁃"): "-"}
)


def normalise(text: str) -> str:
    """The form in which words are compared: what typesetting changes is levelled, wording is kept.

    NFKC; curly quotes and apostrophes straight; every dash a hyphen; any run of white space one
    space; soft hyphens and other invisible characters gone; nothing around it. Case and punctuation
    stay.
    """
    visible = "".join(mark for mark in text.translate(_PLAIN) if unicodedata.category(mark) != "Cf")
    composed = unicodedata.normalize("NFKC", visible).translate(_PLAIN)
    dashed = "".join("-" if unicodedata.category(mark) == "Pd" else mark for mark in composed)
    return re.sub(r"\s+", " ", dashed).strip()


def count_words(text: str) -> int:
    """Number of words of a text: its parts between spaces, once normalised."""
    return len(normalise(text).split())


def fingerprint(paragraph: str) -> str | None:
    """SHA-256 (hex) of the normalised paragraph; None below 20 words, where a hash could be guessed
    back."""
    return _sha256(normalise(paragraph)) if count_words(paragraph) >= SHORTEST else None


def article_fingerprint(paragraphs: Iterable[str]) -> str:
    """SHA-256 (hex) over the normalised paragraphs in their order, one a line."""
    return _sha256("\n".join(normalise(paragraph) for paragraph in paragraphs))


def seal(paragraph: str, span_text: str) -> str:
    """HMAC-SHA-256 (hex) of the normalised span, keyed with the normalised paragraph: only its
    holder can test it."""
    key, span = normalise(paragraph).encode(), normalise(span_text).encode()
    return hmac.new(key, span, hashlib.sha256).hexdigest()


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
