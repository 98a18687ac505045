import pytest

from stance.model.labeler import PACKAGED
from stance.model.network import check_network


def field(number: int, value: bytes | int) -> bytes:
    """Return a field of a message: a number, or bytes with their length."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    return varint(number << 3 | 2) + varint(len(value)) + value


def varint(value: int) -> bytes:
    parts = [value >> shift & 0x7F for shift in range(0, max(value.bit_length(), 1), 7)]
    return bytes([part | 0x80 for part in parts[:-1]] + parts[-1:])


def node(operator: bytes = b"Add", domain: bytes = b"", *attributes: bytes) -> bytes:
    return field(1, b"x") + field(4, operator) + field(7, domain) + b"".join(field(5, a) for a in attributes)


def model(graph: bytes) -> bytes:
    return field(1, 8) + field(7, graph) + field(8, field(2, 17))


TENSOR = field(1, 2) + field(2, 1) + field(8, b"w") + field(9, b"\0" * 8)
OUTSIDE = field(13, field(1, b"location") + field(2, b"../../etc/passwd"))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        model(b""),
        model(field(1, node()) + field(5, TENSOR)),
        model(field(5, TENSOR + field(14, 0))),
        model(field(1, node(b"BiasGelu", b"com.microsoft", field(1, b"axis") + field(3, 1) + field(20, 2)))),
        model(field(1, node(b"Constant", b"", field(5, TENSOR)))),
    ],
)
def test_what_an_encoder_is_made_of_passes(content):
    check_network(content)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (model(field(5, TENSOR + field(14, 1))), "another file"),
        (model(field(5, TENSOR + OUTSIDE)), "another file"),
        (model(field(5, TENSOR)) + field(7, field(5, TENSOR + OUTSIDE)), "another file"),  # merged when read
        (model(field(1, node(b"Constant", b"", field(5, TENSOR + OUTSIDE)))), "another file"),
        (model(field(5, TENSOR + field(14, 1) + field(14, 0))), "another file"),
        (model(field(1, node(b"Loop"))), "operator “Loop”"),
        (model(field(1, node(b"Add", b"evil.example"))), "of “evil.example”"),
        (model(field(1, node() + field(4, b"Loop"))), "operator “Loop”"),
        (model(field(1, node(b"\xff"))), "operator"),
        (model(field(1, field(4, 1 << 60))), "is a number"),
        (model(field(1, node(b"Add", b"", field(6, b"")))), "an attribute has field 6"),
        (model(field(1, node(b"Add", b"", field(11, b"")))), "an attribute has field 11"),
        (model(field(1, node(b"Add", b"", field(10, TENSOR)))), "an attribute has field 10"),
        (model(field(15, TENSOR)), "the graph has field 15"),
        (model(b"") + field(25, b""), "the model has field 25"),
        (model(b"") + field(20, b""), "the model has field 20"),
        (field(7, 1), "is a number"),
        (b"\x3a\xff\xff\xff\xff\xff\xff\xff\xff\x7f", "ends beyond"),
        (b"\x3a\x05abc", "ends beyond"),
        (b"\xff" * 20, "does not end"),
        (b"\x80", "does not end"),
        (b"\x3b\x3c", "wire type 3"),
    ],
)
def test_what_an_encoder_does_without_is_refused(content, reason):
    with pytest.raises(ValueError, match=reason):
        check_network(content)


def test_a_file_that_is_cut_is_seldom_taken_for_whole():
    content = model(field(1, node()) + field(5, TENSOR))
    passed = []
    for end in range(len(content)):
        try:
            check_network(content[:end])
            passed.append(end)
        except ValueError:
            continue
    assert passed == [0, 2, len(content) - 4]  # between the fields of the model: a model with fewer fields


def test_the_packaged_network_passes():
    check_network((PACKAGED / "accurate" / "encoder.onnx").read_bytes())
