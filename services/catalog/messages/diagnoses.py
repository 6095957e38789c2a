"""Severity, exemption and MS-DRG weights to messages."""

from codebook.catalog.v1 import facts_pb2 as pb

from services.catalog.domain.facts.diagnoses import DiagnosisSeverity, PoaExemption
from services.catalog.domain.facts.published import Held
from services.catalog.domain.facts.spelling import icd_10_cm
from services.catalog.messages.codes import optional_release, release_message
from services.catalog.messages.procedures import number_text
from services.catalog.readers.drg_weights import DrgWeight


def severity_message(one: DiagnosisSeverity) -> pb.DiagnosisSeverity:
    """Return what a diagnosis counts as."""
    excluding = (
        pb.CodeName(code=icd_10_cm(held.record.code), title=held.record.description)
        for held in one.excluding
    )
    return pb.DiagnosisSeverity(
        severity=one.severity,  # type: ignore[arg-type]  # numbers of the wire
        only_discharged_alive=one.only_discharged_alive,
        exclusion_collection=one.collection,
        excluding_count=one.excluding_count,
        excluding=excluding,
        excluded_ms_drgs=one.excluded_ms_drgs,
        excludes_count=one.excludes_count,
        release=optional_release(one.release),
        exclusions_release=optional_release(one.exclusions_release),
    )


def poa_message(one: PoaExemption) -> pb.PoaExemption:
    """Return whether a code is exempt."""
    return pb.PoaExemption(exempt=one.exempt, release=release_message(one.release))


def drg_message(held: Held[DrgWeight]) -> pb.DrgFacts:
    """Return what an MS-DRG weighs."""
    drg = held.record
    return pb.DrgFacts(
        mdc=drg.mdc,
        drg_type=drg.drg_type,
        weight=number_text(drg.weight),
        weight_before_cap=number_text(drg.weight_before_cap),
        geometric_mean_stay=number_text(drg.geometric_mean_stay),
        arithmetic_mean_stay=number_text(drg.arithmetic_mean_stay),
        post_acute=drg.post_acute,
        special_pay=drg.special_pay,
        release=release_message(held.release),
    )
