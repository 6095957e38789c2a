"""The articles on a code, as sections."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from services.gateway.clients.records import Article, CodeRecord
from services.gateway.markdown import render
from services.gateway.pages.codes.section import Section

_GLOSS = "When to use the code, what the record must show, and what goes wrong."


@dataclass(frozen=True)
class Body:
    """An article with its sections as HTML, by heading."""

    article: Article
    sections: tuple[tuple[str, Markup], ...]


def sections(record: CodeRecord) -> Iterator[Section]:
    """Yield the section if there are articles on the code."""
    if record.articles:
        bodies = tuple(map(_body, record.articles))
        template = "codes/article.html"
        yield Section("articles", "How to use it", _GLOSS, len(bodies), template, bodies)


def _body(article: Article) -> Body:
    return Body(article, tuple((one.heading, render(one.text)) for one in article.sections))
