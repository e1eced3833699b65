"""What is measured: the index that is served now, the embedder, and what people wrote."""

from contextlib import AbstractContextManager, closing
from dataclasses import dataclass
from pathlib import Path

from corpus.embedding import Embedder, open_embedder
from corpus.generation import current
from corpus.places import Places
from corpus.settings import read_settings
from service.authored import Authored
from service.parts import Parts, open_parts, read_authored


@dataclass(frozen=True, slots=True)
class Ground:
    """The folder of the generation, and with what it is opened."""

    folder: Path
    embedder: Embedder
    authored: Authored
    places: Places

    def parts(self) -> AbstractContextManager[Parts]:
        """Return the generation opened, to be closed at the end of a block; raises Unusable."""
        return closing(open_parts(self.folder, self.embedder, self.authored))


def ground() -> Ground:
    """Return what the settings name; raises SettingsError, ModelError, NoIndex, Unusable."""
    settings = read_settings()
    authored = read_authored(settings.folders.sources)
    embedder = open_embedder(settings.embedder, settings.offline)
    return Ground(current(settings.folders.index), embedder, authored, Places(authored.sources))
