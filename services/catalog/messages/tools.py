"""What is asked of the tools, and their answers, as messages."""

from collections.abc import Iterable
from datetime import date

from codebook.catalog.v1 import tools_pb2 as pb

from services.catalog.domain.claims.claim import Claim, Line
from services.catalog.domain.claims.finding import Check, Finding
from services.catalog.domain.codes import compact_form
from services.catalog.domain.crosswalks.answer import Crosswalk, Mapped, Scenario, Target
from services.catalog.domain.facts.kinds import Setting
from services.catalog.domain.fees.answer import Amount, FeeAnswer, Place
from services.catalog.domain.fees.money import dollars
from services.catalog.domain.fees.question import FeeQuestion
from services.catalog.errors import ClaimInvalidError
from services.catalog.messages.codes import date_text, optional_release, release_message
from services.catalog.readers.pprrvu import RelativeValue


def claim_of(request: pb.CheckClaimRequest, day: date) -> Claim:
    """Return the claim; raises ClaimInvalidError or CodeInvalidError, naming the field."""
    if request.setting not in (0, *Setting):
        raise ClaimInvalidError("There is no such setting.", "setting")
    return Claim(
        day=day,
        setting=Setting(request.setting or Setting.PRACTITIONER),
        lines=[_line(number, line) for number, line in enumerate(request.lines, 1)],
        diagnoses=[
            compact_form(code, field=f"diagnoses[{index}]")
            for index, code in enumerate(request.diagnoses)
        ],
    )


def _line(number: int, line: pb.ClaimLine) -> Line:
    return Line(
        number,
        compact_form(line.code, field=f"lines[{number - 1}].code"),
        line.units,
        tuple(modifier.upper() for modifier in line.modifiers),
        tuple(line.pointers),
    )


def claim_message(
    day: date, findings: Iterable[Finding], checks: Iterable[Check]
) -> pb.CheckClaimResponse:
    """Return the findings, with what the claim was checked against."""
    return pb.CheckClaimResponse(
        findings=map(_finding, findings),
        checks=[
            pb.Check(name=check.name, release=optional_release(check.release)) for check in checks
        ],
        date=day.isoformat(),
    )


def _finding(finding: Finding) -> pb.Finding:
    return pb.Finding(
        severity=pb.FindingSeverity.ValueType(finding.severity),
        rule=finding.rule,
        lines=finding.lines,
        diagnoses=finding.diagnoses,
        sentence=finding.sentence,
        source=finding.source,
        release=optional_release(finding.release),
    )


def question_of(request: pb.GetFeeRequest, day: date) -> FeeQuestion:
    """Return the question; raises FeeInvalidError or CodeInvalidError, naming the field."""
    return FeeQuestion(
        code=compact_form(request.code),
        day=day,
        locality=request.locality,
        zip_code=request.zip_code,
        modifiers=tuple(modifier.upper() for modifier in request.modifiers),
        units=request.units or 1,
        minutes=request.minutes,
        base_units=request.base_units,
        qualifying_participant=request.qualifying_participant,
    )


def fee_message(question: FeeQuestion, answer: FeeAnswer) -> pb.GetFeeResponse:
    """Return the amounts with their working."""
    row = answer.row
    values = row and pb.RelativeValues(
        work=f"{row.work:.2f}",
        nonfacility_practice_expense=f"{row.nonfacility_practice_expense:.2f}",
        facility_practice_expense=f"{row.facility_practice_expense:.2f}",
        malpractice=f"{row.malpractice:.2f}",
        conversion_factor=f"{row.conversion_factor:.4f}",
    )
    return pb.GetFeeResponse(
        code=question.code,
        schedule_modifier=row.modifier if row else "",
        date=question.day.isoformat(),
        locality=place_message(answer.place),
        nonfacility=_amount(answer.nonfacility),
        facility=_amount(answer.facility),
        relative_values=values,
        indicators=_indicators(row) if row else None,
        remarks=answer.remarks,
        releases=map(release_message, answer.releases),
    )


def _indicators(row: RelativeValue) -> pb.FeeIndicators:
    return pb.FeeIndicators(
        status=row.status,
        pc_tc=row.pc_tc,
        global_days=row.global_days,
        multiple_procedures=row.multiple_procedure,
        bilateral=row.bilateral_surgery,
        assistant=row.assistant_at_surgery,
        co_surgeons=row.co_surgeons,
        team=row.team_surgery,
    )


def place_message(place: Place) -> pb.Locality:
    """Return the place with its cost indices."""
    return pb.Locality(
        number=place.number,
        state=place.state,
        name=place.name,
        work=f"{place.work:.3f}",
        practice_expense=f"{place.practice_expense:.3f}",
        malpractice=f"{place.malpractice:.3f}",
    )


def _amount(amount: Amount) -> pb.FeeAmount:
    return pb.FeeAmount(
        amount="" if amount.dollars is None else dollars(amount.dollars),
        steps=[
            pb.FeeStep(
                label=step.label,
                working=step.working,
                amount=dollars(step.amount),
                source=step.source,
            )
            for step in amount.steps
        ],
        remark=amount.remark,
    )


def mapped_message(mapped: Mapped) -> pb.MapCodeResponse:
    """Return what the tables say of a code."""
    return pb.MapCodeResponse(
        system=mapped.system,
        code=mapped.source.code,
        title=mapped.source.title,
        crosswalks=[_crosswalk(mapped, crosswalk) for crosswalk in mapped.crosswalks],
    )


def _crosswalk(mapped: Mapped, crosswalk: Crosswalk) -> pb.Crosswalk:
    return pb.Crosswalk(
        to=crosswalk.to,
        name=crosswalk.name,
        sentence=crosswalk.sentence,
        scenarios=[_scenario(mapped, scenario) for scenario in crosswalk.scenarios],
        release=release_message(crosswalk.release),
    )


def _scenario(mapped: Mapped, scenario: Scenario) -> pb.Scenario:
    return pb.Scenario(
        lists=[
            pb.ChoiceList(targets=[_target(mapped, target) for target in targets])
            for targets in scenario.lists
        ]
    )


def _target(mapped: Mapped, target: Target) -> pb.MapTarget:
    named = mapped.name_of(target)
    return pb.MapTarget(
        system=target.system,
        code=named.code,
        title=named.title,
        approximate=target.approximate,
        has_page=named.has_page,
        ended=date_text(named.ended),
    )
