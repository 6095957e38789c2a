"""Which PTP edits of a code are asked for: the same question on the website and by programs."""

from services.gateway import inputs
from services.gateway.clients.fact_kinds import EditSide, Setting
from services.gateway.clients.facts import EditsQuery

# Whose edits CMS publishes.
SETTINGS = (Setting.PRACTITIONER, Setting.OUTPATIENT_HOSPITAL)


def edits_query(args: inputs.Args, code: str, page_size: int) -> EditsQuery:
    """Return the question in the address; raises InvalidArgumentError naming what is wrong."""
    return EditsQuery(
        code=inputs.code(code),
        setting=Setting(inputs.choice(args, "setting", SETTINGS, SETTINGS[0])),
        side=EditSide(inputs.choice(args, "side", tuple(EditSide), EditSide.UNSPECIFIED)),
        partner_prefix=inputs.partner(args),
        include_ended=inputs.flag(args, "ended") or False,
        page_size=page_size,
        page_token=inputs.page_token(args),
    )
