"""What both sides stand on: the nouns, the pinpoint grammar, the sources, the digest and the index."""
