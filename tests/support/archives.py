"""Archives written for a test, sound and broken."""

import gzip
import io
import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path

# Two published lists, small: who needs a file for an import takes these.
MUE = (
    b'"Notice of rights"\r\n'
    b'"HCPCS/\nCPT Code",Practitioner Services MUE Values,MUE Adjudication Indicator,'
    b"MUE Rationale\r\n"
    b"A0001,2,1 Line Edit,Nature of Equipment\r\n"
    b"A0002,0,2 Date of Service Edit: Policy,Code Descriptor\r\n"
)
MUE_NAME = "MUE_Eff_04-01-2026.csv"
ANESTHESIA = (
    b"Contractor,Locality,Locality Name,National Anes CF of 20.3178\r\n"
    b"10112,00,ALABAMA,19.31 \r\n"
    b",,,\r\n"
)
CPT = b"CPT Code\tLong\tMedium\tShort\r\n0000X\tInvented, long\tInvented\tInv\r\n"


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of these files."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return content.getvalue()


def gzipped(data: bytes) -> bytes:
    """Return the gzip file of these bytes."""
    return gzip.compress(data, mtime=0)


def encrypted(name: str, data: bytes) -> bytes:
    """Return a zip whose one file says that it is encrypted."""
    archive = bytearray(zipped({name: data}))
    listed = archive.index(b"PK\x01\x02")
    struct.pack_into("<H", archive, 6, 1)
    struct.pack_into("<H", archive, listed + 8, 1)
    return bytes(archive)


def written(folder: Path, name: str, data: bytes) -> Path:
    """Return the path of a new file of these bytes."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path
