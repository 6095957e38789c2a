"""Asks auth what a member keeps: notes, favourites, pages seen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date

from codebook.auth.v1 import member_pb2 as pb
from codebook.auth.v1 import member_pb2_grpc
from google.protobuf.timestamp_pb2 import Timestamp

from services.gateway.clients.calls import house_errors


@dataclass(frozen=True)
class Marks:
    """What a member has on one code: a note, the folders it is in, and all there are."""

    note: str = ""
    folders: Sequence[str] = ()
    all_folders: Sequence[str] = ()


@dataclass(frozen=True)
class Kept:
    """A code that a member keeps; `words` are the note or the folder, `day` is in UTC."""

    system: str
    code: str
    words: str
    day: date


@dataclass(frozen=True)
class Shelf:
    """Everything that a member keeps."""

    notes: Sequence[Kept]
    favourites: Sequence[Kept]
    seen: Sequence[Kept]


class MarksClient:
    """Each method raises the ServiceError that auth answers with."""

    def __init__(self, stub: member_pb2_grpc.MemberServiceStub, seconds: float) -> None:
        self._stub = stub
        self._seconds = seconds

    def ask_for(self, session: str, system: str, code: str) -> Callable[[], Marks]:
        """Ask for the marks on a code now; return what waits for the answer."""
        request = pb.GetMarksRequest(session_token=session, system=system, code=code)
        call = self._stub.GetMarks.future(request, timeout=self._seconds)

        def wait() -> Marks:
            with house_errors():
                answer = call.result()
            return Marks(answer.note, tuple(answer.folders), tuple(answer.all_folders))

        return wait

    def write_note(self, session: str, system: str, code: str, text: str) -> None:
        """Keep a note in place of an earlier one; an empty text keeps none."""
        request = pb.WriteNoteRequest(session_token=session, system=system, code=code, text=text)
        with house_errors():
            self._stub.WriteNote(request)

    def add(self, session: str, folder: str, system: str, code: str) -> None:
        """Put a code in a folder."""
        place = {"session_token": session, "folder": folder, "system": system, "code": code}
        with house_errors():
            self._stub.AddFavourite(pb.AddFavouriteRequest(**place))

    def remove(self, session: str, folder: str, system: str, code: str) -> None:
        """Take a code out of a folder."""
        place = {"session_token": session, "folder": folder, "system": system, "code": code}
        with house_errors():
            self._stub.RemoveFavourite(pb.RemoveFavouriteRequest(**place))

    def shelf(self, session: str) -> Shelf:
        """Return everything that the member keeps."""
        with house_errors():
            answer = self._stub.GetShelf(pb.GetShelfRequest(session_token=session))
        return Shelf(
            [Kept(n.system, n.code, n.text, _day(n.updated_at)) for n in answer.notes],
            [Kept(f.system, f.code, f.folder, _day(f.added_at)) for f in answer.favourites],
            [Kept(s.system, s.code, "", _day(s.at)) for s in answer.seen],
        )

    def forget_seen(self, session: str) -> None:
        """Forget which pages were seen."""
        with house_errors():
            self._stub.ForgetSeen(pb.ForgetSeenRequest(session_token=session))


def _day(at: Timestamp) -> date:
    return at.ToDatetime(UTC).date()
