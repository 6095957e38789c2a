"""How pages say what the services answer: dates, numbers, kinds of headings, whether in force."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

from services.gateway.clients.records import (
    CodeRecord,
    CodeStatus,
    CodeSummary,
    NodeKind,
    Release,
)
from services.gateway.clients.search import Hit, TextSpan

_KINDS = {
    NodeKind.CHAPTER: "Chapter",
    NodeKind.SECTION: "Section",
    NodeKind.CATEGORY: "Category",
    NodeKind.SUBCATEGORY: "Subcategory",
    NodeKind.CODE: "Code",
}
# ICD-10-PCS names its levels otherwise (ICD-10-PCS Reference Manual, "Overall organization").
_PCS_KINDS = {
    NodeKind.CHAPTER: "Section",
    NodeKind.SECTION: "Body system",
    NodeKind.CATEGORY: "Table",
}
# Private-use characters: no title has them, for search takes them out.
_OPEN, _CLOSE = "\ue000", "\ue001"
_MONTHS = (
    "January February March April May June July August September October November December"
).split()


@dataclass(frozen=True)
class Badge:
    """Whether a code may be reported, in a few words; `tone` is how it looks."""

    text: str
    tone: str


def day(value: str | date) -> str:
    """Return a date as a reader in the United States reads it, `April 1, 2026`."""
    moment = value if isinstance(value, date) else date.fromisoformat(value)
    return f"{_MONTHS[moment.month - 1]} {moment.day}, {moment.year}"


def dated(value: str | date) -> Markup:
    """Return a date for readers with the date for programs around it."""
    return Markup('<time datetime="{}">{}</time>').format(value, day(value))


def number(value: int) -> str:
    """Return a number with commas, `74,719`."""
    return f"{value:,}"


def plural(count: int, one: str, many: str = "") -> str:
    """Return the number with its noun, `1 code`, `2 codes`; `many` where an s does not do."""
    return f"{count:,} {one}" if count == 1 else f"{count:,} {many or one + 's'}"


def kind_name(summary: CodeSummary) -> str:
    """Return what the book calls the place."""
    return level_name(summary.system, summary.kind)


def level_name(system: str, kind: NodeKind) -> str:
    """Return what the book calls a level of its hierarchy."""
    named = _PCS_KINDS if system == "icd-10-pcs" else _KINDS
    return named.get(kind, _KINDS[kind])


def is_numbered(summary: CodeSummary) -> bool:
    """Return whether the code means nothing without the word before it, as `Chapter 4`."""
    return summary.kind is NodeKind.CHAPTER and summary.system != "ms-drg"


def label(summary: CodeSummary) -> str:
    """Return the code as it is said: `Chapter 4`, `E08-E13`, `E11.9`."""
    return f"{kind_name(summary)} {summary.code}" if is_numbered(summary) else summary.code


def badge(record: CodeRecord) -> Badge:
    """Return whether the code may be used, with the day on which that changes or changed."""
    summary = record.summary
    if summary.status is CodeStatus.DELETED:
        when = f" on {day(record.effective_to)}" if record.effective_to else ""
        return Badge(f"Deleted{when}", "stop")
    if summary.status is CodeStatus.FUTURE:
        return Badge(f"In force from {day(record.effective_from)}", "wait")
    if summary.billable:
        return Badge(reported(summary), "go")
    if summary.kind is NodeKind.CODE:
        return Badge("Modifier" if summary.system == "modifier" else "Not billable", "rest")
    return Badge(f"{kind_name(summary)} heading, not billable", "rest")


def overdue(release: Release, on: str) -> str:
    """Return from which day a newer edition should have been in force on a day; mostly empty."""
    return release.followed_on if "" < release.followed_on <= on else ""


def reported(code: CodeSummary | Hit) -> str:
    """Return what a code that may be reported is called: an MS-DRG is worked out, not billed."""
    return "Payment group" if code.system == "ms-drg" else "Billable"


def marked(spans: Iterable[TextSpan]) -> Markup:
    """Return a text in pieces as one, with what the query matched marked."""
    text = "".join([f"{_OPEN}{text}{_CLOSE}" if matched else text for text, matched in spans])
    # Markup's own way to replace escapes what is put in.
    opened = str.replace(escape(text), _OPEN, "<mark>")
    return Markup(opened.replace(_CLOSE, "</mark>"))  # noqa: S704 - the text is escaped


def source(release: Release, name: str) -> str:
    """Return which edition of which book it is, and the days for which that was published."""
    parts = [f"From {name}", release.edition]
    if release.effective_from and release.effective_to:
        since, until = day(release.effective_from), day(release.effective_to)
        parts.append(f"in force {since} \N{EN DASH} {until}")
    elif release.effective_from:
        parts.append(f"in force since {day(release.effective_from)}")
    return ", ".join(part for part in parts if part)
