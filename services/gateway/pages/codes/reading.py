"""Reads a code page: record and facts from the catalog, the reader's admission from auth."""

from collections.abc import Callable
from dataclasses import dataclass

from services.gateway import lookup
from services.gateway.clients.auth import Admission, Decision
from services.gateway.clients.fact_records import CodeFacts
from services.gateway.clients.records import CodeRecord
from services.gateway.context import Context
from services.gateway.guest import Guest
from services.runtime.errors import NotFoundError, ServiceError
from services.runtime.logging import get_logger


@dataclass(frozen=True)
class Reading:
    """What a code page is made of; `facts` and `admission` are None when nobody answered."""

    record: CodeRecord
    facts: CodeFacts | None
    admission: Admission | None


def read(context: Context, guest: Guest, system: str, code: str, as_of: str) -> Reading:
    """Return record, facts and admission.

    A page that is in memory exists, so one call to auth decides and records. Any other may not
    exist, or the catalog may not answer, and neither may cost a view. So the questions to the
    catalog leave together with one to auth that only looks; the view is recorded once the record
    is in hand, if it is one. Raises UnknownSystemError, UnknownCodeError and what the catalog
    raises.
    """
    unit = f"{system}/{code}"
    facts = _facts(context, system, code, as_of)
    record = context.catalog.known_code(system, code, as_of)
    if record is not None:
        admission = _admit(context, guest, unit, peek=not _is_view(guest, record, code))
        return Reading(record, facts(), admission)
    pending = context.catalog.ask_for_code(system, code, as_of)
    seen = _admit(context, guest, unit, peek=True)
    try:
        record = pending()
    except NotFoundError as error:
        raise lookup.not_found(context.catalog, system, code, as_of) from error
    if seen and seen.decision is Decision.NOT_RECORDED and _is_view(guest, record, code):
        seen = _admit(context, guest, unit, peek=False)
    return Reading(record, facts(), seen)


def _facts(context: Context, system: str, code: str, as_of: str) -> Callable[[], CodeFacts | None]:
    """Send the question now, if the facts are not in memory; return what waits for them.

    Without an answer there is a page without what the tables say: None.
    """
    known = context.facts.known_code_facts(system, code, as_of)
    if known is not None:
        return lambda: known
    pending = context.facts.ask_for_code_facts(system, code, as_of)

    def wait() -> CodeFacts | None:
        try:
            return pending()
        except ServiceError as error:
            get_logger().warning("no facts", code=error.code, reason=error.reason)
            return None

    return wait


def _is_view(guest: Guest, record: CodeRecord, code: str) -> bool:
    """Return whether a page is shown to somebody: another spelling is only sent on."""
    return guest.looks and record.summary.code == code


def _admit(context: Context, guest: Guest, unit: str, *, peek: bool) -> Admission | None:
    try:
        return context.auth.page_view(unit, guest, peek=peek)
    except ServiceError as error:
        context.metrics.meter_failsoft.inc()
        get_logger().warning("meter failed soft", code=error.code, reason=error.reason)
        return None
