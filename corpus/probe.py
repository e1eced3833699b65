"""Prove that a generation is whole before it is served: ``python -m corpus.probe FOLDER``.

A damaged store can end the process that opens it (SIGSEGV), which no ``except`` catches; so a process of its
own opens it first.
"""

import subprocess
import sys
from pathlib import Path
from signal import Signals

from corpus.generation import REPAIR, BadManifest, IndexMismatch, damaged, read_manifest
from corpus.index import BrokenIndex, PassageIndex, anywhere

SECONDS = 300


def probe(folder: Path) -> None:
    """Run `check` on the generation in ``folder`` in a process of its own; raises BrokenIndex with the reason."""
    run_apart("corpus.probe", folder, SECONDS)


def run_apart(module: str, folder: Path, seconds: int) -> None:
    """Run ``python -m module`` on the generation in ``folder`` in a process of its own, which may crash.

    Raises BrokenIndex with the last line that it said, or how it ended, or that it took more than ``seconds``.
    """
    command = [sys.executable, "-m", module, str(folder.resolve())]
    project = Path(__file__).resolve().parent.parent
    try:
        done = subprocess.run(  # noqa: S603  # our own module, and a folder
            command, cwd=project, stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired as exc:
        raise BrokenIndex(f"Der Index {folder.name} antwortet seit {seconds} s nicht. {REPAIR}") from exc
    if done.returncode < 0:
        signal = Signals(-done.returncode).name
        raise BrokenIndex(f"Der Index {folder.name} ist beschädigt: Die Probe endete mit {signal}. {REPAIR}")
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise BrokenIndex(lines[-1] if lines else f"Der Index {folder.name} ist beschädigt. {REPAIR}")


def check(folder: Path) -> None:
    """Open the generation in ``folder`` and prove that it is whole; raises BrokenIndex, BadManifest, IndexMismatch.

    A damaged store can end the process that opens it: call `probe` where that must not happen.
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
