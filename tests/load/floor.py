"""The floor that figures are judged by: a bare Flask view on granian with one unary gRPC echo.

`python -m tests.load.floor echo PORT` serves the echo; `python -m tests.load.floor web PORT
ECHO_PORT FOLDER` serves GET /<name>: the view sends the bytes of FOLDER/<name> through the echo and
returns what comes back.
"""

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import grpc
from flask import Flask, Response
from granian import Granian
from granian.constants import Interfaces

ECHO = "/floor.Echo/Say"


class _Echo(grpc.GenericRpcHandler):
    def service(self, _: grpc.HandlerCallDetails) -> "grpc.RpcMethodHandler[bytes, bytes]":
        handler: grpc.RpcMethodHandler[bytes, bytes] = grpc.unary_unary_rpc_method_handler(
            lambda request, _context: request
        )
        return handler


def echo(port: int) -> None:
    """Answer every call with its own request."""
    server = grpc.server(ThreadPoolExecutor(8))
    server.add_generic_rpc_handlers((_Echo(),))
    server.add_insecure_port(f"127.0.0.1:{port}")
    server.start()
    server.wait_for_termination()


def create_app() -> Flask:
    """Return the bare view; granian calls this in its worker."""
    app = Flask(__name__, static_folder=None)
    channel = grpc.insecure_channel(f"127.0.0.1:{os.environ['FLOORECHO_PORT']}")
    say: grpc.UnaryUnaryMultiCallable[bytes, bytes] = channel.unary_unary(ECHO)
    bodies = {file.name: file.read_bytes() for file in Path(os.environ["FLOOR_BODIES"]).iterdir()}

    @app.get("/<name>")
    def view(name: str) -> Response:
        return Response(say(bodies[name]), mimetype="text/html")

    return app


def web(port: int, echo_port: str, folder: str) -> None:
    """Serve the view as the gateway is served: one worker, blocking threads."""
    os.environ |= {"FLOORECHO_PORT": echo_port, "FLOOR_BODIES": folder}
    Granian(
        "tests.load.floor:create_app",
        factory=True,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=8,
        log_enabled=False,
    ).serve()


if __name__ == "__main__":
    if sys.argv[1] == "echo":
        echo(int(sys.argv[2]))
    else:
        web(int(sys.argv[2]), sys.argv[3], sys.argv[4])
