"""Where a page stands in the book: the way from it to the files that its figures and tables bring
along."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """A page's way to the book's root (`../`, empty at the root) and its name in file names
    (`chapters-01_monitor-1999`)."""

    root: str = ""
    slug: str = "page"

    @classmethod
    def of(cls, docname: str) -> Place:
        """The place of a Sphinx document (`chapters/01_monitor-1999`)."""
        return cls("../" * docname.count("/"), docname.replace("/", "-"))

    def csv(self, anchor: str) -> str:
        """Address, seen from the page, of the CSV file of the table or figure with this id."""
        return f"{self.root}{self.csv_file(anchor)}"

    def csv_file(self, anchor: str) -> str:
        """The same, seen from the book's root."""
        return f"_downloads/csv/{self.slug}-{anchor}.csv"

    @property
    def specs(self) -> str:
        """Address, seen from the page, of the file with the specifications of its charts."""
        return f"{self.root}{self.specs_file}"

    @property
    def specs_file(self) -> str:
        """The same, seen from the book's root."""
        return f"_static/charts/{self.slug}.js"
