"""Answers that are kept as long as a revision stands."""

from prometheus_client import CollectorRegistry

from services.gateway.clients.kept import Kept
from services.gateway.clients.revision import Revision
from services.gateway.metrics import GatewayMetrics


def kept(revision: Revision) -> Kept[str, int]:
    return Kept("Ask", revision, 10, GatewayMetrics(CollectorRegistry()))


def test_an_answer_is_asked_for_once_under_one_revision() -> None:
    tokens = iter(["r1", "r2"])
    revision = Revision(lambda: next(tokens))
    revision.refresh()
    answers, memory = iter([1, 2]), kept(revision)
    assert [memory.answer("a", lambda: next(answers)) for _ in range(3)] == [1, 1, 1]
    revision.refresh()
    assert memory.answer("a", lambda: next(answers)) == 2


def test_an_answer_that_comes_late_counts_for_the_revision_it_was_asked_under() -> None:
    tokens = iter(["r1", "r2"])
    revision = Revision(lambda: next(tokens))
    revision.refresh()
    memory = kept(revision)
    late = memory.later("a", lambda: 1)
    revision.refresh()
    assert late() == 1
    assert memory.known("a") is None


def test_without_a_revision_nothing_is_kept() -> None:
    memory = kept(Revision(lambda: ""))
    assert memory.answer("a", lambda: 1) == 1
    assert memory.known("a") is None
