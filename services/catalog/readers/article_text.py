"""The Markdown that an article may hold: paragraphs, lists, emphasis, code and safe links."""

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from services.catalog.readers.text import Place

_LONGEST = 6_000
_ALLOWED = frozenset(
    "paragraph_open paragraph_close bullet_list_open bullet_list_close ordered_list_open "
    "ordered_list_close list_item_open list_item_close inline text softbreak strong_open "
    "strong_close em_open em_close code_inline link_open link_close".split()
)
_LINK = re.compile(r"(https://|/codes/)[A-Za-z0-9./_~%?=&#:-]+")
_MARKDOWN = MarkdownIt("commonmark")


def check_text(start: Place, heading: str, numbered: Sequence[tuple[Place, str]]) -> None:
    """Raise FileFaultError, with its line, for anything else, or for a section without text."""
    text = "\n".join(line for _, line in numbered)
    if not text.strip():
        raise start.fault("a section without text", column=heading)
    if len(text) > _LONGEST:
        raise start.fault(f"longer than {_LONGEST:,} characters", column=heading)
    for line, token in _tokens(_MARKDOWN.parse(text), 0):
        place = numbered[min(line, len(numbered) - 1)][0]
        if token.type not in _ALLOWED:
            what = token.type.removesuffix("_open").replace("_", " ")
            reason = f"{what}: an article holds paragraphs, lists, emphasis, code and links"
            raise place.fault(reason, column=heading, value=token.content)
        address = str(token.attrs.get("href", ""))
        if token.type == "link_open" and not _LINK.fullmatch(address):
            reason = "a link leads to https:// or to /codes/"
            raise place.fault(reason, column=heading, value=address)


def _tokens(tokens: Sequence[Token], line: int) -> Iterator[tuple[int, Token]]:
    """Yield each token and those inside it, with the line on which its block begins."""
    for token in tokens:
        here = token.map[0] if token.map else line
        yield here, token
        yield from _tokens(token.children or (), here)
        line = here
