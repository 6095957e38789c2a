"""All facts of a code to one message."""

from collections.abc import Iterable, Iterator

from codebook.catalog.v1 import facts_pb2 as pb

from services.catalog.domain.facts.code_facts import CodeFacts
from services.catalog.domain.facts.crosswalks import Replacement
from services.catalog.domain.facts.history import HistoryEvent
from services.catalog.domain.facts.index_terms import IndexTerm
from services.catalog.domain.facts.modifiers import FittingModifier
from services.catalog.domain.facts.procedure_build import ProcedureBuild
from services.catalog.domain.facts.published import Held
from services.catalog.domain.facts.spelling import icd_9_cm, icd_10_cm
from services.catalog.domain.systems import ICD_10_CM, MODIFIER
from services.catalog.messages.codes import (
    date_text,
    optional_release,
    release_message,
    summary_messages,
)
from services.catalog.messages.coverage import coverage_message
from services.catalog.messages.diagnoses import drg_message, poa_message, severity_message
from services.catalog.messages.hcpcs import add_ons_message, attributes_message
from services.catalog.messages.procedures import (
    cap_message,
    code_edits_message,
    fee_message,
    limit_message,
    payment_message,
)
from services.catalog.readers.gems import Gem

_ICD_9_CM = "icd-9-cm"


def facts_message(facts: CodeFacts) -> pb.CodeFacts:
    """Return all facts; what nothing is known of is absent."""
    message = pb.CodeFacts(
        system=facts.system,
        code=facts.code,
        as_of=date_text(facts.as_of),
        unit_limits=map(limit_message, facts.unit_limits),
        edits=map(code_edits_message, facts.edits),
        fees=map(fee_message, facts.fees),
        fee_caps=map(cap_message, facts.fee_caps),
        modifiers=_modifiers(facts),
        history=(_event(event, facts) for event in facts.history),
        similar=summary_messages(facts.similar),
    )
    if facts.outpatient_payment:
        message.outpatient_payment.CopyFrom(payment_message(facts.outpatient_payment))
    if facts.severity:
        message.severity.CopyFrom(severity_message(facts.severity))
    if facts.drg:
        message.drg.CopyFrom(drg_message(facts.drg))
    if facts.poa_exemption:
        message.poa_exemption.CopyFrom(poa_message(facts.poa_exemption))
    if facts.hcpcs:
        message.hcpcs.CopyFrom(attributes_message(facts.hcpcs))
    if facts.add_ons:
        message.add_ons.CopyFrom(add_ons_message(facts.add_ons))
    _add_what_is_linked(message, facts)
    return message


def _add_what_is_linked(message: pb.CodeFacts, facts: CodeFacts) -> None:
    if facts.coverage.documents:
        page = coverage_message(facts.coverage)
        message.coverage.CopyFrom(
            pb.Coverage(
                lcd_count=page.lcd_count,
                article_count=page.article_count,
                ncd_count=page.ncd_count,
                documents=page.documents,
                next_page_token=page.next_page_token,
            )
        )
    if facts.crosswalks:
        message.crosswalks.CopyFrom(_crosswalks(facts))
    if facts.index_terms and facts.index_terms.terms:
        terms = facts.index_terms
        message.index_terms.CopyFrom(
            pb.IndexTerms(count=terms.count, terms=map(_term, terms.terms))
        )
    if facts.build:
        message.build.CopyFrom(_build(facts.build))


def _crosswalks(facts: CodeFacts) -> pb.Crosswalks:
    walks = facts.crosswalks
    return pb.Crosswalks(
        to_other_system=(_equivalence(one, facts, forward=True) for one in walks.to_icd_9_cm),
        from_other_system=(_equivalence(one, facts, forward=False) for one in walks.from_icd_9_cm),
        replaces=_replacements(walks.replaces, facts),
        replaced_by=_replacements(walks.replaced_by, facts),
    )


def _equivalence(held: Held[Gem], facts: CodeFacts, *, forward: bool) -> pb.Equivalence:
    """Return a line of the mapping from ICD-10-CM (forward), or of the one to it."""
    gem = held.record
    systems = (ICD_10_CM.system, _ICD_9_CM)
    source_system, target_system = systems if forward else reversed(systems)
    print_source, print_target = (icd_10_cm, icd_9_cm) if forward else (icd_9_cm, icd_10_cm)
    return pb.Equivalence(
        source_system=source_system,
        source=print_source(gem.source),
        target_system=target_system,
        target="" if gem.target is None else print_target(gem.target),
        title=facts.title,
        approximate=gem.approximate,
        combination=gem.combination,
        scenario=gem.scenario,
        choice_list=gem.choice_list,
        release=release_message(held.release),
    )


def _replacements(found: Iterable[Replacement], facts: CodeFacts) -> Iterator[pb.Replacement]:
    for one in found:
        yield pb.Replacement(
            system=one.system,
            code=one.code,
            title=facts.titles.get((one.system, one.code), ""),
            effective=date_text(one.effective),
            as_published=one.as_published,
            release=release_message(one.release),
            in_part=one.in_part,
        )


def _modifiers(facts: CodeFacts) -> Iterator[pb.FittingModifier]:
    for one in facts.modifiers:
        yield _modifier(one, facts.titles.get((MODIFIER.system, one.modifier), ""))


def _modifier(one: FittingModifier, title: str) -> pb.FittingModifier:
    return pb.FittingModifier(
        modifier=one.modifier,
        title=title,
        said_by=one.said_by,
        value=one.value,
        ruled_out=one.ruled_out,
        release=release_message(one.release),
    )


def _term(term: IndexTerm) -> pb.IndexTerm:
    return pb.IndexTerm(
        index=term.source,  # type: ignore[arg-type]  # numbers of the wire
        path=term.path,
        column=term.column,
        code=term.code,
        manifestation=term.manifestation,
        release=release_message(term.release),
    )


def _build(build: ProcedureBuild) -> pb.ProcedureBuild:
    return pb.ProcedureBuild(
        characters=(pb.ProcedureCharacter(**one._asdict()) for one in build.characters),
        release=release_message(build.release),
        definitions_release=optional_release(build.definitions_release),
    )


def _event(event: HistoryEvent, facts: CodeFacts) -> pb.HistoryEvent:
    others = (
        pb.CodeName(code=one.code, title=facts.titles.get((one.system, one.code), ""))
        for one in event.others
    )
    changes = (
        pb.FieldChange(field=one.field, before=one.before, after=one.after) for one in event.changes
    )
    return pb.HistoryEvent(
        kind=event.kind,  # type: ignore[arg-type]  # numbers of the wire
        day=date_text(event.day),
        changes=changes,
        others=others,
        release=optional_release(event.release),
    )
