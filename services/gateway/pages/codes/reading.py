"""Reads a code page: the record from the catalog and the reader's admission from auth."""

from services.gateway import lookup
from services.gateway.clients.auth import Admission, Decision
from services.gateway.clients.records import CodeRecord
from services.gateway.context import Context
from services.gateway.guest import Guest
from services.runtime.errors import NotFoundError, ServiceError
from services.runtime.logging import get_logger


def read(
    context: Context, guest: Guest, system: str, code: str, as_of: str
) -> tuple[CodeRecord, Admission | None]:
    """Return the record, and the admission, which is None when auth does not answer.

    A page that is in memory exists, so one call to auth decides and records. Any other may not
    exist, or the catalog may not answer, and neither may cost a view. So the question to the
    catalog leaves together with one to auth that only looks; the view is recorded once the record
    is in hand, if it is one. Raises UnknownSystemError, UnknownCodeError and what the catalog
    raises.
    """
    unit = f"{system}/{code}"
    record = context.catalog.known_code(system, code, as_of)
    if record is not None:
        return record, _admit(context, guest, unit, peek=not _is_view(guest, record, code))
    pending = context.catalog.ask_for_code(system, code, as_of)
    seen = _admit(context, guest, unit, peek=True)
    try:
        record = pending()
    except NotFoundError as error:
        raise lookup.not_found(context.catalog, system, code, as_of) from error
    if seen and seen.decision is Decision.NOT_RECORDED and _is_view(guest, record, code):
        return record, _admit(context, guest, unit, peek=False)
    return record, seen


def _is_view(guest: Guest, record: CodeRecord, code: str) -> bool:
    """Return whether a page is shown to somebody: another spelling is only sent on."""
    return guest.looks and record.summary.code == code


def _admit(context: Context, guest: Guest, unit: str, *, peek: bool) -> Admission | None:
    try:
        return context.auth.page_view(unit, guest.token, guest.address, peek=peek)
    except ServiceError as error:
        context.metrics.meter_failsoft.inc()
        get_logger().warning("meter failed soft", code=error.code, reason=error.reason)
        return None
