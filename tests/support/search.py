"""search around a small book: a real catalog server that streams it, and search as a process."""

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

import grpc
from codebook.catalog.v1 import catalog_pb2
from codebook.search.v1 import search_pb2_grpc
from prometheus_client import CollectorRegistry

from services.runtime.channels import open_channel
from services.runtime.metrics import GrpcClientMetrics
from services.runtime.server import GrpcProcess, Service
from services.search.app import build
from services.search.settings import SearchSettings
from tests.support.meilisearch import KEY
from tests.support.rpc import Methods

CM, PCS = "icd-10-cm", "icd-10-pcs"
_KINDS = {
    "chapter": catalog_pb2.NODE_KIND_CHAPTER,
    "section": catalog_pb2.NODE_KIND_SECTION,
    "category": catalog_pb2.NODE_KIND_CATEGORY,
    "subcategory": catalog_pb2.NODE_KIND_SUBCATEGORY,
    "code": catalog_pb2.NODE_KIND_CODE,
}
_ENDOCRINE = ("4", "Endocrine, nutritional and metabolic diseases (E00-E89)")
_INJURY = ("19", "Injury and poisoning (S00-T88)")
_SURGERY = ("0", "Medical and Surgical")
_MENTAL = ("G", "Mental Health")
_IMAGING = ("B", "Imaging")


def entry(
    code: str,
    title: str,
    kind: str = "code",
    *,
    chapter: tuple[str, str] = _ENDOCRINE,
    terms: Sequence[str] = (),
    system: str = CM,
) -> catalog_pb2.CodeDocument:
    """Return a code as the catalog streams it; only the kind `code` may be reported."""
    return catalog_pb2.CodeDocument(
        summary=catalog_pb2.CodeSummary(
            system=system,
            code=code,
            compact=code.replace(".", "").upper(),
            title=title,
            kind=_KINDS[kind],
            billable=kind == "code",
            status=catalog_pb2.CODE_STATUS_ACTIVE,
        ),
        chapter=chapter[0],
        chapter_title=chapter[1],
        inclusion_terms=terms,
    )


def _femur() -> Iterator[catalog_pb2.CodeDocument]:
    """Yield enough codes of one kind to page through."""
    yield entry("S72", "Fracture of femur", "category", chapter=_INJURY)
    yield entry("S72.0", "Fracture of head and neck of femur", "subcategory", chapter=_INJURY)
    for place in range(1, 10):
        title = f"Fracture of part {place} of neck of femur"
        yield entry(f"S72.00{place}", title, "subcategory", chapter=_INJURY)
        for letter in "ABCDEFGHJKMNPQRS":
            encounter = f"{title}, encounter {letter}"
            yield entry(f"S72.00{place}{letter}", encounter, chapter=_INJURY)


# In the order of the book: C4A stands between C43 and C44, whatever the alphabet says.
BOOK: tuple[catalog_pb2.CodeDocument, ...] = (
    entry("4", "Endocrine, nutritional and metabolic diseases (E00-E89)", "chapter"),
    entry("C43", "Malignant melanoma of skin"),
    entry("C4A", "Merkel cell carcinoma", "category"),
    entry("C4A.0", "Merkel cell carcinoma of lip"),
    entry("C44", "Other and unspecified malignant neoplasm of skin"),
    entry("E08-E13", "Diabetes mellitus (E08-E13)", "section"),
    entry("E08", "Diabetes mellitus due to underlying condition", "category"),
    entry("E08.9", "Diabetes mellitus due to underlying condition without complications"),
    entry("E11", "Type 2 diabetes mellitus", "category", terms=["diabetes NOS"]),
    entry("E11.6", "Type 2 diabetes mellitus with other specified complications", "subcategory"),
    entry("E11.65", "Type 2 diabetes mellitus with hyperglycemia"),
    entry("E11.9", "Type 2 diabetes mellitus without complications"),
    entry("B20", "Human immunodeficiency virus [HIV] disease", terms=["AIDS", "HIV infection"]),
    entry("D51.0", "Vitamin B12 deficiency anemia due to intrinsic factor deficiency"),
    entry("J10.1", "Influenza due to H1N1 virus", terms=["Swine flu <b>bold</b> & sons"]),
    *_femur(),
    entry("0", "Medical and Surgical", "chapter", chapter=_SURGERY, system=PCS),
    entry("0D", "Gastrointestinal System", "section", chapter=_SURGERY, system=PCS),
    entry("0DB", "Excision, Stomach", "category", chapter=_SURGERY, system=PCS),
    entry("0DB60ZX", "Excision of Stomach, Open Approach", chapter=_SURGERY, system=PCS),
    entry("0DB63ZX", "Excision of Stomach, Percutaneous", chapter=_SURGERY, system=PCS),
    entry("B20", "Imaging, Heart", "category", chapter=_IMAGING, system=PCS),
    entry("B2000ZZ", "Plain Radiography of Heart", chapter=_IMAGING, system=PCS),
    entry("GZB", "Electroconvulsive Therapy", "category", chapter=_MENTAL, system=PCS),
    entry("GZB0ZZZ", "Electroconvulsive Therapy, Unilateral", chapter=_MENTAL, system=PCS),
)


