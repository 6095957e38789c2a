"""What a reader searches for, as the address says it, and the addresses of its variations."""

from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote_plus

from services.gateway import inputs
from services.gateway.clients.search import Query

PAGE_SIZE = 20
# Search passes over at most 10,000 hits.
LAST_PAGE = 10_000 // PAGE_SIZE + 1


# A page has some twenty addresses of the same words.
@lru_cache(maxsize=1024)
def _quoted(value: str) -> str:
    return quote_plus(value)


class Asked(NamedTuple):
    """One search. Pages are numbered from 1; `billable` None means both, empty filters are none."""

    text: str
    systems: tuple[str, ...] = ()
    billable: bool | None = None
    page: int = 1
    chapters: tuple[str, ...] = ()
    status: str = ""
    as_of: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Whether any filter is set."""
        return self != Asked(self.text, page=self.page)

    def query(self) -> Query:
        """Return what search is asked."""
        offset = (self.page - 1) * PAGE_SIZE
        return Query(
            self.text,
            self.systems,
            self.billable,
            PAGE_SIZE,
            offset,
            self.chapters,
            self.status,
            self.as_of,
        )

    def href(self) -> str:
        """Return the address of this search."""
        page = [("page", str(self.page))] if self.page > 1 else []
        as_of = [("as_of", self.as_of)] if self.as_of else []
        fields = [*self._filled(self.status), *as_of, *page]
        return "/search?" + "&".join(f"{name}={_quoted(value)}" for name, value in fields)

    def kept_fields(self) -> list[tuple[str, str]]:
        """Return what a form that asks for the day keeps of this search, as names and values.

        Who names a day means the codes in force on it, unless a status is chosen.
        """
        return self._filled(self.status or "active")

    def on_page(self, page: int) -> "Asked":
        """Return the same search on another page."""
        return self._replace(page=page)

    def in_systems(self, *systems: str) -> "Asked":
        """Return the same search in these systems, from its first page."""
        return self._replace(systems=systems, page=1)

    def everywhere(self) -> "Asked":
        """Return the same search without any filter."""
        return Asked(self.text)

    def in_chapters(self, *chapters: str) -> "Asked":
        """Return the same search in these chapters, from its first page."""
        return self._replace(chapters=chapters, page=1)

    def with_status(self, status: str) -> "Asked":
        """Return the same search for codes of this status, from its first page."""
        return self._replace(status=status, page=1)

    def on_day(self, as_of: str) -> "Asked":
        """Return the same search on another date of service, from its first page."""
        return self._replace(as_of=as_of, page=1)

    def spelt(self, text: str) -> "Asked":
        """Return a search for another text, with the same filters."""
        return self._replace(text=text, page=1)

    def only(self, billable: bool | None) -> "Asked":  # noqa: FBT001 - the filter has three values
        """Return the same search for codes that may or may not be reported, or both."""
        return self._replace(billable=billable, page=1)

    def _filled(self, status: str) -> list[tuple[str, str]]:
        billable = "" if self.billable is None else str(self.billable).lower()
        fields = (
            ("q", (self.text,)),
            ("system", self.systems),
            ("billable", (billable,)),
            ("chapter", self.chapters),
            ("status", (status,)),
        )
        return [(name, value) for name, values in fields for value in values if value]


def asked(args: inputs.Args) -> Asked:
    """Return what the address asks for; raises InvalidArgumentError."""
    return Asked(
        text=inputs.query(args),
        systems=inputs.systems(args),
        billable=inputs.flag(args, "billable"),
        page=inputs.whole_number(args, "page", default=1, least=1, most=LAST_PAGE),
        chapters=inputs.chapters(args),
        status=inputs.choice(args, "status", inputs.STATUSES, ""),
        as_of=inputs.as_of(args),
    )
