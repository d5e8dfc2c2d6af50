"""The encoder: texts in, unit vectors out."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from pipeline.embedding.files import (
    BUILDER_VERSION,
    MODEL_FILE,
    SOURCE_SHA256,
    TOKENIZER_FILE,
    check_files,
)
from pipeline.errors import ModelError

DIMENSIONS = 384
MAX_TOKENS = 256
"""What the model was trained with; the tokenizer's own file asks for 128 and fixed padding."""
N_SPECIAL_TOKENS = 2
"""Begin and end; a text of no more tokens says nothing."""


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
        """Weights, builder and runtime: vectors of one version can be compared and kept."""
        runtime = onnxruntime.__version__
        return f"minilm-{SOURCE_SHA256[:12]}-b{BUILDER_VERSION}-ort{runtime}"

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

    def _encode_one(self, text: str) -> np.ndarray:
        ids = self._tokenizer.encode(text).ids
        if len(ids) <= N_SPECIAL_TOKENS:
            return np.zeros(DIMENSIONS, dtype=np.float32)
        feed = {"ids": np.array([ids], dtype=np.int64)}
        vector: np.ndarray = self._session.run(None, feed)[0][0]
        return vector


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
