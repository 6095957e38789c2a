"""The documents of the Medicare coverage database that name a code, as of a day.

Of a document the newest version counts that the export has: the tables of codes keep older ones.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from services.catalog.domain.facts.coverage_documents import (
    NAMES,
    CoverageDocument,
    DocumentKey,
    Named,
    documents,
)
from services.catalog.domain.facts.kinds import CoverageKind, CoverageRole
from services.catalog.domain.facts.published import Published
from services.catalog.domain.paging import make_token, page_size, read_token
from services.catalog.domain.systems import CPT, HCPCS, ICD_10_CM, ICD_10_PCS
from services.catalog.errors import PageTokenInvalidError


class _Mention(NamedTuple):
    """A table that names codes: as what, and in which column."""

    table: str
    kind: CoverageKind
    role: CoverageRole
    column: str


_LCD, _ARTICLE, _NCD = CoverageKind
_PROCEDURES = (
    _Mention("coverage_lcd_x_hcpc_code", _LCD, CoverageRole.PROCEDURE, "hcpc_code_id"),
    _Mention("coverage_article_x_hcpc_code", _ARTICLE, CoverageRole.PROCEDURE, "hcpc_code_id"),
    _Mention("coverage_article_x_code_table", _ARTICLE, CoverageRole.TABLE_ROW, "hcpc_code_id"),
)
_MENTIONS: Mapping[str, Sequence[_Mention]] = {
    HCPCS.system: _PROCEDURES,
    CPT.system: _PROCEDURES,
    ICD_10_CM.system: (
        _Mention(
            "coverage_article_x_icd10_covered",
            _ARTICLE,
            CoverageRole.COVERED_DIAGNOSIS,
            "icd10_code_id",
        ),
        _Mention(
            "coverage_article_x_icd10_noncovered",
            _ARTICLE,
            CoverageRole.NONCOVERED_DIAGNOSIS,
            "icd10_code_id",
        ),
    ),
    ICD_10_PCS.system: (
        _Mention(
            "coverage_article_x_icd10_pcs_code",
            _ARTICLE,
            CoverageRole.PROCEDURE,
            "icd10_pcs_code_id",
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class CoveragePage:
    """One page of documents, and how many of each kind there are on all pages."""

    documents: Sequence[CoverageDocument]
    counts: Mapping[CoverageKind, int]
    next_page_token: str


def list_coverage(  # noqa: PLR0913 - what the request has
    published: Published,
    system: str,
    code: str,
    day: date,
    *,
    size: int = 0,
    token: str = "",
) -> CoveragePage:
    """Return one page of the documents that name a code as printed.

    Raises PageSizeInvalidError or PageTokenInvalidError.
    """
    limit = page_size(size)
    scope = (system, code, day.isoformat())
    after = _start(read_token(token, *scope)) if token else None
    named = _named(published, _MENTIONS.get(system, ()), code, day)
    named |= _national(published, named, day)
    keys = sorted(key for key in named if after is None or key > after)
    page = keys[:limit]
    last = page[-1] if page else None
    more = last is not None and len(keys) > limit
    return CoveragePage(
        documents=list(documents(published, {key: named[key] for key in page}, day)),
        counts={kind: sum(key.kind is kind for key in named) for kind in CoverageKind},
        next_page_token=make_token(f"{last.kind:d}{last.number}", *scope) if last and more else "",
    )


def _start(last: str) -> DocumentKey:
    try:
        return DocumentKey(CoverageKind(int(last[:1])), int(last[1:]))
    except ValueError as error:
        raise PageTokenInvalidError from error


def _named(
    published: Published, mentions: Iterable[_Mention], code: str, day: date
) -> dict[DocumentKey, Named]:
    found: dict[DocumentKey, dict[CoverageRole, int]] = {}
    for table, kind, role, column in mentions:
        name = NAMES[kind]
        columns = (f"{name}_id", f"{name}_version")
        for number, version in published.pick(table, day, columns, **{column: code}):
            # In ascending order, so that the newest version stays.
            found.setdefault(DocumentKey(kind, number), {})[role] = version
    named: dict[DocumentKey, Named] = {}
    for kind in NAMES:
        mine = {key.number: roles for key, roles in found.items() if key.kind is kind}
        newest = _newest(published, kind, sorted(mine), day)
        for number, roles in mine.items():
            facts = newest.get(number, Named(max(roles.values()), frozenset()))
            still = frozenset(role for role, version in roles.items() if version >= facts.version)
            if still and _holds(facts, day):
                named[DocumentKey(kind, number)] = facts._replace(roles=still)
    return named


def _holds(facts: Named, day: date) -> bool:
    begun = facts.since is None or facts.since <= day
    return begun and (facts.until is None or day <= facts.until)


def _newest(
    published: Published, kind: CoverageKind, ids: Sequence[int], day: date
) -> dict[int, Named]:
    """Return the newest version of each document; with title and time, if its table is loaded."""
    if not ids:
        return {}
    name = NAMES[kind]
    key = f"{name}_id"
    columns = (key, f"{name}_version")
    versions = published.pick(f"coverage_{name}_x_contractor", day, columns, **{key: ids})
    newest = {number: Named(version, frozenset()) for number, version in versions}
    dates = {
        _LCD: ("orig_det_eff_date", "ent_det_end_date"),
        _ARTICLE: ("article_eff_date", "article_end_date"),
    }[kind]
    picked = (*columns, "title", *dates, "date_retired")
    for row in published.pick(f"coverage_{name}", day, picked, **{key: ids}):
        number, version, title, since, until, retired = row
        ends = [one for one in (until, retired.date() if retired else None) if one]
        newest[number] = Named(version, frozenset(), title, since, min(ends, default=None))
    announced = published.pick(
        f"coverage_{name}_future_retire", day, (key, "retire_dt"), **{key: ids}
    )
    for number, retires in announced:
        if number in newest and newest[number].until is None:
            newest[number] = newest[number]._replace(until=retires)
    return newest


def _national(
    published: Published, named: Mapping[DocumentKey, Named], day: date
) -> dict[DocumentKey, Named]:
    """Return the national determinations that these documents refer to."""
    found: dict[DocumentKey, Named] = {}
    for kind, name in NAMES.items():
        versions = {key.number: one.version for key, one in named.items() if key.kind is kind}
        if not versions:
            continue
        columns = (f"{name}_id", f"{name}_version", "r_ncd_id", "r_ncd_version")
        table = f"coverage_{name}_related_ncd_documents"
        rows = published.pick(table, day, columns, **{f"{name}_id": sorted(versions)})
        for number, version, national, newest in rows:
            # Number 0 says that there is none.
            if national and version == versions[number]:
                key = DocumentKey(_NCD, national)
                known = found.get(key)
                latest = max(newest, known.version if known else 0)
                found[key] = Named(latest, frozenset({CoverageRole.RELATED}))
    return found
