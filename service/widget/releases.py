"""The released files of the widget and their hashes; a released file never changes, or the sites that pin it break.

``releases.toml`` names every version with the SHA-384 of its files, as the ``integrity`` of a script tag writes it.
``seal`` renews the hashes of versions that are not released yet; a test holds every file against its hash.
"""

import re
import tomllib
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha384
from pathlib import Path

FOLDER = Path(__file__).parent
LIST = "releases.toml"
LOADER, PANEL = "loader.js", "panel.js"
_PINNED = re.compile(r'"sha384-[A-Za-z0-9+/=]*"')
_HEAD = """\
# Every version of the widget with the hash of its files. A released file is never edited: its sites pin the hash.
# A change is a new folder and a new table. Until then `python -m service seal` renews the hashes of what has
# released = false.
"""


@dataclass(frozen=True, slots=True)
class Release:
    """One version: its number ("1.0.0"), whether it is out, and the hash of each of its files by name."""

    version: str
    released: bool
    files: Mapping[str, str]

    @property
    def order(self) -> tuple[int, ...]:
        """Return what later versions are greater by."""
        return tuple(map(int, self.version.split(".")))


def read_releases(folder: Path = FOLDER) -> tuple[Release, ...]:
    """Return all versions in ``folder``, the oldest first."""
    tables = tomllib.loads((folder / LIST).read_text("utf-8"))["release"]
    releases = (Release(str(t["version"]), bool(t["released"]), dict(t["files"])) for t in tables)
    return tuple(sorted(releases, key=lambda release: release.order))


def integrity(content: bytes) -> str:
    """Return the hash of a file as the ``integrity`` of a script tag."""
    return f"sha384-{b64encode(sha384(content).digest()).decode()}"


def changed(releases: tuple[Release, ...], folder: Path = FOLDER) -> tuple[str, ...]:
    """Return every file ("1.0.0/loader.js") that is not what its hash says, or that only one of both knows."""
    listed = {f"{one.version}/{name}": pin for one in releases for name, pin in one.files.items()}
    there = {f"{path.parent.name}/{path.name}": integrity(path.read_bytes()) for path in folder.glob("*.*.*/*")}
    return tuple(sorted(name for name in listed.keys() | there.keys() if listed.get(name) != there.get(name)))


def pinned_panel(release: Release, folder: Path = FOLDER) -> str:
    """Return the hash that the loader of ``release`` demands of its panel."""
    found = _PINNED.search((folder / release.version / LOADER).read_text("utf-8"))
    return found[0].strip('"') if found else ""


def seal(folder: Path = FOLDER) -> tuple[str, ...]:
    """Renew the hashes of all versions that are not released, the panel's in its loader too; return these versions."""
    sealed, tables = [], []
    for release in read_releases(folder):
        files = dict(release.files)
        if not release.released:
            at = folder / release.version
            pin = integrity((at / PANEL).read_bytes())
            loader = (at / LOADER).read_text("utf-8")
            (at / LOADER).write_text(_PINNED.sub(f'"{pin}"', loader, count=1), "utf-8")
            files = {name: integrity((at / name).read_bytes()) for name in (LOADER, PANEL)}
            sealed.append(release.version)
        rows = "\n".join(f'"{name}" = "{pin}"' for name, pin in files.items())
        out = "true" if release.released else "false"
        tables.append(f'[[release]]\nversion = "{release.version}"\nreleased = {out}\n[release.files]\n{rows}\n')
    (folder / LIST).write_text("\n".join((_HEAD, *tables)), "utf-8")
    return tuple(sealed)
