"""The encoder: texts in, unit vectors out."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from pipeline.embedding.files import (
    MODEL_FILE,
    SOURCE_SHA256,
    TOKENIZER_FILE,
    VECTORS_VERSION,
    check_files,
)
from pipeline.errors import ModelError

DIMENSIONS = 384
MAX_TOKENS = 256
"""What the model was trained with; the tokenizer's own file asks for 128 and fixed padding."""
N_SPECIAL_TOKENS = 2
"""Begin and end; a text of no more tokens says nothing."""


class Reading(NamedTuple):
    """What a text says as a whole, and word by word within that whole."""

    vector: np.ndarray
    """float32 (384), unit length; zeros for an empty text."""
    tokens: np.ndarray
    """float32 (n_tokens, 384), not of unit length: `vector` is the direction of their mean."""
    spans: np.ndarray
    """int64 (n_tokens, 2): half-open ranges of code points; (0, 0) for begin and end."""


class Encoder:
    """Turns texts into vectors whose cosine tells how near two texts are in meaning.

    Each text is run by itself: dynamic 8-bit quantisation would make a vector depend on the
    texts that share its batch. Safe to use from several threads.
    """

    def __init__(self, session: onnxruntime.InferenceSession, tokenizer: Tokenizer) -> None:
        """Hold an opened network and a tokenizer without padding."""
        self._session = session
        self._tokenizer = tokenizer

    @property
    def version(self) -> str:
        """Weights, way of making and runtime: vectors of one version can be compared and kept."""
        runtime = onnxruntime.__version__
        return f"minilm-{SOURCE_SHA256[:12]}-b{VECTORS_VERSION}-ort{runtime}"

    def encode(self, texts: Sequence[str], threads: int = 1) -> np.ndarray:
        """Return the vectors of texts.

        Args:
            texts: Read up to 256 tokens (about 200 words) each.
            threads: How many texts to run at once; has no influence on the result.

        Returns:
            float32 (n_texts, 384), rows of unit length; a row of zeros for an empty text.
        """
        vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        with ThreadPoolExecutor(max(1, threads)) as pool:
            for index, row in enumerate(pool.map(self._encode_one, texts)):
                vectors[index] = row
        return vectors

    def read(self, text: str) -> Reading:
        """Return the same vector as `encode`, and what it was made of; takes as long."""
        encoding = self._tokenizer.encode(text)
        if len(encoding.ids) <= N_SPECIAL_TOKENS:
            nothing = np.zeros((0, DIMENSIONS), dtype=np.float32)
            return Reading(np.zeros(DIMENSIONS, dtype=np.float32), nothing, _spans([]))
        vector, tokens = self._session.run(["vector", "tokens"], _feed(encoding.ids))
        return Reading(vector[0], tokens[0], _spans(encoding.offsets))

    def _encode_one(self, text: str) -> np.ndarray:
        ids = self._tokenizer.encode(text).ids
        if len(ids) <= N_SPECIAL_TOKENS:
            return np.zeros(DIMENSIONS, dtype=np.float32)
        vector: np.ndarray = self._session.run(["vector"], _feed(ids))[0][0]
        return vector


def _feed(ids: Sequence[int]) -> dict[str, np.ndarray]:
    return {"ids": np.array([ids], dtype=np.int64)}


def _spans(offsets: Sequence[tuple[int, int]]) -> np.ndarray:
    return np.array(offsets, dtype=np.int64).reshape(-1, 2)


def load_encoder(folder: Path) -> Encoder:
    """Open a built encoder.

    Raises:
        ModelError: A file is missing, differs from what was built, or cannot be opened.
    """
    check_files(folder)
    try:
        tokenizer = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
        session = onnxruntime.InferenceSession(
            str(folder / MODEL_FILE), _session_options(), providers=["CPUExecutionProvider"]
        )
    except Exception as error:  # both libraries raise their own, undocumented kinds
        raise ModelError(
            f"{folder}: the encoder cannot be opened ({error}); remove the folder and run again"
        ) from error
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    return Encoder(session, tokenizer)


def _session_options() -> onnxruntime.SessionOptions:
    """One thread a text, and no waiting in loops: cores are shared with other work."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    return options
