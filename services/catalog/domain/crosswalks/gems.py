"""General equivalence mappings, made readable: alternatives, combinations, no equivalent.

Source: CMS, Diagnosis Code Set General Equivalence Mappings, documentation and user's guide.
"""

from collections import defaultdict
from collections.abc import Sequence

from services.catalog.domain.crosswalks.answer import Crosswalk, Scenario, Target
from services.catalog.domain.facts.published import Held
from services.catalog.readers.gems import Gem

_NAME = "General equivalence mapping"


def read_gem(to: str, rows: Sequence[Held[Gem]]) -> Crosswalk:
    """Return what the rows of one source code say; there is at least one.

    Rows that are no combination are alternatives. Those of a combination belong together by
    scenario; of each of its choice lists one code is taken.
    """
    single = [_target(to, one.record) for one in rows if not one.record.combination]
    alternatives = [target for target in single if target]
    scenarios = [Scenario([alternatives])] if alternatives else []
    scenarios += _combinations(to, rows)
    return Crosswalk(to, _NAME, _sentence(alternatives, scenarios), scenarios, rows[0].release)


def _target(to: str, gem: Gem) -> Target | None:
    return Target(to, gem.target.upper(), gem.approximate) if gem.target else None


def _combinations(to: str, rows: Sequence[Held[Gem]]) -> list[Scenario]:
    found: defaultdict[int, defaultdict[int, list[Target]]] = defaultdict(lambda: defaultdict(list))
    for one in rows:
        target = _target(to, one.record)
        if one.record.combination and target:
            found[one.record.scenario][one.record.choice_list].append(target)
    return [
        Scenario([lists[number] for number in sorted(lists)]) for _, lists in sorted(found.items())
    ]


def _sentence(alternatives: Sequence[Target], scenarios: Sequence[Scenario]) -> str:
    combined = len(scenarios) - bool(alternatives)
    if not scenarios:
        return "There is no equivalent."
    if combined and alternatives:
        return "One of the single codes, or a combination: one code of each of its lists together."
    if combined > 1:
        return f"One of {combined} combinations: one code of each of its lists, all together."
    if combined:
        return "Several codes together: one of each list."
    if len(alternatives) > 1:
        return f"One of {len(alternatives)} codes, as the record says."
    return "Nearly the same." if alternatives[0].approximate else "Exactly the same."
