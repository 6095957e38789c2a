"""What an import of some paths will do: which files, as what, and which are passed over."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from services.catalog.files.archives import Archives, Found
from services.catalog.files.formats import KNOWN, Known
from services.catalog.files.recognising import UnknownFormatError, as_kind, recognise
from services.catalog.readers.fault import FileFaultError
from services.catalog.readers.table import Claim

# How many of the files that cannot be imported an error names.
_MOST_REASONS = 3


@dataclass(frozen=True)
class Stated:
    """What the operator says of the files; "" and None: nothing.

    The kind goes before what a file says of itself. All else is for files that are silent on it;
    the licence, for those in which CPT codes stand.
    """

    kind: str = ""
    edition: str = ""
    effective_from: date | None = None
    effective_to: date | None = None
    licence: str = ""


class StatedInVainError(Exception):
    """The operator said something for which no file has any use."""


@dataclass(frozen=True)
class Recognised:
    """A file to be imported, in its format; its claim lacks neither edition nor first day."""

    found: Found
    known: Known
    claim: Claim
    licence: str

    @property
    def name(self) -> str:
        """What people call the file."""
        return self.found.member.name


@dataclass(frozen=True)
class PassedOver:
    """A file that lies beside others and is not imported, and why."""

    name: str
    reason: str


@dataclass(frozen=True)
class Plan:
    """What is to be imported, in this order, and what is not."""

    items: Sequence[Recognised]
    passed_over: Sequence[PassedOver]


def plan(archives: Archives, paths: Iterable[Path], stated: Stated) -> Plan:
    """Return what importing these paths means; nothing is imported yet.

    Raises FileFaultError for the first file that cannot be imported, and StatedInVainError.
    """
    items: list[Recognised] = []
    passed_over: list[PassedOver] = []
    for path in paths:
        here = _one_form_of_each([_what(found, stated) for found in archives.found(path)])
        recognised = [one for one in here if isinstance(one, Recognised)]
        others = [one for one in here if isinstance(one, PassedOver)]
        if not recognised:
            reasons = "; ".join(f"{one.name} is {one.reason}" for one in others[:_MOST_REASONS])
            raise FileFaultError(reasons or "it is empty", file=str(path))
        items += recognised
        passed_over += others
    _check_use(items, stated)
    return Plan(items, passed_over)


def _what(found: Found, stated: Stated) -> Recognised | PassedOver:
    try:
        known, claim = as_kind(found, stated.kind) if stated.kind else recognise(found.member)
    except UnknownFormatError as error:
        if found.named:
            raise
        return PassedOver(found.member.name, error.passing)
    claim = _dated(found.member.name, claim, stated)
    return Recognised(found, known, claim, _licence(found.member.name, known, stated))


def _dated(file: str, claim: Claim, stated: Stated) -> Claim:
    # A last day that is said together with a first one belongs to files that tell neither.
    last = stated.effective_to
    if stated.effective_from and claim.effective_from:
        last = None
    claim = replace(
        claim,
        edition=claim.edition or stated.edition,
        effective_from=claim.effective_from or stated.effective_from,
        effective_to=claim.effective_to or last,
    )
    missing = {"--edition": claim.edition, "--effective-from": claim.effective_from}
    if options := " and ".join(option for option, value in missing.items() if not value):
        reason = f"recognised as {claim.kind}, of an edition that it does not tell: give {options}"
        raise FileFaultError(reason, file=file)
    first, last = claim.effective_from, claim.effective_to
    if first and last and last < first:
        raise FileFaultError(f"in force until {last}, before its first day, {first}", file=file)
    return claim


def _licence(file: str, known: Known, stated: Stated) -> str:
    stated_licence = stated.licence.strip()
    if known.licence is None and not stated_licence:
        reason = (
            f"recognised as {known.format.name}, whose text belongs to the American Medical "
            "Association: give --licence TEXT, which says by what right it is shown"
        )
        raise FileFaultError(reason, file=file)
    return stated_licence if known.cpt and stated_licence else known.licence or ""


def _one_form_of_each(
    here: Sequence[Recognised | PassedOver],
) -> list[Recognised | PassedOver]:
    """Return the same with every form but the best passed over, where a release has several.

    Only within one archive or folder; two files of one format are two parts of the release.
    """
    best: dict[tuple[str, Claim], Recognised] = {}
    for one in here:
        if isinstance(one, Recognised):
            other = best.setdefault(_release(one), one)
            if KNOWN.index(one.known) < KNOWN.index(other.known):
                best[_release(one)] = one
    return [
        PassedOver(one.name, f"another form of {better.name}")
        if isinstance(one, Recognised)
        and not one.found.named
        and (better := best[_release(one)]).known is not one.known
        else one
        for one in here
    ]


def _release(item: Recognised) -> tuple[str, Claim]:
    return item.name.rpartition("/")[0], item.claim


def _check_use(items: Iterable[Recognised], stated: Stated) -> None:
    """Raise StatedInVainError for what no file needed, so that nothing is silently ignored."""
    claims = [item.claim for item in items]
    uses: Mapping[str, tuple[object, Sequence[object]]] = {
        "--edition": (stated.edition, [claim.edition for claim in claims]),
        "--effective-from": (stated.effective_from, [claim.effective_from for claim in claims]),
        "--effective-to": (stated.effective_to, [claim.effective_to for claim in claims]),
        "--licence": (stated.licence.strip(), [item.licence for item in items]),
    }
    for option, (value, used) in uses.items():
        if value and value not in used:
            raise StatedInVainError(f"{option} {value}: no file needs it; each says its own.")
