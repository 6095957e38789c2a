"""Hospital outpatient payment, and what CMS files a Level II code under, as sections."""

from collections.abc import Iterator

from services.gateway.clients.fact_records import CodeFacts
from services.gateway.pages.codes.section import Section


def sections(facts: CodeFacts) -> Iterator[Section]:
    """Yield a section for each of the two of which there is something."""
    if outpatient := facts.outpatient_payment:
        yield Section(
            "outpatient-payment",
            "Outpatient hospital payment",
            "Medicare outpatient prospective payment (OPPS), addendum B.",
            0,
            "codes/outpatient.html",
            outpatient,
            (outpatient.release,),
        )
    if hcpcs := facts.hcpcs:
        yield Section(
            "filing",
            "How Medicare files it",
            "What the HCPCS file says of coverage and pricing.",
            0,
            "codes/filing.html",
            hcpcs,
            (hcpcs.release,),
        )
