"""Reads and serves: a question comes in, an answer with citations goes out."""