@dataclass
class BookCatalog:
    """A catalog service that has one book, and that can be made to fail."""

    revision: str = "first"
    book: Sequence[catalog_pb2.CodeDocument] = BOOK
    # The batch (from 0) in whose place the stream breaks off, or changes its revision.
    breaks_at: int | None = None
    changes_at: int | None = None
    # The batch before which the stream waits until `go_on` is set; `holding` is then set.
    holds_at: int | None = None
    holding: threading.Event = field(default_factory=threading.Event)
    go_on: threading.Event = field(default_factory=threading.Event)
    batch: int = 50
    # What it says it will send, when that is not the truth.
    says_count: int | None = None
    streams: int = field(default=0)

    def get_revision(self, *_: object) -> catalog_pb2.GetRevisionResponse:
        return catalog_pb2.GetRevisionResponse(revision=self.revision)

    def stream_codes(
        self, _: catalog_pb2.StreamCodesRequest, context: grpc.ServicerContext
    ) -> Iterator[catalog_pb2.StreamCodesResponse]:
        self.streams += 1
        count = len(self.book) if self.says_count is None else self.says_count
        for number, start in enumerate(range(0, max(1, len(self.book)), self.batch)):
            if number == self.holds_at:
                self.holding.set()
                self.go_on.wait(30)
            if number == self.breaks_at:
                context.abort(grpc.StatusCode.UNAVAILABLE, "the database went away")
            yield catalog_pb2.StreamCodesResponse(
                revision="another" if number == self.changes_at else self.revision,
                total_count=count,
                codes=self.book[start : start + self.batch],
            )


@contextmanager
def serving_catalog(catalog: BookCatalog) -> Iterator[str]:
    """Serve the catalog over real gRPC; yield its address."""
    server = grpc.server(ThreadPoolExecutor(2))
    Methods(catalog.get_revision, catalog.stream_codes).register(server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    try:
        yield f"127.0.0.1:{port}"
    finally:
        server.stop(None).wait()


def search_settings(meili_url: str, catalog: str = "127.0.0.1:1") -> SearchSettings:
    """Return settings for free ports and a short stop."""
    return SearchSettings.model_validate(
        {
            "MEILI_URL": meili_url,
            "MEILI_MASTER_KEY": KEY,
            "catalog_target": catalog,
            "port": 0,
            "metrics_port": 0,
            "drain_seconds": 0,
        }
    )


@contextmanager
def serving_search(
    settings: SearchSettings,
) -> Iterator[tuple[search_pb2_grpc.SearchServiceStub, Service]]:
    """Run search on free ports; yield a stub on a channel of the runtime's own, and what runs."""
    service = build(settings)
    process = GrpcProcess(service)
    process.start()
    channel = open_channel(
        f"127.0.0.1:{process.port}",
        default_timeout=5,
        metrics=GrpcClientMetrics(CollectorRegistry()),
    )
    try:
        yield search_pb2_grpc.SearchServiceStub(channel), service
    finally:
        channel.close()
        process.stop()
