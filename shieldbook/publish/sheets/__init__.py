"""Handouts on paper: a page of HTML for each, without any script, and a PDF of it where a Chromium
can print one."""

from shieldbook.publish.sheets.build import setup

__all__ = ["setup"]
