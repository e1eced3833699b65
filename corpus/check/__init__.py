"""``python -m corpus check``: the digest held against the wording that is loaded, entry by entry."""
