"""Measures: retrieval quality and speed, beside the usual tutorial pipeline."""
