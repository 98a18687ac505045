"""``EncoderVectors``: texts to the mean vectors of an encoder, as a scikit-learn transformer."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from stance.errors import ModelError
from stance.inputs import check_texts
from stance.model.encoder import EncoderScorer
from stance.model.labeler import folder_of
from stance.model.packing import ACCURATE, open_folder
from stance.target import Target, check_target


class EncoderVectors(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Turn statements into the vectors that the accurate engine's classifier stands on.

    For a task of one's own: a few hundred rows know few words, and these vectors what words mean. Beside the
    counts of a ``FeatureExtractor`` in a ``FeatureUnion``, and scaled by a ``StandardScaler``, they are an
    extractor for ``StanceClassifier``. Names and the target are masked, as the encoder learnt.

    Parameters
    ----------
    model : str or Path
        The name or folder of an encoder.
    target : Target or None
        What the statements are about, and is masked; None stands for the encoder's own target.

    Attributes
    ----------
    scorer_ : EncoderScorer
        The encoder; pickled with the transformer, which so needs no folder again.

    """

    def __init__(self, model: str | Path = ACCURATE, target: Target | None = None) -> None:
        self.model = model
        self.target = target

    def fit(self, texts: Iterable[str], y: Any = None) -> Self:  # noqa: ARG002
        """Open the encoder; nothing is learnt. Returns self.

        Raises ``ModelNotFoundError`` where there is no such model, and ``ModelError`` where it is no encoder.
        """
        check_texts(texts)
        if self.target is not None:
            check_target(self.target)
        scorer, _ = open_folder(folder_of(self.model))
        if not isinstance(scorer, EncoderScorer):
            raise ModelError(f"{self.model}: it is no encoder, and has no vectors; give “{ACCURATE}”")
        self.scorer_ = scorer if self.target is None else scorer.with_target(self.target)
        return self

    def fit_transform(self, X: Iterable[str], y: Any = None, **_: Any) -> NDArray[np.float64]:  # noqa: N803
        """Open the encoder and read texts; a generator is read once."""
        texts = check_texts(X)
        # Not by ``transform``, which would make a frame with the index of a list, not with that of X.
        return self.fit(texts, y).scorer_.vectors(texts)

    def transform(self, texts: Iterable[str]) -> NDArray[np.float64]:
        """Return the mean of each text's vectors: float64 (n_texts, width), 384 columns as packaged."""
        check_is_fitted(self, "scorer_")
        return self.scorer_.vectors(check_texts(texts))

    def get_feature_names_out(self, input_features: Any = None) -> NDArray[np.object_]:  # noqa: ARG002
        """Return the name of each column: object (width,)."""
        check_is_fitted(self, "scorer_")
        names = [f"vector{i}" for i in range(len(self.scorer_.learnt.weights))]
        return np.array(names, dtype=object)

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        tags.requires_fit = True
        return tags
