"""Writes: sources come in from their publishers, an index generation goes out."""
