"""The lines of an equivalence mapping as ways to say a code in the other set."""

from codebook.catalog.v1 import catalog_pb2 as pb
from codebook.catalog.v1 import facts_pb2 as facts_pb

from services.gateway.clients.fact_messages import record
from services.gateway.clients.fact_records import CodeFacts, Equivalence
from services.gateway.pages.codes.crosswalks import Body, sections, ways
from tests.support.facts import equivalence


def lines(*rows: tuple[str, int, int]) -> list[Equivalence]:
    return [record(Equivalence, equivalence(*row)) for row in rows]


def codes(*rows: tuple[str, int, int]) -> list[list[list[str]]]:
    return [[[one.target for one in choice] for choice in way.lists] for way in ways(lines(*rows))]


def test_each_single_line_is_a_way() -> None:
    assert codes(("A", 0, 0), ("B", 0, 0)) == [[["A"]], [["B"]]]


def test_a_scenario_takes_one_of_each_of_its_lists() -> None:
    rows = [("C", 1, 2), ("A", 1, 1), ("D", 1, 2), ("E", 2, 1), ("F", 2, 2)]
    assert codes(*rows) == [[["A"], ["C", "D"]], [["E"], ["F"]]]


def test_nothing_has_no_way() -> None:
    assert codes() == []


def test_replacements_are_told_by_what_they_are_to_the_code() -> None:
    release = pb.Release()
    walks = facts_pb.Crosswalks(
        replaces=[facts_pb.Replacement(code="A", in_part=True, release=release)],
        replaced_by=[
            facts_pb.Replacement(code="B", release=release),
            facts_pb.Replacement(code="C", in_part=True, release=release),
        ],
    )
    facts = record(CodeFacts, facts_pb.CodeFacts(crosswalks=walks))
    (section,) = sections(facts)
    assert isinstance(section.body, Body)
    found = [(title, [one.code for one in group]) for title, group in section.body.groups]
    assert found == [
        ("Replaced by", ["B"]),
        ("A part of it is now", ["C"]),
        ("Was a part of", ["A"]),
    ]
