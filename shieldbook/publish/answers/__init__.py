"""Words of the story that open their answer in place: numbers, quotations, terms and people.

The word is a link that leads on without a script; with one it opens a few lines at the end of its
own paragraph. All of it is made by the build: the notebooks hold plain Markdown.
"""

from shieldbook.publish.answers.transform import setup

__all__ = ["setup"]
