"""Codes that took over from others: new ICD-10-CM codes, and the cross references of HCPCS."""

import re
from collections.abc import Iterator, Sequence

from services.catalog.domain.crosswalks.answer import Crosswalk, Scenario, Target
from services.catalog.domain.dates import in_words
from services.catalog.domain.facts.published import Held
from services.catalog.domain.note_codes import named
from services.catalog.domain.systems import CPT, HCPCS, ICD_10_CM
from services.catalog.readers.hcpcs import Hcpcs
from services.catalog.readers.icd10cm_conversion import Conversion

_TABLE = "ICD-10-CM conversion table"
# A second code that was reported beside the first, and still is: `K59.09 AND Code from T36-T50`.
_COMPANION = re.compile(r"\band (?:a )?code from .*", re.IGNORECASE)


def newer(compact: str, rows: Sequence[Held[Conversion]]) -> Iterator[Crosswalk]:
    """Yield which codes were made out of the code since."""
    found = [one for one in rows if one.record.previous and _names(one.record.previous, compact)]
    if not found:
        return
    ordered = sorted(found, key=lambda one: (one.record.effective, one.record.code))
    targets = [Target(ICD_10_CM.system, one.record.code.replace(".", "")) for one in ordered]
    first = ordered[0].record.effective
    sentence = (
        f"Newer, the first of {in_words(first)}: {_count(len(targets))} for what this one was "
        "reported for before."
    )
    yield Crosswalk(
        ICD_10_CM.system,
        f"{_TABLE}: newer codes",
        sentence,
        [Scenario([targets])],
        found[0].release,
    )


def older(compact: str, rows: Sequence[Held[Conversion]]) -> Iterator[Crosswalk]:
    """Yield what was reported before the code came."""
    for one in rows:
        previous = one.record.previous
        if one.record.code.replace(".", "") != compact or not previous:
            continue
        codes = dict.fromkeys(end for item in named(previous) for end in (item.first, item.last))
        targets = [Target(ICD_10_CM.system, code) for code in codes]
        sentence = f"New on {in_words(one.record.effective)}; reported before as {previous}."
        yield Crosswalk(
            ICD_10_CM.system,
            f"{_TABLE}: earlier codes",
            sentence,
            [Scenario([targets])],
            one.release,
        )


def cross_reference(rows: Sequence[Held[Hcpcs]]) -> Iterator[Crosswalk]:
    """Yield which codes CMS refers to from the code."""
    for one in rows:
        record = one.record
        if record.system != HCPCS.system or not record.cross_references:
            continue
        targets = [Target(_level(code), code) for code in record.cross_references]
        ended = f"Last day of service {in_words(record.terminated)}. " if record.terminated else ""
        sentence = f"{ended}CMS refers to {', '.join(record.cross_references)}."
        yield Crosswalk(
            HCPCS.system,
            "HCPCS Level II cross reference",
            sentence,
            [Scenario([targets])],
            one.release,
        )


def _names(previous: str, compact: str) -> bool:
    """Return whether a text of previous codes, ranges and words names the code."""
    return any(
        compact == one.first if one.first == one.last else one.holds(compact)
        for one in named(_COMPANION.sub("", previous))
    )


def _level(code: str) -> str:
    return HCPCS.system if code[0].isalpha() else CPT.system


def _count(number: int) -> str:
    return "one code" if number == 1 else f"{number} codes"
