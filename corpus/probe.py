"""Prove that a generation is whole before it is served: ``python -m corpus.probe FOLDER``.

A damaged store can end the process that opens it (SIGSEGV), which no ``except`` catches; so a process of its
own opens it first (`corpus.index.probe`).
"""

import sys
from pathlib import Path

from corpus.generation import REPAIR, BadManifest, IndexMismatch, damaged, read_manifest
from corpus.index import BrokenIndex, PassageIndex, anywhere


def check(folder: Path) -> None:
    """Open the generation in ``folder`` and prove that it is whole; raises BrokenIndex, BadManifest, IndexMismatch.

    A damaged store can end the process that opens it: call `corpus.index.probe` where that must not happen.
    """
    manifest = read_manifest(folder)
    if changed := damaged(folder, manifest):
        raise BrokenIndex(f"Im Index {folder.name} fehlen Dateien oder sind verändert: {', '.join(changed)}. {REPAIR}")
    index = PassageIndex(folder, manifest.embedder)
    reached = len(index.nearest(anywhere(manifest.dimension), manifest.count))
    index.close()
    if reached != manifest.count:
        raise BrokenIndex(
            f"Im Index {folder.name} erreicht die Suche {reached} von {manifest.count} Abschnitten. {REPAIR}"
        )


if __name__ == "__main__":
    try:
        check(Path(sys.argv[1]))
    except (BrokenIndex, BadManifest, IndexMismatch) as exc:
        sys.exit(str(exc))
