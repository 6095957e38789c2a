"""Markdown as HTML that is safe on a page, whoever wrote it."""

from markdown_it import MarkdownIt
from markupsafe import Markup

# HTML in a text is shown as text, a link of a strange scheme is no link, and nothing is fetched.
_LEFT_OUT = ["image", "html_block", "html_inline"]
_RENDERER = MarkdownIt("commonmark", {"html": False}).disable(_LEFT_OUT)


def render(text: str) -> Markup:
    """Return the text as HTML."""
    return Markup(_RENDERER.render(text))  # noqa: S704 - made by the renderer alone
