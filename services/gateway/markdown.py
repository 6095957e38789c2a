"""Markdown as HTML that is safe on a page, whoever wrote it; the codes it names are links."""

from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markupsafe import Markup

from services.gateway.pages.codes.linking import mentions

# HTML in a text is shown as text, a link of a strange scheme is no link, and nothing is fetched.
_LEFT_OUT = ["image", "html_block", "html_inline"]


def render(text: str) -> Markup:
    """Return the text as HTML."""
    return Markup(_RENDERER.render(text))  # noqa: S704 - made by the renderer alone


def _link_codes(state: StateCore) -> None:
    for token in state.tokens:
        if token.children:
            token.children = list(_linked(token.children))


def _linked(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield the tokens of a line of text with a link around each code that stands in no link."""
    links = 0
    for token in tokens:
        links += token.nesting if token.type.startswith("link_") else 0
        if token.type == "text" and not links:
            yield from _pieces(token.content)
        else:
            yield token


def _pieces(text: str) -> Iterator[Token]:
    for piece in mentions(text):
        words = Token("text", "", 0, content=piece.text)
        if piece.code:
            # The address that finds a code in whichever book it is.
            yield Token("link_open", "a", 1, attrs={"href": f"/c/{piece.code}"})
            yield words
            yield Token("link_close", "a", -1)
        else:
            yield words


_RENDERER = MarkdownIt("commonmark", {"html": False}).disable(_LEFT_OUT)
_RENDERER.core.ruler.push("codes", _link_codes)
