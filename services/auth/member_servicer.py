"""MemberService over the wire: proto to what members collect and back, nothing else."""

# ruff: noqa: N802, ARG002 - the names on the wire; the context is given by grpc

import grpc
from codebook.auth.v1 import member_pb2 as pb
from codebook.auth.v1 import member_pb2_grpc

from services.auth import messages
from services.auth.accounts import collecting
from services.auth.accounts.desk import Desk, member

_Context = grpc.ServicerContext


class MemberServicer(member_pb2_grpc.MemberServiceServicer):
    """Answers MemberService."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def GetMarks(self, request: pb.GetMarksRequest, context: _Context) -> pb.GetMarksResponse:
        """Return what the member has on a code; see the proto."""
        account = member(self._desk, request.session_token).account
        place = (request.system, request.code)
        note = self._desk.members.note(account.id, *place)
        every = self._desk.members.favourites(account.id)
        return pb.GetMarksResponse(
            note=note.text if note else "",
            folders=[one.folder for one in every if (one.system, one.code) == place],
            all_folders=sorted({one.folder for one in every}),
        )

    def WriteNote(self, request: pb.WriteNoteRequest, context: _Context) -> pb.WriteNoteResponse:
        """Keep a note; see the proto."""
        account = member(self._desk, request.session_token).account
        collecting.write_note(self._desk, account, request.system, request.code, request.text)
        return pb.WriteNoteResponse()

    def AddFavourite(
        self, request: pb.AddFavouriteRequest, context: _Context
    ) -> pb.AddFavouriteResponse:
        """Put a code in a folder; see the proto."""
        account = member(self._desk, request.session_token).account
        place = (request.folder, request.system, request.code)
        collecting.add_favourite(self._desk, account, *place)
        return pb.AddFavouriteResponse()

    def RemoveFavourite(
        self, request: pb.RemoveFavouriteRequest, context: _Context
    ) -> pb.RemoveFavouriteResponse:
        """Take a code out of a folder; see the proto."""
        account = member(self._desk, request.session_token).account
        place = (request.folder, request.system, request.code)
        collecting.remove_favourite(self._desk, account, *place)
        return pb.RemoveFavouriteResponse()

    def GetShelf(self, request: pb.GetShelfRequest, context: _Context) -> pb.GetShelfResponse:
        """Return everything that the member keeps; see the proto."""
        account = member(self._desk, request.session_token).account
        members = self._desk.members
        return pb.GetShelfResponse(
            notes=[messages.note(one) for one in members.notes(account.id)],
            favourites=[messages.favourite(one) for one in members.favourites(account.id)],
            seen=[messages.seen(*one) for one in self._desk.sessions.recent(account.id)],
        )

    def ForgetSeen(self, request: pb.ForgetSeenRequest, context: _Context) -> pb.ForgetSeenResponse:
        """Forget which pages were seen; see the proto."""
        self._desk.sessions.forget_recent(member(self._desk, request.session_token).account.id)
        return pb.ForgetSeenResponse()
