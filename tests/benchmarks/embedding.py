"""Embedding: passages become vectors. The int8 network is compared with the same in fp32."""

from __future__ import annotations

import statistics

import onnxruntime
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from pipeline.embedding import Encoder
from pipeline.embedding.build import WEIGHTS_FILE, source_file
from pipeline.embedding.encoder import MAX_TOKENS
from pipeline.embedding.files import SOURCE_SHA256, TOKENIZER_FILE
from pipeline.embedding.graph import build_graph
from pipeline.settings import Workspace
from pipeline.steps import models
from tests.benchmarks.corpus import all_documents, compared_documents, passages_of
from tests.benchmarks.measuring import alternate, costing, quiet_word
from tests.benchmarks.nouns import Figures, Measure


def run(workspace: Workspace, rounds: int) -> Figures:
    """Time the encoder alone, one thread, on some passages; then against fp32."""
    models.prepare(workspace, quiet_word)
    encoder = models.encoder(workspace)
    some = compared_documents(all_documents(workspace))
    cut = passages_of(some)
    texts = [passage.text for passage in cut]
    with costing() as cost:
        encoder.encode(texts)
    plain = _fp32(workspace)
    pairs = alternate(lambda: encoder.encode(texts), lambda: plain.encode(texts), rounds)
    best = statistics.median([ours for ours, _ in pairs] or [cost.seconds])
    note = f"{len(texts) / best:.1f} passages/s of {len(texts)} (median), one thread"
    n_words = sum(passage.n_words for passage in cut)
    return Figures(len(some), cost.seconds, cost.peak_mb, pairs, n_words, note)


def _fp32(workspace: Workspace) -> Encoder:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    network = build_graph(load_file(source_file(WEIGHTS_FILE, SOURCE_SHA256)))
    session = onnxruntime.InferenceSession(
        network.SerializeToString(), options, providers=["CPUExecutionProvider"]
    )
    tokenizer = Tokenizer.from_file(str(workspace.models_dir / "minilm" / TOKENIZER_FILE))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    return Encoder(session, tokenizer)


MEASURE = Measure("embedding", "same network in fp32, onnxruntime", ("ingest", "clean"), run)
