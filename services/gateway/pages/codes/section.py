"""What a gated section of a code page is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """One section: its anchor, its size, and what its template shows.

    Title, gloss and count are public; the body is not.
    """

    key: str
    title: str
    gloss: str
    count: int
    template: str
    body: object
