"""Coverage documents to messages."""

from codebook.catalog.v1 import facts_pb2 as pb

from services.catalog.domain.facts.contractors import Contractor
from services.catalog.domain.facts.coverage import CoveragePage
from services.catalog.domain.facts.coverage_documents import CoverageDocument
from services.catalog.domain.facts.kinds import CoverageKind
from services.catalog.messages.codes import date_text, optional_release


def coverage_message(page: CoveragePage) -> pb.ListCoverageResponse:
    """Return one page of documents."""
    return pb.ListCoverageResponse(
        documents=map(document_message, page.documents),
        lcd_count=page.counts.get(CoverageKind.LCD, 0),
        article_count=page.counts.get(CoverageKind.ARTICLE, 0),
        ncd_count=page.counts.get(CoverageKind.NCD, 0),
        next_page_token=page.next_page_token,
    )


def document_message(document: CoverageDocument) -> pb.CoverageDocument:
    """Return one document."""
    return pb.CoverageDocument(
        kind=document.key.kind,  # type: ignore[arg-type]  # numbers of the wire
        display_id=document.display_id,
        document_id=document.key.number,
        version=document.version,
        title=document.title,
        roles=document.roles,  # type: ignore[arg-type]  # numbers of the wire
        effective_from=date_text(document.effective_from),
        effective_to=date_text(document.effective_to),
        contractors=map(_contractor, document.contractors),
        lcd_ids=document.lcd_ids,
        url=document.url,
        release=optional_release(document.release),
    )


def _contractor(one: Contractor) -> pb.Contractor:
    return pb.Contractor(name=one.name, numbers=one.numbers, types=one.types, states=one.states)
