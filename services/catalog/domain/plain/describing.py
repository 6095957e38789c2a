"""Which rules describe a code: those of its system."""

from collections.abc import Callable, Mapping, Sequence

from services.catalog.domain.plain import hcpcs, icd10cm, icd10pcs, procedures
from services.catalog.domain.records import Summary, Version
from services.catalog.domain.systems import CPT, HCPCS, ICD_10_CM, ICD_10_PCS, MODIFIER

Rule = Callable[[Summary, Sequence[Version]], str]

_RULES: Mapping[str, Rule] = {
    ICD_10_CM.system: icd10cm.describe,
    ICD_10_PCS.system: icd10pcs.describe,
    HCPCS.system: hcpcs.describe,
    CPT.system: procedures.describe,
    MODIFIER.system: hcpcs.describe_modifier,
}
_OPENINGS: Mapping[str, Rule] = {
    **_RULES,
    ICD_10_CM.system: icd10cm.opening,
    ICD_10_PCS.system: icd10pcs.opening,
    HCPCS.system: hcpcs.opening,
}


def describe(summary: Summary, above: Sequence[Version]) -> str:
    """Return what the code means in at most 80 words of our own; "" for a system without rules.

    `above` is what stands above the code, from the top of the book down. Nothing is said that the
    official title, the code's place in the book or the guidelines do not say.
    """
    return _said(_RULES, summary, above)


def opening(summary: Summary, above: Sequence[Version]) -> str:
    """Return what a description says first: what the code is. What follows is said of many."""
    return _said(_OPENINGS, summary, above)


def _said(rules: Mapping[str, Rule], summary: Summary, above: Sequence[Version]) -> str:
    rule = rules.get(summary.place.version.system)
    return rule(summary, above) if rule else ""
