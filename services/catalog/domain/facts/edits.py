"""NCCI procedure-to-procedure edits of a code: in force on a day, or all that the edition keeps."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from services.catalog.domain.facts.kinds import EditSide, Setting
from services.catalog.domain.facts.published import EditsAsked, PlacedEdit, Published
from services.catalog.domain.paging import make_token, page_size, read_token
from services.catalog.domain.records import Release
from services.catalog.errors import PageTokenInvalidError
from services.catalog.readers.ncci_ptp import PtpEdit

# The settings for which edits are published, and their kinds of file.
EDIT_KINDS = {
    Setting.PRACTITIONER: "ptp-practitioner",
    Setting.OUTPATIENT_HOSPITAL: "ptp-hospital",
}
# How many of each side a code's page shows before ListEdits goes on.
_FIRST = 25


@dataclass(frozen=True, slots=True)
class EditsPage:
    """One page of edits; `total_count` counts all pages."""

    edits: Sequence[PtpEdit]
    total_count: int
    next_page_token: str
    release: Release | None


class CodeEdits(NamedTuple):
    """The edits of a code in one setting: the first page of each side."""

    setting: Setting
    column_1: EditsPage
    column_2: EditsPage
    release: Release


def list_edits(
    published: Published,
    asked: EditsAsked,
    sides: Sequence[EditSide],
    *,
    size: int = 0,
    token: str = "",
) -> EditsPage:
    """Return one page of the edits that a code has as the columns of `sides`, by partner.

    Raises PageSizeInvalidError or PageTokenInvalidError.
    """
    limit = page_size(size)
    scope = (*asked.scope, "".join(str(int(side)) for side in sides))
    first, after = _start(read_token(token, *scope)) if token else (sides[0], None)
    found: list[PlacedEdit] = []
    for side in sides:
        if side >= first and len(found) <= limit:
            found += published.edits(
                asked, side, after if side == first else None, limit + 1 - len(found)
            )
    page = found[:limit]
    more = len(found) > limit
    return EditsPage(
        edits=[placed.edit for placed in page],
        total_count=sum(published.edit_count(asked, side) for side in sides),
        next_page_token=make_token(_place(page[-1]), *scope) if more else "",
        release=published.release(asked.kind, asked.edition_day),
    )


def code_edits(published: Published, code: str, day: date) -> Iterator[CodeEdits]:
    """Yield the edits in force of each setting in which the code has any."""
    for setting, kind in EDIT_KINDS.items():
        asked = edits_asked(published, setting, code, day)
        release = published.release(kind, asked.edition_day)
        if release is None:
            continue
        one, two = (list_edits(published, asked, [side], size=_FIRST) for side in EditSide)
        if one.total_count or two.total_count:
            yield CodeEdits(setting, one, two, release)


def edits_asked(  # noqa: PLR0913 - what a request has
    published: Published,
    setting: Setting,
    code: str,
    day: date,
    *,
    prefix: str = "",
    ended: bool = False,
) -> EditsAsked:
    """Return the question to the edition that answers for the day."""
    kind = EDIT_KINDS[setting]
    return EditsAsked(kind, code, day, published.edition_day(kind, day), prefix, ended)


def _place(placed: PlacedEdit) -> str:
    partner, effective, occurrence = placed.place
    return f"{placed.side:d}{partner}{effective:%Y%m%d}{occurrence}"


def _start(last: str) -> tuple[EditSide, tuple[str, date, int]]:
    """Return the side and place after which a page goes on."""
    try:
        day = date(int(last[6:10]), int(last[10:12]), int(last[12:14]))
        return EditSide(int(last[0])), (last[1:6], day, int(last[14:]))
    except ValueError as error:
        raise PageTokenInvalidError from error
