from datetime import date

import pytest

from services.catalog.readers.articles import (
    FORMAT,
    SECTIONS,
    Article,
    ArticleCode,
    ArticleSection,
)
from services.catalog.readers.fault import FileFaultError
from services.catalog.readers.table import Claim
from tests.support.articles import ARTICLE
from tests.support.members import member


def read(text: str) -> list[object]:
    return [record.value for record in FORMAT.read(member(text, "a.md"))]


def test_an_article_and_its_codes() -> None:
    article, *codes = read(ARTICLE)
    assert isinstance(article, Article)
    assert article[:7] == (
        "small-thing",
        "The small thing",
        ("icd-10-cm ZA0.0", "hcpcs Z0001"),
        "A. Coder",
        date(2026, 5, 2),
        1,
        ("An invented book, page 1", "another"),
    )
    assert [section.heading for section in article.sections] == list(SECTIONS)
    assert article.sections[2] == ArticleSection("Documentation", "Write it down.")
    assert codes == [
        ArticleCode("small-thing", "icd-10-cm", "ZA00"),
        ArticleCode("small-thing", "hcpcs", "Z0001"),
    ]


def test_a_record_says_on_which_line_it_stands() -> None:
    records = FORMAT.read(member(ARTICLE))
    assert [record.where for record in records] == ["line 2", "line 4", "line 4"]


def test_an_article_is_recognised_by_its_front_matter() -> None:
    claim = Claim("article", "version 1 small-thing", date(2026, 4, 1))
    assert FORMAT.recognise(member(ARTICLE)) == claim


@pytest.mark.parametrize(
    "text", ["", "# A page", "---\ntitle: A page\n---\n", "---\narticle: endless\n"]
)
def test_another_text_is_not(text: str) -> None:
    assert FORMAT.recognise(member(text)) is None


@pytest.mark.parametrize("line", ["version: 1", "effective: 2026-04-01", "article: small-thing"])
def test_what_the_front_matter_lacks_is_left_to_reading(line: str) -> None:
    text = ARTICLE.replace(f"{line}\n", "")
    assert FORMAT.recognise(member(text)) is not None
    with pytest.raises(FileFaultError, match=rf"line 1, {line.split(':', maxsplit=1)[0]}: missing"):
        read(text)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("---\narticle", "article", "line 1: no front matter"),
        ("title: The small thing", "title", "line 3: not written as name: value (title)"),
        ("author:", "writer:", "line 5, writer: not one of article, title"),
        ("author: A. Coder", "title: Again", "line 5, title: stands twice (Again)"),
        ("small-thing\n", "Small Thing\n", "line 2, article: not written as"),
        ("small-thing\n", "x" * 65 + "\n", "line 2, article: longer than 64"),
        ("hcpcs Z0001", "hcpcs", "line 4, codes: not written as"),
        ("hcpcs Z0001", "icd-10-cm ZA0.0", "line 4, codes: an empty value, or one twice"),
        ("hcpcs Z0001", "", "line 4, codes: an empty value"),
        ("2026-05-02", "2 May", "line 6, reviewed: not a date (YYYY-MM-DD) (2 May)"),
        ("2026-04-01", "2026-04-31", "line 7, effective: not a date (YYYY-MM-DD) (2026-04-31)"),
        ("version: 1", "version: one", "line 8, version: not a whole number (one)"),
        ("## What it is", "Text\n\n## What it is", "line 12: text before the first section"),
        ("## Documentation", "## Papers", "line 23, section: not ## Documentation, which is next"),
        ("## Example\n\nA thing. Code ZA0.0.\n", "", "section: 5 sections instead of 6"),
        ("A thing. Code", "## Another\n\nA thing. Code", "line 37, section: 7 sections instead"),
        ("Write it down.", "", "line 23, Documentation: a section without text"),
        ("Write it down.", "x" * 6_001, "line 23, Documentation: longer than 6,000"),
        ("Write it down.", "<b>Write</b> it", "line 25, Documentation: html inline"),
        ("Write it down.", "<script>alert()</script>", "line 25, Documentation: html block"),
        ("Write it down.", "![it](https://example.org/a.png)", "line 25, Documentation: image"),
        ("Write it down.", "```\nit\n```", "line 25, Documentation: fence"),
        ("/codes/icd-10-cm/ZA0", "http://example.org", "a link leads to https:// or to /codes/"),
        ("https://example.org/twice", "//example.org", "line 21, When to use it: a link leads to"),
    ],
)
def test_what_is_not_as_it_should_be_is_named_with_its_line(old: str, new: str, fault: str) -> None:
    text = ARTICLE.replace(old, new, 1)
    assert text != ARTICLE
    with pytest.raises(FileFaultError) as raised:
        read(text)
    assert fault in str(raised.value)
    assert str(raised.value).startswith("a.md, line ")


def test_an_empty_file_is_no_article() -> None:
    with pytest.raises(FileFaultError, match="no front matter"):
        read("---\n")
