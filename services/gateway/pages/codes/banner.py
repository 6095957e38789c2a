"""What the banner and the wall of a code page say."""

from dataclasses import dataclass

from services.gateway.clients.auth import Admission, Decision
from services.gateway.pages.words import day, plural

_GUEST = "guest"
_UNCOUNTED = (
    "Page views cannot be counted right now, so this page shows its public part only. "
    "Please try again in a few minutes."
)


@dataclass(frozen=True)
class Wall:
    """What stands where the gated part would.

    `opens` is whether following a link opens it, `invitation` what registering would bring.
    """

    title: str
    text: str
    opens: bool = False
    invitation: str = ""


def banner(admission: Admission | None) -> str:
    """Return how many views are left; without an answer from auth, why nothing more is shown."""
    if admission is None:
        return _UNCOUNTED
    sentences = [f"{plural(admission.remaining, 'code page view')} remaining."]
    if admission.plan == _GUEST:
        limit = plural(admission.limit, "page view")
        sentences.append(f"Guest accounts are limited to {limit}.")
    return " ".join(sentences)


def invites(admission: Admission | None) -> bool:
    """Return whether the reader is a guest, who may register or sign in."""
    return admission is not None and admission.plan == _GUEST


def invitation(admission: Admission | None) -> str:
    """Return what registering brings; empty when it brings nothing, or the reader has done so."""
    if admission is None or admission.plan != _GUEST or not admission.registration_bonus:
        return ""
    return f"Register a free account to get {admission.registration_bonus:,} more."


def wall(admission: Admission | None) -> Wall | None:
    """Return what to say in place of the gated part; None when the reader may see it."""
    if admission is None:
        return Wall("The rest of this page is closed for a moment", "")
    renewed = f"Page views begin anew on {day(admission.resets_on)}."
    brings = invitation(admission)
    shared = f"All guests of one network share a number of page views. {renewed}"
    walls = {
        Decision.REFUSED_ALLOWANCE: Wall("Your page views are used up", renewed, invitation=brings),
        Decision.REFUSED_NETWORK: Wall(
            "The page views of your network are used up", shared, invitation=brings
        ),
        Decision.NOT_RECORDED: Wall(
            "This page is not open yet", "Opening it takes one page view.", opens=True
        ),
    }
    return walls.get(admission.decision)
