import io
import struct
import tracemalloc
import zipfile

import numpy as np
import pytest

from stance.model.archive import pack_arrays, unpack_arrays

ARRAYS = {"a": np.arange(6, dtype=np.int16).reshape(3, 2), "b": np.array([], dtype=np.float64)}
DTYPES = {"a": np.int16, "b": np.float64}
BOMB = 1 << 27  # bytes of zeros, which deflate to a thousandth


def member(array, *, shape=None, descr=None, version=(1, 0), fortran=False):
    """Return an ``.npy`` file that says of an array what it likes."""
    shape = array.shape if shape is None else shape
    header = f"{{'descr': {(descr or array.dtype.str)!r}, 'fortran_order': {fortran}, 'shape': {shape}, }}\n"
    size = struct.pack("<H" if version[0] == 1 else "<I", len(header))
    return b"\x93NUMPY" + bytes(version) + size + header.encode() + array.tobytes()


def archive(members, packing=zipfile.ZIP_DEFLATED):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", packing) as file:
        for name, content in members:
            file.writestr(name, content)
    return made.getvalue()


def pair(a):
    return archive([("a.npy", a), ("b.npy", member(ARRAYS["b"]))])


@pytest.mark.parametrize("a", [ARRAYS["a"], np.asfortranarray(ARRAYS["a"]), ARRAYS["a"][:0]])
def test_arrays_come_back_as_they_were(a):
    found = unpack_arrays(pack_arrays(ARRAYS | {"a": a}), DTYPES)
    assert list(found) == ["a", "b"]
    assert found["a"].tolist() == a.tolist()
    assert found["a"].shape == a.shape
    assert found["b"].dtype == np.float64
    assert not found["a"].flags.writeable


def test_a_hand_made_archive_is_read():
    assert unpack_arrays(pair(member(ARRAYS["a"])), DTYPES)["a"].tolist() == [[0, 1], [2, 3], [4, 5]]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (pair(member(ARRAYS["a"], shape=(10**12,))), "not the size"),
        (pair(member(ARRAYS["a"], shape=(-3, -2))), "not the size"),
        (pair(member(ARRAYS["a"], shape=(3, 1))), "not the size"),
        (pair(member(ARRAYS["a"], shape=(2**62, 4))), "not the size"),
        (pair(member(ARRAYS["a"], descr=">i2")), "holds >i2"),
        (pair(member(ARRAYS["a"], descr="<i4")), "holds int32"),
        (pair(member(ARRAYS["a"], descr="|O")), "holds object"),
        (pair(member(ARRAYS["a"], descr="|V0")), "holds"),
        (pair(member(ARRAYS["a"], version=(2, 0))), "another version"),
        (pair(b"a pickle, perhaps"), "magic"),
        (pair(b"\x93NUMPY\x01\x00\x05\x00((((("), "Cannot parse header|broken header"),
        (archive([("a.npy", b"")]), "its arrays are not a, b"),
        (archive([("a.npy", b""), ("b.npy", b""), ("c.npy", b"")]), "its arrays are not a, b"),
        (archive([("a.npy", b""), ("a", b"")]), "its arrays are not a, b"),
        (archive([("../a.npy", b""), ("/b.npy", b"")]), "its arrays are not a, b"),
        (archive([("a.npy", b""), ("b.npy", b"")], zipfile.ZIP_LZMA), "another way than by deflating"),
        (archive([(f"{i}.npy", b"") for i in range(65)]), "too many members"),
        (b"", "zip"),
    ],
)
def test_what_is_not_expected_is_refused(content, reason):
    with pytest.raises((ValueError, SyntaxError, zipfile.BadZipFile), match=reason):
        unpack_arrays(content, DTYPES)


def test_a_name_that_stands_twice_is_refused():
    with pytest.warns(UserWarning, match="Duplicate name"):
        content = archive([("a.npy", b""), ("b.npy", b""), ("b.npy", b"")])
    with pytest.raises(ValueError, match="its arrays are not a, b"):
        unpack_arrays(content, DTYPES)


@pytest.mark.parametrize("says", [BOMB, 100])
def test_a_bomb_is_not_unpacked(says):
    content = archive([("a.npy", bytes(BOMB)), ("b.npy", member(ARRAYS["b"]))])
    listed = content.index(struct.pack("<I", BOMB), content.index(b"PK\x01\x02"))  # its size in the list
    content = content[:listed] + struct.pack("<I", says) + content[listed + 4 :]
    tracemalloc.start()
    with pytest.raises((ValueError, zipfile.BadZipFile)):
        unpack_arrays(content, DTYPES)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1 << 21
