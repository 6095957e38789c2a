"""Domain values to messages."""

from collections.abc import Iterable
from datetime import date

from codebook.catalog.v1 import catalog_pb2 as pb
from google.protobuf.timestamp_pb2 import Timestamp

from services.catalog.domain.calendar import calendar_of, follows
from services.catalog.domain.documents import Document
from services.catalog.domain.index_terms import Equivalent, IndexTerm
from services.catalog.domain.records import (
    Listing,
    PlacedNote,
    Record,
    Release,
    SeventhCharacter,
    Summary,
    SystemState,
)
from services.catalog.readers.articles import Article


def system_message(state: SystemState) -> pb.CodeSystem:
    """Return the system with its release and counts."""
    return pb.CodeSystem(
        system=state.facts.system,
        name=state.facts.name,
        description=state.facts.description,
        release=optional_release(state.release),
        billable_count=state.billable_count,
        code_count=state.code_count,
        copyright=state.copyright,
    )


def record_message(record: Record) -> pb.CodeRecord:
    """Return the whole record."""
    return pb.CodeRecord(
        summary=summary_message(record.summary),
        short_title=record.summary.place.version.short_title,
        effective_from=date_text(record.effective_from),
        effective_to=date_text(record.effective_to),
        ancestors=summary_messages(record.ancestors),
        children=summary_messages(record.children),
        previous=_optional(record.previous),
        next=_optional(record.next),
        notes=[_note(note) for note in record.notes],
        seventh_characters=[_seventh(one) for one in record.seventh_characters],
        release=optional_release(record.release),
        plain_description=record.plain_description,
        copyright=record.copyright,
        articles=[_article(one) for one in record.articles],
    )


def listing_message(listing: Listing) -> pb.ListChildrenResponse:
    """Return one page of what stands below a heading."""
    return pb.ListChildrenResponse(
        parent=_optional(listing.heading),
        ancestors=summary_messages(listing.ancestors),
        children=summary_messages(listing.children),
        next_page_token=listing.next_page_token,
        release=optional_release(listing.release),
    )


def document_message(document: Document) -> pb.CodeDocument:
    """Return what an index needs of a code."""
    chapter = document.chapter
    return pb.CodeDocument(
        summary=summary_message(document.summary),
        chapter="" if chapter is None else chapter.code,
        chapter_title="" if chapter is None else chapter.title,
        inclusion_terms=document.inclusion_terms,
        position=document.position,
        plain_description=document.opening,
        effective_from=date_text(document.effective_from),
        effective_to=date_text(document.effective_to),
        index_terms=[_index_term(term) for term in document.index_terms],
        short_title=document.summary.place.version.short_title,
    )


def equivalent_message(equivalent: Equivalent) -> pb.EquivalentTerm:
    """Return a name that stands for another one."""
    return pb.EquivalentTerm(
        system=equivalent.system, term=equivalent.term, stands_for=equivalent.stands_for
    )


def _index_term(term: IndexTerm) -> pb.LeadingTerm:
    return pb.LeadingTerm(text=term.text, source=term.source)  # type: ignore[arg-type]  # numbers of the wire


def summary_messages(summaries: Iterable[Summary]) -> list[pb.CodeSummary]:
    """Return what a list shows of each code."""
    return [summary_message(summary) for summary in summaries]


def summary_message(summary: Summary) -> pb.CodeSummary:
    """Return what a list shows of a code. Kinds and statuses have the numbers of the wire."""
    version = summary.place.version
    return pb.CodeSummary(
        system=version.system,
        code=version.code,
        compact=version.compact,
        title=version.title,
        kind=version.kind,  # type: ignore[arg-type]  # numbers of the wire
        billable=version.billable,
        status=summary.status,  # type: ignore[arg-type]  # numbers of the wire
        child_count=summary.place.child_count,
    )


def _optional(summary: Summary | None) -> pb.CodeSummary | None:
    return None if summary is None else summary_message(summary)


def _article(article: Article) -> pb.Article:
    return pb.Article(
        article=article.article,
        title=article.title,
        codes=article.codes,
        author=article.author,
        reviewed=article.reviewed.isoformat(),
        version=article.version,
        sources=article.sources,
        sections=[pb.ArticleSection(**section._asdict()) for section in article.sections],
    )


def _note(placed: PlacedNote) -> pb.Note:
    return pb.Note(
        kind=placed.note.kind,  # type: ignore[arg-type]  # numbers of the wire
        text=placed.note.text,
        from_code=placed.source.code,
        from_kind=placed.source.kind,  # type: ignore[arg-type]  # numbers of the wire
        inherited=placed.inherited,
    )


def _seventh(seventh: SeventhCharacter) -> pb.SeventhCharacter:
    return pb.SeventhCharacter(
        character=seventh.character, title=seventh.title, from_code=seventh.from_code
    )


def optional_release(release: Release | None) -> pb.Release | None:
    """Return the release; None where there is none."""
    return None if release is None else release_message(release)


def release_message(release: Release) -> pb.Release:
    """Return one imported file."""
    facts = release.facts
    return pb.Release(
        release_id=release.release_id,
        system=facts.system,
        kind=facts.kind,
        edition=facts.edition,
        effective_from=date_text(facts.effective_from),
        effective_to=date_text(facts.effective_to),
        file_name=release.file_name,
        sha256=release.sha256,
        row_count=release.row_count,
        imported_at=Timestamp(seconds=int(release.imported_at.timestamp())),
        licence=facts.licence,
        followed_on=date_text(follows(calendar_of(facts.kind), facts.effective_from)),
    )


def date_text(day: date | None) -> str:
    """Return the date as it is written on the wire; "" for none."""
    return "" if day is None else day.isoformat()
