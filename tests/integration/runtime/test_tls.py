"""Calls between services over TLS: who is let in, and what a renewed certificate needs."""

import ssl
from pathlib import Path

import grpc
import pytest
from codebook.catalog.v1 import catalog_pb2, catalog_pb2_grpc
from prometheus_client import CollectorRegistry

from services.runtime import errors, tls
from services.runtime.channels import open_channel
from services.runtime.metrics import GrpcClientMetrics
from services.runtime.server import GrpcProcess
from services.runtime.status import from_rpc_error
from tests.support.certificates import Authority
from tests.support.rpc import Methods, running

ASK = catalog_pb2.GetRevisionRequest()
ANSWER = catalog_pb2.GetRevisionResponse(revision="told in private")


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path / "authority")


def methods() -> Methods:
    return Methods(lambda *_: ANSWER)


def ask(process: GrpcProcess, tls_dir: Path | None) -> str:
    metrics = GrpcClientMetrics(CollectorRegistry())
    target = f"localhost:{process.port}"
    with open_channel(target, default_timeout=5, metrics=metrics, tls_dir=tls_dir) as channel:
        return catalog_pb2_grpc.CatalogServiceStub(channel).GetRevision(ASK).revision


def shown_by(process: GrpcProcess) -> str:
    return ssl.get_server_certificate(("127.0.0.1", process.port))


def test_those_of_one_authority_understand_each_other(authority: Authority) -> None:
    with running(methods(), tls_dir=authority.sign("catalog")) as (_, process):
        assert ask(process, authority.sign("gateway")) == ANSWER.revision


def test_who_has_no_certificate_is_not_answered(authority: Authority, tmp_path: Path) -> None:
    with running(methods(), tls_dir=authority.sign("catalog")) as (_, process):
        stranger = Authority(tmp_path / "other").sign("gateway")
        for tls_dir in (None, stranger):
            with pytest.raises(grpc.RpcError) as caught:
                ask(process, tls_dir)
            assert isinstance(from_rpc_error(caught.value), errors.UnavailableError)


def test_a_server_that_another_authority_has_signed_is_not_believed(
    authority: Authority, tmp_path: Path
) -> None:
    impostor = Authority(tmp_path / "other").sign("catalog")
    with running(methods(), tls_dir=impostor) as (_, process):
        with pytest.raises(grpc.RpcError) as caught:
            ask(process, authority.sign("gateway"))
        assert isinstance(from_rpc_error(caught.value), errors.UnavailableError)


def test_a_renewed_certificate_is_shown_without_a_restart(authority: Authority) -> None:
    folder, caller = authority.sign("catalog"), authority.sign("gateway")
    with running(methods(), tls_dir=folder) as (_, process):
        assert ask(process, caller) == ANSWER.revision
        authority.sign("catalog")
        assert ask(process, caller) == ANSWER.revision
        assert shown_by(process).strip() == (folder / "tls.crt").read_text().strip()

        (folder / "tls.key").unlink()  # in the middle of the next renewal
        assert ask(process, caller) == ANSWER.revision


def test_files_that_do_not_fit_are_named(authority: Authority) -> None:
    folder = authority.sign("catalog")
    tls.demand_usable(folder)

    (folder / "ca.crt").write_text("no certificate")
    with pytest.raises(ValueError, match=r"ca\.crt is no certificate"):
        tls.demand_usable(folder)

    (folder / "tls.key").write_text("no key")
    with pytest.raises(ValueError, match=r"tls\.crt and tls\.key are no certificate and its key"):
        tls.demand_usable(folder)
    (folder / "tls.key").unlink()
    with pytest.raises(ValueError, match=r"there is no tls\.key in it"):
        tls.demand_usable(folder)
