"""What every reader raises when a file gives no text."""


class Unreadable(ValueError):
    """A file of which nothing can be read; the message is a German sentence for the operator."""
