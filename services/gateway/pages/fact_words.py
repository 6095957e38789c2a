"""How pages say what the tables say: settings, indicators, documents, events, amounts."""

from decimal import ROUND_HALF_UP, Decimal

from services.gateway.clients.fact_kinds import (
    AdjudicationIndicator,
    CoverageKind,
    CoverageRole,
    EditSide,
    HistoryKind,
    ModifierIndicator,
    Setting,
)

_SETTINGS = {
    Setting.PRACTITIONER: "Practitioners",
    Setting.OUTPATIENT_HOSPITAL: "Outpatient hospitals",
    Setting.DME_SUPPLIER: "Suppliers of equipment",
    Setting.UNSPECIFIED: "Others",
}
_SIDES = {
    EditSide.COLUMN_1: "column 1",
    EditSide.COLUMN_2: "column 2",
    EditSide.UNSPECIFIED: "either column",
}
_ADJUDICATION = {
    AdjudicationIndicator.LINE: "1",
    AdjudicationIndicator.DAY_POLICY: "2",
    AdjudicationIndicator.DAY_CLINICAL: "3",
}
_MODIFIER = {
    ModifierIndicator.NOT_ALLOWED: ("0", "never lifts it"),
    ModifierIndicator.ALLOWED: ("1", "may lift it"),
    ModifierIndicator.NOT_APPLICABLE: ("9", "void"),
}
_DOCUMENTS = {
    CoverageKind.LCD: "LCD",
    CoverageKind.ARTICLE: "Article",
    CoverageKind.NCD: "NCD",
    CoverageKind.UNSPECIFIED: "Document",
}
_ROLES = {
    CoverageRole.PROCEDURE: "About this procedure or item",
    CoverageRole.COVERED_DIAGNOSIS: "Supports medical necessity",
    CoverageRole.NONCOVERED_DIAGNOSIS: "Does not support medical necessity",
    CoverageRole.TABLE_ROW: "In the table of the document",
    CoverageRole.RELATED: "Referred to by a document that names the code",
}
_EVENTS = {
    HistoryKind.FIRST_KNOWN: "in the first edition that is loaded here; it may be older",
    HistoryKind.ADDED: "added",
    HistoryKind.CHANGED: "changed",
    HistoryKind.ENDED: "no longer used from this day on",
    HistoryKind.RETURNED: "came back",
    HistoryKind.REPLACED_OTHERS: "took over from",
    HistoryKind.REPLACED_BY: "replaced by",
    HistoryKind.PART_OF_OTHERS: "until then a part of",
    HistoryKind.PART_TO_OTHERS: "a part of it became",
}


def setting(value: Setting) -> str:
    """Return for whom a table is published."""
    return _SETTINGS[value]


def side(value: EditSide) -> str:
    """Return which place in an edit a code has."""
    return _SIDES[value]


def mai(value: AdjudicationIndicator) -> str:
    """Return the indicator as CMS prints it; empty when it is not stated."""
    return _ADJUDICATION.get(value, "")


def modifier_digit(value: ModifierIndicator) -> str:
    """Return the indicator as CMS prints it; empty when it is not stated."""
    return _MODIFIER.get(value, ("", ""))[0]


def modifier_short(value: ModifierIndicator) -> str:
    """Return in three words whether a modifier lifts the edit."""
    return _MODIFIER.get(value, ("", "not stated"))[1]


def document_kind(value: CoverageKind) -> str:
    """Return what a coverage document is called."""
    return _DOCUMENTS[value]


def document_role(value: CoverageRole) -> str:
    """Return as what a document names the code; empty when it does not say."""
    return _ROLES.get(value, "")


def happened(value: HistoryKind) -> str:
    """Return what happened to a code."""
    return _EVENTS.get(value, "changed")


def dollars(value: Decimal | str) -> str:
    """Return an amount as a reader reads it, `$1,234.50`."""
    return f"${Decimal(value).quantize(Decimal('0.01'), ROUND_HALF_UP):,}"


def decimals(value: str, places: int) -> str:
    """Return a number with so many decimals at least, as it was published: `32.3465`."""
    number = Decimal(value or 0)
    least = Decimal(1).scaleb(-places)
    return f"{number.quantize(least) if number == number.quantize(least) else number:f}"


def percent(value: str) -> str:
    """Return a part of one as percent, `0.17` as `17%`."""
    return f"{Decimal(value or 0) * 100:.0f}%"
