"""Reads and serves: a question comes in, an answer with citations goes out."""

__version__ = "0.1.0"
