"""``python -m service.widget``: renew the hashes of what is not released yet; say what changed and must not."""

import sys

from service.widget.releases import changed, read_releases, seal


def main() -> int:
    """Seal, and return 1 where a released file is not what it was."""
    sys.stdout.write(f"Neu versiegelt: {', '.join(seal()) or 'nichts'}\n")
    wrong = changed(read_releases())
    if wrong:
        sys.stderr.write(f"Veröffentlicht und doch geändert: {', '.join(wrong)}. Bitte eine neue Fassung anlegen.\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
