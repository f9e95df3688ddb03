"""What is printed: handouts, a page of HTML for each, without any script, and a PDF of it where a
Chromium can print one; and the whole book as one such page."""

from shieldbook.publish.sheets.build import setup

__all__ = ["setup"]
