"""The socket on which the service is reached, and why there may be none."""

import errno
import socket


class CannotListen(OSError):
    """Nothing can listen there; the message says why and what to change, in German."""


def listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens on ``host`` and ``port``; raises CannotListen."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as exc:
        raise CannotListen(
            f"Auf {host}:{port} kann der Dienst nicht lauschen: {_why(exc)}. Bitte LOTSE_PORT oder LOTSE_HOST ändern."
        ) from exc


def _why(exc: OSError) -> str:
    """Return in German why a socket cannot listen; `socket.create_server` puts more English behind the reason."""
    reasons = {
        errno.EADDRINUSE: "Dort läuft schon ein Programm",
        errno.EADDRNOTAVAIL: "Diese Adresse gibt es auf diesem Rechner nicht",
        errno.EACCES: "Für diesen Port fehlen die Rechte",
        socket.EAI_NONAME: "Dieser Name ist unbekannt",
    }
    return reasons.get(exc.errno or 0) or str(exc.strerror).partition(" (while")[0]
