"""FactsService: the published tables keyed by code."""
# ruff: noqa: N802 - the methods have the names on the wire
# ruff: noqa: ARG002 - grpc gives every method a context

import re
from collections.abc import Sequence
from datetime import date

import grpc
from codebook.catalog.v1 import facts_pb2 as pb
from codebook.catalog.v1 import facts_pb2_grpc

from services.catalog.domain.codes import compact_form
from services.catalog.domain.dates import parse_as_of
from services.catalog.domain.facts.code_facts import code_facts
from services.catalog.domain.facts.coverage import list_coverage
from services.catalog.domain.facts.edits import EDIT_KINDS, edits_asked, list_edits
from services.catalog.domain.facts.kinds import EditSide, Setting
from services.catalog.domain.facts.releases import list_releases
from services.catalog.domain.lookup import find
from services.catalog.domain.snapshot import Snapshots
from services.catalog.errors import ChoiceInvalidError, CodeInvalidError
from services.catalog.messages.codes import release_message
from services.catalog.messages.coverage import coverage_message
from services.catalog.messages.facts import facts_message
from services.catalog.messages.procedures import edits_message
from services.runtime.clock import Clock, today

_PREFIX = re.compile(r"[0-9A-Z]{0,5}", re.IGNORECASE | re.ASCII)


class FactsServicer(facts_pb2_grpc.FactsServiceServicer):
    """Answers FactsService, each call from one snapshot."""

    def __init__(self, snapshots: Snapshots, clock: Clock) -> None:
        self._snapshots = snapshots
        self._clock = clock

    def GetCodeFacts(
        self, request: pb.GetCodeFactsRequest, context: grpc.ServicerContext
    ) -> pb.GetCodeFactsResponse:
        """Return all that the tables say of a code; see the proto."""
        compact, as_of = compact_form(request.code), self._as_of(request.as_of)
        with self._snapshots.snapshot() as snapshot:
            facts = code_facts(snapshot, request.system, compact, as_of)
        return pb.GetCodeFactsResponse(facts=facts_message(facts))

    def ListEdits(
        self, request: pb.ListEditsRequest, context: grpc.ServicerContext
    ) -> pb.ListEditsResponse:
        """Return one page of the edits of a code; see the proto."""
        compact, as_of = compact_form(request.code), self._as_of(request.as_of)
        setting, sides = _setting(request.setting), _sides(request.side)
        prefix = _prefix(request.partner_prefix)
        with self._snapshots.snapshot() as snapshot:
            asked = edits_asked(
                snapshot.tables,
                setting,
                compact,
                as_of,
                prefix=prefix,
                ended=request.include_ended,
            )
            page = list_edits(
                snapshot.tables, asked, sides, size=request.page_size, token=request.page_token
            )
        return edits_message(page)

    def ListCoverage(
        self, request: pb.ListCoverageRequest, context: grpc.ServicerContext
    ) -> pb.ListCoverageResponse:
        """Return one page of the documents that name a code; see the proto."""
        compact, as_of = compact_form(request.code), self._as_of(request.as_of)
        with self._snapshots.snapshot() as snapshot:
            found = find(snapshot, request.system, compact, as_of)
            page = list_coverage(
                snapshot.tables,
                request.system,
                found.version.code,
                as_of,
                size=request.page_size,
                token=request.page_token,
            )
        return coverage_message(page)

    def ListReleases(
        self, request: pb.ListReleasesRequest, context: grpc.ServicerContext
    ) -> pb.ListReleasesResponse:
        """Return the imported files; see the proto."""
        day = self._as_of(request.as_of) if request.as_of else None
        with self._snapshots.snapshot() as snapshot:
            releases = list_releases(snapshot, request.kind, day)
        return pb.ListReleasesResponse(releases=map(release_message, releases))

    def _as_of(self, text: str) -> date:
        return parse_as_of(text, today(self._clock))


def _setting(asked: int) -> Setting:
    setting = asked or Setting.PRACTITIONER
    if setting not in EDIT_KINDS:
        raise ChoiceInvalidError(
            "Edits are published for practitioners and outpatient hospitals.", field="setting"
        )
    return Setting(setting)


def _sides(asked: int) -> Sequence[EditSide]:
    if not asked:
        return tuple(EditSide)
    if asked not in tuple(EditSide):
        raise ChoiceInvalidError("An edit has a column 1 and a column 2.", field="side")
    return (EditSide(asked),)


def _prefix(text: str) -> str:
    if not _PREFIX.fullmatch(text):
        raise CodeInvalidError(
            "A code begins with at most five letters and digits.", field="partner_prefix"
        )
    return text.upper()
