"""Says of a file which published format it is of: exactly one, or a fault that says what else."""

from collections.abc import Iterable
from dataclasses import replace

from services.catalog.files.archives import Found
from services.catalog.files.companions import companion
from services.catalog.files.formats import KNOWN, Known, kinds_for_people, of_kind
from services.catalog.readers.fault import FileFaultError
from services.catalog.readers.member import Member
from services.catalog.readers.table import Claim

Choice = tuple[Known, Claim]


class UnknownFormatError(FileFaultError):
    """A file is of no format that Codebook knows; `passing` says why it may be passed over."""

    def __init__(self, reason: str, *, file: str, passing: str) -> None:
        super().__init__(reason, file=file)
        self.passing = passing


def recognise(member: Member) -> Choice:
    """Return the format of a file and what the file says of itself.

    Raises UnknownFormatError, and FileFaultError for a file that cannot be read or could be of
    several formats.
    """
    found = _claims(member)
    if len(found) > 1:
        could_be = " or ".join(f"{known.format.name} ({claim.kind})" for known, claim in found)
        raise FileFaultError(f"could be {could_be}: --kind says which", file=member.name)
    if found:
        return found[0]
    if what := companion(member):
        reason = f"no data is in it: {what}"
        raise UnknownFormatError(reason, file=member.name, passing=what)
    with member.open() as stream:
        if not stream.read(1):
            raise FileFaultError("the file is empty", file=member.name)
    unknown = "of no format that Codebook knows, or damaged"
    reason = f"{unknown}; --kind says what it is: {kinds_for_people()}"
    raise UnknownFormatError(reason, file=member.name, passing=unknown)


def as_kind(found: Found, kind: str) -> Choice:
    """Return the format of a file that the operator says to be of this kind.

    What lies in a folder or archive and is plainly something else stays that: raises
    UnknownFormatError. Raises FileFaultError for what is no file of the kind.
    """
    claims = {claim.kind: (known, claim) for known, claim in _claims(found.member)}
    if kind in claims:
        return claims[kind]
    if not found.named:
        what = next(iter(claims), "") or companion(found.member)
        if what:
            reason = f"not {kind} but {what}"
            raise UnknownFormatError(reason, file=found.member.name, passing=reason)
    return _readable(found.member, of_kind(kind)), Claim(kind, "")


def _claims(member: Member) -> list[Choice]:
    """Return every format that takes the file for its own.

    A name tells the edition where the content does not: first the file's own, and what it leaves
    open, those of the archives and folders around it, the nearest first.
    """
    parts = member.name.split("/")
    names = ["/".join(parts[start:]) for start in range(len(parts) - 1, -1, -1)]
    members = [replace(member, name=name) for name in names]
    found = _claimed(KNOWN, members[0]) or (_claimed(KNOWN, member) if len(members) > 1 else [])
    for around in members[1:]:
        found = [(known, _fuller(known, claim, around)) for known, claim in found]
    return found


def _claimed(known: Iterable[Known], member: Member) -> list[Choice]:
    asked = ((one, one.format.recognise(member)) for one in known)
    return [(one, claim) for one, claim in asked if claim]


def _fuller(known: Known, claim: Claim, around: Member) -> Claim:
    if claim.edition and claim.effective_from:
        return claim
    other = known.format.recognise(around)
    return other if other and other.kind == claim.kind else claim


def _readable(member: Member, known: Iterable[Known]) -> Known:
    """Return the format by which the first record can be read, or raise what is wrong with it."""
    faults = []
    for one in known:
        try:
            next(iter(one.format.read(member)), None)
        except FileFaultError as fault:
            faults.append(fault)
        else:
            return one
    # The fault that names a place is of the form that the file comes nearest to.
    raise next((fault for fault in faults if fault.where), faults[0])
