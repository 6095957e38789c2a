from services.catalog.domain.claims.checking import MOST_FINDINGS, check
from tests.support.claims import claim, diagnosis, facts, line, said, version
from tests.support.published import edit, limit


def test_what_all_rules_say_is_in_the_order_of_gravity_and_of_the_claim() -> None:
    known = facts(
        services={code: [version(code)] for code in ("A0000", "B0000")},
        edits=[edit("A0000", "B0000", "1")],
        limits={"A0000": limit("A0000", 1, "1")},
        diagnoses={"W010": diagnosis("W010")},
        modifiers={"XS": [version("XS", system="modifier")]},
    )
    one = claim(
        line(1, "A0000", units=2), line(2, "B0000", "XS"), line(3, "Q9999"), diagnoses=["W010"]
    )
    assert said(check(one, known)) == [
        ("ERROR", "diagnosis-first", (), (1,)),
        ("ERROR", "mue-line", (1,), ()),
        ("ERROR", "code-unknown", (3,), ()),
        ("NOTE", "ptp-lifted", (1, 2), ()),
    ]


def test_a_claim_without_fault_has_no_findings() -> None:
    known = facts(services={"A0000": [version("A0000")]}, diagnoses={"A000": diagnosis("A000")})
    assert check(claim(line(1, "A0000", pointers="1"), diagnoses=["A000"]), known) == []


def test_every_finding_says_where_its_rule_is_written() -> None:
    found = check(claim(line(1, "Q9999", "98", units=3), line(2, "Q9999", "98", units=3)), facts())
    assert len(found) >= 3
    assert all(one.source and one.sentence.endswith(".") for one in found)


def test_a_claim_with_more_faults_than_anybody_reads_has_its_list_cut() -> None:
    codes = [f"A{n:04}" for n in range(60)]
    known = facts(
        services={code: [version(code)] for code in codes},
        edits=[edit(one, two) for one in codes for two in codes if one < two],
    )
    found = check(claim(*(line(n, code) for n, code in enumerate(codes, 1))), known)
    assert len(found) == MOST_FINDINGS + 1
    assert found[-1].sentence.startswith(f"{60 * 59 // 2 - MOST_FINDINGS:,} more findings")
