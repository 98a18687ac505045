"""Arrays as the bytes of an ``.npz`` file, and back without trust: a zip archive of plain ``.npy`` files.

What an array says of itself is compared with what is expected and with what is there before room is made
for it, so that reading needs no more memory than a stated number of bytes.
"""

from __future__ import annotations

import io
import math
import tokenize
import zipfile
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

_LARGEST = 1 << 27  # bytes of all arrays, unpacked: sixty times the packaged model's
_MEMBER = b"PK\x01\x02"  # stands before each member in an archive's list
_MOST_MEMBERS = 64  # a look at the bytes, before anything is made for each member
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # others ask for memory of their own


def pack_arrays(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """Return arrays as the bytes of an ``.npz`` file."""
    packed = io.BytesIO()
    np.savez_compressed(packed, allow_pickle=False, **arrays)
    return packed.getvalue()


def unpack_arrays(content: bytes, dtypes: Mapping[str, Any]) -> dict[str, NDArray[Any]]:
    """Read the arrays of an ``.npz`` file; they must be these, of these types. They are read-only.

    Raises ``ValueError`` saying what is wrong, and whatever ``zipfile`` and ``zlib`` raise at broken bytes.
    """
    if content.count(_MEMBER) > _MOST_MEMBERS:
        raise ValueError("it has too many members")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {member.filename.removesuffix(".npy"): member for member in archive.infolist()}
        if set(members) != set(dtypes) or len(archive.infolist()) != len(dtypes):
            raise ValueError(f"its arrays are not {', '.join(dtypes)}")
        if sum(member.file_size for member in members.values()) > _LARGEST:
            raise ValueError(f"it unpacks to more than {_LARGEST} bytes")
        if any(member.compress_type not in _PACKINGS for member in members.values()):
            raise ValueError("it is packed in another way than by deflating")
        return {
            key: _array(_member(archive, members[key]), key, np.dtype(dtype)) for key, dtype in dtypes.items()
        }


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    # By its length: asked for everything, zipfile unpacks first and then cuts to the length that is listed.
    with archive.open(member) as stream:
        return stream.read(member.file_size)


def _array(content: bytes, key: str, expected: np.dtype[Any]) -> NDArray[Any]:
    stream = io.BytesIO(content)
    if npy.read_magic(stream) != (1, 0):
        raise ValueError(f"the array {key} is in another version of the format")
    try:
        shape, is_fortran, dtype = npy.read_array_header_1_0(stream)
    except tokenize.TokenError as error:  # numpy lets it through
        raise ValueError(f"the array {key} has a broken header ({error})") from error
    if dtype != expected:
        raise ValueError(f"the array {key} holds {dtype}, not {expected}")
    start = stream.tell()
    count = math.prod(shape)
    if min(shape, default=0) < 0 or count * dtype.itemsize != len(content) - start:
        raise ValueError(f"the array {key} has not the size that it says")
    return np.frombuffer(content, dtype, count, start).reshape(shape, order="F" if is_fortran else "C")
