"""An authority of one test and what it signs, made by openssl, in the form that services read."""

import shutil
import subprocess
from pathlib import Path

from tests.support.parts import missing

_EC = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")


class Authority:
    """Signs certificates for this machine; each is a folder of tls.crt, tls.key and ca.crt."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._certificate, self._key = folder / "authority.crt", folder / "authority.key"
        folder.mkdir()
        _openssl(
            *("req", "-x509", "-subj", "/CN=Authority of a test", *_EC),
            *("-keyout", str(self._key), "-out", str(self._certificate)),
        )

    def sign(self, name: str) -> Path:
        """Return the folder of a new certificate; the same name again renews it in place."""
        folder = self._folder / name
        folder.mkdir(exist_ok=True)
        _openssl(
            *("req", "-x509", "-subj", f"/CN={name}", *_EC),
            *("-CA", str(self._certificate), "-CAkey", str(self._key)),
            *("-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost"),
            *("-addext", "basicConstraints=critical,CA:FALSE"),
            *("-keyout", str(folder / "tls.key"), "-out", str(folder / "tls.crt")),
        )
        shutil.copy(self._certificate, folder / "ca.crt")
        return folder


def _openssl(*arguments: str) -> None:
    program = shutil.which("openssl")
    if program is None:
        missing("There is no openssl: it is Debian's package of that name.")
    subprocess.run([program, *arguments], check=True, capture_output=True)
