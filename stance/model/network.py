"""What the encoder's network may hold: looked up in the bytes of its ONNX graph before it is run.

An ONNX file is a Protocol Buffers message (Google, "Encoding"): fields, each a number, a wire type and a
value. Here every message is walked along the fields that an encoder needs, and any other one is refused:
so are graphs within nodes (loops and branches), functions, tensors whose values lie in other files, and
operators that a BERT encoder has no use for. onnxruntime checks the rest: shapes, types and sizes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

# What ``stance.training.export`` writes, plain and in int8, and other versions of its tools would for the
# same encoder.
_PLAIN = (
    "Add Cast Concat Constant ConstantOfShape DequantizeLinear Div DynamicQuantizeLinear Equal Erf Expand "
    "Gather GatherElements LayerNormalization MatMul MatMulInteger Mul Pow ReduceMean Reshape Shape Slice "
    "Softmax Sqrt Sub Tanh Transpose Unsqueeze Where"
)
_FUSED = "Attention BiasGelu EmbedLayerNormalization FastGelu Gelu SkipLayerNormalization"
_OPERATORS = {("", name) for name in _PLAIN.split()} | {("com.microsoft", name) for name in _FUSED.split()}

_VARINT, _EIGHT, _BYTES, _FOUR = 0, 1, 2, 5  # wire types
_DEEPEST_VARINT = 10  # bytes, of a 64-bit number

_Message = memoryview
_Walk = Callable[[_Message], None]


def check_network(content: bytes) -> None:
    """Check a serialised ONNX model. Raises ``ValueError`` saying what it holds that it must not."""
    _walk(memoryview(content), _MODEL, "the model")


def _fields(message: _Message) -> Iterator[tuple[int, Any]]:
    """Yield the number and value of each field: an integer, or the bytes of what has a length."""
    position, end = 0, len(message)
    while position < end:
        tag, position = _varint(message, position)
        number, kind = tag >> 3, tag & 7
        if kind == _VARINT:
            value, position = _varint(message, position)
            yield number, value
            continue
        if kind not in (_EIGHT, _FOUR, _BYTES):
            raise ValueError(f"a field has the wire type {kind}")
        length = 8 if kind == _EIGHT else 4
        if kind == _BYTES:
            length, position = _varint(message, position)
        if length > end - position:
            raise ValueError("a field ends beyond its message")
        yield number, message[position : position + length]
        position += length


def _varint(message: _Message, position: int) -> tuple[int, int]:
    """Return a number of seven bits a byte, lowest first, and the position behind it."""
    value = 0
    for place, byte in enumerate(message[position : position + _DEEPEST_VARINT]):
        value |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            return value, position + place + 1
    raise ValueError("a number does not end")


def _walk(message: _Message, known: Mapping[int, _Walk | None], name: str) -> None:
    """Go through the fields of a message, into those that are messages; refuse fields that are not known."""
    for number, value in _fields(message):
        if number not in known:
            raise ValueError(f"{name} has field {number}, which an encoder does without")
        inner = known[number]
        if inner is not None:
            if not isinstance(value, memoryview):
                raise ValueError(f"field {number} of {name} is a number")
            inner(value)


def _tensor(message: _Message) -> None:
    for number, value in _fields(message):
        if number == _EXTERNAL_DATA or (number == _DATA_LOCATION and value != 0):
            raise ValueError("a tensor has its values in another file")
        if number not in _TENSOR:
            raise ValueError(f"a tensor has field {number}, which an encoder does without")


def _attribute(message: _Message) -> None:
    plain = dict.fromkeys((1, 2, 3, 4, 7, 8, 20))
    _walk(message, plain | {5: _tensor}, "an attribute")


def _node(message: _Message) -> None:
    told = {_DOMAIN: b"", _TYPE: b""}
    for number, value in _fields(message):
        if number in told:
            if not isinstance(value, memoryview):
                raise ValueError(f"field {number} of a node is a number")
            told[number] = bytes(value)  # of a field that comes twice the last one counts
    domain, operator = (told[number].decode("utf-8", "replace") for number in (_DOMAIN, _TYPE))
    if (domain, operator) not in _OPERATORS:
        raise ValueError(f"it has the operator “{operator}” of “{domain}”, which an encoder does without")
    _walk(message, {1: None, 2: None, 3: None, _TYPE: None, 5: _attribute, _DOMAIN: None}, "a node")


def _graph(message: _Message) -> None:
    _walk(message, {1: _node, 2: None, 5: _tensor, 11: None, 12: None, 13: None}, "the graph")


# Numbers of fields in onnx.proto. Of a model: version, producer, domain, text, graph, operators, notes.
_MODEL: Mapping[int, _Walk | None] = dict.fromkeys((1, 2, 3, 4, 5, 6, 8, 14)) | {7: _graph}
_TYPE, _DOMAIN = 4, 7  # of a node
_EXTERNAL_DATA, _DATA_LOCATION = 13, 14
_TENSOR = frozenset((1, 2, 4, 5, 7, 8, 9, 10, 11, _DATA_LOCATION))
