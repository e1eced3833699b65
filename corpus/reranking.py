"""The seam for a second look at what was found: a cross-encoder reads question and text together. Off unless set.

None of ours is shipped: in two legal tests of others a general one made results worse (Legal RAG Bench among them),
so one has to win ``python -m eval run --reranker`` first.
"""

from collections.abc import Sequence
from typing import Protocol

from corpus.embedding import ModelError, safely

FIRST = 20
"""How many of the best are read again."""


class Reranker(Protocol):
    """Puts texts in the order in which they answer a question."""

    def order(self, question: str, texts: Sequence[str]) -> list[int]:
        """Return the positions of ``texts``, best first, each once."""


class CrossEncoderReranker:
    """A sentence-transformers CrossEncoder, by name or folder: safetensors only, no code from outside."""

    def __init__(self, name_or_path: str, offline: bool = False) -> None:
        """Load the model; raises ModelError when it does not load. ``offline``: nothing is downloaded."""
        from sentence_transformers import CrossEncoder  # brings torch: seconds and 500 MB

        try:
            self._model = CrossEncoder(name_or_path, trust_remote_code=False, **safely(name_or_path, offline))
        except (OSError, ValueError, KeyError) as exc:
            raise ModelError(
                f"Das Modell „{name_or_path}“ zum Ordnen der Treffer lässt sich nicht laden ({exc}). Prüfen Sie "
                "Name oder Ordner; ohne die Einstellung LOTSE_RERANKER geht es auch ohne."
            ) from exc

    def order(self, question: str, texts: Sequence[str]) -> list[int]:
        """Return the positions of ``texts`` by their score with the question, best first; equals keep their order."""
        scores = self._model.predict([(question, text) for text in texts], show_progress_bar=False)
        return sorted(range(len(texts)), key=lambda at: -float(scores[at]))


def open_reranker(setting: str | None, offline: bool = False) -> Reranker | None:
    """Return the model of that name or folder, or None where none is set."""
    return CrossEncoderReranker(setting, offline) if setting else None
