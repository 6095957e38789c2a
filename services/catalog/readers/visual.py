"""The table of visual impairment, the only table inside the tabular list (category H54)."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

# Category, acuity, maximum, minimum.
_HEADINGS = 4


def table_lines(table: Element) -> Iterator[str]:
    """Yield one line for each category of visual impairment, in the table's own words.

    For example: "Category of visual impairment 1. Visual acuity with best possible correction.
    Maximum less than: 6/18, 3/10(0.3), 20/70. Minimum equal to or better than: ...".
    Raises ValueError for a table of another shape.
    """
    words = [_text(heading) for heading in table.iterfind(".//heading")]
    if len(words) != _HEADINGS:
        raise ValueError(f"the table has {len(words)} headings, not {_HEADINGS}")
    category, acuity, most, least = words
    for row in table.iterfind("visCategory"):
        number = row.findtext("value")
        if number is None:
            continue  # the row of the headings
        sentences = [f"{category} {number}", acuity]
        for word, tag in ((most, "visMax"), (least, "visMin")):
            values = [_text(value) for value in row.iterfind(f"visRange/{tag}/value")]
            if values:
                sentences.append(f"{word} {', '.join(values)}")
        yield ". ".join(sentences) + "."


def _text(element: Element) -> str:
    return " ".join((element.text or "").split())
