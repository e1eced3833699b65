"""Text → vectors: the seam behind which an embedding model stands, and the three that stand behind it.

Every vector is float32 of length 1, so the inner product of two is their cosine. A text in which the model
knows no word has no direction; it gets the fixed vector of `_nowhere`, which is the same for all such texts.
"""

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from model2vec import StaticModel
    from sentence_transformers import SentenceTransformer

Vectors: TypeAlias = NDArray[np.float32]

STATIC_PATH = Path(__file__).resolve().parent / "static"
"""The model that is shipped, a sentence-transformers folder."""

_WEIGHT_FILES = ("*.safetensors", "tokenizer.json", "modules.json", "config*.json", "*config.json")


class ModelError(ValueError):
    """A model that cannot be used; the message says in German which one, why, and what to do."""


class Embedder(Protocol):
    """Turns texts into vectors. Questions and passages have a method each, because some models treat them apart."""

    @property
    def name(self) -> str:
        """Return the name under which an index remembers its embedder: same name, same vectors."""

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return one vector a text, shape (n, d), length 1 each; (0, d) for no text."""

    def embed_query(self, text: str) -> Vectors:
        """Return the vector of a question, shape (d,), length 1."""


class StaticEmbedder:
    """A static model, computed by model2vec: no torch is loaded. A text's vector is the mean of its tokens'.

    All of a text counts, however long it is; a long text only becomes less pointed.
    """

    def __init__(self, path: Path = STATIC_PATH) -> None:
        """Load a sentence-transformers folder with one StaticEmbedding. Raises ModelError if it is none."""
        self._model = _load_static(path)
        self.name = f"static-de-{self._model.dim}@{_digest(path)}"

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return one vector a text, shape (n, d), length 1 each."""
        if not texts:
            return np.empty((0, self._model.dim), dtype=np.float32)
        return _unit(self._model.encode(list(texts), use_multiprocessing=False))

    def embed_query(self, text: str) -> Vectors:
        """Return the vector of a question, shape (d,), length 1."""
        return _first(self._model.encode([text], use_multiprocessing=False))


class SentenceTransformerEmbedder:
    """Any sentence-transformers model, by name or folder. Its prompts for questions and passages are used.

    A text longer than the model's ``max_seq_length`` is cut there by the model.
    """

    def __init__(self, name_or_path: str, offline: bool = False) -> None:
        """Load the model: safetensors only, no code from outside. Raises ModelError when it does not load.

        ``offline``: nothing is downloaded; a model known by name must lie in the cache of this machine.
        """
        self._model = _load_transformer(name_or_path, offline)
        path = Path(name_or_path)
        self.name = f"{path.name}@{_digest(path)}" if path.is_dir() else name_or_path

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return one vector a text, shape (n, d), length 1 each."""
        if not texts:
            return np.empty((0, self._dimension), dtype=np.float32)
        return _unit(self._model.encode_document(list(texts), show_progress_bar=False))

    def embed_query(self, text: str) -> Vectors:
        """Return the vector of a question, shape (d,), length 1."""
        return _first(self._model.encode_query([text], show_progress_bar=False))

    @property
    def _dimension(self) -> int:
        return int(self._model.get_embedding_dimension() or self.embed_query("").shape[0])


class HashEmbedder:
    """A tiny embedder without a model: every word adds one signed hash slot. Texts that share words are near."""

    def __init__(self, dimension: int = 256) -> None:
        self._dimension = dimension
        self.name = f"hash-{dimension}"

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return one vector a text, shape (n, d), length 1 each."""
        sums = np.zeros((len(texts), self._dimension), dtype=np.float32)
        for row, text in zip(sums, texts, strict=True):
            for word in re.findall(r"\w+", text.casefold()):
                slot = int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest())
                row[(slot >> 1) % self._dimension] += 1 if slot & 1 else -1
        return _unit(sums)

    def embed_query(self, text: str) -> Vectors:
        """Return the vector of a question, shape (d,), length 1."""
        return _first(self.embed_passages([text]))


def open_embedder(setting: str | None, offline: bool = False) -> Embedder:
    """Return our own model for None, else the sentence-transformers model of that name or folder."""
    return StaticEmbedder() if setting is None else SentenceTransformerEmbedder(setting, offline)


def _load_static(path: Path) -> "StaticModel":
    from model2vec import StaticModel  # half a second that a start without it need not wait

    try:
        if not (path / "model.safetensors").is_file():
            raise FileNotFoundError("model.safetensors fehlt")
        return StaticModel.from_pretrained(path, quantize_to="float32", max_length=None, force_download=False)
    except (OSError, ValueError, KeyError) as exc:
        raise ModelError(
            f"Das mitgelieferte Sprachmodell in {path} lässt sich nicht laden ({exc}). "
            "Stellen Sie den Ordner aus dem Repository wieder her: git checkout -- corpus/static"
        ) from exc


def _load_transformer(name_or_path: str, offline: bool) -> "SentenceTransformer":
    from sentence_transformers import SentenceTransformer  # brings torch: seconds and 500 MB

    try:
        return SentenceTransformer(name_or_path, trust_remote_code=False, **safely(name_or_path, offline))
    except (OSError, ValueError, KeyError) as exc:
        raise ModelError(
            f"Das Sprachmodell „{name_or_path}“ lässt sich nicht laden ({exc}). Prüfen Sie Name oder Ordner; "
            "ohne Netz muss das Modell schon auf diesem Rechner liegen. Ohne die Einstellung gilt das mitgelieferte."
        ) from exc


def safely(name_or_path: str, offline: bool) -> dict[str, Any]:
    """Return how a sentence-transformers model is loaded: on the CPU, safetensors only, a folder without the network.

    Raises ValueError for a folder of pickles.
    """
    path = Path(name_or_path)
    _refuse_pickles(path)
    return {
        "device": "cpu",
        "local_files_only": offline or path.is_dir(),
        "model_kwargs": {"use_safetensors": True},
    }


def _refuse_pickles(folder: Path) -> None:
    """Raise ValueError if a folder holds weights as pickle only: opening a pickle can run code."""
    for weights in (*folder.rglob("*.bin"), *folder.rglob("*.pt"), *folder.rglob("*.pkl")):
        if not any(weights.parent.glob("*.safetensors")):
            raise ValueError(f"{weights.name} ist ein Pickle und wird nicht geöffnet; nötig ist safetensors")


def _digest(folder: Path) -> str:
    """Return eight hex digits over the files that make a model's vectors, in the order of their names."""
    files = sorted({file for pattern in _WEIGHT_FILES for file in folder.rglob(pattern) if file.is_file()})
    total = hashlib.sha256()
    for file in files:
        with file.open("rb") as opened:
            total.update(file.name.encode() + b"\0" + hashlib.file_digest(opened, "sha256").digest())
    return total.hexdigest()[:8]


def _unit(rows: NDArray[np.floating]) -> Vectors:
    """Return the rows with length 1 as float32; a row of zeros becomes `_nowhere`."""
    wide = np.asarray(rows, dtype=np.float32)
    lengths = np.linalg.norm(wide, axis=1, keepdims=True)
    return np.where(lengths > 0, wide / np.maximum(lengths, 1e-30), _nowhere(wide.shape[1])).astype(np.float32)


def _first(rows: NDArray[np.floating]) -> Vectors:
    """Return the only row of a batch of one, with length 1."""
    return _unit(rows).reshape(-1)


def _nowhere(dimension: int) -> Vectors:
    """Return the unit vector that stands for "no known word": cosine distance needs some direction."""
    return np.full(dimension, dimension**-0.5, dtype=np.float32)
