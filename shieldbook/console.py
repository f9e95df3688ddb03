"""What a program of the book prints can be shown on any console."""

from __future__ import annotations

import io
import sys


def plain() -> None:
    """Let both streams of this program take any text: signs that a console lacks become numbers.

    The book's own messages are in ASCII; what they repeat from data or a reader's paths may not be.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
