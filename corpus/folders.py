"""What lies where on an operator's disk."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Folders:
    """The files and folders of a running Lotse, all under one data folder."""

    data: Path

    @property
    def editions(self) -> Path:
        """Return the folder of the sources' files."""
        return self.data / "editions"

    @property
    def parts(self) -> Path:
        """Return the folder of unfinished downloads."""
        return self.data / "parts"

    @property
    def index(self) -> Path:
        """Return the folder of the index generations."""
        return self.data / "index"

    @property
    def report(self) -> Path:
        """Return the file of the last report."""
        return self.data / "report.json"

    @property
    def sources(self) -> Path:
        """Return the file of the operator's own sources."""
        return self.data / "sources.toml"

    @property
    def feedback(self) -> Path:
        """Return the file that counts whether answers helped."""
        return self.data / "feedback.json"
