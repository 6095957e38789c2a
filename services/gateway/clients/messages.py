"""The catalog's messages as dataclasses; a value newer than this code is read as the usual."""

from codebook.catalog.v1 import catalog_pb2 as pb

from services.gateway.clients.records import (
    Article,
    ArticleSection,
    ChildrenPage,
    CodeRecord,
    CodeStatus,
    CodeSummary,
    CodeSystem,
    NodeKind,
    Note,
    NoteKind,
    Release,
    SeventhCharacter,
)

_KINDS = {
    pb.NODE_KIND_CHAPTER: NodeKind.CHAPTER,
    pb.NODE_KIND_SECTION: NodeKind.SECTION,
    pb.NODE_KIND_CATEGORY: NodeKind.CATEGORY,
    pb.NODE_KIND_SUBCATEGORY: NodeKind.SUBCATEGORY,
    pb.NODE_KIND_CODE: NodeKind.CODE,
}
_STATUSES = {
    pb.CODE_STATUS_ACTIVE: CodeStatus.ACTIVE,
    pb.CODE_STATUS_DELETED: CodeStatus.DELETED,
    pb.CODE_STATUS_FUTURE: CodeStatus.FUTURE,
}
_NOTE_KINDS = {
    pb.NOTE_KIND_INCLUDES: NoteKind.INCLUDES,
    pb.NOTE_KIND_INCLUSION_TERM: NoteKind.INCLUSION_TERM,
    pb.NOTE_KIND_EXCLUDES1: NoteKind.EXCLUDES1,
    pb.NOTE_KIND_EXCLUDES2: NoteKind.EXCLUDES2,
    pb.NOTE_KIND_CODE_FIRST: NoteKind.CODE_FIRST,
    pb.NOTE_KIND_USE_ADDITIONAL_CODE: NoteKind.USE_ADDITIONAL_CODE,
    pb.NOTE_KIND_CODE_ALSO: NoteKind.CODE_ALSO,
    pb.NOTE_KIND_NOTE: NoteKind.NOTE,
    pb.NOTE_KIND_SEVENTH_CHARACTER_NOTE: NoteKind.SEVENTH_CHARACTER_NOTE,
}


def release(message: pb.Release) -> Release:
    """Return the release."""
    return Release(
        system=message.system,
        edition=message.edition,
        effective_from=message.effective_from,
        effective_to=message.effective_to,
        licence=message.licence,
        kind=message.kind,
        followed_on=message.followed_on,
    )


def system(message: pb.CodeSystem) -> CodeSystem:
    """Return the code system."""
    return CodeSystem(
        system=message.system,
        name=message.name,
        description=message.description,
        release=release(message.release),
        billable_count=message.billable_count,
        code_count=message.code_count,
        copyright=message.copyright,
    )


def summary(message: pb.CodeSummary) -> CodeSummary:
    """Return the summary."""
    return CodeSummary(
        system=message.system,
        code=message.code,
        compact=message.compact,
        title=message.title,
        kind=_KINDS.get(message.kind, NodeKind.CODE),
        billable=message.billable,
        status=_STATUSES.get(message.status, CodeStatus.ACTIVE),
        child_count=message.child_count,
    )


def record(message: pb.CodeRecord) -> CodeRecord:
    """Return the record."""
    return CodeRecord(
        summary=summary(message.summary),
        short_title=message.short_title,
        effective_from=message.effective_from,
        effective_to=message.effective_to,
        ancestors=tuple(map(summary, message.ancestors)),
        children=tuple(map(summary, message.children)),
        previous=summary(message.previous) if message.HasField("previous") else None,
        next=summary(message.next) if message.HasField("next") else None,
        notes=tuple(map(_note, message.notes)),
        seventh_characters=tuple(map(_seventh, message.seventh_characters)),
        release=release(message.release),
        copyright=message.copyright,
        plain_description=message.plain_description,
        articles=tuple(map(_article, message.articles)),
    )


def children_page(message: pb.ListChildrenResponse) -> ChildrenPage:
    """Return the page."""
    return ChildrenPage(
        parent=summary(message.parent) if message.HasField("parent") else None,
        ancestors=tuple(map(summary, message.ancestors)),
        children=tuple(map(summary, message.children)),
        next_page_token=message.next_page_token,
        release=release(message.release),
    )


def _article(message: pb.Article) -> Article:
    return Article(
        article=message.article,
        title=message.title,
        codes=tuple(message.codes),
        author=message.author,
        reviewed=message.reviewed,
        version=message.version,
        sources=tuple(message.sources),
        sections=tuple(ArticleSection(one.heading, one.text) for one in message.sections),
    )


def _note(message: pb.Note) -> Note:
    return Note(
        kind=_NOTE_KINDS.get(message.kind, NoteKind.NOTE),
        text=message.text,
        from_code=message.from_code,
        from_kind=_KINDS.get(message.from_kind, NodeKind.CODE),
        inherited=message.inherited,
    )


def _seventh(message: pb.SeventhCharacter) -> SeventhCharacter:
    return SeventhCharacter(message.character, message.title, message.from_code)
