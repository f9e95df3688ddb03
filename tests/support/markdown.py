"""Markdown as a reader of the built page sees it, and text that tries to be markup."""

from html.parser import HTMLParser

from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from shieldbook.pages import markup

EXTENSIONS = {"attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath", "substitution"}
HOSTILE = (
    "<script>alert('x')</script> | `{code}` {math}`x` {{ secret }} "
    "[a](javascript:b) $y$ **c** &lt; \\"
)


class Page(HTMLParser):
    """The tags and the text of a rendered page."""

    def __init__(self, markdown):
        super().__init__()
        self.tags, self.texts = set(), []
        self.feed(
            create_md_parser(MdParserConfig(enable_extensions=EXTENSIONS), RendererHTML).render(
                markdown
            )
        )

    def handle_starttag(self, tag, attributes):
        """Note the tag."""
        self.tags.add(tag)

    def handle_data(self, data):
        """Note the text."""
        self.texts.append(data)

    @property
    def text(self):
        """All text, white space levelled."""
        return " ".join("".join(self.texts).split())


def inline(markdown):
    """The kinds and the contents of the inline pieces of a Markdown block."""
    tokens = create_md_parser(MdParserConfig(enable_extensions=EXTENSIONS), RendererHTML).parse(
        markdown
    )
    pieces = [child for token in tokens for child in token.children or () if token.type == "inline"]
    return {piece.type for piece in pieces}, "".join(piece.content for piece in pieces)


def as_shown(value):
    """What a reader should see of a text: white space levelled, plain code spans without their
    marks."""
    return markup.PLAIN_CODE.sub(lambda span: span[0][1:-1], " ".join(value.split()))
