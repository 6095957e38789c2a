"""Attributes of Level II codes, and add-on relations, to messages."""

from codebook.catalog.v1 import facts_pb2 as pb

from services.catalog.domain.facts.hcpcs import AddOns, HcpcsAttributes
from services.catalog.messages.codes import date_text, release_message
from services.catalog.readers.add_on_codes import AddOnCode

# The fields that a message has under the same name.
_SAME = (
    "coverage pricing multiple_pricing betos types_of_service coverage_issues_manual "
    "carriers_manual statute lab_certifications cross_references asc_group opps_indicator "
    "anesthesia_base_units processing_note action"
).split()


def attributes_message(attributes: HcpcsAttributes) -> pb.HcpcsAttributes:
    """Return what CMS files a code under."""
    record = attributes.held.record
    return pb.HcpcsAttributes(
        **{name: getattr(record, name) for name in _SAME},
        asc_date=date_text(record.asc_date),
        processing_note_text=attributes.processing_note,
        not_otherwise_classified=attributes.not_otherwise_classified,
        added=date_text(record.added),
        action_effective=date_text(record.action_effective),
        terminated=date_text(record.terminated),
        release=release_message(attributes.held.release),
    )


def add_ons_message(add_ons: AddOns) -> pb.AddOns:
    """Return the relations of a code."""
    return pb.AddOns(
        as_add_on=map(_add_on, add_ons.as_add_on),
        as_add_on_count=add_ons.as_add_on_count,
        as_primary=map(_add_on, add_ons.as_primary),
        as_primary_count=add_ons.as_primary_count,
        contractor_defined=add_ons.contractor_defined,
        release=release_message(add_ons.release),
    )


def _add_on(one: AddOnCode) -> pb.AddOn:
    return pb.AddOn(
        add_on_code=one.add_on_code,
        primary_code=one.primary_code or "",
        edit_type=one.edit_type,
        effective=date_text(one.effective),
        deletion=date_text(one.deletion),
        notes=one.notes,
    )
