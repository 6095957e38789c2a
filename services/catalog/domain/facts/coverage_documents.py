"""What is shown of each coverage document: title, contractors, the LCDs of an article."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from services.catalog.domain.facts.contractors import Contractor, Key, directory
from services.catalog.domain.facts.kinds import CoverageKind, CoverageRole
from services.catalog.domain.facts.published import Published
from services.catalog.domain.records import Release

_LCD, _ARTICLE, _NCD = CoverageKind
# The documents of contractors, as their tables are called.
NAMES = {_LCD: "lcd", _ARTICLE: "article"}
_URL = "https://www.cms.gov/medicare-coverage-database/view/"
# The tables of which one must be loaded for a document to be known, the best first.
_SOURCES = {
    _LCD: ("coverage-lcd", "coverage-lcd-x-contractor", "coverage-lcd-x-hcpc-code"),
    _ARTICLE: (
        "coverage-article",
        "coverage-article-x-contractor",
        "coverage-article-x-hcpc-code",
        "coverage-article-x-code-table",
        "coverage-article-x-icd10-covered",
        "coverage-article-x-icd10-noncovered",
        "coverage-article-x-icd10-pcs-code",
    ),
    _NCD: (
        "coverage-ncd-trkg",
        "coverage-lcd-related-ncd-documents",
        "coverage-article-related-ncd-documents",
    ),
}


class DocumentKey(NamedTuple):
    """A document: what it is, and its number in the database."""

    kind: CoverageKind
    number: int


@dataclass(frozen=True, slots=True)
class CoverageDocument:
    """A document that names a code. Dates are its own, None where it or its table tells none."""

    key: DocumentKey
    version: int
    display_id: str
    title: str
    roles: Sequence[CoverageRole]
    effective_from: date | None
    effective_to: date | None
    contractors: Sequence[Contractor]
    lcd_ids: Sequence[str]
    url: str
    release: Release | None


class Named(NamedTuple):
    """A document that names the code: its version, as what, and what it says of its own time."""

    version: int
    roles: frozenset[CoverageRole]
    title: str = ""
    since: date | None = None
    until: date | None = None


def documents(
    published: Published, page: Mapping[DocumentKey, Named], day: date
) -> Iterator[CoverageDocument]:
    """Yield what is shown of each document, in the order given."""
    contractors = _contractors(published, page, day)
    firms = directory(
        published, day, sorted({key for keys in contractors.values() for key in keys})
    )
    lcds = _lcds_of_articles(published, page, day)
    manual = _manual(published, page, day)
    for key, one in page.items():
        section, title = manual.get(key.number, ("", "")) if key.kind is _NCD else ("", one.title)
        yield CoverageDocument(
            key=key,
            version=one.version,
            display_id=_display_id(key, section),
            title=title,
            roles=sorted(one.roles),
            effective_from=one.since,
            effective_to=one.until,
            contractors=firms.firms(contractors.get(key, ())),
            lcd_ids=lcds.get(key, ()),
            url=_address(key, one.version),
            release=_release(published, key.kind, day),
        )


def _display_id(key: DocumentKey, section: str) -> str:
    if key.kind is _NCD:
        return section or f"{key.number}"
    return f"{'L' if key.kind is _LCD else 'A'}{key.number}"


def _address(key: DocumentKey, version: int) -> str:
    match key.kind:
        case CoverageKind.LCD:
            return f"{_URL}lcd.aspx?lcdid={key.number}&ver={version}"
        case CoverageKind.ARTICLE:
            return f"{_URL}article.aspx?articleid={key.number}&ver={version}"
        case CoverageKind.NCD:
            return f"{_URL}ncd.aspx?ncdid={key.number}&ncdver={version}"


def _release(published: Published, kind: CoverageKind, day: date) -> Release | None:
    found = (published.release(source, day) for source in _SOURCES[kind])
    return next((release for release in found if release), None)


def _contractors(
    published: Published, page: Mapping[DocumentKey, Named], day: date
) -> dict[DocumentKey, list[Key]]:
    found: dict[DocumentKey, list[Key]] = {}
    for kind, name in NAMES.items():
        ids = [key.number for key in page if key.kind is kind]
        if not ids:
            continue
        columns = (f"{name}_id", f"{name}_version", "contractor_id", "contractor_type_id")
        table = f"coverage_{name}_x_contractor"
        for number, version, *contractor in published.pick(
            table, day, columns, **{f"{name}_id": ids}
        ):
            key = DocumentKey(kind, number)
            if version == page[key].version:
                found.setdefault(key, []).append((contractor[0], contractor[1]))
    return found


def _lcds_of_articles(
    published: Published, page: Mapping[DocumentKey, Named], day: date
) -> dict[DocumentKey, list[str]]:
    ids = [key.number for key in page if key.kind is _ARTICLE]
    if not ids:
        return {}
    columns = ("article_id", "article_version", "r_lcd_id")
    found: dict[DocumentKey, list[str]] = {}
    table = "coverage_article_related_documents"
    for number, version, lcd in published.pick(table, day, columns, article_id=ids):
        key = DocumentKey(_ARTICLE, number)
        if lcd and version == page[key].version:
            found.setdefault(key, []).append(f"L{lcd}")
    return found


def _manual(
    published: Published, page: Mapping[DocumentKey, Named], day: date
) -> dict[int, tuple[str, str]]:
    """Return the section of the manual, and its title, of each national determination."""
    ids = [key.number for key in page if key.kind is _NCD]
    if not ids:
        return {}
    columns = ("ncd_id", "ncd_vrsn_num", "ncd_mnl_sect", "ncd_mnl_sect_title")
    rows = published.pick("coverage_ncd_trkg", day, columns, ncd_id=ids)
    # In ascending order of versions, so that the newest stays.
    return {number: (section, title) for number, _, section, title in rows}
