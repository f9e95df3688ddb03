"""Addresses: the book's public one, from which every outward link follows, and a page's way to its
files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote, urlencode

BRANCH = "main"
# Where publishing puts the notebooks as the pages offer them; Colab opens files of a branch only.
NOTEBOOKS = "notebooks"
_REPOSITORY = re.compile(r"https://github\.com/([A-Za-z0-9-]+)/([A-Za-z0-9._-]+)")


class AddressError(ValueError):
    """A public address that no link could be made from; the message says what it should look
    like."""


@dataclass(frozen=True)
class Address:
    """Where the book is kept and where it is read; both empty while the book has no public address.

    `repository` is like `https://github.com/OWNER/REPO`, `site` ends in a slash.
    """

    repository: str = ""
    site: str = ""

    @classmethod
    def of(cls, repository: str, site: str = "") -> Address:
        """Check the two settings and work out the site where it is not given. Raises
        AddressError."""
        repository, site = repository.strip().rstrip("/").removesuffix(".git"), site.strip()
        if not repository and not site:
            return cls()
        match = _REPOSITORY.fullmatch(repository)
        if repository and not match:
            raise AddressError(
                f"shieldbook_address is {repository!r}; give https://github.com/OWNER/REPO"
            )
        if site and not re.fullmatch(r"https?://[^\s?#]+", site):
            raise AddressError(
                f"shieldbook_site is {site!r}; give the address at which the book is read"
            )
        site = site or _pages_of(*match.groups())
        return cls(repository, site.rstrip("/") + "/")

    def page(self, name: str) -> str:
        """Public address of a page (`chapters/01_monitor-1999`) or of a file; empty while there is
        none."""
        if not self.site:
            return ""
        return self.site + quote(name if "." in name.rsplit("/", 1)[-1] else f"{name}.html")

    def edit(self, source: str) -> str:
        """Where the source of a page, a path in the repository, can be changed."""
        return f"{self.repository}/edit/{BRANCH}/{quote(source)}" if self.repository else ""

    def issue(self, title: str, body: str) -> str:
        """A new report with its title and text filled in."""
        return (
            f"{self.repository}/issues/new?{urlencode({'title': title, 'body': body})}"
            if self.repository
            else ""
        )

    def binder(self, notebook: str) -> str:
        """A live copy of a notebook, a path in the repository, on Binder."""
        if not self.repository:
            return ""
        query = urlencode({"urlpath": f"lab/tree/{notebook}"})
        return f"https://mybinder.org/v2/gh/{self._name}/{BRANCH}?{query}"

    def binder_build(self) -> str:
        """Where Binder tells how far it is with a server that has the book's package."""
        return f"https://mybinder.org/build/gh/{self._name}/{BRANCH}" if self.repository else ""

    def colab(self, notebook: str) -> str:
        """The copy of the same notebook that installs the package first, in Colab."""
        if not self.repository:
            return ""
        place = f"{self._name}/blob/{NOTEBOOKS}/{quote(notebook.rpartition('/')[2])}"
        return f"https://colab.research.google.com/github/{place}"

    def codespaces(self) -> str:
        """A machine of the reader's own with the whole repository, in GitHub Codespaces."""
        if not self.repository:
            return ""
        return f"https://codespaces.new/{self._name}?{urlencode({'quickstart': 1})}"

    def on_hub(self, hub: str, notebook: str) -> str:
        """The same notebook on a JupyterHub that has nbgitpuller, at an address like
        `https://hub.example.edu`: the hub copies the repository for whoever follows the link.
        Raises AddressError."""
        if not re.fullmatch(r"https?://[^\s?#]+", hub):
            raise AddressError(f"the hub is at {hub!r}; give https:// and the name of its host")
        if not self.repository:
            return ""
        folder = self.repository.rpartition("/")[2]
        query = {
            "repo": self.repository,
            "branch": BRANCH,
            "urlpath": f"lab/tree/{folder}/{notebook}",
        }
        return f"{hub.rstrip('/')}/hub/user-redirect/git-pull?{urlencode(query)}"

    @property
    def _name(self) -> str:
        return "/".join(_REPOSITORY.fullmatch(self.repository).groups())


def _pages_of(owner: str, name: str) -> str:
    """The site that GitHub Pages gives a repository; one named after its owner's site is served at
    the root."""
    host = f"{owner.lower()}.github.io"
    return f"https://{host}/" if name.lower() == host else f"https://{host}/{name}/"


def proof_anchor(cell: str) -> str:
    """The page's id of the code that proves its numbers, by the id of its cell."""
    return f"proof-{cell}"


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
