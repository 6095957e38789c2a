"""Limits, edits, fees and outpatient payment to messages."""

from decimal import Decimal

from codebook.catalog.v1 import facts_pb2 as pb

from services.catalog.domain.facts.edits import CodeEdits, EditsPage
from services.catalog.domain.facts.fees import FeeCap
from services.catalog.domain.facts.limits import UnitLimit
from services.catalog.domain.facts.published import Held
from services.catalog.messages.codes import date_text, optional_release, release_message
from services.catalog.readers.ncci_ptp import PtpEdit
from services.catalog.readers.opps_addendum_b import OppsPayment
from services.catalog.readers.pprrvu import RelativeValue

# The fields of a line of the fee schedule that a message has under the same name. Not the
# descriptor: of CPT codes it is the AMA's.
_FEE_TEXTS = (
    "modifier status not_used_for_medicare nonfacility_na facility_na pc_tc global_days "
    "multiple_procedure bilateral_surgery assistant_at_surgery co_surgeons team_surgery "
    "endoscopic_base diagnostic_supervision calculation_flag imaging_family"
).split()
_FEE_NUMBERS = (
    "work nonfacility_practice_expense facility_practice_expense malpractice nonfacility_total "
    "facility_total conversion_factor preoperative intraoperative postoperative "
    "opps_nonfacility_practice_expense opps_facility_practice_expense opps_malpractice"
).split()
_PAYMENT_NUMBERS = (
    "relative_weight payment_rate national_copayment minimum_copayment adjusted_copayment"
).split()
_MODIFIER_INDICATORS = {
    "0": pb.MODIFIER_INDICATOR_NOT_ALLOWED,
    "1": pb.MODIFIER_INDICATOR_ALLOWED,
    "9": pb.MODIFIER_INDICATOR_NOT_APPLICABLE,
}


def edits_message(page: EditsPage) -> pb.ListEditsResponse:
    """Return one page of edits."""
    return pb.ListEditsResponse(
        edits=map(_edit, page.edits),
        total_count=page.total_count,
        next_page_token=page.next_page_token,
        release=optional_release(page.release),
    )


def number_text(number: Decimal | None) -> str:
    """Return the exact number as decimal text; "" for none."""
    return "" if number is None else format(number, "f")


def limit_message(one: UnitLimit) -> pb.UnitLimit:
    """Return the limit of one setting."""
    limit = one.limit.record
    return pb.UnitLimit(
        setting=one.setting,  # type: ignore[arg-type]  # numbers of the wire
        units=limit.units,
        adjudication_indicator=int(limit.adjudication_indicator),  # type: ignore[arg-type]  # as above
        rationale=limit.rationale,
        unchanged_since=date_text(one.limit.valid_from),
        release=release_message(one.limit.release),
    )


def code_edits_message(edits: CodeEdits) -> pb.CodeEdits:
    """Return the edits of a code in one setting."""
    return pb.CodeEdits(
        setting=edits.setting,  # type: ignore[arg-type]  # numbers of the wire
        column_1_count=edits.column_1.total_count,
        column_2_count=edits.column_2.total_count,
        as_column_1=map(_edit, edits.column_1.edits),
        as_column_2=map(_edit, edits.column_2.edits),
        column_1_next_page_token=edits.column_1.next_page_token,
        column_2_next_page_token=edits.column_2.next_page_token,
        release=release_message(edits.release),
    )


def _edit(edit: PtpEdit) -> pb.PtpEdit:
    return pb.PtpEdit(
        column_1=edit.column_1,
        column_2=edit.column_2,
        modifier_indicator=_MODIFIER_INDICATORS[edit.modifier_indicator],
        effective=date_text(edit.effective),
        deletion=date_text(edit.deletion),
        before_1996=edit.before_1996,
        rationale=edit.rationale,
    )


def fee_message(held: Held[RelativeValue]) -> pb.Fee:
    """Return one line of the fee schedule, without its descriptor."""
    line = held.record
    texts = {name: getattr(line, name) for name in _FEE_TEXTS}
    numbers = {name: number_text(getattr(line, name)) for name in _FEE_NUMBERS}
    return pb.Fee(
        **texts,
        **numbers,
        part=held.part,
        pricing_indicator=line.pricing_indicator or "",
        unchanged_since=date_text(held.valid_from),
        release=release_message(held.release),
    )


def cap_message(cap: FeeCap) -> pb.FeeCap:
    """Return the caps of one modifier."""
    return pb.FeeCap(
        modifier=cap.modifier,
        locality_count=cap.locality_count,
        lowest_facility_price=number_text(cap.facility[0]),
        highest_facility_price=number_text(cap.facility[1]),
        lowest_nonfacility_price=number_text(cap.nonfacility[0]),
        highest_nonfacility_price=number_text(cap.nonfacility[1]),
        release=release_message(cap.release),
    )


def payment_message(held: Held[OppsPayment]) -> pb.OutpatientPayment:
    """Return what an outpatient hospital is paid."""
    payment = held.record
    return pb.OutpatientPayment(
        status_indicator=payment.status_indicator,
        apc=payment.apc,
        **{name: number_text(getattr(payment, name)) for name in _PAYMENT_NUMBERS},
        unchanged_since=date_text(held.valid_from),
        release=release_message(held.release),
    )
