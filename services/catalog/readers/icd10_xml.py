"""What the XML files of ICD-10-CM and ICD-10-PCS have in common: the version, then the parts."""

import re
from collections.abc import Callable, Iterator, Mapping

from services.catalog.readers.fault import FileFaultError
from services.catalog.readers.markup import Element, parts, prologue, shaped
from services.catalog.readers.member import Member
from services.catalog.readers.release import icd_edition
from services.catalog.readers.table import Claim

# One character of an ICD-10-PCS code; I and O are never used.
PCS_CHARACTER = re.compile(r"[0-9A-HJ-NP-Z]")
_VERSION = re.compile(r"20[0-9]{2}")


def recognise(
    kind: str, root: str, fits: Callable[[Mapping[str, Element]], bool], member: Member
) -> Claim | None:
    """Return the claim of a file of this root whose first parts fit, for the year it says."""
    front = prologue(member, root)
    if front is None or "version" not in front or not fits(front):
        return None
    return icd_edition(kind, front["version"].text.strip(), member.name)


def body(
    member: Member, root: str, front: Mapping[str, Callable[[Element], object]]
) -> Iterator[Element]:
    """Yield the parts of a file after its version and its front, of which there must be some.

    `front` names what stands between the version and the body, each part with its check.
    """
    checks = {"version": _check_version, **front}
    expected = list(checks)
    some = False
    for part in parts(member, root):
        if expected:
            tag = expected.pop(0)
            if part.tag != tag:
                raise part.fault(f"stands where the format has <{tag}>")
            checks[tag](part)
        else:
            some = True
            yield part
    if not some:
        raise FileFaultError("holds nothing but its title", file=member.name)


def _check_version(part: Element) -> None:
    shaped(part, _VERSION)
