"""The page of a code, and the way to it from a bare code."""

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from services.gateway import inputs, lookup
from services.gateway.access import Who, open_to
from services.gateway.clients.records import CodeSummary
from services.gateway.context import context
from services.gateway.pages.codes import answer
from services.gateway.pages.codes.reading import read
from services.gateway.pages.member import slot

codes = Blueprint("codes", __name__)


@codes.get("/codes/<system>/<code>")
@open_to(Who.ANYONE)
def show(system: str, code: str) -> ResponseReturnValue:
    """Return the page; another spelling is sent on to the printed one, which costs no view."""
    asked, as_of = (inputs.system(system), inputs.code(code)), inputs.as_of(request.args)
    if (system, code) != asked:
        return _to_printed(lookup.record(context().catalog, *asked, as_of).summary, as_of)
    guest = context().guests.guest(request)
    marks = slot.ask(context(), guest, *asked)
    reading = read(context(), guest, *asked, as_of)
    if code != reading.record.summary.code:
        lookup.demand_spelling(reading.record.summary, code)
        return _to_printed(reading.record.summary, as_of)
    return answer.page(context(), guest, reading, answer.Own(as_of, marks))


@codes.get("/c/<code>")
@open_to(Who.ANYONE)
def find(code: str) -> ResponseReturnValue:
    """Send the reader to the one code that is written so, or show them all."""
    wanted, as_of = inputs.code(code), inputs.as_of(request.args)
    found = context().catalog.resolve(wanted, as_of)
    if not found:
        raise lookup.not_found_anywhere(context().catalog, wanted, as_of)
    for code_found in found:
        lookup.demand_spelling(code_found, wanted)
    suffix = lookup.as_of_suffix(as_of)
    if len(found) == 1:
        return redirect(lookup.code_path(found[0].system, found[0].code) + suffix)
    return render_template("codes/choice.html", wanted=wanted, found=found, suffix=suffix)


def _to_printed(code: CodeSummary, as_of: str) -> ResponseReturnValue:
    return redirect(lookup.code_path(code.system, code.code) + lookup.as_of_suffix(as_of), 301)
