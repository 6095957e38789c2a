"""What both ends of a call show and believe: a certificate, its key, and who may sign one."""

import ssl
from contextlib import suppress
from pathlib import Path

import grpc

# As cert-manager and `kubectl create secret tls` name them.
_CERTIFICATE, _KEY, _AUTHORITY = "tls.crt", "tls.key", "ca.crt"


def demand_usable(folder: Path) -> None:
    """Raise ValueError, naming the file, unless the folder has all three and they fit."""
    for name in (_CERTIFICATE, _KEY, _AUTHORITY):
        if not (folder / name).is_file():
            raise ValueError(f"there is no {name} in it")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    try:
        context.load_cert_chain(folder / _CERTIFICATE, folder / _KEY)
    except (ssl.SSLError, OSError) as error:
        raise ValueError(f"{_CERTIFICATE} and {_KEY} are no certificate and its key") from error
    try:
        context.load_verify_locations(folder / _AUTHORITY)
    except (ssl.SSLError, OSError) as error:
        raise ValueError(f"{_AUTHORITY} is no certificate") from error


def server_credentials(folder: Path) -> grpc.ServerCredentials:
    """Return credentials that demand a certificate of every caller.

    The files are read again for each connection: a renewed certificate needs no restart.
    """

    def renewed() -> grpc.ServerCertificateConfiguration | None:
        # Half a renewal is none: the server goes on with what it has.
        with suppress(OSError):
            return _configuration(folder)
        return None

    return grpc.dynamic_ssl_server_credentials(
        _configuration(folder),
        renewed,  # type: ignore[arg-type]  # None means no change, which its types do not know
        require_client_authentication=True,
    )


def channel_credentials(folder: Path) -> grpc.ChannelCredentials:
    """Return credentials of a caller; they are read once, for as long as the channel lives."""
    return grpc.ssl_channel_credentials(
        root_certificates=(folder / _AUTHORITY).read_bytes(),
        private_key=(folder / _KEY).read_bytes(),
        certificate_chain=(folder / _CERTIFICATE).read_bytes(),
    )


def _configuration(folder: Path) -> grpc.ServerCertificateConfiguration:
    pair = ((folder / _KEY).read_bytes(), (folder / _CERTIFICATE).read_bytes())
    return grpc.ssl_server_certificate_configuration([pair], (folder / _AUTHORITY).read_bytes())
