from enum import IntEnum

import pytest
from codebook.catalog.v1 import catalog_pb2 as pb

from services.catalog.domain.kinds import CodeStatus, NodeKind, NoteKind


@pytest.mark.parametrize(
    ("ours", "prefix", "wire"),
    [
        (NodeKind, "NODE_KIND_", pb.NodeKind.items()),
        (CodeStatus, "CODE_STATUS_", pb.CodeStatus.items()),
        (NoteKind, "NOTE_KIND_", pb.NoteKind.items()),
    ],
)
def test_names_and_numbers_are_those_of_the_wire(
    ours: type[IntEnum], prefix: str, wire: list[tuple[str, int]]
) -> None:
    assert {prefix + kind.name: kind.value for kind in ours} == {n: v for n, v in wire if v}


def test_only_inclusion_terms_stay_where_they_stand() -> None:
    assert [kind for kind in NoteKind if not kind.inherited] == [NoteKind.INCLUSION_TERM]
