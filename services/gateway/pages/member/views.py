"""What a member writes and collects: from a code page, and all of it on a page of its own."""

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue

from services.gateway import inputs, lookup
from services.gateway.access import Who, open_to
from services.gateway.context import context
from services.gateway.pages.account.browser import session
from services.gateway.pages.account.filling import field
from services.gateway.pages.member.naming import titles

keeping = Blueprint("keeping", __name__)


@keeping.get("/account/codes")
@open_to(Who.MEMBER)
def shelf() -> ResponseReturnValue:
    """Return every note, every favourite by folder, and the pages last seen."""
    found = context().marks.shelf(session())
    folders: dict[str, list[object]] = {}
    for one in found.favourites:
        folders.setdefault(one.words, []).append(one)
    every = (*found.favourites, *found.seen, *found.notes)
    return render_template(
        "member/shelf.html",
        notes=found.notes,
        folders=folders,
        seen=found.seen,
        every=every,
        titles=titles(context().catalog, every),
    )


@keeping.post("/account/codes/forget")
@open_to(Who.MEMBER)
def forget() -> ResponseReturnValue:
    """Forget which pages were seen."""
    context().marks.forget_seen(session())
    return redirect("/account/codes", 303)


@keeping.post("/codes/<system>/<code>/note")
@open_to(Who.MEMBER)
def note(system: str, code: str) -> ResponseReturnValue:
    """Keep a note on a code; an empty one is none."""
    place = _existing(system, code)
    context().marks.write_note(session(), *place, field("text"))
    return _back(place)


@keeping.post("/codes/<system>/<code>/favourite")
@open_to(Who.MEMBER)
def favourite(system: str, code: str) -> ResponseReturnValue:
    """Put a code in a folder."""
    place = _existing(system, code)
    context().marks.add(session(), field("folder"), *place)
    return _back(place)


@keeping.post("/codes/<system>/<code>/favourite/remove")
@open_to(Who.MEMBER)
def unfavourite(system: str, code: str) -> ResponseReturnValue:
    """Take a code out of a folder, whether or not there still is such a code."""
    place = (inputs.system(system), inputs.code(code))
    context().marks.remove(session(), field("folder"), *place)
    return _back(place)


def _existing(system: str, code: str) -> tuple[str, str]:
    """Return system and code as they are printed; raises why there is no such code."""
    wanted = (inputs.system(system), inputs.code(code))
    found = lookup.record(context().catalog, *wanted, "").summary
    return found.system, found.code


def _back(place: tuple[str, str]) -> ResponseReturnValue:
    return redirect(lookup.code_path(*place) + "#own", 303)
