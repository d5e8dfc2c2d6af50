"""Embedding: from a text to a unit vector, the same on every run."""

from pipeline.embedding.build import build_encoder
from pipeline.embedding.encoder import DIMENSIONS, Encoder, Reading, load_encoder

__all__ = ["DIMENSIONS", "Encoder", "Reading", "build_encoder", "load_encoder"]
